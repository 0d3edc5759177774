"""Records as a BMLT list and back: what comes back as it was, what cannot, and nothing else."""

import io
import json
from collections import Counter
from dataclasses import fields, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groups.choices import Attendance, Precision
from groups.interop import bmlt
from groups.interop.bmlt_dump import days
from groups.interop.record import (
    Attribution,
    ClosedPart,
    ContactPart,
    OrganizationPart,
    PlacePart,
    Record,
    SlotPart,
    TermUse,
)
from groups.recurrence import WEEKDAYS, Freq, Rule

NOW = datetime(2026, 3, 3, 17, 0, tzinfo=UTC)
REAL = Path(__file__).resolve().parents[4] / "shared/data/bmlt_new_york.json.gz"
NOT_BACK = {
    "training": "no field",
    "minimum_size": "no field",
    "maximum_size": "no field",
    "safeguarding_contact": "no field",
    "wait_weeks": "no field",
    "wait_checked_on": "no field",
    "accepting_new": "no field",
    "accepting_new_checked_on": "no field",
    "first_visit": "no field",
    "url": "for readers; no import stores it",
    "updated_at": "no field",
    "confirmed_at": "a day, for readers",
    "closures": "a sentence, for readers",
    "attribution": "a sentence, for readers",
    "contacts": "joining by phone or online comes back; other ways come back hidden, or not at all",
    "problems": "those of reading",
    "row": "that of reading",
    "row_count": "that of reading",
    "assumed": "that of reading",
}
"""Fields of a record that a BMLT list cannot say, or that `load` does not take back, and why."""
EVENING = Record(
    source_ref="abc",
    name="Lantern Circle",
    kind="peer-circle",
    formality="informal",
    led_by="members",
    description="We sit in a circle.\n\nAnd talk.",
    organization=OrganizationPart("o1", "Open Door", "https://door.example.org", "Doors."),
    place=PlacePart("Library", "4 Linden Street", "Hackney", "London", "England", "E8 1AA", "GB", 51.545, -0.055,
                    Precision.EXACT, timezone="Europe/London", directions="Ring twice"),
    terms=[TermUse("topic", "grief"), TermUse("access", "near-transit", detail="Bus 48"), TermUse("cost", "free"),
           TermUse("audience", "men", "only"), TermUse("language", "es", "interpreted")],
    slots=[SlotPart("abc-7", Rule(date(2020, 1, 7), time(18, 30), timedelta(minutes=90), "Europe/London", Freq.WEEKLY,
                                  byday=("TU", "TH")), "Bring a mug")],
    minimum_age=18,
    how_to_join="Just come.",
)  # fmt: skip


def back(*records, now=NOW):
    text = "".join(bmlt.dump(records, now=now, site="https://example.org"))
    return [record for record in bmlt.load(io.BytesIO(text.encode())) if record.is_listing]


def said(record):
    """What of a record is to come back; slots without the number they had and since when they are."""
    kept = {part.name: getattr(record, part.name) for part in fields(record) if part.name not in NOT_BACK}
    kept["slots"] = [(slot.note, weekly(slot.rule)) for slot in record.slots if slot.is_live]
    kept["terms"] = sorted(record.terms)
    if record.place and record.place.lat is not None:
        kept["place"] = replace(record.place, lat=round(record.place.lat, 7), lon=round(record.place.lon, 7))
    return kept


def weekly(rule):
    byday = sorted(rule.byday or {WEEKDAYS[rule.starts_on.weekday()]})
    return rule.freq, byday, rule.start_time, rule.duration, rule.timezone


def rows(*records):
    return json.loads("".join(bmlt.dump(records, now=NOW)))["meetings"]


def test_list_comes_back_as_it_was(db):
    [record] = back(EVENING)
    assert said(record) == said(EVENING)
    assert record.problems == []


def test_what_does_not_come_back_is_named(db):
    """A record with every field set differs from what comes back in the fields of the table, and in no other."""
    full = replace(
        EVENING,
        training="Two days",
        minimum_size=3,
        maximum_size=12,
        safeguarding_contact="Ana",
        wait_weeks=2,
        wait_checked_on=date(2026, 3, 1),
        accepting_new=True,
        accepting_new_checked_on=date(2026, 3, 1),
        first_visit={"must_speak": "no"},
        url="https://example.org/listings/abc/",
        updated_at=NOW,
        confirmed_at=NOW,
        closures=[ClosedPart(date(2026, 4, 1), None, "Paint")],
        attribution=Attribution("Field notes", "", "CC0", None),
        contacts=[ContactPart("website", "https://lantern.example.org")],
    )
    [record] = back(full)
    differing = {part.name for part in fields(full) if getattr(record, part.name) != getattr(full, part.name)}
    assert differing - {"slots", "terms"} == NOT_BACK.keys() - {"problems", "assumed"}


def test_ways_to_join_come_back(db):
    link = ContactPart("online_link", "https://meet.example.org/x", "Password: lamp")
    online = replace(EVENING, attendance=Attendance.ONLINE, place=None, contacts=[link])
    [record] = back(online)
    assert (record.attendance, record.contacts, record.place) == (Attendance.ONLINE, [link], None)
    phone = replace(EVENING, attendance=Attendance.PHONE, place=None, contacts=[ContactPart("phone", "020 7946 0018")])
    [record] = back(phone)
    assert (record.attendance, [one.value for one in record.contacts]) == (Attendance.PHONE, ["020 7946 0018"])


def test_home_comes_back_as_its_town(db):
    home = replace(EVENING.place, name="", street="", postal_code="", directions="", precision=Precision.CELL)
    [record] = back(replace(EVENING, place=home))
    assert record.place.precision == Precision.TOWN


def test_link_of_a_meeting_in_person_does_not_leave(db):
    [row] = rows(replace(EVENING, contacts=[ContactPart("online_link", "https://meet.example.org/x")]))[:1]
    assert row["virtual_meeting_link"] == ""


def test_paused_list_comes_back_without_its_times(db):
    [record] = back(replace(EVENING, closures=[ClosedPart(date(2026, 3, 1), None)]))
    assert [slot.is_live for slot in record.slots] == [False]


def test_weeks_of_the_month_come_back(db):
    rule = replace(EVENING.slots[0].rule, freq=Freq.MONTHLY, byday=("1TU", "-1TU"), starts_on=date(2020, 1, 7))
    [record] = back(replace(EVENING, slots=[SlotPart("abc-7", rule)]))
    assert (record.slots[0].rule, record.slots[0].note) == (rule, "")


WRONG = [
    "zzz:x",
    "slot:MO-morning",
    "topic:",
    "topic:" + "x" * 61,
    "audience:men:evil",
    "led_by:me",
    "attendance:x",
    ":",
]


@pytest.mark.parametrize("word", WRONG)
def test_word_that_cannot_be_one_is_left_out(db, word):
    file = json.loads("".join(bmlt.dump([EVENING], now=NOW)))
    for row in file["meetings"]:
        row["words"] = word
    file["formats"] = [one | {"term": word} if one["term"].startswith("kind") else one for one in file["formats"]]
    [record] = [one for one in bmlt.load(io.BytesIO(json.dumps(file).encode())) if one.is_listing]
    assert (record.kind, record.formality, record.led_by, record.attendance) == ("twelve-step", "", "", "in_person")
    assert {use.facet for use in record.terms} <= {"topic", "access", "cost", "audience", "language"}
    assert {use.relation for use in record.terms} == {""}


def test_slot_keeps_its_number_for_each_weekday(db):
    assert [row["id_bigint"] for row in rows(EVENING)] in (["73", "75"], ["75", "73"])


def test_end_of_a_course_is_said(db):
    rule = replace(EVENING.slots[0].rule, byday=("TU",), starts_on=date(2026, 2, 3), count=8)
    [row] = rows(replace(EVENING, slots=[SlotPart("abc-7", rule)]))
    assert row["comments"] == "Last date: 24 March 2026"


@given(
    freq=st.sampled_from(list(Freq)),
    interval=st.integers(1, 3),
    byday=st.sets(st.sampled_from([f"{nth}{day}" for nth in ("", 1, 5, -1, -2) for day in WEEKDAYS]), max_size=3),
    bymonthday=st.sampled_from([(), (15,)]),
    begins=st.integers(-400, 60),
)
def test_only_what_a_weekday_can_say_goes_out(freq, interval, byday, bymonthday, begins):
    today = date(2026, 3, 3)
    rule = Rule(today + timedelta(begins), time(9), timedelta(hours=1), "UTC", freq, interval, tuple(byday), bymonthday)
    found = days(rule, today)
    if found:
        assert interval == 1
        assert not bymonthday
        assert begins <= 7
        assert freq != Freq.ONCE
    if freq == Freq.MONTHLY:
        assert {f"{nth}{day}" for day, nths in found.items() for nth in nths} in (set(), byday)
        assert all(nths for nths in found.values())


@pytest.mark.slow
@pytest.mark.skipif(not REAL.exists(), reason="needs the real directories beside the project (../shared/data)")
def test_real_directory_comes_back(db):
    with REAL.open("rb") as file:
        records = [record for record in bmlt.load(file) if record.is_listing and record.is_published]
    again = {record.name + record.source_ref: record for record in back(*records)}
    lost = Counter()
    for record in records:
        other = again[record.name + record.source_ref]
        for name, value in said(record).items():
            lost[name] += value != said(other)[name]
    assert (len(records), len(again)) == (1289, 1289)
    assert {name: number for name, number in lost.items() if number} == {}
