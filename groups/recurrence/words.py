"""A pattern in plain words: "Every other week on Monday and Thursday, 18:30 to 20:00".

Times and dates follow the formats of the active language, so that they read as everywhere else on the site.
"""

from datetime import date, datetime, time, timedelta
from itertools import groupby

from django.utils.dateformat import format as format_date
from django.utils.dates import MONTHS
from django.utils.dates import WEEKDAYS as WEEKDAY_NAMES
from django.utils.formats import date_format, time_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy

from groups.recurrence.rule import LEAP_YEAR, WEEKDAYS, Freq, season_day, split_token, whole_months
from groups.recurrence.week import nth

ALL_DAY = timedelta(hours=24)
LONG = timedelta(hours=10)  # longer than any group meets; an end typed wrong passes midnight

NTH = {
    1: pgettext_lazy("which weekday of the month", "1st"),
    2: pgettext_lazy("which weekday of the month", "2nd"),
    3: pgettext_lazy("which weekday of the month", "3rd"),
    4: pgettext_lazy("which weekday of the month", "4th"),
    5: pgettext_lazy("which weekday of the month", "5th"),
    -1: pgettext_lazy("which weekday of the month", "last"),
    -2: pgettext_lazy("which weekday of the month", "2nd to last"),
    -3: pgettext_lazy("which weekday of the month", "3rd to last"),
    -4: pgettext_lazy("which weekday of the month", "4th to last"),
    -5: pgettext_lazy("which weekday of the month", "5th to last"),
}


def describe(rule):
    """A sound rule in words of the active language: pattern, times, then season and end where it has them."""
    parts = [_PATTERNS[rule.freq](rule), describe_times(rule)]
    if rule.season_from:
        parts.append(_season(rule))
    if rule.until:
        parts.append(_("until %(date)s") % {"date": date_format(rule.until)})
    if rule.count:
        parts.append(ngettext("%(count)s date in all", "%(count)s dates in all", rule.count) % {"count": rule.count})
    return pgettext("between the parts of a schedule", ", ").join(parts)


def doubt(rule):
    """A question about a sound rule that is probably typed wrong; "" for any other.

    An end before the beginning is on the next day, so one hour typed for another makes twenty-two hours of it.
    """
    if rule.duration <= LONG:
        return ""
    return _("“%(slot)s” lasts very long. Is the end right?") % {"slot": describe(rule)}


def describe_times(rule):
    """From when to when, by the clock at the place: "18:30 to 20:00"."""
    if rule.duration == ALL_DAY and rule.start_time == time():
        return _("all day")
    begins = datetime.combine(rule.starts_on, rule.start_time)
    ends = begins + rule.duration
    times = {"start": time_format(begins.time()), "end": time_format(ends.time())}
    if ends.date() > begins.date() and ends.time() != time():
        return _("%(start)s to %(end)s the next day") % times
    return _("%(start)s to %(end)s") % times


def _once(rule):
    values = {"weekday": WEEKDAY_NAMES[rule.starts_on.weekday()], "date": date_format(rule.starts_on)}
    return _("On %(weekday)s, %(date)s") % values


def _daily(rule):
    if rule.interval == 1 and rule.byday and not rule.bymonthday:
        return _weekly(rule)
    if rule.interval == 1:
        text = _("Every day")
    elif rule.interval == 2:
        text = _("Every other day")
    else:
        text = _("Every %(number)s days") % {"number": rule.interval}
    if rule.byday:
        text = _("%(pattern)s, if it is a %(days)s") % {
            "pattern": text,
            "days": _either(_weekday_names(rule)),
        }
    if rule.bymonthday:
        days = _either(_monthday_names(rule))
        text = _("%(pattern)s, if it is the %(days)s of the month") % {"pattern": text, "days": days}
    return text


def _weekly(rule):
    values = {"days": _all(_weekday_names(rule)), "number": rule.interval}
    if rule.interval == 2:
        return _("Every other week on %(days)s") % values
    if rule.interval > 2:
        return _("Every %(number)s weeks on %(days)s") % values
    if len(rule.byday) == 7:
        return _("Every day")
    if set(rule.byday) == set(WEEKDAYS[:5]):
        return _("%(first)s to %(last)s") % {"first": WEEKDAY_NAMES[0], "last": WEEKDAY_NAMES[4]}
    return _("Every %(days)s") % values


def _monthly(rule):
    if rule.byday and split_token(rule.byday[0])[0]:
        return _by_nth_weekday(rule)
    if rule.byday and rule.bymonthday:
        return _by_weekday_and_number(rule)
    if rule.byday:
        return _by_weekday(rule)
    values = {"days": _all(_monthday_names(rule)), "number": rule.interval}
    if rule.interval == 1:
        return _("On the %(days)s of the month") % values
    if rule.interval == 2:
        return _("Every other month on the %(days)s") % values
    return _("Every %(number)s months on the %(days)s") % values


def _by_nth_weekday(rule):
    values = {"days": _all(_nth_weekday_names(rule)), "number": rule.interval}
    if rule.interval == 2:
        return _("Every other month on the %(days)s") % values
    if rule.interval > 2:
        return _("Every %(number)s months on the %(days)s") % values
    if len(rule.byday) == 1 and rule.byday[0].startswith("-1"):
        return _("Last %(weekday)s of the month") % {"weekday": _weekday_name(rule.byday[0])}
    return _("Every %(days)s of the month") % values


def _by_weekday_and_number(rule):
    values = {
        "weekdays": _all(_weekday_names(rule)),
        "days": _either(_monthday_names(rule)),
        "number": rule.interval,
    }
    if rule.interval == 1:
        return _("Every %(weekdays)s that is the %(days)s of the month") % values
    if rule.interval == 2:
        return _("Every other month on a %(weekdays)s that is the %(days)s") % values
    return _("Every %(number)s months on a %(weekdays)s that is the %(days)s") % values


def _by_weekday(rule):
    if rule.interval == 1:
        return _weekly(rule)
    values = {"days": _all(_weekday_names(rule)), "number": rule.interval}
    if rule.interval == 2:
        return _("Every other month, each %(days)s") % values
    return _("Every %(number)s months, each %(days)s") % values


_PATTERNS = {Freq.ONCE: _once, Freq.DAILY: _daily, Freq.WEEKLY: _weekly, Freq.MONTHLY: _monthly}


def _season(rule):
    months = whole_months(rule)
    if not months:
        values = {"first": _year_day(rule.season_from), "last": _year_day(rule.season_until)}
    elif months[0] == months[1]:
        return _("only in %(month)s") % {"month": MONTHS[months[0]]}
    else:
        values = {"first": MONTHS[months[0]], "last": MONTHS[months[1]]}
    return _("from %(first)s to %(last)s") % values


def _year_day(text):
    return date_format(date(LEAP_YEAR, *season_day(text)), "MONTH_DAY_FORMAT")


def _weekday_name(token):
    return WEEKDAY_NAMES[_weekday_number(token)]


def _weekday_number(token):
    return WEEKDAYS.index(split_token(token)[1])


def _place_in_week(token):
    return nth(_weekday_number(token))


def _weekday_names(rule):
    """Names from the first day of the week on; the weekday of the first date where the rule names none."""
    tokens = sorted(rule.byday, key=_place_in_week) or [WEEKDAYS[rule.starts_on.weekday()]]
    return [_weekday_name(token) for token in tokens]


def _nth_weekday_names(rule):
    """ "1st and 3rd Monday", one for each weekday of the rule."""
    tokens = sorted(rule.byday, key=lambda token: (_place_in_week(token), _from_first(split_token(token)[0])))
    return [
        _("%(nth)s %(weekday)s")
        % {"nth": _all(NTH[split_token(token)[0]] for token in group), "weekday": WEEKDAY_NAMES[number]}
        for number, group in groupby(tokens, key=_weekday_number)
    ]


def _monthday_names(rule):
    numbers = sorted(rule.bymonthday or [rule.starts_on.day], key=_from_first)
    return [_monthday_name(number) for number in numbers]


def _monthday_name(number):
    if number == -1:
        return _("last day")
    ordinal = format_date(date(LEAP_YEAR, 1, abs(number)), pgettext("a day of the month in Django date letters", "jS"))
    return ordinal if number > 0 else _("%(nth)s to last day") % {"nth": ordinal}


def _from_first(number):
    """Sorts what is counted from the end (-1 the last) behind what is counted from the beginning."""
    return number if number > 0 else 100 + number


def _all(names):
    return get_text_list([str(name) for name in names], _("and"))


def _either(names):
    return get_text_list([str(name) for name in names], _("or"))
