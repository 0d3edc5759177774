"""The first date of each listing, beside where it is and what it offers: whatever is written, triggers keep it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import OperationalError, connection, transaction
from django.db.models import Case, F, When
from django.http import QueryDict

from groups import schedule
from groups.filters import ListingFilter
from groups.models import FirstDate, Listing, Schedule, Session, UpcomingDate
from groups.results import Results
from tests import factories
from tests.conftest import NOW

SAYS = ("listing_id", "starts_at", "ends_at", "timezone", "pos", "tags")


def first(listing):
    return f"{FirstDate.objects.get(listing=listing).starts_at:%m-%d %H:%M}"


def what_it_should_say():
    """The same worked out from the tables it follows."""
    dates = UpcomingDate.objects.filter(listing__searchable=True).order_by("listing_id", "starts_at", "pk")
    rows = dates.distinct("listing_id").annotate(pos=F("listing__pos"), tags=F("listing__tags"))
    return list(rows.values_list(*SAYS))


def what_it_says():
    return list(FirstDate.objects.order_by("listing_id").values_list(*SAYS))


def is_right():
    return what_it_says() == what_it_should_say()


def found(query, now=NOW):
    return {one.name for one in Results(ListingFilter(QueryDict(query), now=now)).listings}


def test_first_of_several_slots_is_known(now, source):
    slots = [factories.weekly("WE", "10:00"), factories.weekly("TU", "18:30")]
    listing = factories.make_listing(source, "Two slots", slots=slots)
    assert first(listing) == "03-03 18:30"
    listing.schedules.get(start_time="18:30").delete()
    assert first(listing) == "03-04 10:00"
    listing.schedules.all().delete()
    assert not FirstDate.objects.filter(listing=listing).exists()


def test_dates_written_by_hand_are_followed(now, circle):
    UpcomingDate.objects.filter(listing=circle, starts_at__lt=NOW + timedelta(days=8)).delete()
    assert first(circle) == "03-17 18:30"
    slot, begin = circle.schedules.get(), datetime(2026, 3, 5, 9, 0, tzinfo=UTC)
    row = UpcomingDate(listing=circle, schedule=slot, original_on=begin.date(), timezone="Europe/London")
    row.starts_at, row.ends_at = begin, begin + timedelta(hours=1)
    UpcomingDate.objects.bulk_create([row])
    assert (first(circle), is_right()) == ("03-05 09:00", True)


@pytest.mark.parametrize("change", [{"searchable": False}, {"attendance": "hybrid"}])
def test_changed_listing_is_followed(now, circle, clinic, change):
    before = what_it_says()
    Listing.objects.update(**change)
    assert is_right()
    assert what_it_says() != before


def test_word_taken_away_is_followed(now, circle):
    before = what_it_says()
    circle.listing_terms.filter(term__slug="grief").delete()
    assert is_right()
    assert what_it_says() != before


def test_moved_place_is_followed(now, circle):
    before = FirstDate.objects.get(listing=circle).pos
    type(circle.place).objects.filter(pk=circle.place_id).update(lat=12.5, lon=-7.25)
    assert FirstDate.objects.get(listing=circle).pos != before
    assert is_right()


def test_hidden_listing_is_forgotten_and_known_again(now, circle):
    Listing.objects.filter(pk=circle.pk).update(searchable=False)
    assert not FirstDate.objects.filter(listing=circle).exists()
    Listing.objects.filter(pk=circle.pk).update(searchable=True)
    assert is_right()
    assert first(circle) == "03-03 18:30"


def test_statement_about_many_asks_once_for_those_that_changed(now, circle, clinic, evening):
    noting = "CREATE OR REPLACE FUNCTION groups_keep_first_dates(listings bigint[]) RETURNS void LANGUAGE sql AS"
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE asked (listings bigint[])")
        cursor.execute(f"{noting} 'INSERT INTO asked VALUES (listings)'")
        Listing.objects.update(searchable=Case(When(pk=clinic.pk, then=True), default=False))
        Listing.objects.update(description="Other words, the same tags")
        cursor.execute("SELECT listings FROM asked")
        ((listings,),) = cursor.fetchall()
    assert sorted(listings) == sorted([circle.pk, evening.pk])


def test_nothing_is_written_that_is_right_already(now, circle):
    def version():
        with connection.cursor() as cursor:
            cursor.execute("SELECT xmin, ctid FROM groups_firstdate WHERE listing_id = %s", [circle.pk])
            return cursor.fetchone()

    before = version()
    Listing.objects.update(description="Other words, the same tags")
    UpcomingDate.objects.filter(listing=circle).order_by("-starts_at").first().delete()
    assert version() == before


@pytest.mark.parametrize(
    ("moment", "zone", "begins"),
    [
        ("2026-03-03T17:00+00", "Asia/Tokyo", "2026-03-03T15:00+00"),
        ("2026-11-01T03:30+00", "America/New_York", "2026-10-31T04:00+00"),
        ("2026-11-01T16:00+00", "America/Havana", "2026-11-01T04:00+00"),  # 00:00 comes twice that night
        ("2018-11-04T16:00+00", "America/Sao_Paulo", "2018-11-04T03:00+00"),  # and here never
    ],
)
def test_day_begins_by_the_calendar_of_the_zone(db, moment, zone, begins):
    with connection.cursor() as cursor:
        cursor.execute("SELECT groups_day_begins(%s, %s) = %s::timestamptz", [moment, zone, begins])
        assert cursor.fetchone() == (True,)


def test_second_date_of_a_day_is_found_once_the_first_is_over(now, source):
    slots = [factories.weekly("TU", "09:00"), factories.weekly("TU", "18:30")]
    factories.make_listing(source, "Twice a day", slots=slots)
    schedule.refresh_dates(now=datetime(2026, 3, 3, 8, 0, tzinfo=UTC))
    for hour, expected in ((8, True), (12, True), (19, True), (21, False)):
        moment = datetime(2026, 3, 3, hour, 45, tzinfo=UTC)
        assert ("Twice a day" in found("when=today", moment)) is expected, hour


def test_first_date_that_is_over_hides_none_that_comes(now, circle, clinic):
    """Nobody has refreshed the dates for days."""
    moment = NOW + timedelta(days=6)
    assert circle.name in found("when=tomorrow", moment)
    assert circle.name in found("when=week", moment)
    assert circle.name in found("when=now", NOW + timedelta(days=7, hours=1, minutes=30))


def test_listings_whose_first_date_is_over_look_up_their_next_alone(now, circle):
    """Joined to all coming dates they are walked for seconds in a large directory, once the hourly run is missed."""
    known = list(UpcomingDate.objects.filter(listing=circle).order_by("starts_at")[:2])
    later = Listing.objects.with_later_as_next(known[0].ends_at)
    assert [listing.next_at for listing in later.filter(pk=circle.pk)] == [known[1].starts_at]
    assert "groups_upcomingdate" not in {join.table_name for join in later.query.alias_map.values()}
    assert not Listing.objects.with_later_as_next(known[0].starts_at).filter(pk=circle.pk)


@pytest.mark.parametrize("later", [timedelta(0), timedelta(hours=8), timedelta(days=6), timedelta(days=400)])
def test_next_to_sort_by_is_the_next_shown_also_where_the_first_is_over(now, circle, clinic, later):
    """At first, after it, before the last date known and after that; a clinic by appointment has none."""
    told = [
        list(way(NOW + later).order_by("pk").values_list("name", "next_at", "next_zone"))
        for way in (Listing.objects.with_next, Listing.objects.with_next_to_sort)
    ]
    assert told[0] == told[1]
    assert any(at for _name, at, _zone in told[0]) is (later < timedelta(days=400))


def test_earlier_day_of_a_zone_further_west_is_known(now, source):
    """Its later beginning is today where it is, while the first one is tomorrow already where that is."""
    slots = [
        factories.weekly("WE", "00:30", timezone="Pacific/Auckland"),
        factories.weekly("TU", "10:00", timezone="Pacific/Honolulu"),
    ]
    factories.make_listing(source, "Two zones", slots=slots)
    moment = datetime(2026, 3, 3, 10, 30, tzinfo=UTC)
    schedule.refresh_dates(now=moment)
    assert "Two zones" in found("when=today", moment)


def test_cancelled_first_date_gives_way(now, circle):
    Session.objects.create(schedule=circle.schedules.get(), original_on=date(2026, 3, 3), status="cancelled")
    schedule.refresh_dates(Schedule.objects.filter(listing=circle))
    assert first(circle) == "03-10 18:30"
    assert circle.name not in found("when=today")


def test_deleted_listings_take_their_dates_along(now, source):
    slots = [factories.weekly("WE", "10:00"), factories.weekly("TU", "18:30")]
    for name in ("One", "Two"):
        factories.make_listing(source, name, slots=slots)
    Listing.objects.filter(source=source).delete()
    connection.check_constraints()
    assert not FirstDate.objects.exists()


@pytest.mark.parametrize("write", ["insert", "delete"])
def test_whoever_writes_a_date_waits_for_whoever_changes_the_listing(committed, write):
    """Neither sees what the other has not committed: the first date would lie where the listing was before."""
    slots = [factories.weekly("TU", "18:30")]
    listing = factories.make_listing(factories.make_source(), "Once a week", slots=slots)
    row = listing.upcoming_dates.first()

    def by_hand():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '200ms'")
            with pytest.raises(OperationalError):
                write_again(row) if write == "insert" else UpcomingDate.objects.filter(pk=row.pk).delete()
        connection.close()

    with transaction.atomic(), ThreadPoolExecutor(1) as elsewhere:
        Listing.objects.select_for_update(no_key=True).get(pk=listing.pk)
        elsewhere.submit(by_hand).result()


def write_again(row):
    """The same date a day later."""
    later = {name: getattr(row, name) + timedelta(days=1) for name in ("original_on", "starts_at", "ends_at")}
    known = {"listing_id": row.listing_id, "schedule_id": row.schedule_id, "timezone": row.timezone}
    UpcomingDate.objects.create(**known, **later)
