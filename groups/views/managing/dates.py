"""What may change at once: one date, a pause, closed for good. Everybody sees it now, and it can be undone."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST

from groups import facilitating
from groups.forms.managing import CloseForm, DateChange, DateChangeForm, PauseForm, RowForm, Said, UndoForm
from groups.models import Closure, ModerationEvent, Schedule
from groups.views.managing.access import of_my_listing
from groups.views.managing.page import render_page


def only_where_dates_change(view):
    """Not found where the public relies on no date: drafts, listings closed for good."""

    def guarded(request, listing, access, *args):
        if not access.may_change_dates:
            raise Http404
        return view(request, listing, access, *args)

    return guarded


@require_POST
@of_my_listing
@only_where_dates_change
def change_date(request, listing, access):
    """Cancel one date, move it, or write a note to it."""
    form = DateChangeForm(request.POST)
    if form.is_valid():
        slot = get_object_or_404(Schedule, pk=form.cleaned_data["slot"], listing=listing)
        try:
            event = change(slot, form, by=access.by, via_link=access.via_link)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return access.back(event=event) if event else access.back(Said.UNCHANGED)
    return render_page(request, listing, access, wrong_date=form)


def change(slot, form, **who):
    """Do what `form` asks for; answers the event, None where it is so already."""
    day, note = form.cleaned_data["original_on"], form.public_note
    match form.cleaned_data["do"]:
        case DateChange.CANCEL:
            return facilitating.cancel(slot, day, note=note, **who)
        case DateChange.MOVE:
            return facilitating.move(slot, day, *form.moments(slot.timezone), note=note, **who)
        case DateChange.ON:
            return facilitating.reinstate(slot, day, **who)
        case DateChange.NOTE:
            return facilitating.annotate(slot, day, note, **who)
    return facilitating.annotate(slot, day, "", **who)


@require_POST
@of_my_listing
@only_where_dates_change
def undo(request, listing, access):
    """Make a date what it was before an act; that can be undone again."""
    form = UndoForm(request.POST)
    if not form.is_valid():
        return access.back(Said.TOO_LATE)
    date = form.cleaned_data["date"]
    asked = {"page": "manage-evening", "date": date} if date else {}
    event = get_object_or_404(ModerationEvent, pk=form.cleaned_data["row"], listing=listing)
    try:
        return access.back(event=facilitating.undo(event, by=access.by, via_link=access.via_link), **asked)
    except ValidationError:
        return access.back(Said.TOO_LATE, **asked)


@require_POST
@of_my_listing
@only_where_dates_change
def pause(request, listing, access):
    """Pause from the first to the last day; then it opens again by itself, and without a last day by hand."""
    form = PauseForm(request.POST)
    if form.is_valid():
        days = (form.cleaned_data["starts_on"], form.cleaned_data["ends_on"])
        try:
            facilitating.pause(listing, *days, form.cleaned_data["note"], by=access.by, via_link=access.via_link)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return access.back(Said.PAUSED if form.cleaned_data["ends_on"] else Said.PAUSED_OPENLY)
    return render_page(request, listing, access, pause_form=form)


@require_POST
@of_my_listing
def reopen(request, listing, access):
    """End a pause before its last day."""
    form = RowForm(request.POST)
    if not form.is_valid():
        return access.back(Said.TOO_LATE)
    closure = get_object_or_404(Closure, pk=form.cleaned_data["row"], listing=listing)
    was_closed = facilitating.reopen(closure, by=access.by, via_link=access.via_link)
    return access.back(Said.REOPENED if was_closed else Said.TOO_LATE)


@require_http_methods(["GET", "HEAD", "POST"])
@of_my_listing
@only_where_dates_change
def close(request, listing, access):
    """Ask once more, then close for good."""
    form = CloseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        note = form.cleaned_data["note"]
        facilitating.close_for_good(listing, by=access.by, via_link=access.via_link, note=note)
        return access.back(Said.CLOSED)
    return render(request, "groups/managing/close.html", {"listing": listing, "access": access, "form": form})


@require_POST
@of_my_listing
def open_again(request, listing, access):
    """Take back that it is closed for good."""
    if not access.may_edit:
        raise Http404
    is_open = facilitating.open_again(listing, by=access.by, via_link=access.via_link)
    return access.back(Said.REOPENED if is_open else Said.TOO_LATE)
