"""Meeting lists of a BMLT server: rows become groups, formats become words."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groups.interop import bmlt
from tests.groups.interop.files import fields, json_file, words

FORMATS = [
    {"id": "1", "key_string": "O", "name_string": "Open", "lang": "en"},
    {"id": "2", "key_string": "Fr", "name_string": "Frauen", "lang": "de", "world_id": "W"},
    {"id": "3", "key_string": "WC", "name_string": "Wheelchair", "lang": "en"},
    {"id": "4", "key_string": "Cu", "name_string": "Cushions", "lang": "en"},
    {"id": "5", "key_string": "VM", "name_string": "Virtual Meeting", "lang": "en", "world_id": "VM"},
    {"id": "6", "key_string": "HY", "name_string": "Hybrid", "lang": "en", "world_id": "HYBR"},
    {"id": "7", "key_string": "TC", "name_string": "Temporarily Closed", "lang": "en", "world_id": "TC"},
    {"id": "8", "key_string": "ES", "name_string": "Espanol", "lang": "en"},
    {"id": "9", "key_string": "Me", "name_string": "Men", "lang": "en"},
]
BODIES = [{"id": "7", "name": "River Area", "type": "AS", "parent_id": "1", "url": "https://river.example.org"}]
LANTERN = {
    "id_bigint": "20", "service_body_bigint": "7", "weekday_tinyint": "3", "start_time": "18:30:00",
    "duration_time": "01:30:00", "formats": "O,WC", "format_shared_id_list": "1,3", "lang_enum": "en",
    "longitude": "-73.8", "latitude": "40.8", "published": "1", "meeting_name": "Lantern Group",
    "location_text": "Old Library", "location_info": "side door", "location_street": "5 Mill Lane",
    "location_municipality": "New York", "location_province": "NY", "location_nation": "USA",
}  # fmt: skip


def load(*rows):
    data = {"meetings": rows or [LANTERN], "formats": FORMATS, "service_bodies": BODIES}
    return list(bmlt.load(json_file(data)))


def row(number, **changes):
    return LANTERN | {"id_bigint": number} | changes


def one(**changes):
    record, *_rest = load(row("20", **changes))
    return record


def test_meeting_is_a_listing_with_one_slot():
    [record] = load()
    [slot] = record.slots
    assert (record.name, record.kind, record.organization.website) == (
        "Lantern Group",
        "twelve-step",
        "https://river.example.org",
    )
    assert (slot.source_ref, slot.rule.byday, slot.rule.start_time) == ("20", ("TU",), time(18, 30))
    assert (slot.rule.starts_on, slot.rule.duration) == (date(2020, 1, 7), timedelta(minutes=90))
    assert (record.place.country, record.place.precision, record.place.directions) == ("US", "exact", "side door")
    assert words(record, "openness") == {"anyone"}
    assert words(record, "access") == {"step-free"}
    assert record.assumed == ["attendance"]


def test_weekday_one_is_sunday():
    assert [one(weekday_tinyint=str(day)).slots[0].rule.byday[0] for day in (1, 2, 7)] == ["SU", "MO", "SA"]


def test_rows_of_one_group_are_one_listing():
    records = load(
        row("20"), row("9", weekday_tinyint="5", meeting_name="LANTERN  Group", location_street="5 mill lane")
    )
    assert [len(record.slots) for record in records] == [2]
    assert (records[0].source_ref, records[0].row_count) == ("9", 2)


@pytest.mark.parametrize("other", [{"location_street": "6 Mill Lane"}, {"location_municipality": "Troy"}])
def test_other_place_is_another_listing(other):
    assert len(load(row("20"), row("21", **other))) == 2


def test_format_is_known_by_its_meaning():
    assert words(one(format_shared_id_list="2"), "audience") == {"women:only"}


def test_only_for_holds_when_every_meeting_says_so():
    [record] = load(row("20", format_shared_id_list="1,2"), row("21", weekday_tinyint="5", format_shared_id_list="1"))
    assert words(record, "audience") == {"women"}
    assert words(record, "openness") == {"anyone"}
    assert [slot.note for slot in record.slots] == ["for women", ""]


@pytest.mark.parametrize("changes", [{"comments": "Women's issues (open to all)"}, {"format_shared_id_list": "2,9"}])
def test_only_for_does_not_shut_out_everybody(changes):
    record = one(**{"format_shared_id_list": "2"} | changes)
    assert "women" in words(record, "audience")
    assert words(record, "openness") == set()


def test_unknown_format_is_told_once():
    *_listings, told = load(
        row("20", format_shared_id_list="4"), row("21", weekday_tinyint="5", format_shared_id_list="4")
    )
    assert told.problems[0].sentence == "We have no word of ours for the format Cu (Cushions); it was left out."
    assert len(_listings) == 1


def test_bare_array_is_read_by_usual_keys():
    [record] = bmlt.load(json_file([LANTERN]))
    assert words(record, "openness") == {"anyone"}


@pytest.mark.parametrize(
    ("changes", "attendance"),
    [
        ({"venue_type": "1"}, "in_person"),
        ({"venue_type": 2, "virtual_meeting_link": "https://meet.example.org/1"}, "online"),
        ({"venue_type": "3"}, "hybrid"),
        ({"format_shared_id_list": "6"}, "hybrid"),
        ({"format_shared_id_list": "5,7", "virtual_meeting_link": "https://meet.example.org/1"}, "online"),
        ({"venue_type": "2", "phone_meeting_number": "212-555-0100"}, "phone"),
    ],
)
def test_venue_says_how_it_meets(changes, attendance):
    record = one(**changes)
    assert (record.attendance, record.assumed) == (attendance, [])
    assert record.slots[0].is_live


def test_closed_place_has_no_live_slot():
    record = one(format_shared_id_list="7")
    assert not record.slots[0].is_live
    assert "closed for the time being" in record.problems[0].sentence


def test_unpublished_row_is_no_live_slot():
    [record] = load(row("20"), row("21", weekday_tinyint="5", published="0"))
    assert record.is_published
    assert {slot.source_ref: slot.is_live for slot in record.slots} == {"20": True, "21": False}


def test_group_without_published_row_stays_unpublished():
    record = one(published="0")
    assert (record.is_published, record.slots[0].is_live) == (False, False)


def test_repeated_row_is_kept_once_and_names_the_other():
    [record] = load(row("20"), row("31", formats=""))
    assert [slot.source_ref for slot in record.slots] == ["20"]
    assert "Row 31" in record.problems[0].sentence
    assert "row 20" in record.problems[0].sentence


@pytest.mark.parametrize(
    "comment",
    [
        "1st Tuesday is a step meeting",
        "every other week",
        "Last Tuesday speaker",
        "3rd Friday of the month only",
        "weather permitting",
    ],
)
def test_hidden_dates_are_told_and_not_guessed(comment):
    record = one(comments=comment)
    assert (record.slots[0].rule.freq, record.slots[0].note) == ("WEEKLY", comment)
    assert comment in record.problems[0].sentence


@pytest.mark.parametrize(
    ("comment", "token", "first"),
    [
        ("1st Tuesday of the month only", "1TU", date(2020, 1, 7)),
        ("Last Tues of every month.", "-1TU", date(2020, 1, 28)),
    ],
)
def test_comment_that_is_the_whole_rule_makes_it_monthly(comment, token, first):
    rule = one(comments=comment).slots[0].rule
    assert (rule.freq, rule.byday, rule.starts_on) == ("MONTHLY", (token,), first)


@pytest.mark.parametrize("name", ["Recovery Starts Here", "Step of the Month Club", "Alternatives"])
def test_ordinary_name_hides_nothing(name):
    assert one(meeting_name=name).problems == []


@pytest.mark.parametrize(
    ("changes", "field", "slots"),
    [
        ({"weekday_tinyint": "8"}, "weekday_tinyint", 0),
        ({"start_time": "25:00:00"}, "start_time", 0),
        ({"duration_time": "00:00:00"}, "duration", 1),
        ({"duration_time": "12:00:00"}, "duration", 1),
    ],
)
def test_bad_time_is_a_sentence(changes, field, slots):
    record = one(**changes)
    assert (fields(record), len(record.slots)) == ({field: 1}, slots)


def test_people_stay_hidden_even_in_problems():
    record = one(contact_email_1="ann@example.org", email_contact="bea@example.org")
    assert {part.visibility for part in record.contacts} == {"hidden"}
    assert "example.org" not in str(record.row)


@pytest.mark.parametrize("changes", [{"latitude": "0", "longitude": "0"}, {"latitude": "north"}, {"longitude": "999"}])
def test_impossible_position_is_left_to_the_postcode(changes):
    record = one(**changes)
    assert (record.place.lat, record.place.lon, fields(record)) == (None, None, {"latitude": 1})


def test_language_of_a_format_wins_over_that_of_the_row():
    assert words(one(format_shared_id_list="8"), "language") == {"es"}
    assert words(one(), "language") == {"en"}


def test_bus_lines_lose_their_label():
    record = one(bus_lines="Bus Lines#@-@#Bx 12", train_lines="4")
    assert [use.detail for use in record.terms if use.slug == "near-transit"] == ["Bx 12, 4"]


VALUES = (
    st.none()
    | st.text(max_size=30)
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.lists(st.text())
)


@given(st.lists(st.dictionaries(st.sampled_from([*LANTERN, "comments", "venue_type"]), VALUES) | VALUES, max_size=5))
def test_no_row_stops_the_others(rows):
    records = list(bmlt.load(json_file([LANTERN | {"id_bigint": "good"}, *rows])))
    assert any(record.is_listing for record in records)
    assert all(record.is_listing or record.problems for record in records)
