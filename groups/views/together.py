"""Come with me: a card for somebody's own friend or relative, on paper, as text and for a calendar. Nothing is kept."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from groups import sessions, together
from groups.forms.together import AppointmentForm, CompanionForm
from groups.interop import meeting
from groups.recurrence.occurrences import first_instant
from groups.views.listings import directions_to, locator_of, public_listing
from groups.views.sessions import found

DATES_SHOWN = 6
LOOK_AHEAD = timedelta(days=62)


@require_safe
def going_along(request):
    """How to be of help to somebody by going there with them."""
    return render(request, "groups/together/going_along.html")


@require_safe
def of_session(request, name):
    """The card of one date, and the choice of what to ask of who goes along."""
    now, date = timezone.now(), found(name)
    form = CompanionForm(request.GET)
    card = card_of(date, form)
    context = place_context(date.slot.listing) | {
        "card": card,
        "date": date,
        "is_over": date.is_over(now),
        "form": form,
        "answers": together.answers_for(getattr(date.slot.listing, "first_visit", None)),
    }
    return render(request, "groups/together/session.html", context)


@require_safe
def calendar_of_session(request, name):
    """The same date as a calendar file; of one that is off there is none."""
    date = found(name)
    if not date.takes_place:
        raise Http404
    return calendar_file(card_of(date, CompanionForm(request.GET)))


def card_of(date, form):
    listing = date.slot.listing
    return together.Card(
        date.starts_at,
        date.ends_at,
        together.spot_of(listing),
        together.place_lines(listing),
        way=form.cleaned_data["way"] if form.is_valid() else "",
    )


def place_context(listing, *, is_there=True):
    """The map and the way to the place of a listing, where it may be told and somebody `is_there`."""
    place = listing.place if is_there and together.may_tell_place(listing) else None
    return {
        "listing": listing,
        "locator": locator_of(place),
        "directions": directions_to(place),
        "hints": together.hints_for(listing) if is_there else [],
    }


@csrf_exempt  # It changes nothing, and a token would need a cookie.
@require_http_methods(["GET", "HEAD", "POST"])
def of_listing(request, public_id):
    """A card for an appointment at a listing: somebody says when, and gets the card, or with `ics` the file."""
    listing = public_listing(public_id)
    spot = ", ".join(together.place_lines(listing))
    form = AppointmentForm(request.POST if request.method == "POST" else None, initial={"place": spot})
    if form.is_valid():
        card = card_from(form.cleaned_data, listing)
        if "ics" in request.POST:
            return calendar_file(card)
        is_there = form.cleaned_data["place"] == spot
        context = place_context(listing, is_there=is_there) | {"card": card, "form": form}
        return render(request, "groups/together/appointment.html", context)
    context = {"listing": listing, "form": form, "dates": next_dates(listing)}
    return render(request, "groups/together/form.html", context)


def next_dates(listing):
    """The next dates that take place, each of which has a card of its own."""
    now = timezone.now()
    dates = sessions.dates_of([listing], now, now + LOOK_AHEAD)[listing.pk]
    return [date for date in dates if date.takes_place][:DATES_SHOWN]


def card_from(answers, listing):
    """The card of an appointment, by the clock of the place; of a listing without one, by any clock on the wall."""
    zone = listing.place.timezone if listing.place else ""
    lines = tuple(part.strip() for part in re.split("[,\N{ARABIC COMMA}]", answers["place"]) if part.strip())
    return together.Card(
        moment(answers["day"], answers["starts"], zone),
        answers["ends"] and moment(answers["day"], answers["ends"], zone),
        lines[0] if lines else "",
        lines,
        answers["way"],
        answers["note"],
    )


def moment(day, clock, zone):
    if not zone:
        return datetime.combine(day, clock)
    return first_instant(day, clock, zone).astimezone(ZoneInfo(zone))


def calendar_file(card):
    response = HttpResponse(meeting.calendar(card, timezone.now()), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{card.file_name}"'
    return response
