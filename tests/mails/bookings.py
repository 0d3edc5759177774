"""Stories of mails to who comes to a date, from the first word to the question afterwards."""

from datetime import timedelta

import time_machine
from django.utils.translation import override

from groups import announcing, answering, booking, facilitating, helping
from groups.choices import BookingState, BookingWay, Outcome
from groups.models import SavedListing
from tests.groups.coming import set_rules
from tests.groups.going_together import coming, date_of, say, two_together
from tests.groups.guests import NEXT, guest, on_date
from tests.mails.stage import GUEST, WORDS, tells

BEFORE, AFTER = timedelta(hours=24), timedelta(hours=21)


def comes(stage, name="Gul", state=BookingState.COMING, **fields):
    """Somebody without an account who told of the next date, on a page in Urdu."""
    return guest(on_date(stage.slot, NEXT), name, state, **fields)


@tells("booking_confirm")
def asks_for_a_place(stage):
    set_rules(stage.circle)

    def act():
        with override("ur"):  # they wait for this one
            booking.book(date_of(stage.circle), email=GUEST, nickname="Gul")

    return act


def confirms(stage, **rules):
    set_rules(stage.circle, **rules)
    one = comes(stage, state=BookingState.UNCONFIRMED)
    return lambda: booking.confirm(one)


@tells("booked")
def follows_the_link(stage):
    return confirms(stage)


@tells("asked_to_come", "somebody_asks")
def waits_for_a_yes(stage):
    stage.uma(stage.circle)
    return confirms(stage, asks_first=True)


@tells("waiting")
def comes_to_a_full_date(stage):
    comes(stage, "Ada")
    return confirms(stage, way=BookingWay.PLACES, capacity=1)


@tells("accepted")
def is_accepted(stage):
    set_rules(stage.circle, asks_first=True)
    one = comes(stage, state=BookingState.ASKED)
    return lambda: booking.accept(one, by=None)


@tells("declined")
def is_declined(stage):
    set_rules(stage.circle, asks_first=True)
    one = comes(stage, state=BookingState.ASKED)
    return lambda: booking.decline(one, by=None)


@tells("offered")
def is_next_in_line(stage):
    set_rules(stage.circle, BookingWay.PLACES, capacity=1)
    first, _second = comes(stage, "Ada"), comes(stage, state=BookingState.WAITING)
    return lambda: booking.cancel(first)


@tells("booking_changed")
def hears_of_another_time(stage):
    set_rules(stage.circle)
    comes(stage)
    one = date_of(stage.circle)
    later = one.starts_at + BEFORE, one.ends_at + BEFORE
    return lambda: facilitating.move(one.slot, NEXT, *later, by=None)


@tells("called_off")
def hears_that_it_is_off(stage):
    set_rules(stage.circle)
    comes(stage)
    return lambda: facilitating.cancel(stage.slot, NEXT, by=None)


@tells("reminder")
def is_reminded(stage):
    set_rules(stage.circle)
    comes(stage, wants_day_before=True)
    return lambda: at(date_of(stage.circle).starts_at - BEFORE, booking.remind)


@tells("what_helped")
def is_asked_afterwards(stage):
    set_rules(stage.circle)
    comes(stage, wants_question=True)
    return lambda: at(date_of(stage.circle).ends_at + AFTER, answering.ask)


@tells("announcement")
def is_told_a_word(stage):
    set_rules(stage.circle)
    comes(stage)
    return lambda: announcing.announce(date_of(stage.circle), WORDS, by=None)


@tells("free_again")
def saved_a_full_date(stage):
    set_rules(stage.circle, BookingWay.PLACES, capacity=1)
    SavedListing.objects.create(user=stage.uma(), listing=stage.circle)
    one = comes(stage)
    return lambda: booking.cancel(one)


@tells("saved_changed")
def saved_what_is_paused(stage):
    SavedListing.objects.create(user=stage.uma(), listing=stage.circle)
    return lambda: facilitating.pause(stage.circle, NEXT, NEXT, by=None)


@tells("company_matched")
def finds_company(stage):
    stage.settings.MEMBER_OFFERS = True
    said = [say(stage.circle, coming(stage.circle, f"{name}@example.org")) for name in ("rae", "quin")]
    return lambda: helping.match(date_of(stage.circle), [one.pk for one in said], by=None)


@tells("company_off")
def loses_company(stage):
    stage.settings.MEMBER_OFFERS = True
    one, _other = two_together(stage.circle)
    return lambda: helping.take_back(one, by=one.booking.user)


@tells("company_wrong")
def hears_that_something_was_wrong(stage):
    stage.settings.MEMBER_OFFERS = True
    stage.uma(stage.circle)
    one, _other = two_together(stage.circle)
    return lambda: helping.say(one, Outcome.WRONG)


def at(moment, job):
    """`job` at that moment."""
    with time_machine.travel(moment, tick=False):
        job()
