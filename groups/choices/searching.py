"""What a search can ask for."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class When(TextChoices):
    NOW = "now", _("On now or within the hour")
    TODAY = "today", _("Today")
    TOMORROW = "tomorrow", _("Tomorrow")
    WEEK = "week", _("In the next 7 days")


class Sort(TextChoices):
    DISTANCE = "distance", _("Nearest first")
    SOONEST = "soonest", _("Soonest first")


class For(TextChoices):
    ME = "me", _("For me")
    SOMEONE = "someone", _("For someone I care about")
    WORK = "work", _("For someone I work with")


class Weekday(TextChoices):
    """Days as RFC 5545 writes them."""

    MO = "MO", _("Monday")
    TU = "TU", _("Tuesday")
    WE = "WE", _("Wednesday")
    TH = "TH", _("Thursday")
    FR = "FR", _("Friday")
    SA = "SA", _("Saturday")
    SU = "SU", _("Sunday")


class TimeOfDay(TextChoices):
    """When a session starts, by the local clock: from 05, 12, 17 and 22 o'clock."""

    MORNING = "morning", _("Morning")
    AFTERNOON = "afternoon", _("Afternoon")
    EVENING = "evening", _("Evening")
    NIGHT = "night", _("Night")
