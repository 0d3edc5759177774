"""RRULE text (RFC 5545, 3.3.10) in and out: the subset we can show and edit. The rest is refused by name."""

import re
from calendar import monthrange
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from groups.recurrence.occurrences import first_instant
from groups.recurrence.problems import is_known_zone, problems
from groups.recurrence.rule import FIRST_DAY, LAST_DAY, LEAP_YEAR, Freq, Rule, whole_months

DEFAULT_DURATION = timedelta(hours=1)
MAX_LENGTH = 1000
"""Characters of RRULE text we read; the longest rule in our subset is far shorter."""

_NUMBER = re.compile(r"[+-]?\d{1,5}", re.ASCII)
_UNTIL = re.compile(r"(\d{8})(?:T(\d{6})(Z?))?", re.ASCII)
_PARTS = {"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH", "UNTIL", "COUNT", "WKST"}


class RecurrenceError(ValueError):
    """RRULE text, or a rule, that we do not take. Its text is a sentence for people."""


def parse_rrule(text, dtstart, *, timezone="", duration=DEFAULT_DURATION):
    """The sound Rule that RRULE `text` and its DTSTART stand for; empty text is a single date.

    `dtstart` is aware with an IANA zone, or naive with `timezone` naming it; UTC stays UTC. A set of
    neighbouring months in BYMONTH becomes the season. Raises RecurrenceError with a sentence that names what
    is not taken.
    """
    local, zone = _local_start(dtstart, timezone)
    parts = _split(text)
    season_from, season_until = _season(_numbers(parts, "BYMONTH"))
    rule = Rule(
        starts_on=local.date(),
        start_time=local.time().replace(fold=0),
        duration=duration,
        timezone=zone,
        freq=_freq(parts),
        interval=_number(parts, "INTERVAL", 1),
        byday=tuple(dict.fromkeys(_day(token) for token in _list(parts, "BYDAY"))),
        bymonthday=tuple(dict.fromkeys(_numbers(parts, "BYMONTHDAY"))),
        count=_number(parts, "COUNT", None),
        season_from=season_from,
        season_until=season_until,
    )
    rule = _sound(rule)
    return _sound(replace(rule, until=_until(parts["UNTIL"], rule))) if "UNTIL" in parts else rule


def to_rrule(rule):
    """RRULE text of a sound rule, without the `RRULE:`; empty for a single date.

    UNTIL is in UTC, as RFC 5545 wants it beside a DTSTART with a zone. Raises RecurrenceError where the text
    cannot say it (see `fits_rrule`).
    """
    if not fits_rrule(rule):
        raise RecurrenceError(_("A season that begins or ends within a month cannot be written as a repeat rule."))
    if rule.freq == Freq.ONCE:
        return ""
    return ";".join(f"{name}={value}" for name, value in _written(rule) if value)


def fits_rrule(rule):
    """Whether RRULE text can say the rule: not so for a season that begins or ends within a month."""
    return not rule.season_from or whole_months(rule) is not None


def _written(rule):
    yield "FREQ", rule.freq
    yield "INTERVAL", rule.interval if rule.interval > 1 else ""
    yield "COUNT", rule.count
    if rule.until:
        last = first_instant(rule.until, rule.start_time, rule.timezone)
        yield "UNTIL", f"{last:%Y%m%dT%H%M%SZ}"
    if rule.season_from:
        numbers = months(*whole_months(rule))
        yield "BYMONTH", ",".join(map(str, numbers)) if len(numbers) < 12 else ""
    yield "BYDAY", ",".join(rule.byday)
    yield "BYMONTHDAY", ",".join(map(str, rule.bymonthday))


def _sound(rule):
    for problem in problems(rule):
        raise RecurrenceError(problem.sentence)
    return rule


def _local_start(dtstart, timezone):
    """Naive local start and the name of its zone."""
    if not isinstance(dtstart, datetime):
        raise RecurrenceError(_("The start has a day but no time."))
    zone = timezone or getattr(dtstart.tzinfo, "key", None) or ("UTC" if dtstart.tzinfo is UTC else "")
    if not zone:
        raise RecurrenceError(_("The start does not say in which time zone it is."))
    if timezone and dtstart.tzinfo and is_known_zone(timezone):
        dtstart = dtstart.astimezone(ZoneInfo(timezone))
    return dtstart.replace(tzinfo=None), zone


def _split(text):
    """The parts of RRULE text by name. A lower-case rule and a semicolon at the end are taken."""
    text = text.strip().upper().removeprefix("RRULE:").removesuffix(";")
    if len(text) > MAX_LENGTH:
        raise RecurrenceError(_("This repeat rule is too long."))
    parts = {}
    for part in text.split(";") if text else ():
        name, _sign, value = part.partition("=")
        if name not in _PARTS:
            raise RecurrenceError(_("“%(part)s” in a repeat rule is not something we can show.") % _short(part=name))
        if name in parts:
            raise RecurrenceError(_("“%(part)s” is given twice in the repeat rule.") % {"part": name})
        parts[name] = value
    if parts.get("WKST", "MO") != "MO":
        raise RecurrenceError(_("WKST=%(day)s: we only take weeks that begin on Monday.") % _short(day=parts["WKST"]))
    return parts


def _freq(parts):
    """The frequency; no parts at all is a single date, which has no name of its own in RRULE text."""
    if not parts:
        return Freq.ONCE
    if parts.get("FREQ") in (None, Freq.ONCE):
        raise RecurrenceError(_("The repeat rule does not say how often (FREQ)."))
    return parts["FREQ"][:20]


def _list(parts, name):
    return parts[name].split(",") if name in parts else []


def _numbers(parts, name):
    return [_whole(text, name) for text in _list(parts, name)]


def _number(parts, name, default):
    return _whole(parts[name], name) if name in parts else default


def _whole(text, name):
    if not _NUMBER.fullmatch(text):
        values = {"part": name} | _short(text=text)
        raise RecurrenceError(_("%(part)s: “%(text)s” is not a whole number we can use.") % values)
    return int(text)


def _day(token):
    """A BYDAY token as we keep it: `+2TU` and `02TU` are `2TU`. If there is such a day is judged later."""
    nth, letters = token[:-2], token[-2:]
    return f"{int(nth)}{letters}" if _NUMBER.fullmatch(nth) else token[:20]


def _until(text, rule):
    """The last local date on which `rule` starts, for UNTIL as a date, as local time or as UTC."""
    found = _UNTIL.fullmatch(text)
    try:
        last = datetime.strptime(found[1] + (found[2] or "235959"), "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except (TypeError, ValueError):
        raise RecurrenceError(_("UNTIL: “%(text)s” is not a date.") % _short(text=text)) from None
    if not FIRST_DAY <= last.date() <= LAST_DAY:
        return last.date()
    if found[3]:
        day = last.astimezone(ZoneInfo(rule.timezone)).date()
        reached = first_instant(day, rule.start_time, rule.timezone) <= last
    else:
        day, reached = last.date(), rule.start_time <= last.time()
    return day if reached else day - timedelta(days=1)


def _season(months):
    """First and last day of the months as `MM-DD`; they must be neighbours, December being January's."""
    chosen = {month for month in months if 1 <= month <= 12}
    first = [month for month in chosen if (month - 2) % 12 + 1 not in chosen]
    if len(chosen) < len(set(months)) or len(first) > 1:
        raise RecurrenceError(_("BYMONTH: we only take months that follow each other."))
    if not first:
        return "", ""
    last = (first[0] + len(chosen) - 2) % 12 + 1
    return f"{first[0]:02}-01", f"{last:02}-{monthrange(LEAP_YEAR, last)[1]}"


def months(first, last):
    """The months from first to last, over New Year if need be, in calendar order."""
    return sorted((first - 1 + step) % 12 + 1 for step in range((last - first) % 12 + 1))


def _short(**values):
    """Values to show in a sentence, cut so that no flood comes back."""
    return {name: value[:20] for name, value in values.items()}
