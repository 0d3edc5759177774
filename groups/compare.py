"""Listings side by side: what is told of each in the same words, and in which of it they differ.

What nobody said stays unsaid: an empty value is never filled by what is usual for that kind of listing.
"""

from dataclasses import dataclass

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from groups.choices import Facet
from groups.in_words import slot_in_words
from groups.models import FirstVisit, texts

FEWEST, MOST = 2, 4
REFERRAL = "referral"
ON_ONES_OWN = {"turn-up", "self-refer"}  # to call first or to sign up says nothing of referrals
WAITING_LIST = "waiting-list"

FACETS = (
    *(Facet.SUPPORT, Facet.TOPIC, Facet.AUDIENCE, Facet.ACTIVITY, Facet.OPENNESS),
    *(Facet.COST, Facet.JOINING, Facet.LANGUAGE, Facet.ACCESS),
)
"""The facets that are compared word by word."""

LABELS = {
    "state": gettext_lazy("Is it on?"),
    "sort": gettext_lazy("Kind of support"),
    "next": gettext_lazy("Next dates"),
    "times": gettext_lazy("Usual times"),
    "where": gettext_lazy("Where"),
    "far": gettext_lazy("How far"),
    "leads": gettext_lazy("Who leads it"),
    Facet.SUPPORT: Facet.SUPPORT.label,
    Facet.TOPIC: Facet.TOPIC.label,
    Facet.AUDIENCE: Facet.AUDIENCE.label,
    Facet.ACTIVITY: Facet.ACTIVITY.label,
    Facet.OPENNESS: Facet.OPENNESS.label,
    "ages": gettext_lazy("Age"),
    "size": gettext_lazy("Group size"),
    Facet.COST: Facet.COST.label,
    Facet.JOINING: Facet.JOINING.label,
    "referral": gettext_lazy("Can I come without a referral?"),
    "wait": gettext_lazy("How long is the wait?"),
    "new": gettext_lazy("Does it take new people?"),
    Facet.LANGUAGE: Facet.LANGUAGE.label,
    Facet.ACCESS: Facet.ACCESS.label,
    **{name: FirstVisit._meta.get_field(name).verbose_name for name in (*FirstVisit.QUESTIONS, "greeter")},
    "helpful": gettext_lazy("What members found helpful"),
    "fresh": gettext_lazy("Last checked"),
}
"""What is compared, by name, in the order of the page."""


@dataclass(frozen=True, slots=True)
class Row:
    """One question: its `label`, and for each listing its answer in lines, none where nobody said."""

    label: str
    values: tuple[tuple[str, ...], ...]

    @property
    def is_said(self):
        return any(self.values)

    @property
    def differs(self):
        return len(set(self.values)) > 1


@dataclass(frozen=True, slots=True)
class Comparison:
    """The rows in which listings differ, those in which they are the same, and the labels of what nobody said."""

    different: list[Row]
    same: list[Row]
    unsaid: list[str]


def compare(listings, words, told):
    """The `Comparison` of `listings` (with `live_schedules`).

    `words` are as `chosen.words_of` has them; `told` are answers that the page has words for, `{name: [lines]}` with
    one for each listing, under the names of `LABELS`. A name that is in none of them is left out.
    """
    answers = {name: [tuple(filter(None, answer(one))) for one in listings] for name, answer in OWN.items()}
    answers |= {facet: [_words(one, facet, words) for one in listings] for facet in FACETS}
    joining = zip(answers[Facet.JOINING], listings, strict=True)
    answers[Facet.JOINING] = [(*ways, *filter(None, [texts.told(one, None).how_to_join])) for ways, one in joining]
    answers |= {name: [tuple(lines) for lines in values] for name, values in told.items()}
    rows = [Row(str(label), tuple(answers[name])) for name, label in LABELS.items() if name in answers]
    return Comparison(
        different=[row for row in rows if row.differs],
        same=[row for row in rows if row.is_said and not row.differs],
        unsaid=[row.label for row in rows if not row.is_said],
    )


def _words(listing, facet, words):
    """The words of one facet, each with how it holds: “Only for: Women”, “With an interpreter: Arabic (Mondays)”."""
    return tuple(word_in_words(term, words.get((listing.pk, term.pk))) for term in listing.words(facet))


def word_in_words(term, said):
    """A term with how it holds and what more is `said` of it (a `ListingTerm` or None)."""
    text = f"{said.get_relation_display()}: {term.name}" if said and said.relation else term.name
    return f"{text} ({said.detail})" if said and said.detail else text


def _kind(listing):
    return [f"{listing.kind.name} ({listing.get_formality_display()})", str(listing.organization or "")]


def _leads(listing):
    return [": ".join(filter(None, [listing.get_led_by_display(), listing.training]))]


def span(least, most):
    """“6 to 12”, “18 and over”, “up to 25”; "" where neither end is said."""
    if least is None and most is None:
        return ""
    if most is None:
        return _("%(n)s and over") % {"n": least}
    return _("up to %(n)s") % {"n": most} if least is None else _("%(a)s to %(b)s") % {"a": least, "b": most}


def referral_in_words(listing):
    """Whether somebody has to be referred, "" where nobody said."""
    ways = {term.slug for term in listing.words(Facet.JOINING)}
    if ways & ON_ONES_OWN:
        return _("Yes, or with a referral") if REFERRAL in ways else _("Yes")
    return _("No, a professional refers you") if REFERRAL in ways else ""


def wait_in_words(listing):
    """How long the wait is and on which day that was checked; "" where nobody said."""
    if listing.wait_weeks is None:
        is_kept = any(term.slug == WAITING_LIST for term in listing.words(Facet.JOINING))
        return _("There is a waiting list; how long it takes is not said") if is_kept else ""
    words = ngettext("about %(n)d week", "about %(n)d weeks", listing.wait_weeks) % {"n": listing.wait_weeks}
    words = words if listing.wait_weeks else _("no wait")
    return _checked(words, listing.wait_checked_on)


def taking_new_in_words(listing):
    """Whether new people are taken and on which day that was checked; "" where nobody said."""
    if listing.accepting_new is None:
        return ""
    words = _("Yes") if listing.accepting_new else _("Not just now")
    return _checked(words, listing.accepting_new_checked_on)


def _checked(words, day):
    return _("%(words)s (checked on %(day)s)") % {"words": words, "day": formats.date_format(day, "DATE_FORMAT")}


def _first_visit(name):
    """The answer to one question about the first visit."""

    def answer(listing):
        visit = getattr(listing, "first_visit", None)
        return [getattr(visit, f"get_{name}_display")() if visit and getattr(visit, name) else ""]

    return answer


def _greeter(listing):
    visit = getattr(listing, "first_visit", None)
    return [visit.greeter if visit else ""]


OWN = {
    "sort": _kind,
    "times": lambda listing: [slot_in_words(slot) for slot in listing.live_schedules],
    "leads": _leads,
    "ages": lambda listing: [span(listing.minimum_age, listing.maximum_age)],
    "size": lambda listing: [span(listing.minimum_size, listing.maximum_size)],
    "referral": lambda listing: [referral_in_words(listing)],
    "wait": lambda listing: [wait_in_words(listing)],
    "new": lambda listing: [taking_new_in_words(listing)],
    **{name: _first_visit(name) for name in FirstVisit.QUESTIONS},
    "greeter": _greeter,
}
"""What a listing itself answers, as a list of lines that may be empty."""
