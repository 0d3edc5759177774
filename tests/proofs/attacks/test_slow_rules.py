"""Rules that never fall, or fall too often: reading one and asking for its dates takes a moment, whatever it says."""

import itertools
import random
import time
from datetime import UTC, datetime, timedelta

import pytest
from dateutil.rrule import rrulestr

from groups.recurrence import RecurrenceError, occurrences, parse_rrule
from tests.proofs import rounds
from tests.proofs.attacks.test_slow_words import at_most

ROW = "repeat rules that take for ever (RRULE, DTSTART)"
SECONDS = 0.5
"""Of the processor, for one rule and ten years of its dates; a page asks for one."""
NOW = datetime(2026, 3, 3, 17, tzinfo=UTC)
LONG = timedelta(days=3650)
STARTS = [
    datetime(year, month, 29, hour) for year, month, hour in ((1, 1, 2), (1900, 3, 0), (2024, 2, 2), (9999, 12, 23))
]
DAYS = ",".join(f"{number}{day}" for number in (5, -5, 1, -1) for day in ("MO", "TU", "WE", "TH", "FR", "SA", "SU"))
MONTHDAYS = ",".join(map(str, [*range(1, 32), *range(-31, 0)]))
NEVER = (
    "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31;BYMONTH=4",
    "FREQ=DAILY;BYMONTHDAY=31;BYMONTH=2",
    "FREQ=DAILY;INTERVAL=7;BYDAY=TU;BYMONTHDAY=30;BYMONTH=2",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=SECONDLY",
    "FREQ=MINUTELY;INTERVAL=1;COUNT=99999",
    f"FREQ=MONTHLY;BYDAY={DAYS};COUNT=99999",
    f"FREQ=DAILY;BYMONTHDAY={MONTHDAYS};COUNT=99999",
    "FREQ=WEEKLY;BYDAY=" + ",".join(["MO", "TU"] * 400),
    "FREQ=DAILY;INTERVAL=99999",
    "FREQ=DAILY;COUNT=" + "9" * 900,
    "FREQ=WEEKLY;" + "BYSETPOS=1;" * 80,
    ";" * 999,
    "FREQ=MONTHLY;BYDAY=" + "-" * 900 + "5MO",
)
"""Rules that fall on no day, on very many, or are long."""


def made_up(how_many):
    """Rules of parts that do not fit, thrown together."""
    dice = random.Random(3)
    freqs, counts = (
        ("DAILY", "WEEKLY", "MONTHLY", "MONTHLY", "YEARLY"),
        ("", "COUNT=999", "COUNT=730", "UNTIL=99991231"),
    )
    for _ in range(how_many):
        parts = [
            f"FREQ={dice.choice(freqs)}",
            f"INTERVAL={dice.choice((1, 2, 7, 12, 28, 52, 999))}",
            dice.choice(counts),
        ]
        parts.append(dice.choice(("", "", f"BYDAY={DAYS}", "BYDAY=MO,TU,WE,TH,FR,SA,SU", "BYDAY=5FR")))
        parts.append(dice.choice(("", "", "", f"BYMONTHDAY={MONTHDAYS}", "BYMONTHDAY=31", "BYMONTHDAY=-31,30")))
        parts.append(dice.choice(("", "BYMONTH=2", "BYMONTH=11,12,1", "BYMONTH=4,6,9")))
        yield ";".join(filter(None, parts))


def taken(text, start):
    """How many dates of ten years a rule that we take has, and None where it is refused."""
    try:
        rule = parse_rrule(text, start, timezone="Europe/London")
    except RecurrenceError:
        return None
    return len(list(occurrences(rule, NOW, NOW + LONG)))


def read_all(rules, read):
    """The seconds that the slowest rule takes, with that rule, and how many were read and not refused."""
    worst, count = (0.0, ""), 0
    for text, start in itertools.product(rules, STARTS):
        begun = time.process_time()
        count += read(text, start) is not None
        worst = max(worst, (time.process_time() - begun, text[:60]))
    return *worst, count


@pytest.mark.proof("attacks", ROW)
def test_no_rule_takes_long(record_property):
    rules = [*NEVER, *made_up(rounds(200, 5000))]
    seconds, which, count = read_all(rules, taken)
    record_property("figure", f"{len(rules) * len(STARTS)} rules, {count} taken, slowest {seconds * 1000:.0f} ms")
    assert count > 20
    assert seconds < SECONDS, which


def expanded(text, start):
    """The same as a calendar would that takes every rule of RFC 5545."""
    with at_most(2 * SECONDS):
        return rrulestr(text, dtstart=start).between(NOW.replace(tzinfo=None), (NOW + LONG).replace(tzinfo=None))


@pytest.mark.twin("attacks", ROW)
@pytest.mark.parametrize("text", ["FREQ=SECONDLY", "FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30"])
def test_calendar_that_takes_every_rule_does_not_come_back(text):
    with pytest.raises(TimeoutError):
        expanded(text, STARTS[2])
