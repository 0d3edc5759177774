"""What is said of two listings that go together, as a person reads it on the page of the one about the other."""

from django.utils import formats
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from groups.choices import PLACELESS, Facet, PairingSort
from groups.models import Term
from groups.punctuation import by_commas

MOST_NAMED = 3
NEXT_DOOR_KM = 0.05
WAYS = {
    (PairingSort.COMPLEMENTS, True): gettext_lazy("Goes well together with this one"),
    (PairingSort.COMPLEMENTS, False): gettext_lazy("Goes well together with this one"),
    (PairingSort.BEFORE, True): gettext_lazy("Comes before this one"),
    (PairingSort.BEFORE, False): gettext_lazy("For the time after this one"),
    (PairingSort.BRIDGE, True): gettext_lazy("Helps while you wait for a place here"),
    (PairingSort.BRIDGE, False): gettext_lazy("Has a waiting list; come here while you wait"),
    (PairingSort.FAMILY, True): gettext_lazy("For the family of people who come here"),
    (PairingSort.FAMILY, False): gettext_lazy("For the person you support"),
    (PairingSort.PRACTICAL, True): gettext_lazy("Practical help beside this one"),
    (PairingSort.PRACTICAL, False): gettext_lazy("Company and care beside the practical help here"),
}
"""How the other goes with the one whose page it is, by the sort and whether the other comes first in it."""


def way(sort, *, is_other_first):
    """The sort of link as the page of the one says it about the other."""
    return WAYS[PairingSort(sort), is_other_first]


def way_supposed(match):
    """The same of a suggestion (a `Match`); empty where it could only say that they go well together, for nobody has
    said that."""
    is_bare = match.sort == PairingSort.COMPLEMENTS
    return "" if is_bare else way(match.sort, is_other_first=match.is_other_first)


def reasons(match, own, other):
    """Why `match` stands beside the listing `own`, in a few phrases; `other` is its listing."""
    said = [
        distance(match.other.km, own, other),
        about(match),
        _("also for %(who)s") % {"who": named(Facet.AUDIENCE, match.people)} if match.people else "",
        support(match, own),
        times(match),
    ]
    return [phrase for phrase in said if phrase]


def distance(km, own, other):
    """“2 km away”, or that it needs no way; empty where there is none to tell, as of a confidential venue."""
    if other.attendance in PLACELESS:
        return str(other.get_attendance_display()).lower()
    if km is None or own.shown_point is None or other.shown_point is None:
        return ""
    is_exact = own.place.is_pinned and other.place.is_pinned
    if is_exact and km < NEXT_DOOR_KM:
        return _("at the same place")
    digits = 1 if km < 10 else 0
    words = {"km": formats.number_format(max(round(km, digits), 0.1), digits)}
    return _("%(km)s km away") % words if is_exact else _("about %(km)s km away") % words


def about(match):
    """What both are about, else what the other is about that has to do with it."""
    if match.topics:
        return _("also about %(topics)s") % {"topics": named(Facet.TOPIC, match.topics)}
    return _("about %(topics)s") % {"topics": named(Facet.TOPIC, match.related)} if match.related else ""


def support(match, own):
    """What the other gives and this one does not, and the other way round."""
    if not match.gives:
        return ""
    mine = {term.slug for term in own.words(Facet.SUPPORT)} - match.other.of(Facet.SUPPORT)
    words = {"theirs": named(Facet.SUPPORT, match.gives), "mine": named(Facet.SUPPORT, mine)}
    return _("gives %(theirs)s; this one gives %(mine)s") % words if mine else _("also gives %(theirs)s") % words


def times(match):
    """How the times of the two go together; empty where one of them has none."""
    if match.is_same_evening:
        return _("on the same day, one after the other")
    return _("meets on other days") if match.is_on_other_days else ""


def named(facet, slugs):
    """Terms of one facet by name, in their order, the first few of them."""
    lexicon = Term.objects.lexicon()
    terms = lexicon.among(lexicon.ids(facet, slugs), facet)[:MOST_NAMED]
    return by_commas(_inline(term.name) for term in terms)


def _inline(name):
    """A label as it stands within an English sentence; abbreviations, and other languages, stay as they are."""
    is_word = not name[1:2].isupper() and (get_language() or "").startswith("en")
    return name[:1].lower() + name[1:] if is_word else name
