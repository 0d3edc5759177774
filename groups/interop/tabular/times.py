"""Times as people write them in a cell: "every Tuesday 18:30-20:00", "2nd Tuesday 18:30-20:00", or a repeat rule.

One slot is a pattern and a time, and after them in any order, each if need be: `from 2026-03-03`, `until 2026-12-31`,
`10 times`, `season 09-01 to 06-30`, `in Europe/London`, and last a note in brackets. The pattern is one of these:

- `every day`; `every Tuesday and Thursday`, `Mon-Fri`, `Tuesday`; `every other Tuesday`, `every 3 weeks on Tuesday`
- `2nd Tuesday`, `1st and 3rd Monday`, `last Friday`; a day alone: `2026-03-31`
- a day, a time and RRULE text for all others: `2026-01-06 18:30-20:00 FREQ=WEEKLY;INTERVAL=2;BYDAY=TU`

Of a pattern without `from` the first date lies in the week of `timing.FIRST_WEEK`, whenever it is read.
"""

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from django.utils.translation import gettext as _

from groups.interop.reading import clean
from groups.interop.record import SlotPart
from groups.interop.tabular.patterns import ENGLISH, not_understood, read_pattern
from groups.interop.tabular.words import marked
from groups.interop.timing import A_YEAR, FIRST_WEEK
from groups.recurrence import WEEKDAYS, Freq, RecurrenceError, Rule, parse_rrule, problems, to_rrule
from groups.recurrence.dates import dates

LONGEST = 400
ALL_DAY = timedelta(hours=24)
HALF_A_DAY = 12 * 60
UNKNOWN_ZONE = "UTC"
"""Stands in for the zone of a place that is only found later."""

NOTE = re.compile(r"([^(]*)\((.*)\)", re.DOTALL)
CLOCK = r"(\d{1,2})(?:[:.h](\d{2}))?\s?(am|pm|a\.m\.|p\.m\.)?"
SPAN = re.compile(rf"\b{CLOCK}\s?(?:-|–|—|to|until|till)\s?{CLOCK}(?![\w:])", re.IGNORECASE)
BEGINNING = re.compile(
    r"\b(?:at )?(\d{1,2})(?:[:.h](\d{2})\s?(am|pm|a\.m\.|p\.m\.)?|\s?(am|pm|a\.m\.|p\.m\.))(?![\w:])", re.I
)
EARLIEST = 8
"""An hour from which on people write a morning without saying so; before it, an evening as often: “6:30”."""
ISO_DAY = r"(\d{4}-\d{2}-\d{2})"
SUFFIXES = {
    "zone": re.compile(r"\bin ([A-Z]\w+(?:/[\w+-]+){1,2}|UTC)\b"),
    "season": re.compile(r"\bseason (\d\d-\d\d) to (\d\d-\d\d)\b", re.IGNORECASE),
    "begin": re.compile(rf"\b(?:from|since|starting) {ISO_DAY}", re.IGNORECASE),
    "end": re.compile(rf"\b(?:until|till|to) {ISO_DAY}", re.IGNORECASE),
    "count": re.compile(r"\b(\d{1,4}) (?:times|dates)\b", re.IGNORECASE),
    "day": re.compile(ISO_DAY),
}
RULE_TEXT = re.compile(r"(?:RRULE:)?(FREQ=\S*)", re.IGNORECASE)
ALL_DAY_WORDS = re.compile(r"\ball day\b", re.IGNORECASE)
ORDINALS = {1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 5: "5th", -1: "last"}


def read(text, zone, ref):
    """The `SlotPart` of one text; `zone` holds where it names none, and may be empty.

    Raises RecurrenceError with a sentence for whoever wrote it.
    """
    if len(text) > LONGEST:
        raise RecurrenceError(_("“%(text)s…”: this is too long for one time.") % {"text": text[:40]})
    bare, note = _split_note(text.strip())
    said, rest = _take_suffixes(bare)
    zone = said.pop("zone", (zone,))[0]
    start, lasts, rest = _times(rest, text)
    rule = _rule(said, start, lasts, zone or UNKNOWN_ZONE, rest, text)
    rule = replace(rule, **_limits(said))
    for problem in problems(rule):
        raise RecurrenceError(f"“{clean(text, 60)}”: {problem.sentence}")
    return SlotPart(ref, replace(rule, timezone=zone), clean(note))


def written(slot, zone):
    """A slot as one part of a cell; its own zone is named where it is not `zone`."""
    return _rule_text(canonical(slot.rule), zone) + (f" ({marked(slot.note)})" if slot.note else "")


@lru_cache(maxsize=4096)
def _rule_text(rule, zone):
    """Plain words where reading them gives the same pattern, else a day, a time and a repeat rule.

    Kept for the next listing: a directory has thousands of slots and a few hundred patterns.
    """
    tail = _tail(rule, zone)
    for text in _in_words(rule):
        if _reads_as(text + tail, rule, zone):
            return text + tail
    bare = replace(rule, until=None, count=None, season_from="", season_until="")
    return " ".join(filter(None, [rule.starts_on.isoformat(), _span(rule), to_rrule(bare)])) + tail


def canonical(rule):
    """The same pattern with the day named that a weekly one falls on, and days in the order of the week."""
    if rule.freq == Freq.WEEKLY:
        days = rule.byday or (WEEKDAYS[rule.starts_on.weekday()],)
        return replace(rule, byday=tuple(sorted(days, key=WEEKDAYS.index)))
    return rule


# Writing


def _reads_as(text, rule, zone):
    try:
        return read(text, zone, "").rule == rule
    except RecurrenceError:
        return False


def _in_words(rule):
    """Ways to say a pattern in words, the shortest first; none where there are no words for it."""
    pattern, span = _pattern(rule), _span(rule)
    if pattern and rule.freq == Freq.ONCE:
        yield f"{pattern} {span}"
    elif pattern:
        yield f"{pattern} {span}"
        yield f"{pattern} {span} from {rule.starts_on.isoformat()}"


def _pattern(rule):
    if rule.freq == Freq.ONCE:
        return rule.starts_on.isoformat()
    if rule.bymonthday or (rule.interval > 1 and rule.freq != Freq.WEEKLY):
        return ""
    if rule.freq == Freq.DAILY:
        return "" if rule.byday else "every day"
    if rule.freq == Freq.WEEKLY:
        days = " and ".join(ENGLISH[WEEKDAYS.index(day)] for day in rule.byday)
        step = {1: "every", 2: "every other week on"}.get(rule.interval, f"every {rule.interval} weeks on")
        return f"{step} {days}"
    return _monthly_pattern(rule.byday)


def _monthly_pattern(byday):
    """Such as "1st and 3rd Monday": numbered days of one weekday."""
    days = {token[-2:] for token in byday}
    numbers = [int(token[:-2]) for token in byday if token[:-2]]
    if len(days) != 1 or len(numbers) < len(byday) or not set(numbers) <= set(ORDINALS):
        return ""
    return f"{' and '.join(ORDINALS[number] for number in numbers)} {ENGLISH[WEEKDAYS.index(*days)]}"


def _span(rule):
    if rule.duration == ALL_DAY and rule.start_time == time():
        return "all day"
    begin = datetime.combine(FIRST_WEEK, rule.start_time)
    return f"{begin:%H:%M}-{begin + rule.duration:%H:%M}"


def _tail(rule, zone):
    said = [f"until {rule.until.isoformat()}" if rule.until else "", f"{rule.count} times" if rule.count else ""]
    said.append(f"season {rule.season_from} to {rule.season_until}" if rule.season_from else "")
    said.append(f"in {rule.timezone}" if rule.timezone and rule.timezone != zone else "")
    return "".join(f" {part}" for part in said if part)


# Reading


def _split_note(text):
    found = NOTE.fullmatch(text)
    return (found[1], found[2]) if found else (text, "")


def _take_suffixes(text):
    """What a text says after the pattern, by name, and the text without it."""
    said = {}
    for name, pattern in SUFFIXES.items():
        if found := pattern.search(text):
            said[name] = found.groups()
            text = f"{text[: found.start()]} {text[found.end() :]}"
    return said, text


def _times(text, whole):
    """From when, for how long, and the text without it. A beginning alone lasts an hour."""
    if found := ALL_DAY_WORDS.search(text):
        return time(), ALL_DAY, _without(text, found)
    if found := SPAN.search(text):
        start, lasts = _span_of(found.groups(), whole)
        return start, lasts, _without(text, found)
    if found := BEGINNING.search(text):
        hour, minute, half, bare_half = found.groups()
        if not (half or bare_half) and len(hour) < 2 and int(hour) < EARLIEST:
            raise not_understood(whole)
        return _clock(hour, minute, half or bare_half, whole), timedelta(hours=1), _without(text, found)
    raise RecurrenceError(_("“%(text)s” has no time. Write it such as 18:30-20:00.") % {"text": clean(whole, 60)})


def _span_of(said, whole):
    """From when and for how long. What only one end says of the half of the day tells the other.

    RecurrenceError for “9-5”: that is a day, a night, or twenty hours, unless it is written as on a clock of 24 hours;
    and for “6-8” or “6:30-8:00”, which is a morning to one and an evening to another.
    """
    hour, minute, half, to_hour, to_minute, to_half = said
    end = _clock(to_hour, to_minute, to_half, whole)
    start = _clock(hour, minute, half or (to_half if int(hour) <= 12 else None), whole)
    if to_half and not half and start > end:
        start = _clock(hour, minute, "am", whole)
    minutes = (end.hour - start.hour) * 60 + end.minute - start.minute
    if half and not to_half and 0 < int(to_hour) <= 12:
        minutes = minutes % HALF_A_DAY or HALF_A_DAY
    is_bare = not (minute and to_minute) or (len(hour) < 2 and int(hour) < EARLIEST)
    is_short = max(int(hour), int(to_hour)) <= 12 and not (len(hour) == len(to_hour) == 2 and minute and to_minute)
    if is_short and (minutes <= 0 or is_bare) and not (half or to_half):
        raise not_understood(whole)
    return start, timedelta(minutes=minutes if minutes > 0 else minutes + 2 * HALF_A_DAY)


def _without(text, found):
    return f"{text[: found.start()]} {text[found.end() :]}"


def _clock(hour, minute, half, whole):
    hour, minute = int(hour), int(minute or 0)
    if half and hour <= 12:
        hour = hour % 12 + (12 if half[0].lower() == "p" else 0)
    if (hour, minute) == (24, 0):
        hour = 0
    if hour > 23 or minute > 59:
        raise RecurrenceError(_("“%(text)s”: there is no such time of day.") % {"text": clean(whole, 60)})
    return time(hour, minute)


def _limits(said):
    limits = {"until": _day(said["end"][0])} if "end" in said else {}
    if "count" in said:
        limits["count"] = int(said["count"][0])
    if "season" in said:
        limits |= dict(zip(("season_from", "season_until"), said["season"], strict=True))
    return limits


def _day(text):
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise RecurrenceError(_("“%(day)s” is not a day of any year.") % {"day": text}) from None


def _rule(said, start, lasts, zone, rest, whole):
    """The rule without its limits."""
    begin = next((_day(said[name][0]) for name in ("begin", "day") if name in said), None)
    rule = Rule(begin or FIRST_WEEK, start, lasts, zone, Freq.ONCE)
    if text := RULE_TEXT.search(rest):
        if begin is None:
            raise RecurrenceError(_("Before a repeat rule write its first day, such as 2026-03-31."))
        return parse_rrule(text[1], datetime.combine(begin, start), timezone=zone, duration=lasts)
    words = " ".join(rest.lower().replace(",", " and ").replace(":", " ").split())
    pattern = read_pattern(words, whole, is_dated=begin is not None)
    if pattern is None:
        if "day" not in said:
            raise not_understood(whole)
        return rule
    rule = replace(rule, **pattern)
    return rule if begin else replace(rule, starts_on=_first(rule))


def _first(rule):
    return next(dates(rule, FIRST_WEEK, FIRST_WEEK + A_YEAR), FIRST_WEEK)
