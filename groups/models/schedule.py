"""When a listing meets: rules as RFC 5545 has them, in columns, and a derived table of the dates they give."""

from datetime import UTC, datetime

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import TransactionNow
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from groups import recurrence
from groups.choices import SessionStatus
from groups.models.checking import CheckedAtOnce

MONTH_DAY = [RegexValidator(r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$", _("Write month and day, such as 09-01."))]


class ScheduleQuerySet(models.QuerySet):
    def live(self):
        """Slots that still give dates: not switched off by their source and not over."""
        return self.filter(is_live=True, is_over=False)

    def with_cancelled(self):
        """Annotate `is_cancelled`: whether the one date of a slot that does not repeat was cancelled."""
        sessions = self.model.sessions.rel.related_model.objects
        its_one = sessions.filter(schedule=OuterRef("pk"), original_on=OuterRef("starts_on"))
        off = Exists(its_one.filter(status=SessionStatus.CANCELLED))
        return self.annotate(is_cancelled=Q(freq=recurrence.Freq.ONCE) & off)


class Schedule(CheckedAtOnce):
    """One slot of a listing, such as "every 2nd Tuesday, 18:30 to 20:00", by the wall clock of its zone.

    Database triggers count in `sequence` what the public was told anew of its dates (RFC 5545: SEQUENCE), by its own
    columns, by a session or by a closure, and keep in `updated_at` when. Who comes is no part of that.
    """

    listing = models.ForeignKey("groups.Listing", models.CASCADE, related_name="schedules")
    starts_on = models.DateField(_("first date"))
    start_time = models.TimeField(_("starts at"))
    duration = models.DurationField(_("how long"))
    timezone = models.CharField(_("time zone"), max_length=50)
    freq = models.CharField(
        _("repeats"), max_length=8, choices=[(freq.value, freq.value.title()) for freq in recurrence.Freq]
    )
    interval = models.PositiveSmallIntegerField(_("every n"), default=1)
    byday = ArrayField(models.CharField(max_length=4), verbose_name=_("weekdays"), default=list, blank=True)
    bymonthday = ArrayField(models.SmallIntegerField(), verbose_name=_("days of the month"), default=list, blank=True)
    until = models.DateField(_("last date"), null=True, blank=True)
    count = models.PositiveSmallIntegerField(_("number of dates"), null=True, blank=True)
    season_from = models.CharField(_("season begins"), max_length=5, blank=True, validators=MONTH_DAY)
    season_until = models.CharField(_("season ends"), max_length=5, blank=True, validators=MONTH_DAY)
    note = models.CharField(_("about this slot"), max_length=250, blank=True)
    source_ref = models.CharField(_("name at the source"), max_length=250, blank=True)
    is_live = models.BooleanField(_("shown"), default=True)
    is_over = models.BooleanField(_("has given its last date"), default=False, editable=False)
    sequence = models.PositiveIntegerField(db_default=0, editable=False)
    updated_at = models.DateTimeField(db_default=TransactionNow(), editable=False)

    objects = ScheduleQuerySet.as_manager()

    class Meta:
        verbose_name = _("slot")
        verbose_name_plural = _("slots")
        ordering = ["listing_id", "starts_on", "start_time", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(interval__gte=1),
                name="schedule_interval_positive",
                violation_error_message=_("“Every n” starts at 1."),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(count__isnull=True),
                name="schedule_until_or_count",
                violation_error_message=_("Give a last date or a number of dates, not both."),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("starts_on")),
                name="schedule_until_after_start",
                violation_error_message=_("The last date is before the first."),
            ),
            models.CheckConstraint(
                condition=Q(season_from="", season_until="") | ~Q(season_from="") & ~Q(season_until=""),
                name="schedule_season_has_both_ends",
                violation_error_message=_("A season needs a beginning and an end."),
            ),
            models.UniqueConstraint(
                fields=["listing", "source_ref"],
                condition=~Q(source_ref=""),
                name="schedule_unique_at_source",
                violation_error_message=_("This slot was already imported from that source."),
            ),
        ]

    def __str__(self):
        return self.in_words

    def clean(self):
        if not self.freq or None in (self.starts_on, self.start_time, self.duration):
            return  # each of them has its own sentence already
        problems = recurrence.problems(self.rule)
        if problems:
            raise ValidationError([problem.sentence for problem in problems])

    @property
    def rule(self):
        """The slot as a plain `recurrence.Rule`."""
        return recurrence.Rule(
            starts_on=self.starts_on,
            start_time=self.start_time,
            duration=self.duration,
            timezone=self.timezone,
            freq=recurrence.Freq(self.freq),
            interval=self.interval,
            byday=tuple(self.byday),
            bymonthday=tuple(self.bymonthday),
            until=self.until,
            count=self.count,
            season_from=self.season_from,
            season_until=self.season_until,
        )

    @property
    def in_words(self):
        """Such as “Every Tuesday, 18:30 to 20:00”, in the language of the page."""
        return recurrence.describe(self.rule)


LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class UpcomingDate(models.Model):
    """Derived: one coming session of a listing, public or not, within the horizon, cancelled ones left out.

    Search asks this table; `groups.schedule` keeps it and can rebuild it at any time. It is never the truth.

    A database trigger keeps `previous_ends_at`: when all earlier dates of the listing are over. The next date at some
    moment is then the one that is not over while all before it are, which is a condition on one row.
    """

    listing = models.ForeignKey("groups.Listing", models.CASCADE, related_name="upcoming_dates")
    schedule = models.ForeignKey(Schedule, models.CASCADE, related_name="upcoming_dates")
    original_on = models.DateField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    timezone = models.CharField(max_length=50)
    previous_ends_at = models.DateTimeField(default=LONG_AGO, editable=False)

    class Meta:
        verbose_name = _("coming date")
        verbose_name_plural = _("coming dates")
        ordering = ["starts_at", "pk"]
        indexes = [
            models.Index(
                fields=["listing", "starts_at", "id"],
                include=["ends_at", "timezone", "previous_ends_at"],
                name="upcoming_by_listing",
            ),
            models.Index(
                fields=["starts_at", "id"],
                include=["ends_at", "timezone", "previous_ends_at", "listing"],
                name="upcoming_by_start",
            ),
        ]
        constraints = [models.UniqueConstraint(fields=["schedule", "original_on"], name="upcoming_once_per_date")]

    def __str__(self):
        return f"{self.starts_at:%Y-%m-%d %H:%M}"
