"""Our listings as a Meeting Guide list: valid, free of what breaks its clients, and the same when read again."""

import io
import json
from collections import Counter
from dataclasses import fields, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groups.choices import Visibility
from groups.interop import bmlt, meeting_guide, samhsa
from groups.interop.meeting_guide_dump import LONGEST_SLUG, slug
from groups.interop.meeting_guide_fields import code_words
from groups.interop.record import (
    NOT_STORED,
    Attribution,
    ClosedPart,
    ContactPart,
    OrganizationPart,
    PlacePart,
    Record,
    SlotPart,
    TermUse,
)
from groups.recurrence import Freq, Rule
from tests.groups.interop.meeting_guide_rules import SLUG, faults

NOW = datetime(2026, 3, 3, 17, tzinfo=UTC)
SHARED = Path(__file__).resolve().parents[4] / "shared"
WEEKLY = Rule(date(2026, 1, 6), time(18, 30), timedelta(minutes=90), "Europe/London", Freq.WEEKLY, byday=("TU",))
LIBRARY = PlacePart(
    name="Linden Street Library", street="4 Linden Street", district="Hackney", town="London", region="England",
    postal_code="E8 1AA", country="GB", lat=51.5450004, lon=-0.055, precision="exact", timezone="Europe/London",
    directions="Ring twice.",
)  # fmt: skip
LINK = ContactPart("online_link", "https://meet.example.org/1", "Ask for Ana")
CIRCLE = Record(
    "ab3", name="Tuesday Circle", kind="peer-circle", description="Tea, and time to talk.", place=LIBRARY,
    organization=OrganizationPart("t", "Open Door Trust", "https://trust.example.org"),
    terms=[TermUse("openness", "anyone"), TermUse("access", "step-free"), TermUse("language", "es")],
    contacts=[ContactPart("website", "https://circle.example.org"), ContactPart("phone", "020 7946 0018")],
    slots=[SlotPart("ab3-7", WEEKLY)], url="https://example.org/listings/ab3/",
    updated_at=datetime(2026, 3, 1, 12, tzinfo=UTC),
)  # fmt: skip


def dumped(*records, left_out=None):
    """The rows of `records`, as a program reads them, checked by the rules of the list."""
    rows = json.loads(json.dumps(list(meeting_guide.dump(records, now=NOW, left_out=left_out))))
    assert faults(rows) == []
    return rows


def circle(**changes):
    return replace(CIRCLE, **changes)


def meeting(**changes):
    return circle(slots=[SlotPart("ab3-7", replace(WEEKLY, **changes))])


def read_again(rows):
    return [record for record in meeting_guide.load(io.BytesIO(json.dumps(rows).encode())) if record.is_listing]


def test_row_says_when_where_whose_and_what():
    [row] = dumped(CIRCLE)
    assert (row["slug"], row["day"], row["time"], row["end_time"]) == ("ab3-7-tu", 2, "18:30", "20:00")
    assert (row["timezone"], row["updated"], row["types"]) == ("Europe/London", "2026-03-01 12:00:00", ["O", "X", "S"])
    assert row["formatted_address"] == "4 Linden Street, London, England E8 1AA, United Kingdom"
    assert (row["approximate"], row["latitude"], row["longitude"]) == ("no", 51.545, -0.055)
    assert row["entity"] == "Open Door Trust"
    assert row["entity_url"] == row["entity_website_url"] == "https://trust.example.org"
    assert (row["website"], row["contact_1_phone"]) == ("https://circle.example.org", "020 7946 0018")
    assert row["url"] == "https://example.org/listings/ab3/"


def test_each_weekday_has_its_own_row_and_slug():
    rows = dumped(meeting(byday=("TU", "TH", "SU")))
    assert [(row["day"], row["slug"]) for row in rows] == [(0, "ab3-7-su"), (2, "ab3-7-tu"), (4, "ab3-7-th")]
    assert [row["day"] for row in dumped(meeting(freq=Freq.DAILY, byday=()))] == list(range(7))
    assert [row["day"] for row in dumped(meeting(byday=()))] == [2]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"freq": Freq.MONTHLY, "byday": ("1TU",)}, "monthly"),
        ({"freq": Freq.DAILY, "byday": (), "bymonthday": (1,)}, "monthly"),
        ({"freq": Freq.ONCE, "byday": ()}, "once"),
        ({"interval": 2}, "rarer"),
        ({"season_from": "09-01", "season_until": "05-31"}, "seasonal"),
        ({"starts_on": date(2026, 3, 17)}, "later"),
        ({"until": date(2026, 2, 24)}, "over"),
        ({"count": 8}, "over"),
    ],
)
def test_times_that_are_not_weekly_are_left_out_and_counted(changes, reason):
    left_out = Counter()
    assert dumped(meeting(**changes), left_out=left_out) == []
    assert left_out == {reason: 1}


def test_other_times_of_the_listing_stay():
    slots = [*CIRCLE.slots, SlotPart("ab3-8", replace(WEEKLY, interval=2))]
    assert [row["slug"] for row in dumped(circle(slots=slots))] == ["ab3-7-tu"]


def test_course_says_when_it_ends():
    assert "Until 31 March 2026." in dumped(meeting(until=date(2026, 3, 31)))[0]["notes"]
    assert "Until 10 March 2026." in dumped(meeting(count=10))[0]["notes"]


def test_by_appointment_has_neither_day_nor_time():
    [row] = dumped(circle(slots=[]))
    assert row["slug"] == "ab3"
    assert not row.keys() & {"day", "time", "end_time"}


@pytest.mark.parametrize(("minutes", "end"), [(24 * 60, "18:29"), (6 * 60, "00:30")])
def test_end_is_never_the_beginning(minutes, end):
    assert dumped(meeting(duration=timedelta(minutes=minutes)))[0]["end_time"] == end


@pytest.mark.parametrize("visibility", [Visibility.AFTER_CONTACT, Visibility.HIDDEN])
@pytest.mark.parametrize("channel", ["phone", "text", "email", "website", "online_link"])
def test_contacts_that_are_not_for_everybody_never_leave(visibility, channel):
    contact = ContactPart(channel, "https://secret.example.org", visibility=visibility)
    assert "secret" not in json.dumps(dumped(circle(attendance="hybrid", contacts=[contact])))


def test_position_is_told_as_exactly_as_it_is_known():
    by_postcode = dumped(circle(place=replace(LIBRARY, precision="postcode")))[0]
    assert by_postcode["approximate"] == "no"
    assert not by_postcode.keys() & {"latitude", "longitude"}
    home = replace(LIBRARY, name="", street="", postal_code="", precision="cell", lat=51.5512345, lon=-0.06)
    [row] = dumped(circle(place=home))
    assert (row["approximate"], row["latitude"], row["longitude"]) == ("yes", 51.55123, -0.06)
    assert row["formatted_address"] == "London, England, United Kingdom"


def test_unknown_position_is_not_the_middle_of_the_sea():
    assert "latitude" not in dumped(circle(place=replace(LIBRARY, lat=0.0, lon=0.0)))[0]
    assert "latitude" not in dumped(circle(place=replace(LIBRARY, lat=None, lon=None)))[0]


def test_link_and_number_are_those_to_join_by():
    online = {"attendance": "online", "place": None}
    [row] = dumped(circle(**online, contacts=[LINK, *CIRCLE.contacts]))
    assert (row["conference_url"], row["conference_url_notes"]) == (LINK.value, "Ask for Ana")
    assert (row["approximate"], row["contact_1_phone"]) == ("yes", "020 7946 0018")
    [row] = dumped(circle(attendance="phone", place=None))
    assert row["conference_phone"] == "02079460018"
    assert "contact_1_phone" not in row
    assert "conference_url" not in dumped(circle(contacts=[LINK]))[0]


@pytest.mark.parametrize("contacts", [[], [replace(LINK, visibility="hidden")], [ContactPart("phone", "CALL-NOW")]])
def test_what_nobody_can_join_is_left_out_and_counted(contacts):
    left_out = Counter()
    assert dumped(circle(attendance="online", place=None, contacts=contacts), left_out=left_out) == []
    assert left_out == {"no_way_in": 1}


@pytest.mark.parametrize(
    ("first", "last", "is_closed"),
    [(date(2026, 3, 1), None, True), (date(2026, 3, 3), date(2026, 3, 3), True), (date(2026, 3, 4), None, False)],
)
def test_closed_place_is_told_by_its_type_and_nobody_is_sent_to_a_link(first, last, is_closed):
    closed = circle(attendance="hybrid", contacts=[LINK], closures=[ClosedPart(first, last, "Flood")])
    [row] = dumped(closed)
    assert ("TC" in row["types"], "conference_url" in row) == (is_closed, not is_closed)
    assert ": Flood" in row["notes"]
    left_out = Counter()
    online = replace(closed, attendance="online", place=None)
    assert (dumped(online, left_out=left_out) == []) is is_closed
    assert left_out == ({"closed": 1} if is_closed else {})


def test_slot_that_does_not_meet_now_is_closed():
    assert "TC" in dumped(circle(slots=[SlotPart("ab3-7", WEEKLY, is_live=False)]))[0]["types"]


def test_listing_that_cannot_be_written_keeps_no_other_out(caplog):
    broken = circle(source_ref="ab4", name="Secret Circle", place=replace(LIBRARY, timezone="No/Where"))
    left_out = Counter()
    assert [row["name"] for row in dumped(broken, CIRCLE, left_out=left_out)] == ["Tuesday Circle"]
    assert caplog.messages == ["The Meeting Guide list goes without listing ab4: ZoneInfoNotFoundError"]
    assert left_out == Counter()


def test_words_with_endless_tags_are_written_without_them():
    [row] = dumped(circle(description="Tea. " + "<a" * 600))
    assert row["notes"] == "Tea."


def test_notes_are_plain_text_with_days_closed_and_where_the_words_are_from():
    record = circle(
        description="<b>Tea</b> & time",
        how_to_join="Just come.",
        slots=[SlotPart("ab3-7", WEEKLY, "Upstairs")],
        closures=[
            ClosedPart(date(2026, 4, 1), date(2026, 4, 6), "Easter"),
            ClosedPart(date(2026, 5, 1), date(2026, 5, 1)),
        ],
        attribution=Attribution("Field notes", "", "CC BY 4.0", date(2026, 3, 1)),
    )
    assert dumped(record)[0]["notes"].split("\n\n") == [
        "Upstairs",
        "Closed from 1 April 2026 to 6 April 2026: Easter",
        "Closed on 1 May 2026.",
        "Tea & time",
        "Just come.",
        "From Field notes (CC BY 4.0), as of 1 March 2026.",
    ]


@pytest.mark.parametrize(
    ("use", "codes"),
    [
        (TermUse("audience", "women"), []),
        (TermUse("audience", "women", "only"), ["W"]),
        (TermUse("openness", "men-only"), ["M"]),
        (TermUse("language", "ase", "signed"), ["ASL"]),
        (TermUse("access", "childcare"), ["BA"]),
        (TermUse("topic", "grief"), []),
    ],
)
def test_types_are_those_the_table_names(use, codes):
    assert dumped(circle(terms=[use]))[0].get("types", []) == codes


@pytest.mark.skipif(not SHARED.exists(), reason="needs the list of types beside the project (../shared/standards)")
def test_every_type_we_send_exists():
    known = set(json.loads((SHARED / "standards/meeting_guide_types.json").read_text("utf-8")))
    sent = {code for code, words in code_words().items() if words}
    assert sent - known <= {"QSL"}
    assert len(sent) == 58


@given(st.lists(st.text(min_size=1, max_size=300), min_size=2, max_size=2, unique=True))
def test_slugs_fit_and_tell_names_apart(refs):
    first, second = map(slug, refs)
    assert SLUG.fullmatch(first)
    assert len(first) <= LONGEST_SLUG
    assert first != second


TEXT = st.text(max_size=80)


@given(TEXT, TEXT, TEXT, TEXT, st.floats(-90, 90), st.sampled_from(["exact", "postcode", "cell"]), TEXT)
def test_any_words_make_a_valid_list(name, street, note, website, lat, precision, number):
    place = replace(LIBRARY, name=name, street=street.strip(), directions=note, lat=lat, precision=precision)
    contacts = [ContactPart("website", website), ContactPart("phone", number.strip() or "1"), LINK]
    organization = OrganizationPart("o", name.strip() or "O", website)
    record = circle(name=f"A{name}", place=place, contacts=contacts, description=note, organization=organization)
    dumped(record, replace(record, source_ref="cd4", attendance="phone", place=None, slots=[]))


LOST = {
    "source_ref": "the name of the first row",
    "kind": "a list holds twelve-step meetings",
    "led_by": "the members, in such a list",
    "description": "what the types say, and all that stands in the notes",
    "how_to_join": "stands in the notes",
    "terms": "those that no type stands for are lost, and what holds for all meetings of such lists comes in",
    "contacts": "numbers and addresses of the group come back as not for everybody; a fourth of them is lost",
    "slots": "since when and until when, and what is not weekly; what is said of them stands in the notes",
    "organization": "its name with us, and what it says of itself",
    "place": "five decimals; a district that is the town; how exactly it is known",
    "minimum_age": "",
    "maximum_age": "",
    "minimum_size": "",
    "maximum_size": "",
    "first_visit": "",
    "formality": "",
    "training": "",
    "safeguarding_contact": "",
    "wait_weeks": "",
    "wait_checked_on": "",
    "accepting_new": "",
    "accepting_new_checked_on": "",
}
"""What a reader of the list does not get back as it was; the documentation has the same table."""


def test_nothing_is_lost_but_what_is_named():
    day = date(2026, 3, 1)
    whole = circle(
        led_by="trained_peer", minimum_age=18, maximum_age=30, minimum_size=4, maximum_size=12,
        how_to_join="Just come.", first_visit={"must_speak": "no"}, formality="informal", training="Two days",
        safeguarding_contact="Ana", wait_weeks=2, wait_checked_on=day, accepting_new=True, accepting_new_checked_on=day,
    )  # fmt: skip
    [again] = read_again(dumped(whole))
    differing = {part.name for part in fields(Record) if getattr(whole, part.name) != getattr(again, part.name)}
    assert differing - NOT_STORED == set(LOST)


def test_listing_is_read_again_but_for_what_the_list_cannot_say():
    [again] = read_again(dumped(CIRCLE))
    assert (again.name, again.attendance, again.organization.name) == ("Tuesday Circle", "in_person", "Open Door Trust")
    assert again.organization.website == "https://trust.example.org"
    assert again.place == replace(LIBRARY, lat=51.545)
    assert set(again.terms) >= set(CIRCLE.terms)
    assert again.description.endswith("Tea, and time to talk.")
    [slot] = again.slots
    assert replace(slot.rule, starts_on=WEEKLY.starts_on) == WEEKLY
    assert {part.value: part.visibility for part in again.contacts} == {
        "https://circle.example.org": "public",
        "020 7946 0018": "hidden",
    }


@pytest.mark.parametrize(
    ("attendance", "place", "contacts"),
    [("online", None, [LINK]), ("hybrid", LIBRARY, [LINK]), ("phone", None, [ContactPart("phone", "02079460018")])],
)
def test_way_to_meet_is_read_again(attendance, place, contacts):
    [again] = read_again(dumped(circle(attendance=attendance, place=place, contacts=contacts)))
    assert again.attendance == attendance
    assert again.contacts[0].value == contacts[0].value
    assert again.contacts[0].visibility == "public"


def times_of(records):
    return Counter(
        (record.name, day, slot.rule.start_time, slot.rule.duration, slot.rule.timezone)
        for record in records
        for slot in record.slots
        for day in slot.rule.byday
    )


@pytest.mark.skipif(not SHARED.exists(), reason="needs the real directories beside the project (../shared/data)")
def test_every_weekly_meeting_of_a_real_directory_is_read_again():
    with (SHARED / "data/bmlt_new_york.json.gz").open("rb") as file:
        records = [record for record in bmlt.load(file) if record.is_listing and record.is_published]
    for record in records:
        record.place.timezone = "America/New_York"
        record.slots = [replace(slot, rule=replace(slot.rule, timezone="America/New_York")) for slot in record.slots]
    left_out = Counter()
    rows = dumped(*records, left_out=left_out)
    again = read_again(rows)
    weekly = [slot for record in records for slot in record.slots if slot.rule.freq == Freq.WEEKLY]
    assert len(rows) == sum(len(slot.rule.byday) for slot in weekly)
    assert sum(left_out.values()) == sum(len(record.slots) for record in records) - len(weekly)
    lost = times_of(records) - times_of(again)
    assert (len(records), len(rows), len(lost)) == (1289, 1510, 0)


@pytest.mark.skipif(not SHARED.exists(), reason="needs the real directories beside the project (../shared/data)")
def test_every_facility_of_a_real_directory_is_read_again():
    with (SHARED / "data/samhsa_mental_health_2022_facilities.csv.gz").open("rb") as file:
        records = list(samhsa.load(file))
    rows = dumped(*records)
    again = read_again(rows)
    assert (len(records), len(rows)) == (9037, 9037)
    # Two pairs have the same name and address, and are one group to a reader.
    assert len(again) == 9035
    assert {(record.name, record.place.street) for record in again} == {
        (record.name, record.place.street) for record in records
    }
