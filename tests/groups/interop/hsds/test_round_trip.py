"""What we say in HSDS comes back as we said it."""

import gzip
import io
import zipfile
from datetime import date

import pytest

from groups.interop.hsds import dumping, files, ids, schedules, tabular
from groups.interop.record import SlotPart
from groups.recurrence import Freq
from tests.groups.interop.hsds.records import (
    ALL,
    NOW,
    RULES,
    WORDS,
    as_read,
    circle,
    clinic,
    expected,
    home,
    ndjson,
    online,
    page,
    places,
    rule,
    tables,
)

WAYS = {
    "page": (page, files.load),
    "ndjson": (ndjson, files.load),
    "service at location": (places, files.load),
    "tables": (tables, tabular.load),
}
TODAY = NOW.date()


@pytest.mark.parametrize("record", ALL, ids=lambda record: f"{record.name} {record.attendance}")
@pytest.mark.parametrize(("write", "load"), WAYS.values(), ids=WAYS)
def test_records_come_back_equal_but_for_ids_and_closed_days(write, load, record):
    assert [as_read(one) for one in load(write([record]))] == [expected(record)]


def test_gzip_comes_back_too():
    packed = io.BytesIO(gzip.compress(ndjson(ALL).getvalue()))
    assert [as_read(one) for one in files.load(packed)] == [expected(record) for record in ALL]


@pytest.mark.parametrize("one", RULES.values(), ids=RULES)
def test_schedules_keep_to_weeks_and_months(one):
    made = schedules.dump(SlotPart("s", one), circle(), WORDS, TODAY)
    assert made.get("freq") in (None, "WEEKLY", "MONTHLY")
    assert not {"count", "until"} <= set(made)
    assert made["dtstart"] == "2026-01-06"


def test_once_is_a_week_that_comes_once():
    made = schedules.dump(SlotPart("s", RULES["once"]), circle(), WORDS, TODAY)
    assert (made["freq"], made["count"], made["byday"]) == ("WEEKLY", 1, "TU")
    assert made["valid_from"] == made["valid_to"] == "2026-01-06"


def test_what_weeks_and_months_cannot_say_has_no_freq():
    assert "freq" not in schedules.dump(SlotPart("s", RULES["every third day"]), circle(), WORDS, TODAY)
    assert schedules.pattern(RULES["daily"])["byday"] == "MO,TU,WE,TH,FR,SA,SU"
    assert schedules.pattern(rule(Freq.DAILY, bymonthday=(1,)))["freq"] == "MONTHLY"


@pytest.mark.parametrize(
    ("day", "opens", "offset"),
    [
        ("2026-03-03", "18:30+00:00", 0),
        ("2026-03-26", "18:30+01:00", 1),  # the clocks go forward before the next Tuesday
        ("2026-07-01", "18:30+01:00", 1),
        ("2026-10-22", "18:30+00:00", 0),
    ],
)
def test_offset_is_that_of_the_next_date(day, opens, offset):
    made = schedules.dump(SlotPart("s", rule()), circle(), WORDS, date.fromisoformat(day))
    assert (made["opens_at"], made["timezone"]) == (opens, offset)


def test_offset_may_be_a_quarter_of_an_hour():
    made = schedules.dump(SlotPart("s", RULES["kathmandu"]), circle(), WORDS, TODAY)
    assert (made["opens_at"], made["timezone"]) == ("18:30+05:45", 5.75)


def test_offset_west_of_greenwich_is_negative():
    made = schedules.dump(SlotPart("s", rule(timezone="America/St_Johns")), circle(), WORDS, TODAY)
    assert (made["opens_at"], made["timezone"]) == ("18:30-03:30", -3.5)


@pytest.mark.parametrize(
    ("season", "span"),
    [
        (("11-15", "03-20"), ("2025-11-15", "2026-03-20")),
        (("05-01", "06-30"), ("2026-05-01", "2026-06-30")),
        (("01-01", "02-29"), ("2027-01-01", "2027-02-28")),
    ],
)
def test_season_is_the_one_under_way_or_next(season, span):
    assert schedules.span(rule(season_from=season[0], season_until=season[1]), TODAY) == span


def test_home_has_no_address_and_no_name():
    (place_at,) = dumping.full(home(), WORDS, NOW)["service_at_locations"]
    assert "addresses" not in place_at["location"]
    assert "name" not in place_at["location"]
    assert (place_at["location"]["latitude"], place_at["location"]["longitude"]) == (51.54, -0.06)


def test_online_location_is_virtual():
    location = dumping.place_full(online(), WORDS, NOW)["location"]
    assert (location["location_type"], location["url"]) == ("virtual", "https://meet.example.org/evening")
    assert "addresses" not in location


def test_closure_under_way_closes_for_a_time():
    made = dumping.heading(clinic(), WORDS, NOW)
    assert made["status"] == "temporarily closed"
    assert made["alert"] == "Closed from 2026-03-01 to 2026-03-09. Paint"
    assert dumping.heading(clinic(), WORDS, NOW.replace(day=10))["status"] == "active"


def test_nought_and_no_are_said():
    made = dumping.full(clinic(), WORDS, NOW)
    facts = {one["taxonomy_term"]["code"]: one.get("value") for one in made["attributes"]}
    assert (made["minimum_age"], made["wait_time"]) == (0, "0 weeks")
    assert (facts["accepting-new"], facts["wait-weeks"]) == ("no", "0")


def test_tables_hold_what_is_shared_once_and_no_formula():
    records = [circle(source_ref=ref, name="=1+1") for ref in ("aaa", "bbb")]
    with zipfile.ZipFile(tables(records)) as archive:
        services_csv, organizations = (archive.read(f"{name}.csv").decode() for name in ("services", "organizations"))
        phones = archive.read("phones.csv").decode()
    assert services_csv.count("'=1+1") == 2
    assert organizations.count("\r\n") == 2
    assert ",+44 20 7946 0018," in phones
    assert [one.name for one in tabular.load(tables(records))] == ["=1+1", "=1+1"]


def test_ids_hold_the_public_name_and_tell_what_they_are_of():
    known = ids.of("service", "abc234def56")
    assert ids.ref_of("service", known) == "abc234def56"
    assert ids.ref_of("location", known) is None
    assert ids.ref_of("service", ids.of("service", "not one of ours")) is None
    assert ids.ref_of("service", "no id at all") is None
    assert known == "5b26e0b0-6072-858e-8025-4b0886c6b885"  # stays for ever: others keep it
