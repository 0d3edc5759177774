"""What somebody looks after: their listings with how each stands, their next dates, and what they may take over."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Lower

from groups import recurrence
from groups.choices import SessionStatus, Status
from groups.closed_days import closures_of, is_closed
from groups.models import Facilitator, Listing, Question, Review, Revision, Schedule, Session

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
            is_paused=Q(paused_from__isnull=False),
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
    """The sections of a document in which a reader misses something, in the order of the document."""
    return [section for section in content if not SUGGESTED[section](content)]


@dataclass(frozen=True)
class ComingDate:
    """One date of a slot as it will take place; `session` is what is attached to it, or None."""

    slot: Schedule
    original_on: date
    starts_at: datetime
    ends_at: datetime
    session: Session | None = None

    @property
    def is_cancelled(self):
        return self.session is not None and self.session.status == SessionStatus.CANCELLED

    @property
    def is_moved(self):
        return self.session is not None and self.session.status == SessionStatus.MOVED

    @property
    def note(self):
        return self.session.note if self.session else ""

    @property
    def local_times(self):
        """Beginning and end by the clock of the slot."""
        zone = ZoneInfo(self.slot.timezone)
        return self.starts_at.astimezone(zone), self.ends_at.astimezone(zone)


def next_dates(listing, now, limit=DATES_SHOWN):
    """The dates of a listing that are not over at `now`, soonest first: cancelled ones too, those of a pause not."""
    slots = {slot.pk: slot for slot in listing.schedules.live().order_by("pk")}
    attached = {(one.schedule_id, one.original_on): one for one in Session.objects.filter(schedule__in=slots)}
    closures = closures_of([listing])[listing.pk]
    coming = [one for slot in slots.values() for one in islice(_open(_by_rule(slot, attached, now), closures), limit)]
    moved = [
        ComingDate(slots[one.schedule_id], one.original_on, one.starts_at, one.ends_at, one)
        for one in attached.values()
        if one.status == SessionStatus.MOVED and one.ends_at > now
    ]
    return sorted([*coming, *_open(moved, closures)], key=lambda one: (one.starts_at, one.slot.pk))[:limit]


def acts_on(listing, dates):
    """The latest act for each of `dates` with something attached, by slot and day: undoing it takes that back."""
    wanted = {(one.slot.pk, one.original_on.isoformat()): one for one in dates if one.session}
    acts = {}
    if wanted:
        about_dates = listing.events.filter(after__has_key="date").order_by("created_at", "pk")
        for event in about_dates.reverse()[:ACTS_READ]:
            told = event.after["date"]
            one = wanted.pop((told["slot"], told["original_on"]), None)
            if one:
                acts[one.slot.pk, one.original_on] = event
    return acts


def _by_rule(slot, attached, now):
    """The dates a slot has by its rule, without those that were moved."""
    for one in recurrence.occurrences(slot.rule, now, now + timedelta(days=settings.SCHEDULE_HORIZON_DAYS)):
        date = ComingDate(slot, one.original_on, one.starts_at, one.ends_at, attached.get((slot.pk, one.original_on)))
        if not date.is_moved:
            yield date


def _open(dates, closures):
    return (one for one in dates if not is_closed(closures, one.local_times[0].date()))


def _waiting_questions():
    """Of the listing in question: how many confirmed questions nobody has answered; no row where there is none."""
    waiting = Question.objects.filter(listing=OuterRef("pk"), email_verified_at__isnull=False, answered_at__isnull=True)
    return waiting.order_by().values("listing").annotate(n=Count("pk")).values("n")


def _has_words(content, facet):
    return any(word["term"].startswith(f"{facet}:") for word in content["words"])
