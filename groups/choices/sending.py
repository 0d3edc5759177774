"""Lists that come in: from sources, and from tables people send."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Trust(IntegerChoices):
    """What becomes of what a source brings; where two sources differ, the higher number is believed."""

    QUEUE = 1, _("What is new or changed waits for a moderator")
    PUBLISH = 2, _("What is new or changed is public at once")


class RunOutcome(TextChoices):
    """What came of asking a source."""

    DONE = "done", _("Brought in")
    SAME = "same", _("Nothing is new there")
    TRIED = "tried", _("Tried, nothing kept")
    STOPPED = "stopped", _("Stopped: too much is missing")
    FAILED = "failed", _("Could not be read")


class UploadStep(TextChoices):
    """How far a table that somebody brought has come."""

    COLUMNS = "columns", _("Say what the columns are")
    CHECKING = "checking", _("The rows are being looked at")
    CHECKED = "checked", _("Looked at")
    BRINGING = "bringing", _("The listings are being brought in")
    DONE = "done", _("Brought in")


class RowFate(TextChoices):
    """What a row of such a table becomes."""

    NEW = "new", _("New")
    CHANGED = "changed", _("Changed")
    UNCHANGED = "unchanged", _("As it was")
    REFUSED = "refused", _("Not taken")


class RowGap(TextChoices):
    """What of such a row its listing would lack, the gravest first."""

    TIMES = "times", _("without its times")
    SOME_TIMES = "some_times", _("without some of its times")
    PART = "part", _("without a part of it")
