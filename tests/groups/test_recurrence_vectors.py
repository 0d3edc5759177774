"""RRULE text in and out, against independent vectors, and every zone across its changes of clock."""

import re
import zoneinfo
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groups.recurrence import (
    Freq,
    RecurrenceError,
    Rule,
    fits_rrule,
    occurrences,
    parse_rrule,
    problems,
    to_rrule,
)
from groups.recurrence.problems import is_known_zone
from tests.groups.test_recurrence_dateutil import rules

VECTORS = Path(__file__).resolve().parents[3] / "shared" / "standards" / "icalrecur_vectors.txt"
LONDON = datetime(2026, 3, 3, 18, 30, tzinfo=ZoneInfo("Europe/London"))
ALL_TIME = datetime(1970, 1, 1, tzinfo=UTC), datetime(2199, 1, 1, tzinfo=UTC)

OUTSIDE = re.compile(
    r"FREQ=(YEARLY|HOURLY|MINUTELY|SECONDLY)"
    r"|(BYSETPOS|BYHOUR|BYMINUTE|BYSECOND|BYYEARDAY|BYWEEKNO)="
    r"|(WKST)=(?!MO)"
)
"""What our subset leaves out, written a second time."""


def starts(rule):
    return [one.starts_at.replace(tzinfo=None) for one in occurrences(rule, *ALL_TIME)]


# Independent vectors


def moment(text):
    return datetime.strptime(text.removesuffix("Z"), "%Y%m%dT%H%M%S" if "T" in text else "%Y%m%d")


def read_vectors():
    if not VECTORS.exists():
        return []
    blocks = VECTORS.read_text(encoding="utf-8").split("\n\n")
    return [found for block in blocks if "RRULE" in (found := dict(re.findall(r"(?m)^([A-Z-]+):(.*)$", block)))]


@pytest.mark.skipif(not VECTORS.exists(), reason=f"needs the vectors of the standards page, {VECTORS.name}")
def test_vectors_agree_or_are_refused_by_name():
    agreed, refused = 0, 0
    for vector in read_vectors():
        text = vector["RRULE"]
        outside = [name for names in OUTSIDE.findall(text) for name in names if name]
        if outside:
            with pytest.raises(RecurrenceError, match="|".join(outside)):
                parse_rrule(text, moment(vector["DTSTART"]), timezone="UTC")
            refused += 1
        else:
            rule = parse_rrule(text, moment(vector["DTSTART"]), timezone="UTC")
            assert starts(rule) == [moment(one) for one in vector["INSTANCES"].split(",")], text
            agreed += 1
    assert (agreed, refused) == (44, 102)


@pytest.mark.parametrize(
    ("start", "text", "expected"),
    [
        # Examples of RFC 5545, 3.8.5.3.
        ("19970902", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=3", ["19980213", "19980313", "19981113"]),
        (
            "19970805",
            "FREQ=WEEKLY;INTERVAL=2;COUNT=3;BYDAY=TU,SU;WKST=MO",
            ["19970805", "19970810", "19970819"],
        ),
        ("19970922", "FREQ=MONTHLY;COUNT=2;BYDAY=-2MO", ["19970922", "19971020"]),
        ("19970928", "FREQ=MONTHLY;BYMONTHDAY=-3;COUNT=2", ["19970928", "19971029"]),
        (
            "20070115",
            "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=4",
            ["20070115", "20070130", "20070215", "20070315"],
        ),
    ],
)
def test_examples_of_the_standard(start, text, expected):
    rule = parse_rrule(text, moment(start), timezone="America/New_York")

    assert starts(rule) == [moment(one) for one in expected]


# Text in


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("FREQ=YEARLY", "YEARLY"),
        ("FREQ=SECONDLY", "SECONDLY"),
        ("FREQ=ONCE", "FREQ"),
        ("INTERVAL=2", "FREQ"),
        ("FREQ=WEEKLY;BYSETPOS=1", "BYSETPOS"),
        ("FREQ=WEEKLY;X-OWN=1", "X-OWN"),
        ("FREQ=WEEKLY;WKST=SU", "WKST=SU"),
        ("FREQ=WEEKLY;FREQ=DAILY", "FREQ.*twice"),
        ("FREQ=WEEKLY;BYDAY=XX", "XX"),
        ("FREQ=WEEKLY;BYDAY=", "not a day"),
        ("FREQ=WEEKLY;BYDAY=2TU", "2TU"),
        ("FREQ=WEEKLY;INTERVAL=0", "from 1 to 99"),
        ("FREQ=WEEKLY;INTERVAL=\u0662", "INTERVAL"),
        ("FREQ=WEEKLY;INTERVAL=1e3", "INTERVAL"),
        ("FREQ=WEEKLY;COUNT=99999999999999999999", "COUNT"),
        ("FREQ=WEEKLY;COUNT=3;UNTIL=20260901", "not both"),
        ("FREQ=WEEKLY;UNTIL=20260230", "UNTIL"),
        ("FREQ=WEEKLY;UNTIL=120260101", "UNTIL"),
        ("FREQ=WEEKLY;UNTIL=99991231T235959Z", "too far away"),
        ("FREQ=WEEKLY;UNTIL=00010101T000000Z", "before the first"),
        ("FREQ=WEEKLY;BYMONTH=1,3", "BYMONTH"),
        ("FREQ=WEEKLY;BYMONTH=13", "BYMONTH"),
        ("FREQ=WEEKLY;BYDAY=" + ",".join(["MO"] * 9999), "too long"),
    ],
)
def test_text_outside_the_subset_is_refused_by_name(text, named):
    with pytest.raises(RecurrenceError, match=named):
        parse_rrule(text, LONDON)


@pytest.mark.parametrize(
    ("dtstart", "timezone", "named"),
    [
        (LONDON.replace(tzinfo=None), "", "time zone"),
        (LONDON.replace(tzinfo=None), "Mars/Base", "Mars/Base"),
        (LONDON, "Mars/Base", "Mars/Base"),
        (date(2026, 3, 3), "Europe/London", "no time"),
    ],
)
def test_start_without_time_or_known_zone_is_refused(dtstart, timezone, named):
    with pytest.raises(RecurrenceError, match=named):
        parse_rrule("FREQ=WEEKLY", dtstart, timezone=timezone)


def test_start_in_utc_is_put_on_the_clock_of_the_given_zone():
    rule = parse_rrule("FREQ=WEEKLY", datetime(2026, 7, 7, 17, 30, tzinfo=UTC), timezone="Europe/London")

    assert (rule.start_time, rule.timezone) == (time(18, 30), "Europe/London")
    assert parse_rrule("", datetime(2026, 7, 7, tzinfo=UTC)).timezone == "UTC"


@pytest.mark.parametrize("start", ["FREQ=", "FREQ=WEEKLY;BYDAY=", "FREQ=WEEKLY;UNTIL=", ""])
def test_refusal_does_not_give_a_flood_back(start):
    with pytest.raises(RecurrenceError) as refused:
        parse_rrule(start + "X" * 900, LONDON)

    assert len(str(refused.value)) < 120


def test_start_in_the_second_of_two_hours_is_kept_as_the_first():
    rule = parse_rrule("", datetime(2026, 10, 25, 1, 30, tzinfo=LONDON.tzinfo, fold=1))

    assert rule.start_time.fold == 0


@pytest.mark.parametrize("text", ["freq=monthly;byday=2tu;", "RRULE:FREQ=MONTHLY;BYDAY=+2TU,02TU,2TU"])
def test_loose_spelling_is_taken(text):
    assert parse_rrule(text, LONDON).byday == ("2TU",)


@pytest.mark.parametrize(
    ("until", "last"),
    [
        ("20260630", date(2026, 6, 30)),
        ("20260630T183000", date(2026, 6, 30)),
        ("20260630T182959", date(2026, 6, 29)),
        ("20260630T173000Z", date(2026, 6, 30)),
        ("20260630T172959Z", date(2026, 6, 29)),
        ("20260630T230000Z", date(2026, 6, 30)),
    ],
)
def test_until_is_the_last_local_date(until, last):
    assert parse_rrule(f"FREQ=WEEKLY;UNTIL={until}", LONDON).until == last


def test_neighbouring_months_become_the_season():
    winter = parse_rrule("FREQ=WEEKLY;BYMONTH=1,2,12", LONDON)

    assert (winter.season_from, winter.season_until) == ("12-01", "02-29")
    assert parse_rrule("FREQ=DAILY;BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12", LONDON).season_from == ""


@given(st.text(alphabet="FREQ=WKLYMONTHDABU;,0123456789-+TZ \0", max_size=60))
def test_any_text_is_a_sound_rule_or_a_sentence(text):
    try:
        rule = parse_rrule(f"FREQ=WEEKLY;{text}", LONDON)
    except RecurrenceError as refused:
        rule, sentence = None, str(refused)

    assert problems(rule) == [] if rule else sentence.endswith(".")


# Text out


@given(rules())
def test_text_out_and_in_again_is_the_same_rule(rule):
    dtstart = datetime.combine(rule.starts_on, rule.start_time, tzinfo=ZoneInfo(rule.timezone))

    assert parse_rrule(to_rrule(rule), dtstart, duration=rule.duration) == rule


def test_text_of_a_single_date_is_empty():
    once = parse_rrule("", LONDON)

    assert (once.freq, to_rrule(once)) == (Freq.ONCE, "")


def test_season_of_the_whole_year_is_not_written():
    rule = replace(parse_rrule("FREQ=WEEKLY", LONDON), season_from="01-01", season_until="12-31")

    assert to_rrule(rule) == "FREQ=WEEKLY"


def test_season_within_months_cannot_be_written():
    rule = replace(parse_rrule("FREQ=WEEKLY", LONDON), season_from="09-15", season_until="06-30")

    assert not fits_rrule(rule)
    with pytest.raises(RecurrenceError, match="season"):
        to_rrule(rule)


# Every zone, over both its changes of clock in one year

YEAR = 2024
TIMES = (time(0, 0), time(1, 30), time(2, 30), time(18, 30), time(23, 30))


def changes_of_clock(zone):
    """The first instants (UTC, to the day) by which the offset of the zone differs from the day before."""
    noons = [datetime(YEAR, 1, 1, 12, tzinfo=UTC) + timedelta(days=day) for day in range(366)]
    offsets = [noon.astimezone(zone).utcoffset() for noon in noons]
    return [noons[day] for day in range(1, 366) if offsets[day] != offsets[day - 1]]


def expected_start(planned, zone):
    """The planned wall-clock time, moved by the jump of the offset where the clocks leave it out."""
    before, after = (planned.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
    return planned + max(after - before, timedelta(0))


def patterns_through(day, zone_name):
    """A weekly and a monthly-nth rule that both fall on `day`, at each of the times."""
    nth = f"{(day.day - 1) // 7 + 1}{('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU')[day.weekday()]}"
    for start_time in TIMES:
        first = day - timedelta(days=28)
        yield Rule(first, start_time, timedelta(hours=1), zone_name, Freq.WEEKLY)
        yield Rule(first, start_time, timedelta(hours=1), zone_name, Freq.MONTHLY, byday=(nth,))


def test_local_time_holds_in_every_zone_over_every_change_of_clock():
    checked, examined, moved = set(), 0, 0
    for name in sorted(filter(is_known_zone, zoneinfo.available_timezones())):
        zone = ZoneInfo(name)
        for change in changes_of_clock(zone) or [datetime(YEAR, 6, 1, tzinfo=UTC)]:
            for day in (change.date() - timedelta(days=1), change.date()):
                for rule in patterns_through(day, name):
                    window = change - timedelta(days=9), change + timedelta(days=9)
                    found = list(occurrences(rule, *window))
                    assert day in {one.original_on for one in found}
                    examined += len(found)
                    for one in found:
                        planned = datetime.combine(one.original_on, rule.start_time)
                        assert one.starts_at.replace(tzinfo=None) == expected_start(planned, zone), name
                        assert one.starts_at.fold == 0
                        moved += one.starts_at.time() != rule.start_time
        checked.add(name)
    assert len(checked) > 500
    assert examined > 30_000
    assert moved > 300
