"""Meeting Guide lists: rows become groups, type codes become words."""

from datetime import time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groups.interop import meeting_guide
from tests.groups.interop.files import fields, json_file, words

DAWN = {
    "slug": "dawn-1", "name": "Dawn Circle", "day": 0, "time": "07:00", "end_time": "08:00",
    "timezone": "Europe/Dublin", "location": "Town Hall", "formatted_address": "1 Quay St, Galway, Co Galway, Ireland",
    "latitude": 53.27, "longitude": -9.05, "approximate": "no", "types": ["O", "X"],
    "entity": "West Intergroup", "entity_website_url": "https://west.example.org",
}  # fmt: skip
LINK = "https://meet.example.org/1"


def load(*rows):
    return list(meeting_guide.load(json_file(rows or [DAWN])))


def one(**changes):
    record, *_rest = load(DAWN | changes)
    return record


def test_meeting_is_a_listing_with_one_slot():
    [record] = load()
    [slot] = record.slots
    assert (record.name, record.source_ref, record.organization.name) == ("Dawn Circle", "dawn-1", "West Intergroup")
    assert (slot.rule.byday, slot.rule.start_time, slot.rule.timezone) == (("SU",), time(7), "Europe/Dublin")
    assert (record.place.street, record.place.town, record.place.country) == ("1 Quay St", "Galway", "IE")
    assert (words(record, "openness"), words(record, "access")) == ({"anyone"}, {"step-free"})
    assert record.problems == []


def test_several_days_of_one_row_are_one_slot():
    assert one(day=[6, 1, 3]).slots[0].rule.byday == ("MO", "WE", "SA")


def test_several_rows_of_one_group_are_one_listing():
    [record] = load(DAWN | {"slug": "dawn-2", "day": 3}, DAWN)
    assert (record.source_ref, [slot.source_ref for slot in record.slots]) == ("dawn-1", ["dawn-1", "dawn-2"])


@pytest.mark.parametrize(
    ("end", "minutes", "problems"),
    [("", 60, {}), ("06:00", 23 * 60, {}), ("07:00", 60, {"end_time": 1}), ("late", 60, {"end_time": 1})],
)
def test_end_gives_the_length(end, minutes, problems):
    record = one(end_time=end)
    assert record.slots[0].rule.duration == timedelta(minutes=minutes)
    assert fields(record) == problems


def test_by_appointment_has_no_slot_and_no_problem():
    record = one(day=None, time="")
    assert (record.slots, record.problems) == ([], [])


@pytest.mark.parametrize(
    ("changes", "field"), [({"day": 7}, "day"), ({"day": "Monday"}, "day"), ({"time": "7 am"}, "time")]
)
def test_bad_day_or_time_is_a_sentence(changes, field):
    record = one(**changes)
    assert (record.slots, fields(record)) == ([], {field: 1})


@pytest.mark.parametrize(
    ("changes", "attendance"),
    [
        ({}, "in_person"),
        ({"conference_url": LINK}, "hybrid"),
        ({"conference_url": LINK, "approximate": "yes"}, "online"),
        ({"conference_url": LINK, "types": ["TC"]}, "online"),
        ({"conference_phone": "+35315550100", "approximate": "yes"}, "phone"),
        ({"conference_phone": "+35315550100"}, "in_person"),
    ],
)
def test_link_and_address_say_how_it_meets(changes, attendance):
    record = one(**changes)
    assert record.attendance == attendance
    assert record.slots[0].is_live


def test_closed_place_has_no_live_slot():
    record = one(types=["TC"])
    assert (record.slots[0].is_live, fields(record)) == (False, {"types": 1})


def test_approximate_place_is_no_pin():
    record = one(approximate="yes")
    assert (record.place.precision, record.place.street) == ("town", "")


def test_people_stay_hidden_and_websites_do_not():
    record = one(contact_1_email="ann@example.org", contact_2_phone="555 0100", website="https://dawn.example.org")
    shown = {part.value: part.visibility for part in record.contacts}
    assert shown == {"https://dawn.example.org": "public", "ann@example.org": "hidden", "555 0100": "hidden"}
    assert "ann@" not in str(record.row)


def test_unknown_type_is_told_once():
    records = load(DAWN | {"types": ["ZZ"]}, DAWN | {"slug": "dawn-2", "types": ["ZZ"]})
    assert [record.problems[0].field for record in records if not record.is_listing] == ["types"]


def test_notes_lose_their_html():
    assert one(notes="<b>Ring</b> the bell").description.endswith("Ring the bell")


def test_notes_with_endless_tags_lose_them_and_stop_nobody():
    endless = DAWN | {"notes": "Ring twice. " + "<a" * 600}
    strange, plain = load(endless, DAWN | {"slug": "noon-1", "name": "Noon Circle"})
    assert (strange.name, plain.name) == ("Dawn Circle", "Noon Circle")
    assert strange.description.endswith("Ring twice.")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("5 Elm St, Troy, NY 12180, USA", ("5 Elm St", "Troy", "NY", "12180", "US")),
        ("Troy, NY 12180, USA", ("", "Troy", "NY", "12180", "US")),
        ("Galway, Ireland", ("", "Galway", "", "", "IE")),
    ],
)
def test_address_in_one_line_is_taken_apart(line, expected):
    place = one(formatted_address=line).place
    assert (place.street, place.town, place.region, place.postal_code, place.country) == expected


VALUES = (
    st.none()
    | st.text(max_size=30)
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.lists(st.text())
)


@given(
    st.lists(st.dictionaries(st.sampled_from([*DAWN, "conference_url", "coordinates"]), VALUES) | VALUES, max_size=5)
)
def test_no_row_stops_the_others(rows):
    records = list(meeting_guide.load(json_file([DAWN, *rows])))
    assert any(record.is_listing for record in records)
    assert all(record.is_listing or record.problems for record in records)
