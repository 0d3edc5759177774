"""What people agree to and what they end."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Purpose(TextChoices):
    """What somebody may agree to that we keep about their health."""

    BOOKING = "booking", _("Telling a group that you come")
    ANSWERS = "answers", _("Saying what helped")
    CHECK_INS = "check_ins", _("Check-ins about how you are")
    CIRCLE = "circle", _("Your circle of support")


class Stop(TextChoices):
    """Which mails about what somebody saved a secret address ends."""

    NEWS = "news", _("What is new, once a week")
    DATES = "dates", _("When a date changes")
