"""The words pages speak to the directory in: each answers one question, and they combine freely."""

import re
from datetime import timedelta

from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Prefetch, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from groups.choices import PLACELESS, Answer, Relation, Status, When
from groups.geo import HALF_CIRCUMFERENCE_KM, chord_metres
from groups.models.fields import ChordTo, CubeEnlarge, LocalDate, cube_at
from groups.models.schedule import Schedule, UpcomingDate

SOON = timedelta(minutes=60)
WEEK = timedelta(days=7)
WORD = re.compile(r"[^\W_]")


def coming(now):
    """Dates of the listing in question that are not over at `now` (an aware moment)."""
    return UpcomingDate.objects.filter(listing=OuterRef("pk"), ends_at__gt=now)


def local_day(now, days=0):
    """Those of the dates that fall on today, or `days` later, by the calendar of their own zone."""
    here = LocalDate(Value(now, models.DateTimeField()), F("timezone"), days=days)
    return Exact(LocalDate(F("starts_at"), F("timezone")), here)


def is_everywhere(km):
    """Whether a distance reaches round the globe."""
    return km is None or km >= HALF_CIRCUMFERENCE_KM


def within(point, km):
    """A position at most `km` from `point`: the box is for the index, the chord for the exact circle."""
    if is_everywhere(km):
        return Q(pos__isnull=False)
    chord = chord_metres(km)
    return Q(pos__inside=CubeEnlarge(cube_at(point), Value(chord), Value(3)), chord__lte=chord)


def distanceless(km):
    """Joined from anywhere; where no distance is too far, also what meets at a place nobody could locate."""
    return Q(pos__isnull=True) if is_everywhere(km) else Q(attendance__in=PLACELESS)


class ListingQuerySet(models.QuerySet):
    def published(self):
        """Listings that have a public page."""
        return self.filter(status=Status.PUBLISHED)

    def searchable(self):
        """Listings that search, map and feeds may show: published, and not hidden as stale or closed."""
        return self.filter(searchable=True)

    def from_point(self, point):
        """Annotate `chord`, the straight line in metres from `point`; NULL without a position."""
        return self.annotate(chord=ChordTo(F("pos"), cube_at(point)))

    def near(self, point, km=None):
        """Listings with a position at most `km` from `point`, or all that have one; annotated with `chord`."""
        return self.from_point(point).filter(within(point, km))

    def elsewhere(self, km=None):
        """Listings without a distance that still answer a search within `km`: joined online or by phone."""
        return self.filter(distanceless(km))

    def reachable(self, point, km=None):
        """`near` and `elsewhere` as one; `chord` is NULL for the latter."""
        return self.from_point(point).filter(within(point, km) | distanceless(km))

    def tagged(self, *groups):
        """Listings with at least one id of every group (OR inside a group, AND between them)."""
        for ids in groups:
            self = self.filter(tags__overlap=list(ids))
        return self

    def about(self, text):
        """Listings that hold every word of `text` (beginnings count) in name, place, organization, topics or text."""
        if not WORD.search(text):
            return self
        return self.filter(document__words=text)

    def for_age(self, age):
        """Listings that a person of `age` years may come to."""
        return self.filter(
            Q(minimum_age__isnull=True) | Q(minimum_age__lte=age),
            Q(maximum_age__isnull=True) | Q(maximum_age__gte=age),
        )

    def meeting(self, when, now):
        """Listings with a date `when` (a `When`), seen from the aware moment `now`; days are those of the place.

        "now" means under way or starting within the hour; where nobody may come late, not yet begun. A date that is
        over does not count for today either.
        """
        dates = coming(now)
        if when == When.NOW:
            open_door = ~Q(listing__first_visit__arrive_late=Answer.NO) | Q(listing__first_visit__isnull=True)
            dates = dates.filter(Q(starts_at__gte=now) | open_door, starts_at__lte=now + SOON)
        elif when == When.TODAY:
            dates = dates.filter(local_day(now))
        elif when == When.TOMORROW:
            dates = dates.filter(local_day(now, days=1))
        else:
            dates = dates.filter(starts_at__lt=now + WEEK)
        return self.filter(Exists(dates))

    def with_next(self, now):
        """Annotate the next date that is not over at `now`: `next_at`, `next_ends_at`, `next_zone`."""
        first = coming(now).order_by("starts_at", "pk")
        return self.annotate(
            next_at=Subquery(first.values("starts_at")[:1]),
            next_ends_at=Subquery(first.values("ends_at")[:1]),
            next_zone=Subquery(first.values("timezone")[:1]),
        )

    def with_pause(self, now):
        """Annotate the closure (of the listing or its place) under way at `now`, by the calendar of the place:
        `paused_from`, and `paused_until`, which is None too where nobody knows yet."""
        closures = self.model.closures.rel.related_model.objects
        here = Coalesce(OuterRef("place__timezone"), Value("UTC"))
        under_way = closures.on(LocalDate(Value(now, models.DateTimeField()), here)).filter(
            Q(listing=OuterRef("pk")) | Q(place=OuterRef("place"))
        )
        longest = under_way.order_by(F("ends_on").desc(nulls_first=True), "pk")
        return self.annotate(
            paused_from=Subquery(longest.values("starts_on")[:1]), paused_until=Subquery(longest.values("ends_on")[:1])
        )

    def dated(self, now):
        """Listings with a date that is not over at `now`."""
        return self.filter(Exists(coming(now)))

    def soonest_first(self, now):
        """Listings with a date that is not over at `now`, by that date, then by name."""
        return self.dated(now).with_next(now).order_by("next_at", "name", "pk")

    def soonest_then_undated(self, now):
        """What is joined from anywhere, then what meets at a place nobody could locate: each by its next date, what
        has none last, and by name within."""
        has_place = ExpressionWrapper(Q(place__isnull=False), models.BooleanField())
        soonest = F("next_at").asc(nulls_last=True)
        return self.with_next(now).order_by(has_place.asc(), soonest, "name", "pk")

    def undated_by_name(self, now):
        """Listings without any such date, such as clinics that see people by appointment, by name."""
        return self.filter(~Exists(coming(now))).with_next(now).order_by("name", "pk")

    def nearest_first(self):
        """The order around a place. Needs `near`."""
        return self.order_by("chord", "pk")

    def complementing(self, listing):
        """Listings of the other formality that share a topic with `listing` (any, where it names none)."""
        others = self.exclude(pk=listing.pk).exclude(formality=listing.formality)
        topics = [term.pk for term in listing.words("topic")]
        return others.tagged(topics) if topics else others

    def for_cards(self):
        """With what a result card shows of each listing's own; `card_parts` are to be prefetched for the whole page."""
        return self.select_related("kind", "organization", "place", "source").defer("document", "pos")

    def card_parts(self):
        """What else a result card shows: one question each for all listings; what is not public is not fetched."""
        return [
            Prefetch("contacts", self.public_contacts(), to_attr="public_contacts"),
            Prefetch("schedules", Schedule.objects.live(), to_attr="live_schedules"),
            Prefetch("listing_terms", self.only_terms(), to_attr="only_terms"),
        ]

    def public_contacts(self):
        return self.model.contacts.rel.related_model.objects.public().order_by("position", "pk")

    def only_terms(self):
        terms = self.model.listing_terms.rel.related_model.objects
        return terms.filter(relation=Relation.ONLY).select_related("term").order_by("term__position", "pk")
