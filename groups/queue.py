"""What waits for a moderator: the entries of the queue they may decide on, what could hurt soonest first.

Everything here only reads; what moderators decide is in `groups.moderation`.
"""

import hashlib
import json
from functools import cached_property

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThanOrEqual

from accounts.models import Duty
from groups import checks, content
from groups.choices import CHANGES, Act, Cause, Facet
from groups.content.reading import CONTACT_COLUMNS, FIRST_VISIT_COLUMNS, NOWHERE
from groups.geo import Point, chord_metres
from groups.models import Facilitator, ListingTerm, ModerationEvent, Report, Review, Revision, Term, UpcomingDate
from groups.models.fields import ChordTo, cube_at
from groups.models.listing import ADULT_AGE, YOUNG

PAGE_SIZE = 25
MOST_COUNTED = 1000
KM_PER_DEGREE = 111.0  # of latitude; a little less than it is, so that the band is never too narrow
TEXTS_OF = ("contacts", "schedules", "practical_help")
"""Rows of a listing, beside its own, in which somebody typed freely."""


class Queue:
    """The open entries that `user` may decide on, narrowed by `asked` (the cleaned data of a `QueueForm`).

    `now` is an aware moment: dates that are over by then are not shown as next.
    """

    def __init__(self, user, asked, *, now):
        self.user, self.asked, self.now = user, asked, now

    @cached_property
    def area(self):
        """The condition on what lies where `user` decides, as narrowed."""
        return in_area_of(self.user, self.now.date(), only_own=self.asked["mine"])

    @cached_property
    def narrowed(self):
        """Its entries of any cause, in no order."""
        entries = Review.objects.open().filter(self.area)
        if self.asked["country"]:
            entries = entries.filter(country=self.asked["country"])
        if self.asked["minors"]:
            entries = entries.filter(for_the_young())
        return entries

    @cached_property
    def entries(self):
        """Its entries in the order of the queue."""
        cause = {"cause": self.asked["cause"]} if self.asked["cause"] else {}
        return self.narrowed.filter(**cause).most_harmful_first()

    @cached_property
    def rows(self):
        """The entries of the page asked for, each with all that a row shows."""
        return list(with_parts(behind(self.entries, self.asked["after"]), self.now)[: PAGE_SIZE + 1])

    @property
    def page(self):
        return self.rows[:PAGE_SIZE]

    @property
    def last(self):
        """The entry after which the next page begins, or None where this page is the last."""
        return self.rows[PAGE_SIZE - 1] if len(self.rows) > PAGE_SIZE else None

    def counts(self):
        """How many entries wait for each cause, as `(Cause, number)`; counting stops above `MOST_COUNTED`."""
        lots = [(cause, self.narrowed.filter(cause=cause).order_by()[: MOST_COUNTED + 1]) for cause in Cause]
        return [(cause, lot.count()) for cause, lot in lots]

    def next_after(self, entry):
        """The entry to look at once `entry` is done: the one behind it, else the first; None where nothing waits."""
        rest = self.entries.exclude(listing=entry.listing_id) if entry else self.entries
        found = behind(rest, entry).select_related("listing").first() if entry else None
        return found or rest.select_related("listing").first()


def in_area_of(user, today, *, only_own=False):
    """The condition on entries that `accounts.permissions.reviews` sets for one listing: it lies where `user` decides.

    With `only_own` what has no place, and the areas of those `user` stands in for on the day `today`, are left out.
    """
    duties = list(Duty.objects.filter(Q(user=user) | Q(deputy=user)).order_by("pk"))
    own = [duty for duty in duties if duty.user_id == user.pk]
    if not own:
        return Q()
    if only_own:
        return _inside(own[0]) & Q(listing__place__isnull=False)
    inside = Q(listing__place__isnull=True)
    for duty in own + [duty for duty in duties if duty.user_id != user.pk and duty.is_away(today)]:
        inside |= _inside(duty)
    return inside


def _inside(duty):
    place = Q(listing__place__isnull=False)
    if duty.country:
        place &= Q(country=duty.country.upper())
    if duty.radius_km is not None:
        chord = ChordTo(F("listing__pos"), cube_at(Point(duty.lat, duty.lon)))
        band = duty.radius_km / KM_PER_DEGREE  # cheap, and leaves few to measure
        place &= Q(listing__lat__range=(duty.lat - band, duty.lat + band))
        place &= Q(LessThanOrEqual(chord, Value(chord_metres(duty.radius_km))))
    return place


def behind(entries, entry):
    """Those of `entries` that come after `entry` (a Review or None) in the order of the queue."""
    if entry is None:
        return entries
    later = Q(opened_at__gt=entry.opened_at) | Q(opened_at=entry.opened_at, pk__gt=entry.pk)
    if entry.asked_at is None:
        same_rank = Q(asked_at__isnull=False) | Q(asked_at__isnull=True) & later
    else:
        same_rank = Q(asked_at__gt=entry.asked_at) | Q(asked_at=entry.asked_at) & later
    return entries.filter(Q(harm__gt=entry.harm) | Q(harm=entry.harm) & same_rank, harm__gte=entry.harm)


def with_parts(entries, now):
    """Entries with what a row shows of their listing, in a handful of questions however many there are."""
    dates = UpcomingDate.objects.filter(listing=OuterRef("listing"), ends_at__gt=now).order_by("starts_at", "pk")
    reports = Report.objects.open().filter(listing=OuterRef("listing")).order_by().values("listing")
    parts = ("kind", "place__private_address", "organization", "source", "submission", "first_visit")
    of_listing = (*parts, "owner__verification")
    words = Prefetch("listing__listing_terms", ListingTerm.objects.select_related("term"))
    return (
        entries.select_related("other", *(f"listing__{name}" for name in of_listing))
        .defer("listing__document", "listing__pos", "other__document", "other__pos")
        .prefetch_related(*waiting_parts("listing__"), words, *(f"listing__{name}" for name in TEXTS_OF))
        .annotate(
            next_at=Subquery(dates.values("starts_at")[:1]),
            next_ends_at=Subquery(dates.values("ends_at")[:1]),
            next_zone=Subquery(dates.values("timezone")[:1]),
            report_count=Coalesce(Subquery(reports.values(n=Count("pk"))), 0),
            question_at=Subquery(_latest(Q(act=Act.ASKED))),
            answered_at=Subquery(_latest(Q(act__in=CHANGES) & _by_their_team())),
        )
    )


def _latest(which):
    """When the last of the acts `which` was done to the listing of an entry, since it waits."""
    done = ModerationEvent.objects.filter(which, listing=OuterRef("listing"), created_at__gte=OuterRef("opened_at"))
    return done.order_by("-created_at", "-pk").values("created_at")[:1]


def _by_their_team():
    """A condition on acts: somebody did them who looks after the listing."""
    team = Facilitator.objects.filter(listing=OuterRef("listing"), user=OuterRef("by"))
    return Q(via_link=True) | Q(by=F("listing__owner")) | Exists(team)


def waiting_parts(path=""):
    """What waits at a listing, to be prefetched: `waiting`, its change if there is one, and `open_entries`."""
    return [
        Prefetch(f"{path}revisions", Revision.objects.waiting(), to_attr="waiting"),
        Prefetch(f"{path}reviews", Review.objects.open().order_by("harm", "pk"), to_attr="open_entries"),
    ]


def noticed(listing):
    """The `Check`s of a row of the queue, of the listing as it would be; asks nothing that `with_parts` has fetched.

    What is odd about times, and what it may be a double of, the page of the listing says.
    """
    document = with_texts(listing)
    for change in listing.waiting:
        document |= change.proposed
    found = [check for rule in checks.RULES for check in rule(document)]
    return sorted(found, key=lambda check: (check.level, check.field, check.code))


def for_the_young():
    """A condition on entries: their listing takes people under 18, by its ages or its audience."""
    words = Term.objects.lexicon().ids(Facet.AUDIENCE, YOUNG)
    is_grown_up = Q(listing__minimum_age__isnull=False, listing__minimum_age__gte=ADULT_AGE)
    by_age = Q(listing__minimum_age__lt=ADULT_AGE) | Q(listing__maximum_age__lt=ADULT_AGE)
    return by_age | (Q(listing__tags__overlap=words) & ~is_grown_up)


def with_texts(listing):
    """The parts of a listing's document that the rules read."""
    first_visit = getattr(listing, "first_visit", None)
    return {name: content.SECTIONS[name](listing) for name in ("basics", "people", "joining", "texts")} | {
        "place": content.SECTIONS["place"](listing) if listing.place else NOWHERE | {"private": None},
        "contacts": [{name: getattr(one, name) for name in CONTACT_COLUMNS} for one in listing.contacts.all()],
        "times": [{"note": slot.note} for slot in listing.schedules.all() if slot.is_live and not slot.is_over],
        "words": [
            {"term": f"{word.term.facet}:{word.term.slug}", "detail": word.detail}
            for word in listing.listing_terms.all()
        ],
        "help": [{"how_to_ask": one.how_to_ask} for one in listing.practical_help.all()],
        "first_visit": first_visit and {name: getattr(first_visit, name) for name in FIRST_VISIT_COLUMNS},
    }


def stamp_of(listing):
    """What a moderator saw of `listing`, as a short text: another one once it, its change or its entries changed.

    Needs `waiting_parts`.
    """
    changes = [[change.pk, change.proposed] for change in listing.waiting]
    entries = [entry.pk for entry in listing.open_entries]
    seen = [listing.status, listing.is_checked_now, listing.updated_at.isoformat(), changes, entries]
    return hashlib.sha256(json.dumps(seen, sort_keys=True).encode()).hexdigest()[:32]
