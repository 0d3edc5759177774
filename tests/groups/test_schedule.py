"""The table of coming dates: what search knows of when a listing meets, and that it is never the truth."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from time import sleep

import pytest
from django.db import OperationalError, connection, transaction

from groups import schedule
from groups.models import Listing, Schedule, Session, UpcomingDate
from tests import factories

NEXT_TUESDAY = date(2026, 3, 10)
NEXT_EVENING = datetime(2026, 3, 4, 18, 0, tzinfo=UTC)


def dates(listing):
    return [f"{row.starts_at:%m-%d %H:%M}" for row in listing.upcoming_dates.order_by("starts_at")]


def test_dates_reach_ninety_days_and_begin_with_the_one_under_way(now, circle):
    now = datetime(2026, 3, 3, 19, 0, tzinfo=UTC)
    schedule.refresh_dates(now=now)
    assert dates(circle)[0] == "03-03 18:30"
    assert dates(circle)[-1] == "05-26 17:30"  # summer time in London: half past six is half past five in UTC
    assert len(dates(circle)) == 13


def test_dates_do_not_change_when_rebuilt(now, circle):
    before = dates(circle)
    schedule.refresh_dates()
    UpcomingDate.objects.all().delete()
    schedule.refresh_dates()
    assert dates(circle) == before


def test_what_is_right_is_not_written_again(now, circle):
    before = dict(circle.upcoming_dates.values_list("starts_at", "pk"))
    schedule.refresh_dates(now=NEXT_EVENING)
    after = dict(circle.upcoming_dates.values_list("starts_at", "pk"))
    assert len(before) == len(after) == 13
    assert len(before.items() & after.items()) == 12  # one is over, one has come in sight


def test_dates_of_a_night_when_clocks_change_are_not_written_again(now, source):
    slots = [factories.weekly("SU", "01:30", timezone="America/New_York")]
    listing = factories.make_listing(source, "Twice half past one", slots=slots)
    autumn = datetime(2026, 10, 31, 12, 0, tzinfo=UTC)
    schedule.refresh_dates(now=autumn)
    before = dict(listing.upcoming_dates.values_list("starts_at", "pk"))
    schedule.refresh_dates(now=autumn)
    assert dict(listing.upcoming_dates.values_list("starts_at", "pk")) == before


@pytest.mark.parametrize(
    ("column", "value"), [("timezone", "Europe/Lisbon"), ("duration", timedelta(hours=2)), ("start_time", "17:00")]
)
def test_changed_slot_is_written_to_all_its_dates(now, circle, column, value):
    """Lisbon has the clock of London all year, so that only the name of the zone tells them apart."""
    circle.schedules.update(**{column: value})
    schedule.refresh_dates()
    kept = set(circle.upcoming_dates.values_list("pk", "starts_at", "ends_at", "timezone"))
    UpcomingDate.objects.all().delete()
    schedule.refresh_dates()
    made = list(circle.upcoming_dates.values_list("starts_at", "ends_at", "timezone").order_by("starts_at"))
    assert sorted(said for _pk, *said in kept) == [list(said) for said in made]


def test_date_that_takes_the_place_of_another_goes_by_its_own_name(now, circle):
    """Next Tuesday is moved to just when the one after would have been, which is cancelled."""
    slot, after = circle.schedules.get(), datetime(2026, 3, 17, 18, 30, tzinfo=UTC)
    Session.objects.create(schedule=slot, original_on=after.date(), status="cancelled")
    moved = {"starts_at": after, "ends_at": after + slot.duration}
    Session.objects.create(schedule=slot, original_on=NEXT_TUESDAY, status="moved", **moved)
    schedule.refresh_dates()
    assert circle.upcoming_dates.get(starts_at=after).original_on == NEXT_TUESDAY


def test_cancelled_date_is_left_out_and_moved_one_is_where_it_went(now, circle):
    slot = circle.schedules.get()
    Session.objects.create(schedule=slot, original_on=date(2026, 3, 3), status="cancelled")
    starts_at = datetime(2026, 3, 12, 10, 0, tzinfo=UTC)
    Session.objects.create(
        schedule=slot,
        original_on=NEXT_TUESDAY,
        status="moved",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
    )
    schedule.refresh_dates()
    assert dates(circle)[:2] == ["03-12 10:00", "03-17 18:30"]


def test_note_alone_changes_no_date(now, circle):
    before = dates(circle)
    Session.objects.create(schedule=circle.schedules.get(), original_on=NEXT_TUESDAY, note="Bring a mug")
    schedule.refresh_dates()
    assert dates(circle) == before


def test_slot_switched_off_gives_no_date(now, circle):
    circle.schedules.update(is_live=False)
    schedule.refresh_dates()
    assert dates(circle) == []


@pytest.mark.parametrize(
    "ended", [{"until": date(2026, 2, 24)}, {"count": 3}, {"freq": "ONCE"}], ids=["until", "count", "once"]
)
def test_slot_past_its_last_date_no_longer_offers_its_day(client, now, circle, ended):
    circle.schedules.update(**ended)
    schedule.refresh_dates()
    assert circle.schedules.get().is_over
    assert client.get("/search.geojson?weekday=TU").json()["total"] == 0


def test_last_date_is_known_as_long_as_it_lasts_anywhere(source):
    """Far in the west 24 hours from 23:00 on 1 March are over at eleven in the morning of 3 March in UTC."""
    slot = factories.weekly("SU", "23:00", 24 * 60, timezone="Etc/GMT+12", freq="ONCE", starts_on=date(2026, 3, 1))
    listing = factories.make_listing(source, "Vigil", slots=[slot])
    for hour, known in ((10, 1), (12, 0)):
        assert schedule.refresh_dates(now=datetime(2026, 3, 3, hour, tzinfo=UTC)) == known
    schedule.refresh_dates(now=datetime(2026, 3, 5, tzinfo=UTC))
    assert listing.schedules.get().is_over


def test_slot_made_longer_is_live_again(now, circle):
    circle.schedules.update(until=date(2026, 2, 24))
    schedule.refresh_dates()
    circle.schedules.update(until=date(2026, 6, 30))
    schedule.refresh_dates()
    assert not circle.schedules.get().is_over
    assert dates(circle)


def test_refresh_of_some_leaves_the_others(now, circle, source):
    other = factories.make_listing(source, "Other", slots=[factories.weekly("WE", "10:00")])
    UpcomingDate.objects.all().delete()
    schedule.refresh_dates(Schedule.objects.filter(listing=other))
    assert (dates(circle), len(dates(other))) == ([], 13)


def first_dates(listing, moments):
    """The next date at each of some moments, as search knows it."""
    coming = [Listing.objects.with_next(moment).get(pk=listing.pk).next_at for moment in moments]
    return [f"{at:%m-%d %H:%M}" if at else None for at in coming]


def test_next_date_is_the_first_of_several_slots_that_is_not_over(now, source):
    """One that goes on for long is the next until it is over, whatever has begun and ended since."""
    slots = [
        factories.weekly("TU", "09:00"),
        factories.weekly("TU", "18:30"),
        factories.weekly("TU", "08:00", minutes=720),
    ]
    listing = factories.make_listing(source, "Three slots", slots=slots)
    days = [datetime(2026, 3, 10, hour, 45, tzinfo=UTC) for hour in (7, 10, 19, 20)]
    assert first_dates(listing, days) == ["03-10 08:00", "03-10 08:00", "03-10 08:00", "03-17 08:00"]
    listing.schedules.get(duration=timedelta(hours=12)).delete()
    assert first_dates(listing, days) == ["03-10 09:00", "03-10 18:30", "03-10 18:30", "03-17 09:00"]
    schedule.refresh_dates(listing.schedules.filter(start_time="09:00").order_by("pk"))
    assert first_dates(listing, days) == ["03-10 09:00", "03-10 18:30", "03-10 18:30", "03-17 09:00"]
    listing.schedules.all().delete()
    assert first_dates(listing, days[:1]) == [None]


def test_dates_of_a_listing_wait_for_whoever_changes_it(committed):
    """Two that rebuild two of its slots at once would each miss the dates of the other."""
    slots = [factories.weekly("TU", "18:30")]
    listing = factories.make_listing(factories.make_source(), "Two slots", slots=slots)

    def refresh():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '200ms'")
            with pytest.raises(OperationalError):
                schedule.refresh_dates(Schedule.objects.filter(listing=listing).order_by("pk"))
        connection.close()

    with transaction.atomic(), ThreadPoolExecutor(1) as elsewhere:
        Listing.objects.select_for_update(no_key=True).get(pk=listing.pk)
        elsewhere.submit(refresh).result()


def test_slot_that_is_over_is_marked_after_its_listing_is_held(committed):
    """Whoever holds the listing goes on to its slots: had the refresh a slot by then, each would wait for the other."""
    over = factories.weekly("TU", "18:30", until=date(2026, 2, 24))
    listing = factories.make_listing(factories.make_source(), "Over", slots=[over])
    Schedule.objects.filter(listing=listing).update(is_over=False)

    def refresh():
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '2s'")
        with pytest.raises(OperationalError):
            schedule.refresh_dates(Schedule.objects.filter(listing=listing))
        connection.close()

    with transaction.atomic(), ThreadPoolExecutor(1) as elsewhere:
        Listing.objects.select_for_update(no_key=True).get(pk=listing.pk)
        waiting = elsewhere.submit(refresh)
        sleep(0.7)  # until it waits
        Schedule.objects.select_for_update(nowait=True).get(listing=listing)
        waiting.result()
