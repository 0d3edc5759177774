"""Several at once, on connections of their own: exactly full, each mail once; and what happens without the lock."""

import threading
from types import SimpleNamespace

import pytest
import time_machine
from django.db import connection, connections

from accounts.models import Mail
from groups import booking
from groups.booking import coming
from groups.choices import BookingState
from groups.models import Booking, Listing, Schedule, Session
from tests import factories
from tests.groups.booking.people import TUESDAY, date_of, person, rules

PLACES, CLIENTS = 5, 20
RACE = "race: twenty at once for five places, exactly full"


@pytest.fixture
def really(committed, now):
    """The Tuesday Circle and twenty people, for every connection to see; mails and jobs go with them."""
    listing = factories.make_listing(factories.make_source(), slots=[factories.weekly("TU", "18:30")])
    people = [person(f"p{number}") for number in range(CLIENTS)]
    yield SimpleNamespace(listing=rules(listing, capacity=PLACES), people=people)
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE accounts_mail, procrastinate_jobs CASCADE")


def in_parallel(deeds):
    """Do all of `deeds` at the same moment, each on a connection beside the pool; answers what they raised."""
    barrier, raised = threading.Barrier(len(deeds), timeout=20), []

    def run(deed):
        own = connections["default"]
        options = {name: value for name, value in own.settings_dict["OPTIONS"].items() if name != "pool"}
        own.settings_dict = own.settings_dict | {"OPTIONS": options}
        try:
            own.ensure_connection()
            barrier.wait()
            deed()
        except Exception as error:
            raised.append(error)
        finally:
            own.close()

    threads = [threading.Thread(target=run, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def booking_one_date(really):
    date = date_of(really.listing)
    return [lambda user=user: booking.book(date, by=user, nickname=user.nickname) for user in really.people]


def booking_the_course(really):
    rules(really.listing, "series", PLACES)
    slot = Schedule.objects.get()
    return [lambda user=user: booking.book_course(slot, by=user, nickname=user.nickname) for user in really.people]


def states():
    return [Booking.objects.filter(state=state).count() for state in (BookingState.COMING, BookingState.WAITING)]


@pytest.mark.proof("attacks", RACE)
@pytest.mark.parametrize("deeds", [booking_one_date, booking_the_course])
def test_twenty_at_once_fill_five_places_exactly(really, deeds):
    assert in_parallel(deeds(really)) == []
    assert states() == [PLACES, CLIENTS - PLACES]


@pytest.mark.twin("attacks", RACE)
def test_twenty_at_once_without_the_lock_overbook(really, monkeypatch):
    """The twin: whoever does not hold the row sees the same free places as everybody else."""
    Session.objects.create(schedule=Schedule.objects.get(), original_on=TUESDAY)
    counted, together = coming.places, threading.Barrier(CLIENTS, timeout=20)

    def counted_by_all(*args):
        found = counted(*args)
        together.wait()
        return found

    monkeypatch.setattr(coming, "hold", lambda model, pk: model.objects.get(pk=pk))
    monkeypatch.setattr(coming, "hold_date", lambda slot, day: Session.objects.get(schedule=slot.pk, original_on=day))
    monkeypatch.setattr(coming, "places", counted_by_all)
    assert in_parallel(booking_one_date(really)) == []
    assert states() == [CLIENTS, 0]


@pytest.mark.proof("attacks", RACE)
def test_one_person_with_many_taps_has_one_booking(really):
    date, user = date_of(really.listing), really.people[0]
    raised = in_parallel([lambda: booking.book(date, by=user, nickname="Ada")] * 8)
    assert [error.code for error in raised] == ["booked"] * 7
    assert Booking.objects.count() == 1


def test_place_that_two_leave_at_once_goes_to_two(really):
    booked = [booking.book(date_of(really.listing), by=user, nickname="x") for user in really.people[:9]]
    assert in_parallel([lambda one=one: booking.cancel(one) for one in booked[:4]]) == []
    offered = Booking.objects.filter(state=BookingState.OFFERED).values_list("pk", flat=True)
    assert sorted(offered) == [one.pk for one in booked[5:]]


@pytest.mark.proof("faults", "two schedulers at once: each reminder once")
def test_two_schedulers_at_once_write_each_reminder_once(really):
    date = date_of(really.listing)
    rules(really.listing, "tell", None)
    for user in really.people:
        booking.book(date, by=user, nickname="x", wants_day_before=True)
    with time_machine.travel(date.starts_at.timestamp() - 24 * 3600, tick=False):
        assert in_parallel([booking.remind, booking.remind, booking.remind]) == []
    keys = Mail.objects.filter(key__startswith="day-before").values_list("key", flat=True)
    assert len(set(keys)) == len(keys) == CLIENTS


def test_two_schedulers_at_once_take_an_offer_back_once(really):
    booked = [booking.book(date_of(really.listing), by=user, nickname="x") for user in really.people[:8]]
    booking.cancel(booked[0])
    until = Booking.objects.get(state=BookingState.OFFERED).offered_until
    with time_machine.travel(until, tick=False):
        assert in_parallel([booking.lapse, booking.lapse, booking.lapse]) == []
    assert [Booking.objects.get(pk=one.pk).state for one in booked[5:]] == ["lapsed", "offered", "waiting"]


def test_two_schedulers_at_once_tell_a_change_once(really):
    for user in really.people:
        booking.book(date_of(really.listing), by=user, nickname="x")
    before = Mail.objects.count()
    Listing.objects.update(status="withdrawn", searchable=False)
    assert in_parallel([booking.follow, booking.follow, booking.follow]) == []
    assert Mail.objects.count() == before + CLIENTS
