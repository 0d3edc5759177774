"""One date: when and where it is, who greets, what the first time is like, and how to tell them that you come."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from groups import booking, limits, sessions
from groups.choices import BookingWay
from groups.forms.booking import ComingForm
from groups.models import Booking, Contact, PrivateAddress, texts
from groups.views.listings import directions_to, help_for, locator_of, may_just_come, read_listing


@require_http_methods(["GET", "HEAD", "POST"])
def session_detail(request, name):
    """Everything about one date, and the form to come; POST tells the group, or sends a link that does."""
    now, date = timezone.now(), found(name)
    listing = read_listing(date.slot.listing.public_id, now)
    rules, own, status = booking.rules_of(listing), own_booking(request.user, date), 200
    form = None if own or not takes_bookings(date, rules, now) else coming_form(request, listing)
    if form and form.is_valid():
        if not may_book(request, form):
            form.add_error(None, _("That was a lot at once. Please wait an hour and send it then; it is still here."))
            status = 429
        elif book(request, date, rules, form):
            return redirect("session-detail" if request.user.is_authenticated else "session-sent", name)
    context = session_context(date, listing, now) | coming_context(request.user, date, listing, now)
    return render(request, "groups/sessions/detail.html", context | {"own": own, "form": form}, status=status)


def found(name):
    """The date of a public listing that `name` stands for; 404 for any other."""
    date = sessions.find(name)
    if date is None:
        raise Http404
    return date


def takes_bookings(date, rules, now):
    """Whether the page has a form: it has not begun, is no further off than a year, and they want to know."""
    return rules.way != BookingWay.TURN_UP and now < date.starts_at < now + sessions.A_YEAR


def own_booking(user, date):
    """What `user` booked of this date, alone or with its course, as far as it still counts; None for nothing."""
    if not user.is_authenticated:
        return None
    alive = Booking.objects.alive().of(user)
    here = alive.filter(session__schedule=date.slot, session__original_on=date.original_on)
    return (here | alive.filter(schedule=date.slot)).order_by("pk").first()


def coming_form(request, listing):
    """The form to come; only who is signed in is known by name."""
    user = request.user
    return ComingForm(
        request.POST if request.method == "POST" else None,
        has_account=user.is_authenticated,
        has_agreed=user.is_authenticated and booking.has_agreed(user),
        for_minors=listing.is_for_minors,
        initial={"nickname": user.nickname} if user.is_authenticated else None,
    )


def may_book(request, form):
    """Whether this visitor, and the address if one is given, leave room for one more booking."""
    email = form.cleaned_data.get("email", "")
    return limits.within(request, "booking") and (not email or limits.within(request, "mailing", email.lower()))


def book(request, date, rules, form):
    """Tell the group, with the consent that was given for it; False where it cannot be, which the form then says."""
    by = request.user if request.user.is_authenticated else None
    try:
        with transaction.atomic():
            if by and form.cleaned_data.get("agrees"):
                booking.agree(by)
            if rules.way == BookingWay.SERIES:
                booking.book_course(date.slot, by=by, **form.said)
            else:
                booking.book(date, by=by, **form.said)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    return True


def session_context(date, listing, now):
    """What everybody may know of a date."""
    is_ahead = date.takes_place and not date.is_over(now)
    return {
        "date": date,
        "is_ahead": is_ahead,
        "next": None if is_ahead else next_of(listing, now),
        "listing": listing,
        "first_visit": getattr(listing, "first_visit", None),
        "told": texts.told(listing, getattr(listing, "first_visit", None)),
        "contacts": list(Contact.objects.filter(listing=listing).public().order_by("position", "pk")),
        "locator": locator_of(listing.place),
        "directions": directions_to(listing.place),
        "crisis": help_for(listing),
        "now": now,
    }


def next_of(listing, now):
    """The next date of `listing` that takes place, within a year; None where there is none."""
    dates = sessions.dates_of([listing], now, now + sessions.A_YEAR)[listing.pk]
    return next((date for date in dates if date.takes_place), None)


def coming_context(user, date, listing, now):
    """How somebody can come to a date: the rules, what room there is, and for a course all its dates."""
    rules = booking.rules_of(listing)
    is_course = rules.way == BookingWay.SERIES
    return {
        "rules": rules,
        "may_just_come": may_just_come(listing, rules),
        "places": places_of(date, rules),
        "course": course_of(date.slot, now) if is_course else [],
        "home": home_for(user, listing),
        "consent_words": booking.WORDS,
    }


def places_of(date, rules):
    """The `Places` of a date or of its course, where they are counted."""
    if rules.capacity is None:
        return None
    if rules.way == BookingWay.SERIES:
        return booking.places_of_course(date.slot)
    return booking.places_of([date])[date.id]


def course_of(slot, now):
    """All dates of a course that are to come within a year."""
    dates = sessions.dates_of([slot.listing], now, now + sessions.A_YEAR)[slot.listing_id]
    return [date for date in dates if date.slot.pk == slot.pk]


def home_for(user, listing):
    """The address of a private home, for somebody who was accepted there; None for everybody else."""
    if not (user.is_authenticated and listing.place and booking.may_see_home(user, listing)):
        return None
    return PrivateAddress.objects.filter(place=listing.place_id).first()


@require_safe
def session_sent(request, name):
    """Look in your mail: the link there tells the group."""
    date = found(name)
    context = {"date": date, "listing": date.slot.listing, "now": timezone.now()}
    return render(request, "groups/sessions/sent.html", context | {"crisis": help_for(date.slot.listing)})
