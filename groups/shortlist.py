"""A short list that somebody hands over: the order of it, and what happens before, at and after a first visit.

Nothing of it is kept: the order stands in the address, notes only in the form and on paper.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from groups.choices import Answer, BookingWay, Facet
from groups.compare import ON_ONES_OWN, REFERRAL
from groups.models import Listing, texts

MOST = 12
UP, DOWN, OUT = "up", "down", "out"
STEPS = {UP: -1, DOWN: 1}


def moved(ids, step, one):
    """`ids` with `one` a place further `UP` or `DOWN`, or taken `OUT`; the same where that cannot be."""
    if one not in ids:
        return ids
    others = [other for other in ids if other != one]
    if step == OUT:
        return others
    at = max(0, ids.index(one) + STEPS[step])
    return [*others[:at], one, *others[at:]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One listing of a short list with its `note`, its next `dates`, the practical `help` it gives and its `locator`
    (the small map), and in sentences what to do `before` a first visit and what comes `after` it."""

    listing: Listing
    note: str
    dates: list
    help: list
    locator: str

    @property
    def told(self):
        """What the group says of itself (`Told`), in the language of the page where it has said it in that."""
        return texts.told(self.listing, getattr(self.listing, "first_visit", None))

    @property
    def before(self):
        return before(self.listing)

    @property
    def after(self):
        return after(self.listing)


def before(listing):
    """What happens until the first visit, step by step, as far as it was said."""
    ways = {term.slug for term in listing.words(Facet.JOINING)}
    steps = [_("A professional refers you: ask one you trust.")] if REFERRAL in ways and not ways & ON_ONES_OWN else []
    steps += _telling(getattr(listing, "booking_rules", None))
    return steps or ([_("You can just go there.")] if "turn-up" in ways else [])


def _telling(rules):
    """What the group asks of who comes, by its `BookingRules`."""
    if rules is None or rules.way == BookingWay.TURN_UP:
        return []
    asks = {
        BookingWay.TELL: _("You tell the group on its page here that you come; no account is needed."),
        BookingWay.PLACES: _("You book a place for one date on its page here; no account is needed."),
        BookingWay.SERIES: _("It is a course: you book all its dates together on its page here."),
    }
    first = [_("Somebody of the group says yes before you come.")] if rules.asks_first else []
    return [asks[rules.way], *first]


def after(listing):
    """What comes after a first visit, in sentences."""
    visit = getattr(listing, "first_visit", None)
    again = {
        Answer.YES: _("The group counts on people coming again."),
        Answer.NO: _("You do not have to come again."),
        Answer.UP_TO_YOU: _("Whether you come again is up to you."),
    }.get(visit.must_commit if visit else "", _("Whether you have to come again is not said. Ask first."))
    return [again, _("If it does not fit, that is nobody’s fault. Another place may fit.")]
