"""The schedule editor: any slot comes back as it was, plain answers make a rule, and its buttons lose nothing."""

import json
from dataclasses import replace
from datetime import date, time, timedelta
from html.parser import HTMLParser

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string
from hypothesis import given, settings
from hypothesis import strategies as st

from groups.forms.slot_content import rule_of, slot_of
from groups.forms.times import MAX_SLOTS, TimesForm
from groups.recurrence import Freq, Rule, describe
from tests.factories import LONDON
from tests.groups.test_recurrence_dateutil import rules

TUESDAY = Rule(date(2026, 1, 6), time(18, 30), timedelta(minutes=90), LONDON, Freq.WEEKLY, byday=("TU",))
UNSAYABLE = [
    {"freq": "MONTHLY", "byday": ("1TU", "3FR")},
    {"freq": "MONTHLY", "byday": ("-2TU",)},
    {"freq": "MONTHLY", "byday": ("TU",), "interval": 2},
    {"freq": "MONTHLY", "byday": ("FR",), "bymonthday": (13,)},
    {"freq": "MONTHLY", "byday": (), "bymonthday": (-2,)},
    {"freq": "DAILY", "byday": ("MO", "TU"), "interval": 3},
]
SAYABLE = [
    ({"byday": ("WE", "MO")}, "weekly"),
    ({"interval": 3}, "weeks"),
    ({"freq": "MONTHLY", "byday": ("1TU", "3TU", "1MO", "3MO")}, "nth"),
    ({"freq": "MONTHLY", "byday": ("-1FR", "5FR"), "interval": 2}, "nth"),
    ({"freq": "MONTHLY", "byday": (), "bymonthday": (15, -1, 1)}, "monthday"),
    ({"freq": "MONTHLY", "byday": ()}, "monthday"),
    ({"freq": "DAILY", "byday": (), "interval": 10}, "daily"),
    ({"freq": "ONCE", "byday": ()}, "once"),
    ({"season_from": "11-15", "season_until": "03-10", "until": date(2027, 1, 1)}, "weekly"),
    ({"start_time": time(0), "duration": timedelta(hours=24), "count": 12}, "weekly"),
    ({"start_time": time(22), "duration": timedelta(hours=9)}, "weekly"),
]


class Controls(HTMLParser):
    """What a browser would send of a page: its inputs, selects and textareas, as (name, value)."""

    def __init__(self, html):
        super().__init__()
        self.sent, self.select, self.area = [], None, None
        self.feed(html.replace("\r\n", "\n"))

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        is_ticked = attrs.get("type") not in ("checkbox", "radio") or "checked" in attrs
        if tag == "input" and is_ticked:
            self.sent.append((attrs["name"], attrs.get("value", "on" if "checked" in attrs else "")))
        elif tag == "select":
            self.select = attrs["name"]
        elif tag == "option" and self.select and "selected" in attrs:
            self.sent.append((self.select, attrs["value"]))
        elif tag == "textarea":
            self.area = [attrs["name"], ""]

    def handle_data(self, data):
        if self.area:
            self.area[1] += data

    def handle_endtag(self, tag):
        if tag == "textarea":  # a browser leaves out the first line end and sends the others as two signs
            self.sent.append((self.area[0], self.area[1].removeprefix("\n").replace("\n", "\r\n")))
            self.area = None
        elif tag == "select":
            self.select = None


def posted(form, **changes):
    """What a browser sends of a page with `form` once `changes` were made: names without the prefix; None unticks."""
    data = QueryDict(mutable=True)
    for name, value in Controls(render_to_string("groups/posting/times.html", {"form": form})).sent:
        data.appendlist(name, value)
    for name, value in changes.items():
        data.setlist(f"times-{name.replace('__', '-')}", value if isinstance(value, list) else [value])
    return data


def shown(*slots):
    return TimesForm(initial=TimesForm.initial_from(list(slots)), zone=LONDON)


def sent(form, **changes):
    """The form as it is after a browser has sent it back."""
    return TimesForm(posted(form, **changes), initial=form.initial, zone=form.place_zone)


def filled(**answers):
    """A new page with one slot, filled in and sent."""
    start = {"weekdays": ["TU"], "starts_at": "18:30", "ends_at": "20:00"}
    return sent(TimesForm(zone=LONDON), **{f"0__{name}": value for name, value in (start | answers).items()})


def content(form):
    """The slots of a form that has to be valid."""
    assert form.is_valid(), list(form.problems())
    return form.content()


def words(form):
    return [describe(rule_of(slot)) for slot in content(form)]


def errors(form):
    assert not form.is_valid()
    return {name: list(sentences) for slot in form.slots for name, sentences in slot.errors.items()}


# Any slot comes back as it was


@pytest.mark.parametrize(("changes", "repeats"), SAYABLE)
def test_sayable_rule_is_asked_for_in_plain_questions(changes, repeats):
    slot = slot_of(replace(TUESDAY, **changes), pk=7, note="Side door")
    form = shown(slot)

    assert form.slots[0]["repeats"].value() == repeats
    assert content(sent(form)) == [slot]


@pytest.mark.parametrize(("changes", "repeats"), SAYABLE)
def test_sayable_rule_survives_a_new_note_as_the_same_rule(now, changes, repeats):
    rule = replace(TUESDAY, **changes)
    form = sent(shown(slot_of(rule, pk=7)), **{"0__note": "Side door"})

    (slot,) = content(form)
    found = rule_of(slot)
    assert replace(found, byday=tuple(sorted(found.byday))) == replace(rule, byday=tuple(sorted(rule.byday)))
    assert (slot["id"], slot["note"]) == (7, "Side door")


@pytest.mark.parametrize("changes", UNSAYABLE)
def test_rule_beyond_the_questions_is_kept_while_its_times_change(now, changes):
    rule = replace(TUESDAY, **changes)
    form = shown(slot_of(rule, pk=7))

    assert form.slots[0]["repeats"].value() == "keep"
    assert describe(rule) in render_to_string("groups/posting/times.html", {"form": form})
    (slot,) = content(sent(form, **{"0__starts_at": "17:00"}))
    assert rule_of(slot) == replace(rule, start_time=time(17), duration=timedelta(minutes=180))


def test_rule_beyond_the_questions_can_be_replaced(now):
    form = shown(slot_of(replace(TUESDAY, **UNSAYABLE[0]), pk=7))
    assert words(sent(form, **{"0__repeats": "weekly", "0__weekdays": ["FR"]})) == ["Every Friday, 18:30 to 20:00"]


@settings(max_examples=60)
@given(st.lists(rules(), min_size=1, max_size=3))
def test_slots_of_any_rule_come_back_as_they_were(chosen):
    slots = [slot_of(rule, pk=number, note="") for number, rule in enumerate(chosen, start=1)]
    assert content(sent(shown(*slots))) == slots


def test_no_fixed_times_come_back_as_they_were():
    assert content(sent(shown())) == []


def test_single_dates_are_one_list_and_keep_their_keys_and_places(now):
    once = replace(TUESDAY, freq="ONCE", byday=())
    days = [date(2026, 2, 3), date(2026, 3, 10), date(2026, 4, 14)]
    slots = [slot_of(replace(once, starts_on=day), pk=pk) for pk, day in enumerate(days, start=5)]
    slots.insert(1, slot_of(TUESDAY, pk=1))
    form = shown(*slots)

    assert [slot["repeats"].value() for slot in form.slots] == ["weekly", "dates"]
    assert form.slots[1]["dates"].value() == "10 March 2026\n14 April 2026"
    assert content(sent(form)) == slots


def test_changed_list_keeps_the_keys_of_its_dates_and_those_that_are_over(now):
    once = replace(TUESDAY, freq="ONCE", byday=())
    days = [date(2026, 2, 3), date(2026, 3, 10), date(2026, 4, 14)]
    form = shown(*(slot_of(replace(once, starts_on=day), pk=pk) for pk, day in enumerate(days, start=5)))
    changed = sent(form, **{"0__dates": "14 April 2026, 17:00-18:00\r\n5 May 2026"})

    found = [(slot["id"], slot["starts_on"], slot["start_time"]) for slot in content(changed)]
    assert found == [(5, "2026-02-03", "18:30"), (7, "2026-04-14", "17:00"), (None, "2026-05-05", "18:30")]


@pytest.mark.parametrize(
    "was",
    [
        *("", "[]", "{}", "nothing", "[1]", '[{"id": 1}]', "[" * 100_000, "null", '"text"'),
        json.dumps([slot_of(TUESDAY, pk=1), slot_of(TUESDAY, pk=2)]),
        json.dumps([slot_of(replace(TUESDAY, freq="ONCE", byday=()), pk=1)] * 61),
        json.dumps([slot_of(TUESDAY, pk=1) | {"interval": "2"}]),
        json.dumps([slot_of(TUESDAY, pk=1) | {"interval": 0}]),
        json.dumps([slot_of(TUESDAY, pk=1) | {"duration": 10**20}]),
        json.dumps([slot_of(TUESDAY, pk=1) | {"byday": ["XX"]}]),
        json.dumps([slot_of(TUESDAY, pk=1) | {"is_live": True}]),
        json.dumps([slot_of(TUESDAY, pk="1")]),
        json.dumps([slot_of(TUESDAY, pk=1, note="x" * 251)]),
    ],
)
def test_tampered_beginning_of_a_slot_is_no_beginning(now, was):
    form = filled(was=was)
    assert words(form) == ["Every Tuesday, 18:30 to 20:00"]
    assert form.content()[0]["id"] is None


# Plain answers make a rule


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, "Every Tuesday, 18:30 to 20:00"),
        ({"weekdays": [], "starts_on": "2026-03-06"}, "Every Friday, 18:30 to 20:00"),
        ({"ends_at": "02:00"}, "Every Tuesday, 18:30 to 02:00 the next day"),
        ({"starts_at": "00:00", "ends_at": "00:00"}, "Every Tuesday, all day"),
        ({"repeats": "weeks", "starts_on": "2026-03-10"}, "Every other week on Tuesday, 18:30 to 20:00"),
        ({"repeats": "nth", "nth": ["2"]}, "Every 2nd Tuesday of the month, 18:30 to 20:00"),
        ({"repeats": "nth", "nth": ["-1"]}, "Last Tuesday of the month, 18:30 to 20:00"),
        (
            {"repeats": "monthday", "monthdays": "1st, 15 and last"},
            "On the 1st, 15th and last day of the month, 18:30 to 20:00",
        ),
        ({"repeats": "daily"}, "Every day, 18:30 to 20:00"),
        ({"repeats": "once", "starts_on": "2026-03-10"}, "On Tuesday, 10 March 2026, 18:30 to 20:00"),
        ({"count": "8"}, "Every Tuesday, 18:30 to 20:00, 8 dates in all"),
        (
            {"season_from_day": "1", "season_from_month": "9", "season_until_day": "30", "season_until_month": "6"},
            "Every Tuesday, 18:30 to 20:00, from September to June",
        ),
    ],
)
def test_plain_answers_make_a_rule(now, answers, expected):
    assert words(filled(**answers)) == [expected]


def test_empty_answers_mean_today_and_the_place(now):
    (slot,) = content(filled())
    assert (slot["starts_on"], slot["timezone"]) == ("2026-03-03", LONDON)


def test_answers_that_the_choice_does_not_ask_for_are_left_aside(now):
    form = filled(repeats="once", starts_on="2026-03-10", nth=["2"], until="2026-12-01", count="3", interval="4")
    assert words(form) == ["On Tuesday, 10 March 2026, 18:30 to 20:00"]


@pytest.mark.parametrize(
    ("answers", "field", "sentence"),
    [
        ({"starts_at": ""}, "starts_at", "When does it start?"),
        ({"ends_at": ""}, "ends_at", "When does it end?"),
        ({"starts_at": "25:00"}, "starts_at", "Write the time as hours and minutes, such as 18:30."),
        ({"weekdays": []}, "weekdays", "Tick the day or days on which it meets."),
        ({"repeats": "nth"}, "nth", "Tick at least one, such as the 2nd."),
        ({"repeats": "weeks"}, "starts_on", "Give one day on which it meets, so that we know where to count from."),
        ({"repeats": "weeks", "starts_on": "2026-03-03", "interval": "0"}, "interval", "a whole number from 1 to 99"),
        ({"repeats": "once"}, "starts_on", "On which day is it?"),
        ({"repeats": "once", "starts_on": "2026-03-02"}, "starts_on", "That is over."),
        ({"repeats": "monthday", "monthdays": "32"}, "monthdays", "Write days as numbers from 1 to 31"),
        ({"repeats": "monthday", "monthdays": "and"}, "monthdays", "Write days as numbers from 1 to 31"),
        ({"repeats": "dates"}, "dates", "Write at least one date."),
        ({"repeats": "dates", "dates": "soon"}, "dates", "“soon” is not a date we understand."),
        ({"repeats": "dates", "dates": "05/06/2026"}, "order", "Choose one, please."),
        ({"repeats": "dates", "dates": "5 June", "ends_at": ""}, "ends_at", "When does it end?"),
        ({"repeats": "keep"}, "repeats", "Please choose one from the list."),
        ({"until": "2026-06-01", "count": "3"}, "until", "Give either a last date or a number of dates, not both."),
        ({"until": "2026-03-01"}, "until", "The last date is before the first."),
        ({"season_from_day": "1", "season_from_month": "9"}, "season_until", "A season needs both"),
        ({"season_from_day": "31"}, "season_from", "Give both the day and the month"),
        ({"timezone": "London"}, "timezone", "“London” is not a time zone we know."),
    ],
)
def test_wrong_answer_gets_its_sentence(now, answers, field, sentence):
    found = errors(filled(**answers))
    assert sentence in found[field][0]


def test_error_is_tied_to_its_question(now):
    page = render_to_string("groups/posting/times.html", {"form": filled(starts_at="")})
    assert 'id="id_times-0-starts_at_error"' in page
    assert 'aria-describedby="id_times-0-starts_at_error"' in page


def test_list_of_dates_becomes_single_dates(now):
    form = filled(repeats="dates", dates="10 March 2026\n14 April, 17:00-18:00", note="Side door")
    assert words(form) == ["On Tuesday, 10 March 2026, 18:30 to 20:00", "On Tuesday, 14 April 2026, 17:00 to 18:00"]
    assert {slot["note"] for slot in form.content()} == {"Side door"}


def test_blank_page_is_asked_when_it_meets(now):
    form = sent(TimesForm(zone=LONDON))
    assert [sentence for _id, _label, sentence in form.problems()] == [
        "Say when it meets, or tick that there are no fixed times."
    ]


def test_no_fixed_times_leave_half_a_slot_aside(now):
    assert content(sent(TimesForm(zone=LONDON), **{"0__starts_at": "18:30", "no_fixed_times": "on"})) == []


def test_slot_left_blank_is_no_slot(now):
    form = sent(sent(filled(), add="1"))
    assert len(form.slots) == 2
    assert words(form) == ["Every Tuesday, 18:30 to 20:00"]


# Buttons without script


def test_add_copy_and_remove_lose_nothing(now):
    typed = {"note": "Side door", "until": "not a day", "season_from_day": "31", "dates": "a\r\nb", "nth": ["1", "2"]}
    form = sent(filled(**typed), **{"copy-0": "1"})
    again = posted(form)

    assert form.is_only_edited
    assert not form.is_valid()
    for number in (0, 1):
        for name, value in (typed | {"starts_at": "18:30", "weekdays": ["TU"]}).items():
            assert again.getlist(f"times-{number}-{name}") == (value if isinstance(value, list) else [value])
    fewer = sent(sent(form, add="1"), **{"remove-0": "1"})
    assert [slot["note"].value() for slot in fewer.slots] == ["Side door", ""]


def test_copy_is_another_slot(now):
    form = sent(sent(shown(slot_of(TUESDAY, pk=7)), **{"copy-0": "1"}))
    assert [slot["id"] for slot in content(form)] == [7, None]


def test_slots_can_be_added_up_to_a_bound(now):
    form = TimesForm(zone=LONDON)
    for _ in range(MAX_SLOTS + 3):
        form = sent(form, add="1")
    assert len(form.slots) == MAX_SLOTS
    assert "times-add" not in render_to_string("groups/posting/times.html", {"form": form})


def test_pattern_of_a_list_is_offered_and_taken(now):
    form = filled(repeats="dates", dates="10 March, 14 April, 12 May")
    (part,) = form.preview()
    assert part["offered"] == "Every 2nd Tuesday of the month, 18:30 to 20:00, until 12 May 2026"
    assert words(sent(sent(form, **{"rule-0": "1"}))) == [part["offered"]]


@pytest.mark.parametrize("button", ["copy-7", "remove-39", "rule-0", "copy-0", "add"])
def test_button_of_no_slot_changes_nothing(now, button):
    form = TimesForm(QueryDict(f"times-{button}=1&times-slot_count=x"))
    assert form.is_only_edited
    assert len(form.slots) == (button == "add")
