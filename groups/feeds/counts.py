"""How many listings and times a format leaves out, counted by the database for the page of feeds."""

from django.core.cache import cache
from django.db import DatabaseError
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from groups.choices import PLACELESS, Attendance, Channel, Precision
from groups.interop.meeting_guide import LeftOut
from groups.interop.meeting_guide_dump import A_WEEK
from groups.models import Closure, Contact, Listing, Schedule
from groups.recurrence.rule import Freq

KEPT_SECONDS = 3600
KEY = "feeds:figures"
DIALLED = r"^\+?[0-9,*#().\-/[:space:]]+$"


def figures():
    """`{"listings": all that leave the site, "confidential": those that do not, "left_out": {LeftOut: how many}}`.

    `left_out` is of the Meeting Guide list. Counted anew once an hour: over a large directory it takes a while. Where
    nothing can be kept it is counted each time.
    """
    try:
        return cache.get_or_set(KEY, lambda: counted(timezone.now()), KEPT_SECONDS)
    except DatabaseError:
        return counted(timezone.now())


def counted(now):
    """The same, counted at the aware moment `now`; four questions."""
    listings = Listing.objects.for_feeds()
    unreachable = no_way_in(listings, now)
    reachable = listings.exclude(pk__in=unreachable["without"]).exclude(pk__in=unreachable["paused"])
    return {
        "listings": listings.count(),
        "confidential": Listing.objects.searchable().filter(place__precision=Precision.AREA).count(),
        "left_out": {
            **times_left_out(reachable, now),
            LeftOut.NO_WAY_IN.value: unreachable["without"].count(),
            LeftOut.CLOSED.value: unreachable["paused"].count(),
        },
    }


def no_way_in(listings, now):
    """Listings online or by phone that have no public link or number, or that pause just now."""
    placeless = listings.filter(attendance__in=PLACELESS)
    pauses = Closure.objects.on(now.date()).filter(listing=OuterRef("pk"))
    contacts = Contact.objects.filter(listing=OuterRef("pk")).public()
    link = Q(channel=Channel.ONLINE_LINK)
    number = Q(channel=Channel.PHONE, value__regex=DIALLED)
    online = Exists(contacts.filter(link | number))
    phone = Exists(contacts.filter(number))
    by_phone = Q(attendance=Attendance.PHONE)
    return {
        "paused": placeless.filter(Exists(pauses)),
        "without": placeless.exclude(Exists(pauses)).exclude(by_phone & phone | ~by_phone & online),
    }


def times_left_out(listings, now):
    """How many live times of `listings` are no weekly ones, by `LeftOut`: each counts for the first that holds."""
    conditions = {
        LeftOut.ONCE: Q(freq=Freq.ONCE),
        LeftOut.MONTHLY: Q(freq=Freq.MONTHLY) | Q(bymonthday__len__gt=0),
        LeftOut.RARER: Q(interval__gt=1),
        LeftOut.SEASONAL: ~Q(season_from=""),
        LeftOut.LATER: Q(starts_on__gt=now.date() + A_WEEK),
    }
    counts, before = {}, Q()
    for reason, condition in conditions.items():
        counts[reason.value] = Count("pk", filter=condition & ~before if before else condition)
        before |= condition
    return Schedule.objects.live().filter(listing__in=listings).aggregate(**counts)
