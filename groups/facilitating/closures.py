"""Days without meetings: a listing paused, a place closed, and closed for good. It opens again by itself."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groups import moderation, schedule
from groups.choices import Act
from groups.facilitating.acting import held, keep
from groups.models import Closure, Listing, Place, Schedule


@transaction.atomic
def pause(listing, starts_on, ends_on, note="", *, by, via_link=False):
    """Pause `listing` from the first to the last day (dates local to its place, both included; None: no end yet).

    Answers the closure; one with the same days is taken up again with the new note. Raises ValidationError for days
    in the wrong order or all in the past.
    """
    listing = held(listing.pk)
    _refuse_past(starts_on, ends_on, today_of(listing))
    closure, is_new = _closure({"listing": listing}, starts_on, ends_on, note, by=by)
    if is_new:
        _refresh([listing])
        keep(listing, Act.PAUSED, by=by, via_link=via_link, after={"closure": _told(closure)})
    return closure


@transaction.atomic
def close_place(place, starts_on, ends_on, note="", *, by):
    """Close a whole place for some days: every listing there says so. Arguments, answer and errors as for `pause`."""
    place = _held_place(place.pk)
    _refuse_past(starts_on, ends_on, today_at(place))
    closure, is_new = _closure({"place": place}, starts_on, ends_on, note, by=by)
    if is_new:
        _refresh_place(place, Act.PAUSED, closure, by=by)
    return closure


@transaction.atomic
def reopen(closure, *, by, via_link=False):
    """Open again before the last day: what has been closed stays in the past.

    Answers whether it was closed still: nothing happens where that is over.
    """
    _hold_closed(closure)
    closures = Closure.objects.select_for_update(of=["self"]).select_related("listing__place", "place")
    closure = closures.filter(pk=closure.pk).first()
    if closure is None:
        return False
    today = today_at(closure.place) if closure.place else today_of(closure.listing)
    if closure.ends_on and closure.ends_on < today:
        return False
    told = _told(closure)
    if closure.starts_on >= today:
        closure.delete()
    else:
        closure.ends_on = today - timedelta(days=1)
        closure.save(update_fields=["ends_on"])
    if closure.place:
        _refresh_place(closure.place, Act.REOPENED, closure, by=by)
    else:
        _refresh([closure.listing])
        keep(closure.listing, Act.REOPENED, by=by, via_link=via_link, before={"closure": told})
    return True


@transaction.atomic
def close_for_good(listing, *, by, via_link=False, note=""):
    """Say that the listing is over: its page stays and says so, search no longer finds it, no date is left.

    `note` is a word to the moderator who looks at it afterwards. Answers whether it was open.
    """
    listing = held(listing.pk)
    if listing.closed_on:
        return False
    listing.closed_on = today_of(listing)
    _save_closed(listing)
    after = {"closed_on": listing.closed_on.isoformat()}
    keep(listing, Act.CLOSED, by=by, via_link=via_link, reason=note, after=after)
    return True


@transaction.atomic
def open_again(listing, *, by, via_link=False):
    """Take back that the listing is closed for good. Answers whether it was."""
    listing = held(listing.pk)
    if not listing.closed_on:
        return False
    before = {"closed_on": listing.closed_on.isoformat()}
    listing.closed_on = None
    _save_closed(listing)
    keep(listing, Act.REOPENED, by=by, via_link=via_link, before=before)
    return True


def answers_for(user, place):
    """Whether everything public at `place` is run by organizations that `user` belongs to, so that they may close it.

    Where others meet there too, a moderator does.
    """
    if not user.is_authenticated:
        return False
    there = place.listings.published()
    own = there.filter(organization__members=user.pk)
    return own.exists() and not there.exclude(pk__in=own.values("pk")).exists()


def today_of(listing):
    """Today by the calendar of the place of `listing`, or else of its slots."""
    zones = listing.schedules.live().order_by("pk").values_list("timezone", flat=True)
    return today_at(listing.place) if listing.place else _today(zones.first() or settings.TIME_ZONE)


def today_at(place):
    """Today by the calendar of `place`, or else of the site."""
    return _today(place.timezone if place else settings.TIME_ZONE)


def _today(zone):
    return timezone.now().astimezone(ZoneInfo(zone)).date()


def _held_place(pk):
    """The place, held after its listings: whoever changes a listing may go on to change its place."""
    listings = Listing.objects.select_for_update(of=["self"], no_key=True).filter(place=pk).order_by("pk")
    list(listings.values_list("pk"))
    return Place.objects.select_for_update(no_key=True).get(pk=pk)


def _hold_closed(closure):
    """Hold what is closed, before its closure: whoever pauses takes them in that order too."""
    if closure.place_id:
        _held_place(closure.place_id)
    else:
        held(closure.listing_id)


def _refuse_past(starts_on, ends_on, today):
    if ends_on and ends_on < starts_on:
        raise ValidationError({"ends_on": _("The last day is before the first.")})
    if ends_on and ends_on < today:
        raise ValidationError({"ends_on": _("These days are over. Nothing was changed.")})


def _closure(of, starts_on, ends_on, note, *, by):
    """The closure with these days, and whether anything was written."""
    days = {"starts_on": starts_on, "ends_on": ends_on}
    closure = Closure.objects.filter(**of, **days).first() or Closure(**of, **days, created_by=by)
    if closure.pk and closure.note == note:
        return closure, False
    closure.note = note
    closure.full_clean()
    closure.save()
    return closure, True


def _told(closure):
    """A closure as its event keeps it."""
    ends_on = closure.ends_on.isoformat() if closure.ends_on else None
    return {"starts_on": closure.starts_on.isoformat(), "ends_on": ends_on, "note": closure.note}


def _refresh(listings):
    schedule.refresh_dates(Schedule.objects.filter(listing__in=listings))


def _refresh_place(place, act, closure, *, by):
    """All listings at `place` lose or get back their dates; every public one keeps the act in its history."""
    there = list(place.listings.published().order_by("pk"))
    _refresh(place.listings.all())
    for listing in there:
        keep(listing, act, by=by, renews=False, after={"place_closure": _told(closure)})


def _save_closed(listing):
    listing.save(update_fields=["closed_on", "updated_at"])
    moderation.refresh_searchable(Listing.objects.filter(pk=listing.pk))
    _refresh([listing])
