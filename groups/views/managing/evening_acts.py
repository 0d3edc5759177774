"""What somebody does about one session on its evening; each act leads back to its page, which says what was done."""

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from groups import announcing, booking, facilitating, limits
from groups.choices import BookingState
from groups.forms.managing import Said
from groups.forms.managing_evening import AnnouncementForm, Answer, AnswerForm, CameForm, CancelForm, StandInForm
from groups.models import Booking
from groups.views.managing.access import of_my_listing
from groups.views.managing.evening import of_one_session, render_evening

OUTCOMES = {
    BookingState.COMING: Said.ACCEPTED,
    BookingState.OFFERED: Said.ACCEPTED,
    BookingState.WAITING: Said.IN_LINE,
    BookingState.DECLINED: Said.DECLINED,
}
"""What to tell by what became of somebody who asked; of everybody else, that something changed in between."""


@require_POST
@of_my_listing
@of_one_session
def cancel(request, listing, access, dates, one):
    """Call the session off, with a word to everybody; it can be undone."""

    def do(said):
        return facilitating.cancel(one.slot, one.original_on, note=said["note"], **who(access))

    return carry(request, access, dates, one, CancelForm(request.POST), do)


@require_POST
@of_my_listing
@of_one_session
def stand_in(request, listing, access, dates, one):
    """Name who leads the session this time; everybody reads it, and it can be undone."""

    def do(said):
        return facilitating.stand_in(one.slot, one.original_on, said["stand_in"], **who(access))

    return carry(request, access, dates, one, StandInForm(request.POST), do)


@require_POST
@of_my_listing
@of_one_session
def came(request, listing, access, dates, one):
    """Keep how many people came."""

    def do(said):
        facilitating.count(one.slot, one.original_on, said["came"], **who(access))

    return carry(request, access, dates, one, CameForm(request.POST), do, Said.COUNTED)


@require_POST
@of_my_listing
@of_one_session
def announce(request, listing, access, dates, one):
    """Mail a word to everybody who comes; whoever writes it sees no address."""

    def do(said):
        if not limits.within(request, "announcing", str(listing.pk)):
            raise ValidationError(Said.ENOUGH.label)
        announcing.announce(one, said["text"], **who(access))

    return carry(request, access, dates, one, AnnouncementForm(request.POST), do, Said.ANNOUNCED)


@require_POST
@of_my_listing
@of_one_session
def answer(request, listing, access, dates, one):
    """Say yes or no to somebody who asked to come."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return back(access, one, Said.TOO_LATE)
    of_listing = Q(session__schedule__listing=listing) | Q(schedule__listing=listing)
    known = Booking.objects.filter(of_listing).exclude(state=BookingState.UNCONFIRMED)
    asked = get_object_or_404(known, pk=form.cleaned_data["row"])
    is_yes = form.cleaned_data["answer"] == Answer.ACCEPT
    try:
        answered = (booking.accept if is_yes else booking.decline)(asked, **who(access))
    except ValidationError:
        return back(access, one, Said.TOO_LATE)
    return back(access, one, OUTCOMES.get(answered.state, Said.TOO_LATE))


def carry(request, access, dates, one, form, do, said=None):
    """Do what a sound form says, and back; or the page again, with what has to be mended.

    `do` takes what was said, answers the event, and raises ValidationError. `said` is what to tell if not the event.
    """
    if form.is_valid():
        try:
            event = do(form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return back(access, one, said, event=event)
    return render_evening(request, access.listing, access, dates, one, form)


def who(access):
    """Who does it, as verbs want to know."""
    return {"by": access.by, "via_link": access.via_link}


def back(access, one, said=None, *, event=None):
    """Back to the page of the session, which tells what was done."""
    said = said or (None if event else Said.UNCHANGED)
    return access.back(said, event=event, page="manage-evening", date=one.id)
