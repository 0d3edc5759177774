"""After how long without word a listing is asked about, unsure, and hidden: settings turned into days of a calendar."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from groups.choices import Formality


@dataclass(frozen=True, slots=True)
class Milestones:
    """What happens to a listing last heard of on one day, if nobody is heard of again.

    `questions` are the names and days of the questions, soonest first, the warning last.
    """

    questions: tuple[tuple[str, date], ...]
    unsure_on: date
    hidden_on: date

    def question_due(self, today):
        """Name of the last question whose day has come by `today`; "" where none has, or it is too late to ask."""
        if today >= self.hidden_on:
            return ""
        return next((name for name, day in reversed(self.questions) if day <= today), "")


WARNING = "warning"
"""Name of the last mail: search will leave the listing out soon."""


def milestones(day, formality):
    """The milestones of a listing of that formality that was last heard of on `day`.

    Raises ImproperlyConfigured where the settings are no rising row of whole numbers.
    """
    is_formal = formality == Formality.FORMAL
    name = "FRESHNESS_FORMAL_MONTHS" if is_formal else "FRESHNESS_INFORMAL_DAYS"
    return _milestones(day, name, tuple(getattr(settings, name)), settings.FRESHNESS_WARNING_DAYS)


def months_after(day, months):
    """The same day of a later month, or that month's last: 29 February and a year is 28 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@lru_cache(maxsize=4096)
def _milestones(day, name, ages, warning_days):
    if len(ages) < 2 or list(ages) != sorted(set(ages)) or ages[0] <= 0:
        raise ImproperlyConfigured(f"{name} must be at least two rising whole numbers, such as 120,150,180,365.")
    in_months = name.endswith("MONTHS")
    days = [months_after(day, age) if in_months else day + timedelta(days=age) for age in ages]
    *asked, unsure_on, hidden_on = days
    questions = [(str(age), on) for age, on in zip(ages, asked, strict=False)]
    if warning_days:
        questions.append((WARNING, max(unsure_on, hidden_on - timedelta(days=warning_days))))
    return Milestones(tuple(questions), unsure_on, hidden_on)
