"""Records as rows of a Meeting Guide list, such as its clients take: one row for each weekday of each slot.

The list knows weekly meetings only, and rooms and links that everybody may come to. What it cannot say is left out and
counted (`LeftOut`); what a reader makes of the rest is in docs/open-data/meeting-guide.md.
"""

import hashlib
import logging
from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import TextChoices
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from groups import recurrence
from groups.choices import PLACELESS
from groups.interop.meeting_guide_fields import codes, contacts, identity, joining, notes, where
from groups.interop.meeting_guide_rows import WEEKDAYS
from groups.interop.reading import one_line
from groups.recurrence.dates import dates
from groups.recurrence.rule import LAST_DAY, Freq

logger = logging.getLogger(__name__)

LONGEST_SLUG = 64
LONGEST_NAME = 255
A_WEEK = timedelta(days=7)
A_DAY = timedelta(days=1)
A_MINUTE = timedelta(minutes=1)
CLOSED = "TC"


class LeftOut(TextChoices):
    """Why a time (the first six) or a whole listing is in no row."""

    MONTHLY = "monthly", _("Times once or a few times a month")
    RARER = "rarer", _("Times every second week, or every few days")
    ONCE = "once", _("Single dates")
    SEASONAL = "seasonal", _("Times in a part of the year only")
    LATER = "later", _("Times that begin more than a week from now")
    OVER = "over", _("Times that are over")
    NO_WAY_IN = "no_way_in", _("Listings online or by phone whose link or number is not for everybody")
    CLOSED = "closed", _("Listings online or by phone that pause just now")


def dump(records, *, now, left_out=None):
    """Yield the rows of a Meeting Guide list for `records`, as they are at the aware moment `now`.

    `left_out` (a Counter) learns how many times and listings are in no row, by `LeftOut`. A listing whose times are
    all left out is in no row; one without times is by appointment: a row without day and time. One that cannot be
    written is in no row either, and the others stay.
    """
    left_out = Counter() if left_out is None else left_out
    for record in records:
        if record.is_listing and record.is_published:
            yield from written(record, now, left_out)


def written(record, now, left_out):
    """All rows of one record, or none, with a word in the log that holds nothing of it but its name in addresses."""
    reasons = Counter()
    try:
        made = list(rows(record, today(record, now), reasons))
    except Exception as failure:  # whatever it is: the list must not miss all others for it
        logger.error("The Meeting Guide list goes without listing %s: %s", record.source_ref, type(failure).__name__)
        return []
    left_out.update(reasons)
    return made


def today(record, now):
    """The date at `now` by the calendar of the place, or else of the first slot."""
    zones = [record.place and record.place.timezone, *(slot.rule.timezone for slot in record.slots)]
    return now.astimezone(ZoneInfo(next(filter(None, zones), "UTC"))).date()


def rows(record, day, left_out):
    """The rows of one record on the date `day`; what is left out goes into `left_out`."""
    is_closed = any(part.starts_on <= day and (part.ends_on is None or day <= part.ends_on) for part in record.closures)
    online = joining(record)
    if reason := why_not(record, online, is_closed=is_closed):
        left_out[reason] += 1
        return
    same = identity(record) | where(record) | contacts(record, online) | ({} if is_closed else online)
    if not record.slots:
        yield row(record, {"slug": slug(record.source_ref)}, same, is_closed=is_closed)
    for slot in record.slots:
        if reason := why_not_weekly(slot.rule, day):
            left_out[reason] += 1
            continue
        for letters in weekdays(slot.rule):
            time = times(slot, letters, same.get("timezone", ""))
            yield row(record, time, same, is_closed=is_closed or not slot.is_live, slot=slot)


def why_not(record, online, *, is_closed):
    """Why a listing has no row at all, or None.

    What meets nowhere and has no public link or number, clients call inactive; so they would what is on pause and
    meets at no place that could be said to be closed.
    """
    if record.attendance not in PLACELESS:
        return None
    if is_closed:
        return LeftOut.CLOSED
    return None if online else LeftOut.NO_WAY_IN


def why_not_weekly(rule, day):
    """Why a rule is no weekly one that holds on `day`, or None."""
    reasons = {
        LeftOut.ONCE: rule.freq == Freq.ONCE,
        LeftOut.MONTHLY: rule.freq == Freq.MONTHLY or rule.bymonthday,
        LeftOut.RARER: rule.interval > 1,
        LeftOut.SEASONAL: rule.season_from,
        LeftOut.LATER: rule.starts_on > day + A_WEEK,
    }
    reason = next((name for name, holds in reasons.items() if holds), None)
    last = None if reason else last_day(rule)
    return LeftOut.OVER if last and last < day else reason


def last_day(rule):
    """The last date of a rule that ends, or None."""
    if rule.count:
        return max(dates(rule, rule.starts_on, LAST_DAY))
    return rule.until


def weekdays(rule):
    """RFC letters of the weekdays of a rule, from Sunday on, as the list counts them."""
    return sorted(recurrence.weekdays(rule), key=WEEKDAYS.index)


def row(record, time, same, *, is_closed, slot=None):
    """One row, without empty values."""
    values = {
        "slug": time["slug"],
        "name": one_line(record.name, LONGEST_NAME),
        **same,
        **time,
        "types": codes(record) + [CLOSED] * is_closed,
        "notes": notes(record, slot.note if slot else "", last_day(slot.rule) if slot else None),
    }
    return {name: value for name, value in values.items() if value not in ("", None, [])}


def times(slot, letters, zone):
    """Slug, day and times of a slot on one weekday; `zone` is that of the place, for a rule that has none."""
    rule = slot.rule
    begin = datetime.combine(rule.starts_on, rule.start_time)
    return {
        "slug": slug(f"{slot.source_ref}-{letters.lower()}"),
        "day": WEEKDAYS.index(letters),
        "time": f"{rule.start_time:%H:%M}",
        # An end at the time of the beginning would be no end: a day and a night is a minute less.
        "end_time": f"{begin + min(rule.duration, A_DAY - A_MINUTE):%H:%M}",
        "timezone": rule.timezone or zone,
    }


def slug(ref):
    """A name for addresses, the same for the same `ref`; what does not fit keeps its own ending by a digest."""
    found = slugify(ref)
    if found == ref.lower() and len(found) <= LONGEST_SLUG:
        return found
    digest = hashlib.sha256(ref.encode()).hexdigest()[:10]
    return f"{found[: LONGEST_SLUG - len(digest) - 1]}-{digest}".strip("-")
