"""What somebody's own check-ins say, for themselves alone."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from groups.check_ins.instruments import SUPPORT, WELLBEING, instruments
from groups.models import CheckIn

EVERY = timedelta(weeks=8)
MOST_SHOWN = 100


def history(user):
    """The check-ins of `user`, latest first; at most `MOST_SHOWN`."""
    mine = CheckIn.objects.filter(user=user).prefetch_related("programs__place")
    return list(mine.order_by("-taken_on", "-pk")[:MOST_SHOWN])


def due_on(check_ins):
    """The day from which the next one is offered: today without any, else eight weeks after the last."""
    return check_ins[0].taken_on + EVERY if check_ins else timezone.localdate()


def calls_for_help(check_in):
    """Whether a score of `check_in` is so low that its person is shown where to talk to somebody now."""
    known = instruments()
    return any(
        getattr(check_in, f"{measures}_instrument") in known
        and known[getattr(check_in, f"{measures}_instrument")].calls_for_help(getattr(check_in, f"{measures}_score"))
        for measures in (SUPPORT, WELLBEING)
    )


def country_of(check_in):
    """The country (ISO 3166-1 alpha-2) whose help lines suit: of where they go, else of this site; None unknown."""
    places = [listing.place for listing in check_in.programs.all() if listing.place] if check_in else []
    return next((place.country for place in places if place.country), settings.DEFAULT_COUNTRY) or None
