"""What somebody booked: one booking by the link in a mail, or all of one's own; a page shows, only a button acts."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.permissions import member_required
from groups import booking
from groups.booking import Standing
from groups.choices import BookingState
from groups.forms.booking import Act, ActForm, ConsentForm, OwnActForm, Said
from groups.forms.said import SaidForm
from groups.models import Booking, PrivateAddress
from groups.models.booking import ALIVE
from groups.views.listings import help_for
from groups.views.saying import back_to
from groups.views.secret_links import opened, secret_page
from groups.views.sessions import home_for


@dataclass(frozen=True, slots=True)
class Booked:
    """A booking with how its date or course stands `now`, and the `home` whose address its reader may see."""

    booking: Booking
    standing: Standing
    home: PrivateAddress | None
    now: datetime

    @property
    def date(self):
        """The date to show: the next one, else the one there was; None where the rule has none any more."""
        return self.standing.next or next(iter(self.standing.dates), None)

    @property
    def is_open(self):
        """Whether it counts, or may count yet."""
        return self.booking.state in (BookingState.UNCONFIRMED, *ALIVE)

    @property
    def is_off(self):
        """Whether it counts and its date does not take place as things are."""
        return self.is_open and self.date is not None and not self.date.takes_place

    @property
    def may_act(self):
        """Whether there is still something to say: it is open and not over."""
        return self.is_open and self.date is not None and not self.date.is_over(self.now)


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def booking_by_link(request, token):
    """One booking for who holds the link from a mail: how it stands, and a button for each thing to do."""
    found, answer = opened(request, booking, token)
    problems, form = [], ActForm(request.POST)
    if found is not None and request.method == "POST" and form.is_valid():
        problems = act(found, form)
        if not problems:
            is_there = form.cleaned_data["do"] != Act.ERASE
            return redirect(request.path) if is_there else render(request, "groups/bookings/erased.html")
        found, answer = opened(request, booking, token)
    if found is None:
        return answer
    (booked,) = booked_of([found], request.user)
    context = {"booked": booked, "problems": problems, "now": booked.now, "crisis": help_for(found.slot.listing)}
    return render(request, "groups/bookings/booking.html", context)


def act(found, form):
    """Do what a button says; answers why not in sentences, none where it was done."""
    try:
        match form.cleaned_data["do"]:
            case Act.CONFIRM:
                booking.confirm(found)
            case Act.TAKE:
                booking.take_offer(found)
            case Act.CANCEL:
                booking.cancel(found)
            case Act.REMIND:
                booking.set_reminders(found, **form.reminders)
            case Act.ERASE:
                booking.erase(Booking.objects.filter(pk=found.pk))
    except ValidationError as error:
        return error.messages
    return []


def booked_of(bookings, reader):
    """`bookings` as `Booked`s for `reader`, the person who looks at them: a link from a mail opens no home."""
    now = timezone.now()
    standings = booking.standings_of(bookings, now)
    return [Booked(one, standings[one.pk], home_for(reader, one.slot.listing), now) for one in bookings]


@never_cache
@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def my_bookings(request):
    """All that somebody told a group and that is to come; POST changes one of them."""
    form = OwnActForm(request.POST)
    if request.method == "POST":
        if not form.is_valid():
            raise Http404
        found = get_object_or_404(Booking.objects.of(request.user), pk=form.cleaned_data["row"])
        said = Said.TOO_LATE if act(found, form) else Said(form.cleaned_data["do"])
        return back_to("my-bookings", said)
    now = timezone.now()
    context = {
        "bookings": booked_of(list(booking.bookings_of(request.user, now)), request.user),
        "has_agreed": booking.has_agreed(request.user),
        "said": SaidForm(request.GET, Said).words,
        "now": now,
    }
    return render(request, "groups/bookings/mine.html", context)


@never_cache
@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request):
    """Take back the consent: say what that does, then cancel what is to come and erase all of it."""
    form = ConsentForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        booking.take_back(request.user)
        return back_to("my-bookings", Said.ERASED)
    return render(request, "groups/bookings/take_back.html", {"form": form})
