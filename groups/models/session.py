"""One date with something attached: a row exists only where the rule alone does not say it all."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from groups.choices import SessionStatus
from groups.models.schedule import Schedule

SAYS_NOTHING = Q(status=SessionStatus.ON, note="", stand_in="")


class SessionQuerySet(models.QuerySet):
    def telling(self):
        """Dates of which the public is told something; that somebody booked one is told to nobody."""
        return self.exclude(SAYS_NOTHING)

    def bare(self):
        """Dates with nothing attached any more: the rule alone says it all."""
        return self.filter(
            SAYS_NOTHING, came__isnull=True, bookings__isnull=True, answers__isnull=True, answer_codes__isnull=True
        )


class Session(models.Model):
    """One date of a slot with something attached: a change, a note, a booking, an answer (RFC 5545: RECURRENCE-ID).

    `came` is how many people came, as the facilitator counted; who they were is not kept.
    """

    schedule = models.ForeignKey(Schedule, models.CASCADE, related_name="sessions")
    original_on = models.DateField(_("date by the rule"), help_text=_("The local date this session would have had."))
    status = models.CharField(_("what happens"), max_length=10, choices=SessionStatus.choices, default=SessionStatus.ON)
    starts_at = models.DateTimeField(_("new start"), null=True, blank=True)
    ends_at = models.DateTimeField(_("new end"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=250, blank=True)
    stand_in = models.CharField(_("who stands in"), max_length=60, blank=True, db_default="")
    came = models.PositiveSmallIntegerField(_("how many came"), null=True, blank=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["schedule", "original_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["schedule", "original_on"],
                name="session_once_per_date",
                violation_error_message=_("This date already has an entry."),
            ),
            models.CheckConstraint(
                condition=~Q(status=SessionStatus.MOVED)
                | Q(starts_at__isnull=False, ends_at__isnull=False, ends_at__gt=models.F("starts_at")),
                name="session_moved_has_new_time",
                violation_error_message=_("A moved session needs a new start and, after it, a new end."),
            ),
        ]

    def __str__(self):
        return f"{self.original_on:%Y-%m-%d} {self.get_status_display()}"
