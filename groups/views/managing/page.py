"""What the page of one listing holds, whoever answers with it."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from groups import facilitating, mine, moderation, posting
from groups.choices import Act, Status
from groups.forms.managing import AddressForm, DateChangeForm, PauseForm, WordForm, said_in
from groups.models import ModerationEvent, Schedule
from groups.sessions import SessionDate
from groups.views.managing.sections import steps


@dataclass(frozen=True)
class DateRow:
    """One coming date with its form: as it was sent where it has to be mended, else with what it would be moved to."""

    date: SessionDate
    form: DateChangeForm
    is_wrong: bool
    last: ModerationEvent | None
    """The act that can be undone to take back what is said of the date."""


@dataclass(frozen=True)
class Done:
    """What an act made of one date, to be told with a button that undoes it."""

    event: ModerationEvent
    day: date
    status: str
    note: str
    stand_in: str | None
    """Who stands in, where the act said so; empty where nobody does any more."""
    starts_there: datetime | None
    may_undo: bool


def render_page(request, listing, access, *, wrong_date=None, pause_form=None):
    """The page of a listing; `wrong_date` and `pause_form` are forms as they were sent, where one has to be mended."""
    now = timezone.now()
    asked = AddressForm.of(request)
    today = facilitating.today_of(listing)
    context = {
        "listing": listing,
        "access": access,
        "now": now,
        "said": said_in(request),
        "done": done_by(listing, asked.get("event"), now),
        "question": question_of(listing),
        "steps": steps(listing, access),
        "waits_for_address": posting.waits_for_address(listing),
        "dates": date_rows(listing, now, wrong_date) if access.may_change_dates else [],
        "wrong_date": wrong_date,
        "closures": list(listing.closures.to_come(today).order_by("starts_on", "pk")),
        "pause_form": pause_form or PauseForm(initial={"starts_on": today}),
        "word_form": WordForm(auto_id="id_word_%s"),
        "may_close_place": may_close_place(listing, access),
        "page_url": request.build_absolute_uri(access.address()),
    }
    return render(request, "groups/managing/listing.html", context)


def question_of(listing):
    """What a moderator asked about what waits, as `Asked`; None where nothing waits, or nobody asked."""
    may_wait = listing.was_asked or listing.has_change or listing.status == Status.PENDING
    return moderation.Undecided(listing).question if may_wait else None


def may_close_place(listing, access):
    """Whether whoever is signed in may close the whole place, as a member of the organization that runs all there."""
    if access.by is None or listing.place is None or listing.organization_id is None:
        return False
    return facilitating.answers_for(access.by, listing.place)


def date_rows(listing, now, wrong):
    """The next dates, each with a form of its own; `wrong` is one that was sent and has to be mended, or None."""
    dates = mine.next_dates(listing, now)
    acts = mine.acts_on(listing, dates)
    sent = (wrong["slot"].value(), wrong["original_on"].value()) if wrong else None
    rows = []
    for number, one in enumerate(dates):
        is_wrong = sent == (str(one.slot.pk), one.original_on.isoformat())
        form = wrong if is_wrong else DateChangeForm(initial=starting_from(one), auto_id=f"id_{number}_%s")
        rows.append(DateRow(one, form, is_wrong, acts.get((one.slot.pk, one.original_on))))
    return rows


def starting_from(one):
    """What the form of a date begins with: the date as it is now."""
    return {
        "slot": one.slot.pk,
        "original_on": one.original_on.isoformat(),
        "moved_to": one.starts_at.date(),
        "starts": one.starts_at.time(),
        "ends": one.ends_at.time(),
    }


def done_by(listing, pk, now):
    """What the act `pk` in the history of `listing` made of a date; None for any other."""
    event = ModerationEvent.objects.filter(pk=pk, listing=listing).first() if pk else None
    told = event.after.get("date") if event else None
    if not told:
        return None
    return Done(
        event=event,
        day=parse_date(told["original_on"]),
        status=told["status"],
        note=told["note"],
        stand_in=told["stand_in"] if event.act == Act.STOOD_IN else None,
        starts_there=local(told) if told["starts_at"] else None,
        may_undo=facilitating.may_undo(event, now),
    )


def local(told):
    """The moment a date was moved to, by the clock of its slot; by that of the site where the slot is gone."""
    slot = Schedule.objects.filter(pk=told["slot"]).first()
    moment = parse_datetime(told["starts_at"])
    return moment.astimezone(ZoneInfo(slot.timezone)).replace(tzinfo=None) if slot else moment
