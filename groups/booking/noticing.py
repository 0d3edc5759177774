"""Mails to whoever saved a listing and wants to hear of it: a date changed, or a full one has a place again."""

from datetime import date, datetime, timedelta

from django.core.mail import get_connection
from django.utils import timezone

from groups import emails, sessions
from groups.booking import letters
from groups.booking.holding import slot_of
from groups.booking.telling import Change, Span, span_of
from groups.choices import Act, SessionStatus, Stop
from groups.models import Booking, SavedListing, Schedule

OF_LISTING = (Act.PAUSED, Act.REOPENED, Act.CLOSED)
TIMES = ("status", "starts_at", "ends_at")
SOON = timedelta(days=30)
"""A change of the times of a listing is told to who saved it if it changes a date of so many days to come."""


def tell_savers(event, but=()):
    """Mail who saved the listing of `event` what it did to its dates; answers how many were told.

    `but` are keys of people who have heard of it already, because they booked. An event is told once; one that
    changes no date, such as a note, is not told.
    """
    words = _said(event)
    if words is None:
        return 0
    savers = _savers(event.listing_id).exclude(user__in=but)
    return _write("saved_changed", savers, words | {"listing": event.listing}, cause=("saved", event.pk))


def dates_soon(listing):
    """The `Span`s of the dates of `listing` that take place soon; None where nobody is to be told of them."""
    if not _savers(listing.pk).exists():
        return None
    now = timezone.now()
    dates = sessions.dates_of([listing], now, now + SOON)[listing.pk]
    return {span_of(one) for one in dates if one.takes_place}


def tell_new_times(listing, were, but=()):
    """Mail who saved `listing` that its times changed, if its `dates_soon`, which `were` so, do; answers how many.

    `but` is as for `tell_savers`.
    """
    if were is None or dates_soon(listing) == were:
        return 0
    words = {"act": "times", "change": None, "zone": "", "slot": None, "listing": listing}
    savers = _savers(listing.pk).exclude(user__in=but)
    return _write("saved_changed", savers, words, cause=("times", listing.pk, timezone.now().isoformat()))


def tell_free(thing, one, now):
    """Mail who saved the listing of `thing` (a `Session` or `Schedule`) that it was full and has a place again.

    `one` is the next `SessionDate` it is about. Whoever booked it knows where they stand and gets no mail. Once a day
    at most for each date: anybody can book and cancel the last place as often as they like.
    """
    slot, booked = slot_of(thing), Booking.objects.alive().filter(user__isnull=False)
    of_thing = booked.filter(schedule=slot) if thing is slot else booked.filter(session=thing)
    savers = _savers(slot.listing_id).exclude(user__in=of_thing.values("user"))
    day = now.astimezone(one.starts_at.tzinfo).date()
    words = letters.about(slot, span_of(one)) | {"url": emails.address("session-detail", one.id)}
    return _write("free_again", savers, words, cause=("free", one.id, day))


def _savers(listing):
    return SavedListing.objects.filter(listing=listing, wants_notices=True, user__is_active=True)


def _write(template, savers, words, *, cause):
    """One text, once in each of their languages, to all of `savers`, each in a mail of their own; one `cause` (see
    `emails.cause`) is told each once."""
    rows = savers.order_by("user").values_list("user", "user__email", "user__language")
    people = {user: emails.Reader(email, language) for user, email, language in rows}
    if people:
        mails = {language: _text(template, language, words) for language in {one.language for one in people.values()}}
        tokens = emails.stop_tokens(people, timezone.now())
        copies = [_copy(mails, people[one], emails.cause(*cause, one), token) for one, token in tokens.items()]
        get_connection().send_messages(copies)
    return len(people)


def _text(template, language, words):
    """The mail to everybody who reads `language`; with the secret in it they end such mails, also by their mail program
    alone."""
    stop = emails.stop_address(letters.PLACEHOLDER, Stop.DATES)
    nobody = emails.Reader("", language)
    return emails.compose(template, nobody, words | {"stop_url": stop}, headers=emails.stop_headers(stop))


def _copy(mails, reader, key, token):
    """The one of `mails` that `reader` understands, with their own `token`."""
    return letters.copy_to(mails[reader.language], reader.email, key, letters.with_token(token))


def _said(event):
    """What the mail says of `event`: the `change` of one date, or its `act` alone; None where no date changed."""
    if event.act in OF_LISTING:
        return {"act": event.act, "change": None, "zone": "", "slot": None} | _days(event)
    before, after = (state.get("date") for state in (event.before, event.after))
    if not after or not before or all(before.get(name) == after.get(name) for name in TIMES):
        return None
    slot = Schedule.objects.select_related("listing").get(pk=after["slot"])
    one = sessions.session_date(slot, date.fromisoformat(after["original_on"]))
    if one and one.closure:  # nobody comes on that day, whatever is said of the date
        return None
    change = Change(_span(slot, before), _span(slot, after))
    return {"act": event.act, "change": change, "zone": slot.timezone, "slot": slot}


def _days(event):
    """First and last day of a pause, as its event keeps them; None where there is no pause or no end yet."""
    closure = event.after.get("closure") or event.after.get("place_closure") or {}
    days = {name: closure.get(name) for name in ("starts_on", "ends_on")}
    return {name: day and date.fromisoformat(day) for name, day in days.items()}


def _span(slot, state):
    """When a date was in one state of it, as an event keeps them; None where it was cancelled."""
    if state["status"] == SessionStatus.CANCELLED:
        return None
    if state["status"] == SessionStatus.MOVED:
        return Span(*(datetime.fromisoformat(state[name]) for name in ("starts_at", "ends_at")))
    return span_of(sessions.by_rule(slot, date.fromisoformat(state["original_on"])))
