"""A formal service or an informal meetup: the one thing people look for here."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, GistIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Mod
from django.db.models.lookups import Exact
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from groups.choices import PLACELESS, Attendance, Facet, Formality, LedBy, Relation, Status
from groups.geo import Point
from groups.models.checking import CheckedAtOnce
from groups.models.fields import CubeField, SphereCube
from groups.models.identity import public_id
from groups.models.importing import ImportSource
from groups.models.listing_queries import ListingQuerySet
from groups.models.organization import Organization
from groups.models.place import Place
from groups.models.taxonomy import Term
from groups.models.texts import check_texts

ADULT_AGE = 18
YOUNG = {"children", "teens"}
SAMPLE = 16  # one listing in so many is in the sample that large counts are estimated from
NOT_ON_THE_MAP = Q(lat__isnull=True) | Q(searchable=False)
UNSEEN = (Status.DRAFT, Status.WITHDRAWN, Status.REJECTED)  # nobody need answer for what nobody sees


class Listing(CheckedAtOnce):
    """One service or meetup at one place, or online. `kind` and constraints tell formal and informal apart.

    `lat`, `lon`, `tags` and `document` are derived by a database trigger from the place, the terms, the slots and
    the words, so that no way of writing can miss them; `pos` is generated from `lat` and `lon`.
    """

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    name = models.CharField(_("name"), max_length=200)
    description = models.TextField(_("in a few sentences"), blank=True)
    kind = models.ForeignKey(
        Term,
        models.PROTECT,
        verbose_name=_("kind"),
        related_name="listings_of_kind",
        limit_choices_to={"facet": Facet.KIND},
    )
    formality = models.CharField(_("formal or informal"), max_length=10, choices=Formality.choices, blank=True)
    attendance = models.CharField(
        _("how it meets"), max_length=10, choices=Attendance.choices, default=Attendance.IN_PERSON
    )
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="listings",
        verbose_name=_("organization"),
    )
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="listings", verbose_name=_("place")
    )
    terms = models.ManyToManyField(Term, through="ListingTerm", related_name="listings", verbose_name=_("words"))

    led_by = models.CharField(_("who leads it"), max_length=20, choices=LedBy.choices, blank=True)
    training = models.CharField(_("their training"), max_length=250, blank=True)
    minimum_size = models.PositiveSmallIntegerField(_("smallest usual group"), null=True, blank=True)
    maximum_size = models.PositiveSmallIntegerField(_("largest usual group"), null=True, blank=True)
    minimum_age = models.PositiveSmallIntegerField(_("youngest age"), null=True, blank=True)
    maximum_age = models.PositiveSmallIntegerField(_("oldest age"), null=True, blank=True)
    safeguarding_contact = models.CharField(_("who answers for the safety of minors"), max_length=200, blank=True)

    how_to_join = models.TextField(_("how to join"), blank=True)
    texts = models.JSONField(
        _("texts in other languages"), default=dict, db_default={}, blank=True, validators=[check_texts]
    )
    wait_weeks = models.PositiveSmallIntegerField(_("waiting time in weeks"), null=True, blank=True)
    wait_checked_on = models.DateField(_("waiting time checked"), null=True, blank=True)
    accepting_new = models.BooleanField(_("takes new people"), null=True, blank=True)
    accepting_new_checked_on = models.DateField(_("taking new people checked"), null=True, blank=True)

    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False)
    searchable = models.BooleanField(_("found by search"), default=False, editable=False)
    is_checked_now = models.BooleanField(_("kept out of search while it is checked"), default=False, editable=False)
    is_unsure = models.BooleanField(_("not confirmed lately"), default=False, editable=False)
    is_stale = models.BooleanField(_("not confirmed for very long"), default=False, editable=False)
    closed_on = models.DateField(_("closed for good"), null=True, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="merged", verbose_name=_("merged into")
    )
    answered_by_mail = models.BooleanField(_("somebody without an account answers"), default=False, editable=False)
    owner = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="listings", verbose_name=_("facilitator")
    )
    confirmed_at = models.DateTimeField(_("last confirmed"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("confirmed by")
    )
    source = models.ForeignKey(
        ImportSource, models.PROTECT, null=True, blank=True, related_name="listings", verbose_name=_("source")
    )
    source_ref = models.CharField(_("name at the source"), max_length=250, blank=True)
    source_digest = models.CharField(max_length=64, blank=True, editable=False)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    lat = models.FloatField(null=True, editable=False)
    lon = models.FloatField(null=True, editable=False)
    pos = models.GeneratedField(expression=SphereCube("lat", "lon"), output_field=CubeField(null=True), db_persist=True)
    tags = ArrayField(models.IntegerField(), default=list, editable=False)
    in_sample = models.GeneratedField(
        expression=Exact(Mod("id", SAMPLE), 0), output_field=models.BooleanField(), db_persist=True
    )
    document = SearchVectorField(null=True, editable=False)

    objects = ListingQuerySet.as_manager()

    class Meta:
        verbose_name = _("listing")
        verbose_name_plural = _("listings")
        ordering = ["name", "pk"]
        indexes = [
            GistIndex(
                OpClass("pos", "gist_cube_ops"),
                OpClass("tags", "gist__intbig_ops(siglen=32)"),
                name="listing_near_and_tagged",
                condition=Q(searchable=True),
            ),
            GistIndex(
                OpClass("pos", "gist_cube_ops"),
                OpClass("tags", "gist__intbig_ops(siglen=32)"),
                include=["tags"],
                name="listing_near_and_sampled",
                condition=Q(searchable=True, in_sample=True),
            ),
            GinIndex(OpClass("tags", "array_ops"), name="listing_tagged", condition=Q(searchable=True)),
            GinIndex(
                OpClass("tags", "array_ops"),
                name="listing_tagged_sampled",
                condition=Q(searchable=True, in_sample=True),
            ),
            models.Index(
                fields=["attendance", "id"],
                include=["tags", "lat"],
                name="listing_sampled",
                condition=Q(searchable=True, in_sample=True),
            ),
            GinIndex(
                OpClass("tags", "array_ops"),
                name="listing_tagged_placeless",
                condition=Q(searchable=True, attendance__in=PLACELESS),
            ),
            GinIndex("document", name="listing_words", condition=Q(searchable=True)),
            models.Index(
                fields=["attendance", "id"],
                name="listing_placeless",
                condition=Q(searchable=True, attendance__in=PLACELESS),
            ),
            models.Index(
                fields=["name", "id"],
                name="listing_unlocated",
                condition=Q(searchable=True, place__isnull=False, lat__isnull=True),
            ),
            models.Index(fields=["name", "id"], name="listing_by_name", condition=Q(searchable=True)),
            models.Index(
                fields=["confirmed_at", "id"],
                name="listing_by_confirmed",
                condition=Q(status=Status.PUBLISHED, confirmed_at__isnull=False),
            ),
            models.Index(fields=["-updated_at", "-id"], name="listing_latest"),
            GinIndex(OpClass("name", "gin_trgm_ops"), name="listing_names_alike"),
            GinIndex(
                OpClass("name", "gin_trgm_ops"),
                name="listing_names_alike_unplaced",
                condition=Q(status=Status.PUBLISHED) & NOT_ON_THE_MAP,
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(formality=Formality.FORMAL) | Q(organization__isnull=False),
                name="listing_formal_has_organization",
                violation_error_message=_("A formal service needs the organization that runs it."),
            ),
            models.CheckConstraint(
                condition=Q(organization__isnull=False)
                | Q(owner__isnull=False)
                | Q(source__isnull=False)
                | Q(answered_by_mail=True)
                | Q(status__in=UNSEEN),
                name="listing_somebody_answers",
                violation_error_message=_(
                    "Somebody has to answer for a listing: an organization, a facilitator or the source it came from."
                ),
            ),
            models.CheckConstraint(
                condition=Q(attendance__in=PLACELESS) | Q(place__isnull=False),
                name="listing_in_person_has_place",
                violation_error_message=_(
                    "Where people meet in person, a place is needed. Only its area need be public."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(attendance__in=PLACELESS) | Q(place__isnull=True),
                name="listing_placeless_has_no_place",
                violation_error_message=_(
                    "What meets online or by phone only has no place. Choose “in person and online”."
                ),
            ),
            models.CheckConstraint(
                condition=Q(minimum_age__isnull=True)
                | Q(maximum_age__isnull=True)
                | Q(minimum_age__lte=F("maximum_age")),
                name="listing_ages_in_order",
                violation_error_message=_("The youngest age is above the oldest."),
            ),
            models.CheckConstraint(
                condition=Q(minimum_size__isnull=True)
                | Q(maximum_size__isnull=True)
                | Q(minimum_size__lte=F("maximum_size")),
                name="listing_sizes_in_order",
                violation_error_message=_("The smallest group is larger than the largest."),
            ),
            models.CheckConstraint(
                condition=Q(maximum_age__isnull=True)
                | Q(maximum_age__gte=ADULT_AGE)
                | Q(organization__isnull=False) & (~Q(safeguarding_contact="") | Q(formality=Formality.FORMAL)),
                name="listing_youth_is_safeguarded",
                violation_error_message=_(
                    "A meetup for people under 18 needs an organization and the name of somebody who answers for "
                    "their safety."
                ),
            ),
            models.CheckConstraint(
                condition=Q(accepting_new__isnull=True) | Q(accepting_new_checked_on__isnull=False),
                name="listing_accepting_new_is_dated",
                violation_error_message=_("Say on which day you checked whether new people are taken."),
            ),
            models.CheckConstraint(
                condition=Q(wait_weeks__isnull=True) | Q(wait_checked_on__isnull=False),
                name="listing_wait_is_dated",
                violation_error_message=_("Say on which day you checked the waiting time."),
            ),
            models.CheckConstraint(
                condition=Q(searchable=False) | Q(status=Status.PUBLISHED),
                name="listing_searchable_is_published",
                violation_error_message=_("Only a published listing can be found."),
            ),
            models.UniqueConstraint(
                fields=["source", "source_ref"],
                condition=~Q(source_ref=""),
                name="listing_unique_at_source",
                violation_error_message=_("This listing was already imported from that source."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("listing-detail", args=[self.public_id])

    def clean(self):
        if not self.formality and self.kind_id:
            self.formality = self.kind.default_formality

    @property
    def is_published(self):
        return self.status == Status.PUBLISHED

    @property
    def is_formal(self):
        return self.formality == Formality.FORMAL

    @property
    def is_placeless(self):
        """Online or by phone only: it has no distance."""
        return self.attendance in PLACELESS

    @property
    def point(self):
        """The public position search uses, or None."""
        return None if self.lat is None or self.lon is None else Point(self.lat, self.lon)

    @property
    def shown_point(self):
        """The position that may leave the site: none for a confidential venue."""
        return None if self.place is None or self.place.is_confidential else self.point

    @property
    def is_for_minors(self):
        """Whether it is for people under 18: by its oldest age, or by its audience unless it is for 18 and older."""
        if self.maximum_age is not None and self.maximum_age < ADULT_AGE:
            return True
        is_grown_up = self.minimum_age is not None and self.minimum_age >= ADULT_AGE
        return not is_grown_up and any(term.slug in YOUNG for term in self.words(Facet.AUDIENCE))

    @property
    def sender_email(self):
        """The confirmed address of who sent it in without an account and still answers for it, or ""."""
        submission = getattr(self, "submission", None)
        still_answers = self.answered_by_mail and submission and submission.email_verified_at
        return submission.email if still_answers else ""

    def words(self, facet):
        """This listing's terms of one facet, in their order; no query (by its tags)."""
        return Term.objects.lexicon().among(self.tags, facet)


class ListingTerm(models.Model):
    """That a term holds for a listing, how (only for, interpreted, signed), and what more there is to say."""

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="listing_terms")
    term = models.ForeignKey(Term, models.PROTECT, related_name="listing_terms")
    relation = models.CharField(_("how"), max_length=12, choices=Relation.choices, blank=True)
    detail = models.CharField(_("more about it"), max_length=200, blank=True, help_text=_("Such as bus lines."))

    class Meta:
        verbose_name = _("word of a listing")
        verbose_name_plural = _("words of a listing")
        ordering = ["listing", "term__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["listing", "term"],
                name="listing_term_once",
                violation_error_message=_("This word is already chosen."),
            ),
        ]

    def __str__(self):
        return str(self.term)
