"""Change how people come to a listing."""

from django.db import transaction
from django.utils import timezone

from groups.booking.holding import hold
from groups.booking.places import places
from groups.booking.rules import rules_of
from groups.booking.waiting import fill
from groups.choices import Act
from groups.models import Booking, BookingRules, Listing, ModerationEvent, Schedule, Session

COLUMNS = ("way", "capacity", "accept_hours", "asks_first")


@transaction.atomic
def set_rules(listing, *, by, via_link=False, **wanted):
    """Write how people come to `listing` (`wanted`: the columns of `BookingRules`) and offer the places this makes.

    Answers the rules. Raises ValidationError where they make no sense. Whoever has a place keeps it, also where there
    are fewer now.
    """
    listing = Listing.objects.select_for_update(of=["self"], no_key=True).select_related("place").get(pk=listing.pk)
    rules = BookingRules.objects.filter(listing=listing).first() or BookingRules(listing=listing)
    before = _told(rules)
    for name in COLUMNS:
        setattr(rules, name, wanted[name])
    rules.full_clean()
    rules.save()
    after = _told(rules)
    if before != after:
        told = {"before": {"coming": before}, "after": {"coming": after}}
        ModerationEvent.objects.create(listing=listing, act=Act.EDITED, by=by, via_link=via_link, **told)
        _offer_places(listing, before)
    return rules_of(Listing.objects.select_related("place").get(pk=listing.pk))


def _told(rules):
    return {name: getattr(rules, name) for name in COLUMNS}


def _offer_places(listing, before):
    """Fill every line of `listing`, date by date; what was full before and is not now is told."""
    alive = Booking.objects.to_come(timezone.now())
    dates = Session.objects.filter(schedule__listing=listing, bookings__in=alive)
    courses = Schedule.objects.filter(listing=listing, bookings__in=alive)
    for model, rows in ((Schedule, courses), (Session, dates)):
        for pk in rows.order_by("pk").distinct().values_list("pk", flat=True):
            thing = hold(model, pk)
            fill(thing, places(thing, BookingRules(**before)))
