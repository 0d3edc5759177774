"""The words pages speak to the directory in: each answers one question, and they combine freely."""

import re
from datetime import timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, F, FilteredRelation, OuterRef, Prefetch, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from groups.choices import PLACELESS, Answer, Relation, Status, When
from groups.geo import HALF_CIRCUMFERENCE_KM, chord_metres
from groups.models.fields import ChordTo, CubeEnlarge, LocalDate, Span, cube_at
from groups.models.schedule import Schedule, UpcomingDate

EVERYTHING = 1_000_000_000
SOON = timedelta(minutes=60)
GRACE = timedelta(minutes=10)
"""So long after the beginning somebody is not late yet: buses and clocks differ."""
WEEK = timedelta(days=7)
DAY = timedelta(hours=25)  # the longest there is: within it of now lies what is today anywhere, for the index
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

    def around(self, point, km=None):
        """Listings with a position at most `km` from `point`, or all that have one; annotated with `chord`.

        For listings that something else leads to: no index of positions is asked.
        """
        listings = self.from_point(point)
        return listings.filter(lat__isnull=False) if is_everywhere(km) else listings.filter(chord__lte=chord_metres(km))

    def near(self, point, km=None):
        """The same as `around`, by the index: it is asked for the box round the circle."""
        listings = self.around(point, km)
        if is_everywhere(km):
            return listings
        return listings.filter(pos__inside=CubeEnlarge(cube_at(point), Value(chord_metres(km)), Value(3)))

    def placeless(self):
        """Listings joined from anywhere, online or by phone."""
        return self.filter(attendance__in=PLACELESS)

    def unlocated(self):
        """Listings that meet at a place nobody could find on the map."""
        return self.filter(place__isnull=False, lat__isnull=True)

    def sampled(self):
        """One in `SAMPLE` of the listings, the same for everybody: large counts are estimated from it."""
        return self.filter(in_sample=True)

    def tagged(self, *groups):
        """Listings with at least one id of every group (OR inside a group, AND between them).

        Inside a circle: the index that holds positions and tags together answers.
        """
        for ids in groups:
            self = self.filter(tags__overlap=list(ids))
        return self

    def tagged_anywhere(self, *groups):
        """The same as `tagged` without a circle: the index of tags alone answers."""
        for ids in groups:
            self = self.filter(tags__any_of=list(ids))
        return self

    def about(self, text, also=None, *, is_rare=False):
        """Listings that hold every word of `text` (beginnings count) in name, place, organization, topics or text.

        `also`: words that count as well, as lists by folded word (see `groups.spelling.read`). `is_rare`: few listings
        hold one of the words, so they are best found by it. The planner takes the beginning of any word for one in at
        least 200 listings; of one that is asked for twice it expects few enough to begin there, not at the place.
        """
        if not WORD.search(text):
            return self
        return self.filter(document__words=(f"{text} {text}" if is_rare else text, also))

    def for_age(self, age):
        """Listings that a person of `age` years may come to."""
        return self.filter(
            Q(minimum_age__isnull=True) | Q(minimum_age__lte=age),
            Q(maximum_age__isnull=True) | Q(maximum_age__gte=age),
        )

    def meeting(self, when, now):
        """Listings with a date `when` (a `When`), seen from the aware moment `now`; days are those of the place.

        "now" means under way or starting within the hour; where nobody may come late, just begun. A date that is
        over does not count for today either.
        """
        if when == When.NOW:
            return self.under_way(now)
        dates = coming(now)
        if when == When.TODAY:
            dates = dates.filter(local_day(now), starts_at__gt=now - DAY, starts_at__lt=now + DAY)
        elif when == When.TOMORROW:
            dates = dates.filter(local_day(now, days=1), starts_at__gt=now, starts_at__lt=now + 2 * DAY)
        else:
            dates = dates.filter(starts_at__lt=now + WEEK)
        return self.filter(Exists(dates))

    def under_way(self, now):
        """Listings with a date under way at `now`, or starting within the hour.

        Where nobody may come late it has begun `GRACE` ago at most.

        They are few at any moment, and found by their dates, once: the limit keeps the planner from asking for every
        listing of a circle, of which it expects a handful even in a metropolis.
        """
        visits = self.model._meta.get_field("first_visit").related_model.objects
        too_late = visits.filter(listing=OuterRef("listing"), arrive_late=Answer.NO)
        dates = UpcomingDate.objects.filter(ends_at__gt=now, starts_at__lte=now + SOON)
        open_doors = dates.filter(Q(starts_at__gte=now - GRACE) | ~Exists(too_late))
        return self.filter(pk__in=open_doors.order_by().values("listing")[:EVERYTHING])

    def with_next(self, now):
        """Annotate the next date that is not over at `now`, if there is one: `next_at`, `next_ends_at`, `next_zone`."""
        is_next = Q(upcoming_dates__ends_at__gt=now, upcoming_dates__previous_ends_at__lte=now)
        return self.annotate(next_date=FilteredRelation("upcoming_dates", condition=is_next)).annotate(
            next_at=F("next_date__starts_at"), next_ends_at=F("next_date__ends_at"), next_zone=F("next_date__timezone")
        )

    def with_pause(self, now):
        """Annotate `pause`: first and last day of the closure (of the listing or its place) under way at `now`, by the
        calendar of the place. The last is None where nobody knows it yet, `pause` itself where there is no closure."""
        closures = self.model.closures.rel.related_model.objects
        here = Coalesce(OuterRef("place__timezone"), Value("UTC"))
        under_way = closures.on(LocalDate(Value(now, models.DateTimeField()), here)).filter(
            Q(listing=OuterRef("pk")) | Q(place=OuterRef("place"))
        )
        longest = under_way.order_by(F("ends_on").desc(nulls_first=True), "pk")
        return self.annotate(pause=Subquery(longest.values_list(Span("starts_on", "ends_on"))[:1]))

    def dated(self, now):
        """Listings with a date that is not over at `now`."""
        return self.filter(Exists(coming(now)))

    def undated(self, now):
        """Listings without any such date, such as clinics that see people by appointment."""
        return self.filter(~Exists(coming(now)))

    def nearest_first(self):
        """The order around a place. Needs `near`."""
        return self.order_by("chord", "pk")

    def complementing(self, listing):
        """Listings of the other formality that share a topic with `listing` (any, where it names none)."""
        others = self.exclude(pk=listing.pk).exclude(formality=listing.formality)
        topics = [term.pk for term in listing.words("topic")]
        return others.tagged_anywhere(topics) if topics else others

    def for_cards(self):
        """With what a result card shows of each listing's own; `card_parts` are to be prefetched for the whole page.

        `only_ids` are the terms of those it is for alone.
        """
        cards = self.select_related("kind", "organization", "place", "source").defer("document", "pos")
        terms = self.model.listing_terms.rel.related_model.objects.filter(listing=OuterRef("pk"))
        only = terms.filter(relation=Relation.ONLY).order_by("term__position", "pk")
        return cards.annotate(only_ids=ArraySubquery(only.values("term_id")))

    def card_parts(self):
        """What else a result card shows: one question each for all listings; what is not public is not fetched."""
        return [
            Prefetch("contacts", self.public_contacts(), to_attr="public_contacts"),
            Prefetch("schedules", Schedule.objects.live(), to_attr="live_schedules"),
        ]

    def public_contacts(self):
        return self.model.contacts.rel.related_model.objects.public().order_by("position", "pk")
