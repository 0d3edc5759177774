"""The evening of one session, made for a phone in the hand: who is expected, and what to do when something changes."""

from datetime import UTC, timedelta
from functools import wraps

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from groups import booking, facilitating, helping, sessions
from groups.choices import BookingState
from groups.forms.managing import AddressForm, said_in
from groups.forms.managing_evening import AnnouncementForm, CameForm, CancelForm, SessionForm, StandInForm
from groups.models import FirstVisit, Listing, Session
from groups.views.managing.access import of_my_listing
from groups.views.managing.dates import only_where_dates_change
from groups.views.managing.page import done_by
from groups.views.sessions import places_of


def dates_around(listing, now):
    """The sessions of a listing from a week ago, which can still be counted, to the end of the horizon."""
    begin = now - facilitating.COUNTED_FOR
    dates = sessions.dates_of([listing], begin, now + timedelta(days=settings.SCHEDULE_HORIZON_DAYS))[listing.pk]
    return [one for one in dates if one.closure is None]


def named(name, dates, listing, now):
    """The session of `listing` that `name` stands for: one of `dates`, or one that somebody may have booked before a
    pause or long ahead. None where there is none, or it is over for too long."""
    one = next((one for one in dates if one.id == name), None)
    one = one or sessions.find(name, Listing.objects.filter(pk=listing.pk))
    return one if one and one.ends_at > now - facilitating.COUNTED_FOR else None


def next_of(dates, now):
    """The one of `dates` to show where none is asked for: under way, of today, or else the next; None without any."""
    here = [one for one in dates if one.is_on(now) or is_today(one, now)]
    to_come = (one for one in here or dates if not one.is_over(now))
    return next(to_come, None) or next(reversed(here or dates), None)


def is_today(one, now):
    """Whether a session begins today by the calendar of its place."""
    return one.starts_at.date() == now.astimezone(one.starts_at.tzinfo).date()


def of_one_session(view):
    """Open `view(request, listing, access, dates, one)` with the session asked for; not found where there is none.

    Only a page that is read may leave open which one: then it is the next, None without any.
    """

    @only_where_dates_change
    @wraps(view)
    def guarded(request, listing, access):
        form = SessionForm(request.POST if request.method == "POST" else request.GET)
        if not form.is_valid():
            raise Http404
        now, name = timezone.now(), form.cleaned_data["date"]
        dates = dates_around(listing, now)
        is_for_the_next = not name and request.method != "POST"
        one = next_of(dates, now) if is_for_the_next else named(name, dates, listing, now)
        if one is None and not is_for_the_next:
            raise Http404
        return view(request, listing, access, dates, one)

    return guarded


@require_safe
@of_my_listing
@of_one_session
def evening(request, listing, access, dates, one):
    """The session asked for, or the next: who is expected, and everything that can be done about it."""
    return render_evening(request, listing, access, dates, one)


def render_evening(request, listing, access, dates, one, wrong=None):
    """The page; `wrong` is a form that was sent and has to be mended."""
    now = timezone.now()
    context = {"listing": listing, "access": access, "one": one, "now": now, "said": said_in(request)}
    context["done"] = done_by(listing, AddressForm.of(request).get("event"), now)
    if one:
        context |= people_at(one) | forms_of(one) | neighbours(dates, one)
        context |= {f"{wrong.name}_form": wrong} if wrong else {}
        context["may_count"] = facilitating.may_count(one, now)
        context["is_over"] = one.is_over(now)
        context["may_accept"] = one.takes_place and not context["is_over"]
        context["together"] = helping.together_at(one)
        context["greeter"] = FirstVisit.objects.filter(listing=listing).values_list("greeter", flat=True).first()
    return render(request, "groups/managing/evening.html", context)


def people_at(one):
    """Who is expected at a session, to the whole course too, and how many that makes."""
    people = [*booking.expected_of_course(one.slot), *booking.expected(one)]
    by_state = {state: [person for person in people if person.state == state] for state in BookingState}
    coming = by_state[BookingState.COMING]
    rules = booking.rules_of(one.slot.listing)
    return {
        "people": people,
        "coming": len(coming),
        "first_timers": sum(person.is_first_time for person in coming),
        "waiting": len(by_state[BookingState.WAITING]),
        "asked": len(by_state[BookingState.ASKED]),
        "rules": rules,
        "places": places_of(one, rules),
    }


def forms_of(one):
    """The forms of the page, each beginning with what is known."""
    which = {"date": one.id}
    row = Session.objects.filter(schedule=one.slot, original_on=one.original_on).only("came").first()
    return {
        "cancel_form": CancelForm(initial=which),
        "came_form": CameForm(initial=which | {"came": row.came if row else None}),
        "stand_in_form": StandInForm(initial=which | {"stand_in": one.stand_in}),
        "announcement_form": AnnouncementForm(initial=which),
    }


def neighbours(dates, one):
    """The sessions before and after, of those in `dates`."""
    here = order_of(one)
    earlier = [other for other in dates if order_of(other) < here]
    later = (other for other in dates if order_of(other) > here)
    return {"earlier": earlier[-1] if earlier else None, "later": next(later, None)}


def order_of(one):
    return one.starts_at.astimezone(UTC), one.slot.pk, one.original_on
