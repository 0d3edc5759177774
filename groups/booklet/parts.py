"""Entries put into parts: by day of the week, or by town and district; last what is joined from anywhere."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum

from django.utils.dates import WEEKDAYS as DAY_NAMES
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from groups.booklet.entries import Entry
from groups.recurrence import WEEKDAYS
from groups.recurrence import week as week_days


class By(StrEnum):
    """How a booklet is put in order."""

    DAY = "day"
    AREA = "area"


@dataclass(frozen=True, slots=True)
class Again:
    """An entry that stands in full elsewhere, here with the time of this day."""

    entry: Entry
    start: time

    @property
    def words(self):
        clock = f" ({self.entry.clock})" if self.entry.clock else ""
        return f"{time_format(self.start)}{clock} {self.entry.name}"


@dataclass(slots=True)
class Part:
    """One chapter: its title and what is in it under each subtitle, the subtitle "" first."""

    key: str
    title: str
    sections: dict[str, list[Entry | Again]] = field(default_factory=lambda: defaultdict(list))

    @property
    def size(self):
        """How many entries are in it, here or elsewhere in full; one on several of its days counts once."""
        ones = [one for section in self.sections.values() for one in section]
        return len({(one.entry if isinstance(one, Again) else one).key for one in ones})


def parts_of(entries, by):
    """The `Part`s of `entries` by a `By`, those without entries left out; each entry is in full exactly once."""
    return _by_area(entries) if by == By.AREA else _by_day(entries)


def _by_day(entries):
    """What has a place through the week; after it, in one part of its own, the week of what is joined from anywhere."""
    near, afar = _near_and_afar(entries)
    parts = [Part(key, title, {"": ones}) for key, title, ones in _week(near)]
    return [*parts, *_from_anywhere({title: ones for _key, title, ones in _week(afar)})]


def _near_and_afar(entries):
    """Those that have a place, and those that are joined online or by phone."""
    entries = sorted(entries, key=lambda entry: entry.sort_key)
    return [entry for entry in entries if entry.area is not None], [entry for entry in entries if entry.area is None]


def _from_anywhere(sections):
    """The last part: its sections by title, or no part where there is nothing in them."""
    return [Part("online", _("Online or by phone, from anywhere"), sections)] if sections else []


def _week(entries):
    """(key, title, entries): what may be on any day, then the days of the week by time, then what has no times.

    An entry stands in full on its first day and is named on its others.
    """
    every, days, asking = [], {letters: [] for letters in WEEKDAYS}, []
    for entry in entries:
        met = _first_starts(entry)
        if not met or len(met) == len(WEEKDAYS):
            (every if met else asking).append(entry)
            continue
        for nth, (letters, start) in enumerate(met):
            days[letters].append((start, Again(entry, start) if nth else entry))
    week = [
        ("any-day", _("Any day of the week"), every),
        *(
            (f"day-{letters.lower()}", str(DAY_NAMES[WEEKDAYS.index(letters)]), _timed(days[letters]))
            for letters in week_days.in_order(WEEKDAYS)
        ),
        ("appointment", _("By appointment, or ask for times"), asking),
    ]
    return [chapter for chapter in week if chapter[-1]]


def _timed(met):
    """The entries of a day, of `(start, entry)`, by time."""
    return [one for _start, one in sorted(met, key=_by_start)]


def _by_start(timed):
    start, one = timed
    return (start, *(one.entry if isinstance(one, Again) else one).sort_key)


def _first_starts(entry):
    """The days on which an entry meets with its first time on each, in the order of the week."""
    starts = {}
    for letters in week_days.in_order(WEEKDAYS):
        on_day = [slot.start for slot in entry.slots if letters in slot.days]
        if on_day:
            starts[letters] = min(on_day)
    return list(starts.items())


def _by_area(entries):
    """Towns by name and their districts by name, then places without a town, then what is joined from anywhere."""
    near, afar = _near_and_afar(entries)
    towns, elsewhere = {}, Part("elsewhere", _("Other places"))
    for entry in near:
        town, district = entry.area
        part = towns.setdefault(town.casefold(), Part(f"town-{len(towns)}", town)) if town else elsewhere
        part.sections[district].append(entry)
    found = [*(towns[name] for name in sorted(towns)), elsewhere]
    for part in found:
        part.sections = dict(sorted(part.sections.items(), key=lambda item: (item[0].casefold(), item[0])))
    return [*(part for part in found if part.size), *_from_anywhere({"": afar} if afar else {})]
