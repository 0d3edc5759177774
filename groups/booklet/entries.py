"""One listing on paper: only what the public may know, in letters that can be printed."""

from dataclasses import dataclass
from datetime import time

from django.utils.translation import gettext as _

from groups.booklet.letters import printable
from groups.booklet.words import (
    clock_of,
    contacts_of,
    fresh_of,
    joining_of,
    languages_of,
    ordered,
    sort_of,
    state_of,
    when_of,
    where_of,
    words_of,
)
from groups.choices import Facet
from groups.compare import taking_new_in_words, wait_in_words
from groups.recurrence import weekdays


@dataclass(frozen=True, slots=True)
class Slot:
    """On which weekdays (RFC letters) a listing meets, and from when."""

    days: frozenset[str]
    start: time


@dataclass(frozen=True, slots=True)
class Entry:
    """One listing on paper. `sort` says what it is, `state` what may keep its door shut ("" for nothing).

    `facts` are paragraphs of one or more (question, answer) in words. `area` is (town with region, district), or None
    where it has no place.
    `is_whole` is False where letters of it could not be printed. `clock` is by which its times are, in words, where it
    has no place.
    """

    key: str
    name: str
    sort: str
    state: str
    facts: tuple[tuple[tuple[str, str], ...], ...]
    fresh: str
    url: str
    slots: tuple[Slot, ...]
    area: tuple[str, str] | None
    is_whole: bool
    clock: str = ""

    @property
    def sort_key(self):
        """What entries are put in order by: their name as one reads it, then their key."""
        return (self.name.casefold(), self.key)


def entry_of(listing, said, now, *, site=""):
    """The `Entry` of a listing with its `card_parts` and `pause`; `said` as `chosen.words_of` has it; `site` is put
    before the path of its page. No query."""
    texts = [listing.name, sort_of(listing), state_of(listing), fresh_of(listing, now)]
    name, sort, state, fresh = shown = [printable(str(text)) for text in texts]
    facts = [_told(row) for row in _facts(listing, said)]
    area = _area(listing.place)
    return Entry(
        key=listing.public_id,
        name=name.text or listing.public_id,
        sort=sort.text,
        state=state.text,
        facts=tuple(tuple((label, answer.text) for label, answer in row) for row in facts if row),
        fresh=fresh.text,
        url=f"{site}{listing.get_absolute_url()}",
        slots=tuple(_slots(listing)),
        area=area and tuple(printable(part).text for part in area),
        is_whole=all(one.is_whole for one in (*shown, *(answer for row in facts for _label, answer in row))),
        clock=clock_of(listing),
    )


def _told(row):
    """Of (question, answer) those that have an answer, as `Printable`."""
    told = [(str(label), printable(str(answer))) for label, answer in row]
    return [(label, answer) for label, answer in told if answer.text]


def _facts(listing, said):
    """Rows of (question, answer) in the order of reading; an answer nobody gave is empty."""

    def words(*facets):
        return words_of(listing, said, *facets)

    yield (_("For"), words(Facet.AUDIENCE, Facet.TOPIC)), (_("What you get"), words(Facet.SUPPORT))
    yield ((_("When"), when_of(listing)),)
    yield ((_("Where"), where_of(listing)),)
    yield (
        (_("Access"), words(Facet.ACCESS)),
        (_("Cost"), words(Facet.COST)),
        (_("Language"), languages_of(listing, said)),
    )
    yield (
        (_("How to join"), joining_of(listing, said)),
        (_("Waiting time"), wait_in_words(listing)),
        (_("Takes new people"), taking_new_in_words(listing)),
    )
    yield ((_("Contact"), contacts_of(listing)),)


def _slots(listing):
    return [Slot(weekdays(slot.rule), slot.start_time) for slot in ordered(listing)]


def _area(place):
    """(town with its region, district), as far as the public may know; None where there is no place."""
    if place is None:
        return None
    return ", ".join(dict.fromkeys(filter(None, [place.town, place.region]))), place.district
