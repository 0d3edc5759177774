"""Who comes: how a listing wants to know, and who told it. Only its facilitators ever see a booking."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import LanguageField, User
from groups.choices import BookingState, BookingWay
from groups.models.listing import Listing
from groups.models.schedule import Schedule
from groups.models.secret import DigestField, SecretQuerySet
from groups.models.session import Session

HOLDS_A_PLACE = (BookingState.OFFERED, BookingState.COMING)
"""A place that is offered is kept until the time to accept it is over."""
ALIVE = (BookingState.ASKED, BookingState.WAITING, *HOLDS_A_PLACE)
MOST_PLACES = 500
HOURS_TO_ACCEPT, MOST_HOURS_TO_ACCEPT = 24, 7 * 24


class BookingRules(models.Model):
    """How a listing wants to know who comes; one without rules says “just turn up”."""

    listing = models.OneToOneField(Listing, models.CASCADE, related_name="booking_rules")
    way = models.CharField(_("how"), max_length=10, choices=BookingWay.choices, default=BookingWay.TURN_UP)
    capacity = models.PositiveSmallIntegerField(_("places"), null=True, blank=True)
    accept_hours = models.PositiveSmallIntegerField(
        _("hours to accept a place"),
        default=HOURS_TO_ACCEPT,
        help_text=_("So long a place that became free is kept for the next on the waiting list."),
    )
    asks_first = models.BooleanField(
        _("you accept each person"),
        default=False,
        help_text=_("Nobody has a place before you say yes. At a private home it is always so."),
    )

    class Meta:
        verbose_name = _("rules for bookings")
        verbose_name_plural = _("rules for bookings")
        constraints = [
            models.CheckConstraint(
                condition=~Q(way=BookingWay.PLACES) | Q(capacity__isnull=False),
                name="booking_rules_places_are_counted",
                violation_error_message=_("Say how many places there are."),
            ),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(capacity__gte=1, capacity__lte=MOST_PLACES),
                name="booking_rules_capacity_makes_sense",
                violation_error_message=_("Between 1 and 500 places."),
            ),
            models.CheckConstraint(
                condition=Q(accept_hours__gte=1, accept_hours__lte=MOST_HOURS_TO_ACCEPT),
                name="booking_rules_time_to_accept",
                violation_error_message=_("Between 1 hour and a week."),
            ),
        ]

    def __str__(self):
        return str(self.get_way_display())


class BookingQuerySet(models.QuerySet):
    def alive(self):
        """Those that have, or may still get, a place."""
        return self.filter(state__in=ALIVE)

    def to_come(self, now):
        """Those of them that are not over at `now`; what was called off may be on again until it would have ended."""
        return self.alive().filter(over_at__gt=now)

    def holding(self):
        """Those that fill a place, offered ones included."""
        return self.filter(state__in=HOLDS_A_PLACE)

    def of(self, user):
        """What `user` booked in their account."""
        return self.filter(user=user)

    def of_slots(self, slots):
        """What somebody booked of any of `slots` (`Schedule`s): one of its dates, or all of the course it is."""
        dates = self.model.objects.filter(session__schedule__in=slots).order_by().values("pk")
        courses = self.model.objects.filter(schedule__in=slots).order_by().values("pk")
        return self.filter(pk__in=dates.union(courses))  # either part has an index; an OR over both would have none

    def in_line(self):
        """The waiting list, in its order."""
        return self.filter(state=BookingState.WAITING).order_by("queued_at", "pk")


class Booking(models.Model):
    """That somebody comes to one date (`session`), or to all dates of a course (`schedule`).

    `told_starts_at` and `told_ends_at` are when the person believes it is, as we last told them; both empty: they
    know that it is off. What differs from that is told, once. Of a course they are the beginning of its next date and
    the end of its last, and `told_dates` holds each: `{day: [start, end]}`, None for one they know to be off.
    `over_at` is when it is surely over, known also while it is off. Who has no account agreed in `words`.
    `wants_question` holds until they were asked, once, what helped.
    """

    session = models.ForeignKey(Session, models.CASCADE, null=True, blank=True, related_name="bookings")
    schedule = models.ForeignKey(Schedule, models.CASCADE, null=True, blank=True, related_name="bookings")
    user = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="bookings")
    email = models.EmailField(_("e-mail address"), blank=True)
    language = LanguageField()
    nickname = models.CharField(_("what shall they call you?"), max_length=40)
    is_first_time = models.BooleanField(_("it is my first time"), default=False)
    state = models.CharField(max_length=12, choices=BookingState.choices)
    wants_day_before = models.BooleanField(_("remind me the day before"), default=False)
    wants_hours_before = models.BooleanField(_("remind me two hours before"), default=False)
    wants_question = models.BooleanField(_("ask me afterwards what helped"), default=False, db_default=False)
    created_at = models.DateTimeField(_("made"), default=timezone.now)
    consented_at = models.DateTimeField(_("agreed that we keep this"))
    words = models.TextField(_("in these words"), blank=True, db_default="")
    queued_at = models.DateTimeField(_("in line since"), default=timezone.now)
    offered_until = models.DateTimeField(_("place kept until"), null=True, blank=True)
    decided_at = models.DateTimeField(_("accepted or declined"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    told_starts_at = models.DateTimeField(null=True, blank=True, editable=False)
    told_ends_at = models.DateTimeField(null=True, blank=True, editable=False)
    told_dates = models.JSONField(default=dict, blank=True, editable=False)
    over_at = models.DateTimeField(editable=False)
    ended_at = models.DateTimeField(_("cancelled, declined or called off"), null=True, blank=True, editable=False)

    objects = BookingQuerySet.as_manager()

    class Meta:
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")
        ordering = ["created_at", "pk"]
        indexes = [
            models.Index(
                fields=["told_starts_at", "id"],
                name="booking_to_remind",
                condition=Q(state=BookingState.COMING) & (Q(wants_day_before=True) | Q(wants_hours_before=True)),
            ),
            models.Index(
                fields=["told_ends_at", "id"],
                name="booking_to_ask",
                condition=Q(state=BookingState.COMING) & Q(wants_question=True),
            ),
            models.Index(fields=["offered_until"], name="booking_offered", condition=Q(state=BookingState.OFFERED)),
            models.Index(fields=["over_at", "id"], name="booking_to_follow", condition=Q(state__in=ALIVE)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(session__isnull=False, schedule__isnull=True)
                | Q(session__isnull=True, schedule__isnull=False),
                name="booking_of_one_date_or_course",
                violation_error_message=_("Book one date or the whole course."),
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False, email="") | Q(user__isnull=True) & ~Q(email=""),
                name="booking_by_account_or_address",
                violation_error_message=_("A booking belongs to an account or to an e-mail address."),
            ),
            models.CheckConstraint(
                condition=~Q(state=BookingState.OFFERED) | Q(offered_until__isnull=False),
                name="booking_offer_has_an_end",
                violation_error_message=_("A place that is offered is offered until some time."),
            ),
            models.UniqueConstraint(
                fields=["session", "user"],
                condition=Q(state__in=ALIVE, session__isnull=False, user__isnull=False),
                name="booking_once_per_person",
                violation_error_message=_("You have told them already."),
            ),
            models.UniqueConstraint(
                fields=["schedule", "user"],
                condition=Q(state__in=ALIVE, schedule__isnull=False, user__isnull=False),
                name="booking_course_once_per_person",
                violation_error_message=_("You have told them already."),
            ),
            models.UniqueConstraint(
                "session",
                Lower("email"),
                condition=Q(state__in=ALIVE, session__isnull=False) & ~Q(email=""),
                name="booking_once_per_address",
                violation_error_message=_("You have told them already."),
            ),
            models.UniqueConstraint(
                "schedule",
                Lower("email"),
                condition=Q(state__in=ALIVE, schedule__isnull=False) & ~Q(email=""),
                name="booking_course_once_per_address",
                violation_error_message=_("You have told them already."),
            ),
        ]

    def __str__(self):
        return str(self.get_state_display())

    @property
    def slot(self):
        """The `Schedule` whose date or dates it is about."""
        return self.session.schedule if self.session_id else self.schedule

    @property
    def address(self):
        """Where mails about it go."""
        return self.user.email if self.user_id else self.email

    @property
    def reads(self):
        """The language of mails about it: that in which it was made, else that of the account."""
        return self.language or (self.user.language if self.user_id else "")


class BookingLink(models.Model):
    """A secret address, from a mail, at which one booking can be seen, confirmed and cancelled without signing in."""

    booking = models.ForeignKey(Booking, models.CASCADE, related_name="links")
    digest = DigestField(unique=True)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)

    objects = SecretQuerySet.as_manager()

    class Meta:
        verbose_name = _("link to a booking")
        verbose_name_plural = _("links to bookings")
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return str(_("Link to a booking"))
