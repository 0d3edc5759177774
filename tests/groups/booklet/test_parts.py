"""Entries in parts: by day and time, or by town and district."""

from dataclasses import replace
from datetime import time

from hypothesis import given
from hypothesis import strategies as st

from groups.booklet.entries import Entry, Slot
from groups.booklet.parts import Again, By, parts_of
from groups.recurrence import WEEKDAYS

DAYS = st.frozensets(st.sampled_from(WEEKDAYS), min_size=1)
AREAS = st.one_of(
    st.none(), st.tuples(st.sampled_from(["", "London", "london", "Lahore"]), st.sampled_from(["", "Bow"]))
)


def entry(name, *slots, area=("London", "Hackney")):
    """An entry that meets on days such as "TU TH" from a time such as "18:30"."""
    met = tuple(Slot(frozenset(days.split()), time.fromisoformat(start)) for days, start in slots)
    return Entry(name, name, "", "", (), "", "", met, area, is_whole=True)


def told(parts):
    """The parts as `{title: [names, or times and names of what is in full elsewhere]}`."""
    return {
        part.title: [
            one.words if isinstance(one, Again) else one.name for ones in part.sections.values() for one in ones
        ]
        for part in parts
    }


def test_days_follow_the_week_and_times_the_day():
    late, early = entry("Late", ("TU", "20:00")), entry("Early", ("TU", "09:00"))
    assert told(parts_of([late, early, entry("First", ("MO", "18:00"))], By.DAY)) == {
        "Monday": ["First"],
        "Tuesday": ["Early", "Late"],
    }


def test_entry_is_in_full_on_its_first_day_and_named_on_the_others():
    circle = entry("Circle", ("TH", "21:00"), ("TU", "18:30"), ("TU", "09:00"))
    assert told(parts_of([circle], By.DAY)) == {"Tuesday": ["Circle"], "Thursday": ["21:00 Circle"]}


def test_what_is_on_any_day_or_has_no_times_stands_apart():
    every = " ".join(WEEKDAYS)
    entries = [
        *(entry("Drop-in", (every, "10:00")), entry("Line", (every, "00:00"), area=None)),
        *(entry("Clinic"), entry("Chat", area=None), entry("Evening", ("FR", "21:00"), area=None)),
    ]
    assert told(parts_of(entries, By.DAY)) == {
        "Any day of the week": ["Drop-in"],
        "By appointment, or ask for times": ["Clinic"],
        "Online or by phone, from anywhere": ["Line", "Evening", "Chat"],
    }


def test_what_is_joined_from_anywhere_comes_last_by_day_and_by_its_own_clock():
    afar = entry("Afar", ("MO TH", "09:00"), area=None)
    near = entry("Near", ("TH", "18:00"))
    *_first, last = parts = parts_of([replace(afar, clock="London time"), near], By.DAY)
    assert [part.title for part in parts] == ["Thursday", "Online or by phone, from anywhere"]
    assert list(last.sections) == ["Monday", "Thursday"]
    assert told([last]) == {"Online or by phone, from anywhere": ["Afar", "09:00 (London time) Afar"]}
    assert last.size == 1


def test_towns_and_districts_follow_the_alphabet():
    entries = [
        *(entry("B", area=("London", "Stratford")), entry("A", area=("London", "Hackney"))),
        *(entry("C", area=("Lahore", "")), entry("D", area=("", "")), entry("E", area=None)),
    ]
    parts = parts_of(entries, By.AREA)
    assert told(parts) == {
        "Lahore": ["C"],
        "London": ["A", "B"],
        "Other places": ["D"],
        "Online or by phone, from anywhere": ["E"],
    }
    assert list(parts[1].sections) == ["Hackney", "Stratford"]


@given(st.lists(st.tuples(st.text(max_size=5), st.lists(DAYS, max_size=3), AREAS)), st.sampled_from(By))
def test_every_entry_is_in_full_exactly_once(shapes, by):
    entries = [
        Entry(str(nth), name, "", "", (), "", "", tuple(Slot(days, time(18)) for days in slots), area, is_whole=True)
        for nth, (name, slots, area) in enumerate(shapes)
    ]
    ones = [one for part in parts_of(entries, by) for ones in part.sections.values() for one in ones]
    assert sorted(int(one.key) for one in ones if isinstance(one, Entry)) == list(range(len(entries)))
