"""What is near a listing and goes well with it: computed when it is asked for, never stored.

One question finds who comes into it, in bounded parts by the indexes of search; the fine weighing is done here, over
a hundred and forty listings at most.
"""

from django.db.models import FloatField, Value

from groups.choices import Attendance, Facet, Formality
from groups.models import Listing, Term
from groups.pairing.fitting import PRACTICAL_KINDS, UNPAIRED_KINDS, related_to
from groups.pairing.traits import read_traits, with_traits
from groups.pairing.weighing import weigh, with_times

NEAR_KM = 25
AROUND_THE_CORNER_KM = 5
"""How far a help that is about nothing in particular may be: one goes there for being near."""
SHOWN = 4
NEAREST, ANYWHERE, GENERAL = 80, 30, 30
"""How many listings are weighed at most: near ones about the same, online ones, and general help."""
TIMED = 24
"""Of so many of the best the times are looked at."""
OF_ONE_ORGANIZATION = 2
GENERAL_KINDS = PRACTICAL_KINDS | {"social-meetup", "befriending", "drop-in", "community-center", "recovery-center"}
OTHER = {Formality.FORMAL: Formality.INFORMAL, Formality.INFORMAL: Formality.FORMAL}


def suggestions(listing, *, without=()):
    """Up to `SHOWN` matches for `listing`, best first; `without` are ids of listings that are linked or were refused.

    One question to the database.
    """
    if listing.kind.slug in UNPAIRED_KINDS:
        return []
    others = read_traits(candidates(listing))
    own = others.pop(listing.pk)
    weighed = (weigh(own, other) for pk, other in others.items() if pk not in without)
    found = sorted(filter(None, weighed), key=lambda match: match.rank)
    timed = [with_times(match, own) for match in found[:TIMED]]
    return _varied(sorted((match for match in timed if not match.clashes), key=lambda match: match.rank))


def candidates(listing):
    """Rows of `with_traits`: the listing itself, and all that is worth weighing.

    Each part is cut off by itself, and what is to be known of a listing is looked up for the chosen ones alone.
    """
    first, *others = _parts(listing)
    chosen = Listing.objects.filter(pk__in=first.union(*others, all=True))
    point = None if listing.is_placeless else listing.point
    measured = chosen.from_point(point) if point else chosen.annotate(chord=Value(None, FloatField()))
    return with_traits(measured).order_by("pk")


def _parts(listing):
    """Ids, as querysets of one column: the listing, what is joined from anywhere, and what is near."""
    lexicon = Term.objects.lexicon()
    formality = lexicon.ids(Facet.FORMALITY, [OTHER[listing.formality]])
    topics = {term.slug for term in listing.words(Facet.TOPIC)}
    about = lexicon.ids(Facet.TOPIC, sorted(topics | related_to(topics)))
    groups = [formality, about] if about else [formality]
    open_ones = Listing.objects.searchable()
    yield Listing.objects.filter(pk=listing.pk).order_by().values("pk")
    spoken = [term.pk for term in listing.words(Facet.LANGUAGE)]
    anywhere = open_ones.tagged_anywhere(*groups, *([spoken] if spoken else []))
    yield anywhere.filter(attendance=Attendance.ONLINE).order_by("pk").values("pk")[:ANYWHERE]  # lines end at a border
    if listing.point and not listing.is_placeless:
        kinds = lexicon.ids(Facet.KIND, sorted(GENERAL_KINDS))
        near = open_ones.tagged(*groups).near(listing.point, NEAR_KM if about else AROUND_THE_CORNER_KM)
        yield near.nearest_first().values("pk")[:NEAREST]
        corner = open_ones.tagged(formality, kinds).near(listing.point, AROUND_THE_CORNER_KM)
        yield corner.nearest_first().values("pk")[:GENERAL]


def _varied(matches):
    """The best, no two of one name, and few of one organization."""
    chosen, names, organizations = [], set(), []
    for match in matches:
        other = match.other
        if other.name in names or (
            other.organization and organizations.count(other.organization) >= OF_ONE_ORGANIZATION
        ):
            continue
        chosen.append(match)
        names.add(other.name)
        organizations.append(other.organization)
        if len(chosen) == SHOWN:
            break
    return chosen
