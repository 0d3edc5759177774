"""What somebody looks after: their listings with how each stands, their next dates, and what they may take over."""

from collections import defaultdict
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Lower

from groups import sessions
from groups.choices import BookingState, Status
from groups.models import Facilitator, Listing, Question, Review, Revision, UpcomingDate

PAGE_SIZE = 20
DATES_SHOWN = 4
ACTS_READ = 100
SUGGESTED = {
    "basics": lambda content: content["basics"]["description"],
    "place": lambda content: content["place"]["attendance"],
    "times": lambda content: content["times"],
    "contacts": lambda content: content["contacts"],
    "joining": lambda content: content["joining"]["how_to_join"] or _has_words(content, "joining"),
    "words": lambda content: _has_words(content, "topic") and _has_words(content, "cost"),
    "first_visit": lambda content: content["first_visit"],
    "people": lambda content: content["people"]["minimum_age"] is not None or content["people"]["maximum_size"],
}
"""By section, what tells that a reader finds there what they look for first."""


def listings_of(user):
    """The listings `user` owns or co-facilitates, by name.

    Two indexed lists put together: an OR over both tables would walk the whole directory.
    """
    owned = Listing.objects.filter(owner=user).values("pk")
    shared = Facilitator.objects.filter(user=user).values("listing")
    return Listing.objects.filter(pk__in=owned.union(shared)).order_by("name", "pk")


def with_standing(listings, now):
    """`listings` with how each stands at the aware moment `now`.

    Annotates `has_change` (a change waits), `was_asked` (a moderator asked something), `is_paused` by
    the calendar of the place, what `with_pause` and `with_next` say, and `questions_waiting` (unanswered).
    """
    return (
        listings.with_next(now)
        .with_pause(now)
        .select_related("kind", "organization", "place", "source", "submission")
        .annotate(
            has_change=Exists(Revision.objects.waiting().filter(listing=OuterRef("pk"))),
            was_asked=Exists(Review.objects.open().filter(listing=OuterRef("pk"), asked_at__isnull=False)),
            is_paused=Q(pause__isnull=False),
            questions_waiting=Coalesce(Subquery(_waiting_questions()), 0),
        )
    )


def claimable_by(user):
    """Listings that were sent in without an account, from an e-mail address `user` has since shown to be theirs."""
    addresses = EmailAddress.objects.filter(user=user, verified=True).values(lower=Lower("email"))
    return (
        Listing.objects.filter(owner=None, answered_by_mail=True, submission__email_verified_at__isnull=False)
        .exclude(status=Status.WITHDRAWN)
        .annotate(sent_from=Lower("submission__email"))
        .filter(sent_from__in=addresses)
        .order_by("name", "pk")
    )


def gaps(content):
    """The sections of a document in which a reader misses something, in the order of `SUGGESTED`."""
    return [section for section, says in SUGGESTED.items() if not says(content)]


@dataclass(frozen=True)
class Coming:
    """How many told that they come to the next date, and how many of them for the first time."""

    people: int = 0
    first_timers: int = 0

    def __add__(self, other):
        return Coming(self.people + other.people, self.first_timers + other.first_timers)


def coming_to(listings, now):
    """`{pk: Coming}`: who comes to the next date of each of `listings`, to it alone or to the whole course.

    One question for all; each begins with its next date, so that the other bookings are not read.
    """
    pks = [listing.pk for listing in listings]
    dates = UpcomingDate.objects.filter(listing__in=pks, ends_at__gt=now, previous_ends_at__lte=now)
    to_date = _numbers(dates, "schedule__sessions__bookings", schedule__sessions__original_on=F("original_on"))
    coming = defaultdict(Coming)
    for pk, people, first_timers in to_date.union(_numbers(dates, "schedule__bookings"), all=True):
        coming[pk] += Coming(people, first_timers)
    return coming


def next_dates(listing, now, limit=DATES_SHOWN):
    """The `SessionDate`s of a listing that are not over at `now`, soonest first.

    Cancelled ones are among them, those of a pause are not.
    """
    return sessions.near(sessions.dates_of([listing], now, now + sessions.A_YEAR)[listing.pk], now, limit)


def acts_on(listing, dates):
    """By slot and day, the latest act on each of `dates` that is not as its rule has it: undoing it takes that back."""
    wanted = {(one.slot.pk, one.original_on.isoformat()): one for one in dates if one.says_something}
    acts = {}
    if wanted:
        about_dates = listing.events.filter(after__has_key="date").order_by("created_at", "pk")
        for event in about_dates.reverse()[:ACTS_READ]:
            told = event.after["date"]
            one = wanted.pop((told["slot"], told["original_on"]), None)
            if one:
                acts[one.slot.pk, one.original_on] = event
    return acts


def _numbers(dates, bookings, **which):
    """`(listing, people, first-timers)` of those who come, along the path `bookings` from `dates`."""
    is_first_time = Q(**{f"{bookings}__is_first_time": True})
    numbers = {"people": Count(bookings), "first_timers": Count(bookings, filter=is_first_time)}
    coming = dates.filter(**which, **{f"{bookings}__state": BookingState.COMING})
    return coming.order_by().values_list("listing").annotate(**numbers)


def _waiting_questions():
    """Of the listing in question: how many confirmed questions nobody has answered; no row where there is none."""
    waiting = Question.objects.filter(listing=OuterRef("pk"), email_verified_at__isnull=False, answered_at__isnull=True)
    return waiting.order_by().values("listing").annotate(n=Count("pk")).values("n")


def _has_words(content, facet):
    return any(word["term"].startswith(f"{facet}:") for word in content["words"])
