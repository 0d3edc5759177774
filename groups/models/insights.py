"""What people say helps, how they are, and what is published of it: never a person, only safe figures."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from groups.choices import Chime
from groups.models.listing import Listing
from groups.models.secret import DigestField, SecretQuerySet
from groups.models.session import Session

MOST_HELPFUL = 10
"""The end of the scale of an answer, which begins with 0: "not at all" to "very much"."""


class HelpField(models.PositiveSmallIntegerField):
    """How much something helped, 0 to 10; None where it was not answered."""

    def __init__(self, *args, **options):
        defaults = {"null": True, "blank": True, "validators": [MaxValueValidator(MOST_HELPFUL)]}
        super().__init__(*args, **defaults | options)


class AnswerCode(models.Model):
    """A secret with which somebody says once what helped at one session, and nobody learns who.

    The facilitator gives it out on paper, or it `is_mailed` to somebody who came without an account.
    """

    session = models.ForeignKey(Session, models.CASCADE, related_name="answer_codes")
    digest = DigestField(unique=True)
    is_mailed = models.BooleanField(_("sent by mail"), default=False, db_default=False, editable=False)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    used_on = models.DateField(_("used"), null=True, blank=True, editable=False)

    objects = SecretQuerySet.as_manager()

    class Meta:
        verbose_name = _("code for an answer")
        verbose_name_plural = _("codes for answers")
        ordering = ["session", "pk"]

    def __str__(self):
        return str(_("Code for an answer"))


class Answer(models.Model):
    """What one person says helped them at one session, one number per sort of support, and what it gave them.

    It is from an account, or from nobody known: then a used code is all there is to tell two of them apart within a
    session, and nothing tells whether the same person answered at another.
    """

    session = models.ForeignKey(Session, models.CASCADE, related_name="answers")
    listing = models.ForeignKey(Listing, models.CASCADE, related_name="answers")
    user = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="answers")
    emotional = HelpField(_("someone to listen"))
    informational = HelpField(_("information and skills"))
    instrumental = HelpField(_("practical help"))
    companionship = HelpField(_("company"))
    gave = ArrayField(
        models.CharField(max_length=20, choices=Chime.choices), verbose_name=_("what it gave"), default=list
    )
    given_on = models.DateField(_("answered"))
    is_sample = models.BooleanField(_("made up"), default=False)

    class Meta:
        verbose_name = _("answer about a session")
        verbose_name_plural = _("answers about sessions")
        ordering = ["-given_on", "-pk"]
        indexes = [models.Index(fields=["listing", "session", "id"], name="answer_by_listing")]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "user"],
                name="answer_once_per_person",
                violation_error_message=_("You have answered about this session already."),
            ),
            models.CheckConstraint(
                condition=(Q(emotional__isnull=True) | Q(emotional__lte=MOST_HELPFUL))
                & (Q(informational__isnull=True) | Q(informational__lte=MOST_HELPFUL))
                & (Q(instrumental__isnull=True) | Q(instrumental__lte=MOST_HELPFUL))
                & (Q(companionship__isnull=True) | Q(companionship__lte=MOST_HELPFUL)),
                name="answer_within_the_scale",
                violation_error_message=_("Choose a number from 0 to 10."),
            ),
        ]

    def __str__(self):
        return f"{self.given_on:%Y-%m-%d}"

    @property
    def gave_in_words(self):
        """What it gave, as the person chose it."""
        return [Chime(choice).label for choice in self.gave]


class CheckIn(models.Model):
    """How one person is on one day, by the instruments of that day; nothing in it is required.

    The instruments are named, so that only answers to the same one are compared. `programs` are the listings the
    person says they go to at the time; nobody behind a listing learns of it.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="check_ins")
    taken_on = models.DateField(_("day"))
    support_instrument = models.CharField(max_length=30, blank=True)
    support_items = ArrayField(models.PositiveSmallIntegerField(null=True), default=list, blank=True)
    support_score = models.PositiveSmallIntegerField(_("support"), null=True, blank=True)
    wellbeing_instrument = models.CharField(max_length=30, blank=True)
    wellbeing_items = ArrayField(models.PositiveSmallIntegerField(null=True), default=list, blank=True)
    wellbeing_score = models.PositiveSmallIntegerField(_("well-being"), null=True, blank=True)
    programs = models.ManyToManyField(Listing, related_name="+", blank=True, verbose_name=_("where you go"))
    is_sample = models.BooleanField(_("made up"), default=False)

    class Meta:
        verbose_name = _("check-in")
        verbose_name_plural = _("check-ins")
        ordering = ["-taken_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "taken_on"],
                name="check_in_once_a_day",
                violation_error_message=_("You have checked in today already."),
            ),
        ]

    def __str__(self):
        return f"{self.taken_on:%Y-%m-%d}"


class CheckInReminder(models.Model):
    """That somebody wants one mail when the next check-in is due, and when they last got one."""

    user = models.OneToOneField(User, models.CASCADE, related_name="check_in_reminder")
    mailed_on = models.DateField(_("last mail"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("reminder of check-ins")
        verbose_name_plural = _("reminders of check-ins")
        ordering = ["pk"]

    def __str__(self):
        return str(_("Reminder of check-ins"))


class Snapshot(models.Model):
    """The figures of one month as they were published: frozen, so that nobody subtracts one hour from the next."""

    month = models.DateField(_("first day of the month"), unique=True)
    figures = models.JSONField(_("figures"))
    is_sample = models.BooleanField(_("made-up figures"), default=False)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        verbose_name = _("published figures")
        verbose_name_plural = _("published figures")
        ordering = ["-month", "-pk"]

    def __str__(self):
        return f"{self.month:%Y-%m}"


class UnmetSearch(models.Model):
    """How often in one month a search for one thing in one area found nothing: no words, no place, no person.

    `area` is a large town's id in the gazetteer (GeoNames), so that nobody's village shows; `facet` and `slug` name
    one term that was asked for.
    """

    month = models.DateField(_("first day of the month"))
    area = models.PositiveIntegerField(_("area"))
    facet = models.CharField(max_length=20)
    slug = models.CharField(max_length=80)
    count = models.PositiveIntegerField(_("how often"), default=0)

    class Meta:
        verbose_name = _("unmet search")
        verbose_name_plural = _("unmet searches")
        ordering = ["-month", "area", "facet", "slug", "pk"]
        constraints = [models.UniqueConstraint(fields=["month", "area", "facet", "slug"], name="unmet_search_once")]

    def __str__(self):
        return f"{self.facet}: {self.slug}"
