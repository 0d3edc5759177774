"""One slot of a listing's content, as a plain dict, and the rule that it stands for.

A slot is `{"id", "starts_on", "start_time", "duration", "timezone", "freq", "interval", "byday", "bymonthday",
"until", "count", "season_from", "season_until", "note"}`: days as "2026-01-06", the time as "18:30", the duration in
minutes, `id` the key of the `Schedule` it edits or None.
"""

import json
from datetime import date, time, timedelta
from itertools import product

from groups import recurrence
from groups.date_lists import MAX_DATES
from groups.recurrence import Freq, Rule
from groups.recurrence.rule import split_token

A_MINUTE = timedelta(minutes=1)
NTHS = (1, 2, 3, 4, 5, -1)
"""The weekdays of a month that we ask for: 1st to 5th, and the last."""


def slot_of(rule, *, pk=None, note=""):
    """The slot that says `rule`."""
    return {
        "id": pk,
        "starts_on": rule.starts_on.isoformat(),
        "start_time": f"{rule.start_time:%H:%M}",
        "duration": rule.duration // A_MINUTE,
        "timezone": rule.timezone,
        "freq": str(rule.freq),
        "interval": rule.interval,
        "byday": list(rule.byday),
        "bymonthday": list(rule.bymonthday),
        "until": rule.until and rule.until.isoformat(),
        "count": rule.count,
        "season_from": rule.season_from,
        "season_until": rule.season_until,
        "note": note,
    }


def rule_of(slot):
    """The `recurrence.Rule` of a slot. Raises ValueError, TypeError, KeyError or OverflowError for anything else."""
    return Rule(
        starts_on=date.fromisoformat(slot["starts_on"]),
        start_time=time.fromisoformat(slot["start_time"]),
        duration=timedelta(minutes=slot["duration"]),
        timezone=slot["timezone"],
        freq=Freq(slot["freq"]),
        interval=slot["interval"],
        byday=tuple(slot["byday"]),
        bymonthday=tuple(slot["bymonthday"]),
        until=slot["until"] and date.fromisoformat(slot["until"]),
        count=slot["count"],
        season_from=slot["season_from"],
        season_until=slot["season_until"],
    )


def read_slots(text):
    """The sound slots that JSON `text` from a browser holds: one, or several single dates; empty if anything is odd."""
    try:
        slots = json.loads(text)
        good = isinstance(slots, list) and _is_group(slots) and all(_is_sound(slot) for slot in slots)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        return []
    return slots if good else []


def _is_group(slots):
    """Whether so many slots may stand together: repeating ones never do, as each can take a while to check."""
    return len(slots) == 1 or (len(slots) <= MAX_DATES and all(slot["freq"] == Freq.ONCE for slot in slots))


def _is_sound(slot):
    """Whether a slot has the parts of one, no others, and a rule without problems."""
    rule = rule_of(slot)
    whole = (slot["duration"], rule.interval, *rule.bymonthday, *(n for n in (slot["id"], rule.count) if n is not None))
    texts = (rule.timezone, rule.season_from, rule.season_until, slot["note"], *rule.byday)
    is_typed = all(type(number) is int for number in whole) and all(isinstance(text, str) for text in texts)
    return (
        is_typed
        and len(slot["note"]) <= 250
        and not recurrence.problems(rule)
        and slot_of(rule, pk=slot["id"], note=slot["note"]) == slot
    )


def plain_answers(rule):
    """The pattern of a rule as answers to the plain questions, or `{"repeats": "keep"}` where they cannot say it."""
    if rule.freq == Freq.ONCE:
        return {"repeats": "once"}
    if rule.freq == Freq.WEEKLY:
        repeats = "weekly" if rule.interval == 1 else "weeks"
        return {"repeats": repeats, "interval": rule.interval, "weekdays": list(rule.byday)}
    if rule.freq == Freq.DAILY and not rule.byday and not rule.bymonthday:
        return {"repeats": "daily", "interval": rule.interval}
    if rule.freq == Freq.MONTHLY and not rule.byday and set(rule.bymonthday) <= {-1, *range(1, 32)}:
        return {"repeats": "monthday", "interval": rule.interval, "monthdays": list(rule.bymonthday)}
    return _nth_answers(rule) or {"repeats": "keep"}


def _nth_answers(rule):
    """Answers for "the 1st and 3rd Tuesday": every chosen number of every chosen weekday."""
    tokens = [split_token(token) for token in rule.byday]
    nths, letters = dict.fromkeys(nth for nth, _ in tokens), dict.fromkeys(day for _, day in tokens)
    if (
        rule.freq != Freq.MONTHLY
        or not tokens
        or not set(nths) <= set(NTHS)
        or set(product(nths, letters)) != set(tokens)
    ):
        return None
    return {"repeats": "nth", "interval": rule.interval, "weekdays": list(letters), "nth": list(nths)}


def pattern_of(answers, kept=None):
    """Parts of a Rule (`freq`, `interval`, `byday`, `bymonthday`) from answers as `plain_answers` gives them.

    `kept` is the rule whose pattern "keep" keeps.
    """
    interval, weekdays = answers.get("interval", 1), answers.get("weekdays") or ()
    match answers["repeats"]:
        case "keep":
            return {name: getattr(kept, name) for name in ("freq", "interval", "byday", "bymonthday")}
        case "once":
            return {"freq": Freq.ONCE}
        case "daily":
            return {"freq": Freq.DAILY, "interval": interval}
        case "monthday":
            return {"freq": Freq.MONTHLY, "interval": interval, "bymonthday": tuple(answers["monthdays"])}
        case "nth":
            byday = tuple(f"{nth}{day}" for day in weekdays for nth in answers["nth"])
            return {"freq": Freq.MONTHLY, "interval": interval, "byday": byday}
        case "weeks":
            return {"freq": Freq.WEEKLY, "interval": interval, "byday": tuple(weekdays)}
    return {"freq": Freq.WEEKLY, "byday": tuple(weekdays)}
