"""The words pages speak to the directory in: each answers one question, and they combine freely."""

import re
from datetime import timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, F, FilteredRelation, OuterRef, Prefetch, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact, IsNull

from groups.choices import PLACELESS, Answer, Precision, Relation, Status, When
from groups.geo import HALF_CIRCUMFERENCE_KM, chord_metres
from groups.models.fields import ChordTo, CubeEnlarge, LocalDate, Span, cube_at
from groups.models.schedule import Schedule, UpcomingDate
from groups.zones import zones_of

SOON = timedelta(minutes=60)
GRACE = timedelta(minutes=10)
"""So long after the beginning somebody is not late yet: buses and clocks differ."""
WEEK = timedelta(days=7)
NO_TIME = timedelta(0)
DAY = timedelta(hours=25)  # the longest there is: within it of now lies what is today anywhere, for the index
BEGINS_WITHIN = {When.NOW: SOON, When.TODAY: NO_TIME, When.TOMORROW: DAY, When.WEEK: WEEK}
"""How far ahead the day of a date can begin, at most, that answers each `When`."""
OWN, FIRST = "", "first_date__"
"""Where position and tags are read: at the listing, or beside its first date, whose index knows its day as well."""
WORD = re.compile(r"[^\W_]")
NO_ZONES = ("",)
"""What no date goes by. Of an empty list the database would make a constant, and by a constant it does not sort."""
NOT_ON_CARDS = ("document", "pos")
"""What searching needs and nobody reads."""


def coming(now):
    """Dates of the listing in question that are not over at `now` (an aware moment)."""
    return UpcomingDate.objects.filter(listing=OuterRef("pk"), ends_at__gt=now)


def local_day(now, days=0, date=""):
    """Dates that fall on today, or `days` later, by the calendar of their own zone; `date` is the way to them."""
    here = LocalDate(Value(now, models.DateTimeField()), F(f"{date}timezone"), days=days)
    return Exact(LocalDate(F(f"{date}starts_at"), F(f"{date}timezone")), here)


def answering(when, now, date=""):
    """Dates that answer `when` beyond doubt, if they are not over; `date` is the way to them."""
    if when == When.TODAY:
        return Q(local_day(now, date=date))
    if when == When.TOMORROW:
        return Q(local_day(now, days=1, date=date))
    if when == When.NOW:
        return Q(**{f"{date}starts_at__gte": now - GRACE, f"{date}starts_at__lte": now + SOON})
    return Q(**{f"{date}starts_at__lt": now + WEEK})


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

    def for_feeds(self):
        """Listings that leave the site as data: those that search shows, but for confidential venues."""
        return self.searchable().exclude(place__precision=Precision.AREA)

    def from_point(self, point, *, by=OWN):
        """Annotate `chord`, the straight line in metres from `point`; NULL without a position."""
        return self.annotate(chord=ChordTo(F(f"{by}pos"), cube_at(point)))

    def around(self, point, km=None, *, by=OWN):
        """Listings with a position at most `km` from `point`, or all that have one; annotated with `chord`.

        For listings that something else leads to: no index of positions is asked.
        """
        listings = self.from_point(point, by=by)
        return listings.filter(lat__isnull=False) if is_everywhere(km) else listings.filter(chord__lte=chord_metres(km))

    def near(self, point, km=None, *, by=OWN):
        """The same as `around`, by the index: it is asked for the box round the circle."""
        listings = self.around(point, km, by=by)
        if is_everywhere(km):
            return listings
        box = CubeEnlarge(cube_at(point), Value(chord_metres(km)), Value(3))
        return listings.filter(**{f"{by}pos__inside": box})

    def placeless(self, *, by=OWN):
        """Listings joined from anywhere, online or by phone."""
        return self.nowhere(by).filter(attendance__in=PLACELESS)

    def unlocated(self, *, by=OWN):
        """Listings that meet at a place nobody could find on the map."""
        return self.nowhere(by).filter(place__isnull=False, lat__isnull=True)

    def nowhere(self, by):
        """Listings without a position, where an index by `by` knows them."""
        return self.filter(**{f"{by}pos__isnull": True}) if by else self

    def sampled(self, *, by=OWN):
        """One in `SAMPLE` of the listings, the same for everybody: large counts are estimated from it."""
        return self.filter(**{f"{by}in_sample": True})

    def tagged(self, *groups, by=OWN):
        """Listings with at least one id of every group (OR inside a group, AND between them).

        Inside a circle: the index that holds positions and tags together answers.
        """
        for ids in groups:
            self = self.filter(**{f"{by}tags__overlap": list(ids)})
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

    def named_or_tagged(self, text, ids):
        """Listings with one of the terms `ids`, or that hold every word of `text`, by which these go too."""
        return self.filter(Q(tags__any_of=list(ids)) | Q(document__words=(text, None)))

    def for_age(self, age):
        """Listings that a person of `age` years may come to."""
        return self.filter(
            Q(minimum_age__isnull=True) | Q(minimum_age__lte=age),
            Q(maximum_age__isnull=True) | Q(maximum_age__gte=age),
        )

    def meeting(self, when, now, *, is_in_order=False):
        """Listings with a date `when` (a `When`), seen from the aware moment `now`; days are those of the place.

        "now" means under way or starting within the hour; where nobody may come late, just begun. A date that is
        over does not count for today either.

        No listing has a date before its first one, which mostly is the one asked for. Where it is another, the rest
        are looked up. `is_in_order`: they are to be walked soonest first, so the index of beginnings has to answer, not
        that of days.
        """
        ahead = BEGINS_WITHIN[When(when)]
        begun = {} if is_in_order else {f"{FIRST}day_begins_at__lte": now + ahead}
        if is_in_order or when == When.NOW:
            begun[f"{FIRST}starts_at__lte"] = now + ahead + (DAY if when in (When.TODAY, When.TOMORROW) else NO_TIME)
        is_first = Q(answering(when, now, FIRST), **{f"{FIRST}ends_at__gt": now})
        others = self.others_answering(when, now).values("pk")[:1]
        return self.filter(is_first | Q(IsNull(Subquery(others), rhs=False)), **begun)

    def others_answering(self, when, now):
        """The dates of the listing in question that answer `when`.

        Where nobody may come late one that is on "now" has begun `GRACE` ago at most.
        """
        dates = coming(now)
        if when != When.NOW:
            return dates.filter(answering(when, now), starts_at__gt=now - DAY, starts_at__lt=now + WEEK)
        visits = self.model._meta.get_field("first_visit").related_model.objects
        too_late = visits.filter(listing=OuterRef("listing"), arrive_late=Answer.NO)
        return dates.filter(answering(when, now) | ~Exists(too_late), starts_at__lte=now + SOON)

    def with_next(self, now):
        """Annotate the next date that is not over at `now`, if there is one: `next_at`, `next_ends_at`, `next_zone`."""
        is_next = Q(upcoming_dates__ends_at__gt=now, upcoming_dates__previous_ends_at__lte=now)
        return self.annotate(next_date=FilteredRelation("upcoming_dates", condition=is_next)).annotate(
            next_at=F("next_date__starts_at"), next_ends_at=F("next_date__ends_at"), next_zone=F("next_date__timezone")
        )

    def with_next_to_sort(self, now):
        """The same of searchable listings, to sort thousands by: annotate `next_at` and `next_zone` alone.

        The first date known is the next one, mostly. Only where it is over the others are looked at.
        """
        following = coming(now).order_by("starts_at")

        def next_one(column):
            is_it = models.When(first_date__ends_at__gt=now, then=F(f"first_date__{column}"))
            is_over = models.When(first_date__ends_at__lte=now, then=Subquery(following.values(column)[:1]))
            return models.Case(is_it, is_over)

        return self.annotate(next_at=next_one("starts_at"), next_zone=next_one("timezone"))

    def with_first_as_next(self, now):
        """The listings whose first date known is not over at `now`: that is the next, annotated as `next_at`."""
        return self.filter(first_date__ends_at__gt=now).annotate(
            next_at=F("first_date__starts_at"), next_zone=F("first_date__timezone")
        )

    def with_later_as_next(self, now):
        """The listings whose first date known is over at `now` and that have another, annotated as `next_at`.

        They are few: dates that are over are forgotten every hour. Each looks up its own next date, for joined to all
        coming dates they would be walked for seconds where that hour is missed and more of them are over.
        """
        over, following = self.filter(first_date__ends_at__lte=now), coming(now).order_by("starts_at")
        return over.annotate(
            next_at=Subquery(following.values("starts_at")[:1]), next_zone=Subquery(following.values("timezone")[:1])
        ).filter(next_at__isnull=False)

    def beside(self, country):
        """After one of the four before: annotate `is_elsewhere`, false where the next date goes by the clocks of the
        country (ISO 3166-1 alpha-2, or None)."""
        here = models.When(next_zone__in=zones_of(country) or NO_ZONES, then=False)
        return self.annotate(is_elsewhere=models.Case(here, default=True))

    def going_by(self, country, is_so=True):
        """After one of those: what has its next date by the clocks of the country, or by others where not `is_so`."""
        here = Q(next_zone__in=zones_of(country))
        return self.filter(here if is_so else ~here)

    def with_pause(self, now):
        """Annotate `pause`: first and last day of the closure (of the listing or its place) under way at `now`, by the
        calendar of the place, without one by that of a slot. The last is None where nobody knows it yet, `pause` itself
        where there is no closure."""
        closures = self.model.closures.rel.related_model.objects
        slots = self.model.schedules.rel.related_model.objects.live().filter(listing=OuterRef(OuterRef("pk")))
        zone = Subquery(slots.order_by("pk").values("timezone")[:1])
        here = Coalesce(OuterRef("place__timezone"), zone, Value("UTC"))
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

    def complementing(self, listing, linked=(), parted=()):
        """Listings of the other formality that share a topic with `listing` (any, where it names none), and those of
        the ids `linked`; none of `parted`."""
        topics = [term.pk for term in listing.words("topic")]
        fits = ~Q(formality=listing.formality)
        if topics:
            fits &= Q(tags__any_of=topics)
        if linked:
            fits |= Q(pk__in=linked)
        return self.filter(fits).exclude(pk__in=[listing.pk, *parted])

    def for_cards(self):
        """With what a result card shows of each listing's own; `card_parts` are to be prefetched for the whole page.

        `only_ids` are the terms of those it is for alone.
        """
        cards = self.select_related("kind", "organization", "place", "source").defer(*NOT_ON_CARDS, "texts")
        terms = self.model.listing_terms.rel.related_model.objects.filter(listing=OuterRef("pk"))
        only = terms.filter(relation=Relation.ONLY).order_by("term__position", "pk")
        return cards.annotate(only_ids=ArraySubquery(only.values("term_id")))

    def with_texts(self):
        """After `for_cards`: with what each says of itself in other languages, too."""
        return self.defer(None).defer(*NOT_ON_CARDS)

    def card_parts(self):
        """What else a result card shows: one question each for all listings; what is not public is not fetched."""
        return [
            Prefetch("contacts", self.public_contacts(), to_attr="public_contacts"),
            Prefetch("schedules", Schedule.objects.live().with_cancelled(), to_attr="live_schedules"),
        ]

    def public_contacts(self):
        return self.model.contacts.rel.related_model.objects.public().order_by("position", "pk")
