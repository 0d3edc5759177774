"""Files of dates: of one listing, of one session, of a search; what they tell, to whom, and when they change."""

from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from groups import facilitating, sessions
from groups.models import Closure, Listing, Schedule, Session
from groups.views import calendars
from tests import factories

NEXT = date(2026, 3, 10)
MIDNIGHT = datetime(2026, 3, 10, tzinfo=UTC)
QUESTIONS = 5


def events(answer):
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(answer.content).walk("VEVENT")


def of_listing(client, listing):
    return events(client.get(f"/listings/{listing.public_id}.ics"))


def sequence(client, listing):
    return of_listing(client, listing)[0]["SEQUENCE"]


@pytest.fixture
def slot(now, circle):
    return circle.schedules.get()


# One listing


def test_cancelled_date_stays_visible_and_says_why(client, slot):
    slot.sessions.create(original_on=NEXT, status="cancelled", note="The room is flooded")
    series, cancelled = of_listing(client, slot.listing)
    assert (cancelled["STATUS"], cancelled["TRANSP"]) == ("CANCELLED", "TRANSPARENT")
    assert cancelled["SUMMARY"] == "Cancelled: Tuesday Circle"
    assert cancelled["DESCRIPTION"] == "The room is flooded"
    assert cancelled["RECURRENCE-ID"].dt.date() == NEXT
    assert "EXDATE" not in series


def test_stand_in_and_notes_are_told(client, slot):
    Schedule.objects.filter(pk=slot.pk).update(note="Ring twice")
    slot.sessions.create(original_on=NEXT, note="Room 4", stand_in="Kim")
    series, said = of_listing(client, slot.listing)
    assert series["DESCRIPTION"] == "Ring twice"
    assert said["DESCRIPTION"] == "Room 4\nKim stands in.\nRing twice"


def test_moved_date_that_the_rule_has_no_more_stands_by_itself(client, slot):
    moved = {"starts_at": datetime(2026, 3, 12, 10, tzinfo=UTC), "ends_at": datetime(2026, 3, 12, 11, tzinfo=UTC)}
    slot.sessions.create(original_on=date(2026, 3, 11), status="moved", **moved)
    series, alone = of_listing(client, slot.listing)
    assert (alone["DTSTART"].dt, alone["DTEND"].dt) == (moved["starts_at"], moved["ends_at"])
    assert "RECURRENCE-ID" not in alone
    assert alone["UID"] != series["UID"]


def test_season_within_months_is_written_date_by_date(client, now, source):
    season = {"season_from": "03-10", "season_until": "04-05"}
    listing = factories.make_listing(source, "Spring", slots=[factories.weekly("TU", "10:00", **season)])
    (series,) = of_listing(client, listing)
    assert "RRULE" not in series
    assert [one.dt.date() for one in series["RDATE"].dts][:3] == [
        date(2026, 3, 17),
        date(2026, 3, 24),
        date(2026, 3, 31),
    ]


def test_somebody_booked_is_told_nowhere(client, slot):
    before = client.get(f"/listings/{slot.listing.public_id}.ics")
    row = slot.sessions.create(original_on=NEXT)
    slot.sessions.filter(pk=row.pk).update(came=7)
    assert client.get(f"/listings/{slot.listing.public_id}.ics").content == before.content
    row.delete()
    assert client.get(f"/listings/{slot.listing.public_id}.ics").content == before.content


def cancel(slot):
    slot.sessions.create(original_on=NEXT, status="cancelled")


def name_stand_in(slot):
    slot.sessions.create(original_on=NEXT, stand_in="Kim")


def take_back(slot):
    slot.sessions.all().delete()


def move_slot(slot):
    Schedule.objects.filter(pk=slot.pk).update(start_time="19:00")


def pause(slot):
    Closure.objects.create(listing=slot.listing, starts_on=NEXT, ends_on=NEXT)


def close_place(slot):
    Closure.objects.create(place=slot.listing.place, starts_on=NEXT, ends_on=NEXT)


def shorten_pauses(slot):
    Closure.objects.update(ends_on=NEXT + timedelta(days=7))


def close_for_good(slot):
    Listing.objects.filter(pk=slot.listing_id).update(closed_on=NEXT)


def test_sequence_rises_with_every_change_of_what_is_told(client, slot):
    told = [sequence(client, slot.listing)]
    for change in (cancel, take_back, name_stand_in, move_slot, pause, shorten_pauses, close_place, close_for_good):
        change(slot)
        told.append(sequence(client, slot.listing))
    assert told == sorted(set(told))


def test_sequence_never_falls_whatever_an_old_copy_writes(client, slot):
    old = Schedule.objects.get(pk=slot.pk)
    cancel(slot)
    told = sequence(client, slot.listing)
    old.source_ref = "row 7"
    old.save()
    assert sequence(client, slot.listing) == told


def test_sequence_follows_a_date_that_goes_to_another_slot(client, slot):
    cancel(slot)
    other = factories.add_slot(slot.listing, **factories.weekly("TU", "18:30"))
    before = dict(Schedule.objects.values_list("pk", "sequence"))
    Session.objects.update(schedule=other)
    after = dict(Schedule.objects.values_list("pk", "sequence"))
    assert [after[pk] - before[pk] for pk in (slot.pk, other.pk)] == [1, 1]


def test_change_is_dated(client, slot):
    series = of_listing(client, slot.listing)[0]
    cancel(slot)
    later = of_listing(client, slot.listing)[0]
    assert later["LAST-MODIFIED"].dt >= series["LAST-MODIFIED"].dt
    assert later["DTSTAMP"] == later["LAST-MODIFIED"]


def test_calendar_of_a_listing_asks_four_questions(client, slot, django_assert_num_queries):
    slot.sessions.create(original_on=NEXT, status="cancelled")
    factories.add_slot(slot.listing, **factories.weekly("FR", "18:30"))
    with django_assert_num_queries(4):  # the listing; its slots, their sessions, its closures
        of_listing(client, slot.listing)


def test_calendar_of_a_merged_listing_leads_to_the_one_it_became(client, slot, evening):
    Listing.objects.filter(pk=evening.pk).update(status="merged", searchable=False, merged_into=slot.listing)
    answer = client.get(f"/listings/{evening.public_id}.ics")
    assert (answer.status_code, answer.url) == (302, f"/listings/{slot.listing.public_id}.ics")


# One session


def test_file_of_one_session_is_that_date_as_it_stands(client, slot):
    facilitating.annotate(slot, NEXT, "Room 4", by=None)
    (event,) = events(client.get(f"/sessions/{slot.pk}-20260310.ics"))
    assert event["DTSTART"].dt == datetime(2026, 3, 10, 18, 30, tzinfo=UTC)
    assert event["DESCRIPTION"] == "Room 4"
    assert {"RRULE", "RECURRENCE-ID"}.isdisjoint(event)


@pytest.mark.parametrize("name", ["{pk}-20260311", "{pk}-2026031", "0-20260310", "x", "{pk}-99999999", "-20260310"])
def test_session_that_is_none_has_no_file(client, slot, name):
    assert client.get(f"/sessions/{name.format(pk=slot.pk)}.ics").status_code == 404


def test_session_of_a_hidden_listing_has_no_file(client, slot):
    Listing.objects.update(status="pending", searchable=False)
    assert client.get(f"/sessions/{slot.pk}-20260310.ics").status_code == 404
    assert client.get(f"/listings/{slot.listing.public_id}.ics").status_code == 404


# A search


def test_file_of_a_search_holds_what_its_page_holds(client, slot, evening):
    factories.make_listing(slot.listing.source, "Far", place=factories.make_place(lat=40, lon=-74), slots=[])
    found = client.get("/search.geojson?topic=grief").json()["features"]
    (event,) = events(client.get("/search.ics?topic=grief"))
    assert [one["properties"]["name"] for one in found] == [event["SUMMARY"]] == ["Tuesday Circle"]
    assert len(events(client.get("/search.ics"))) == 3
    assert events(client.get("/search.ics?topic=grief&when=nonsense&page=7")) == [event]


@pytest.mark.parametrize("query", ["", "lat=51.55&lon=-0.06", "lat=51.55&lon=-0.06&sort=soonest", "q=circle"])
def test_first_listings_of_a_search_are_those_of_its_page(client, slot, evening, query, monkeypatch):
    factories.make_listing(slot.listing.source, "Friday circle", slots=[factories.weekly("FR", "18:30")])
    names = [one["properties"]["name"] for one in client.get(f"/search.geojson?{query}").json()["features"]]
    monkeypatch.setattr(calendars, "LISTINGS_OF_A_SEARCH", len(names) - 1)
    shown = {str(event["SUMMARY"]) for event in events(client.get(f"/search.ics?{query}"))}
    assert shown == set(names[:-1])


def test_file_of_a_search_asks_a_fixed_number_of_questions(client, slot, evening, django_assert_num_queries):
    client.get("/search.ics")  # what is remembered of the vocabulary and the size of the directory
    with django_assert_num_queries(QUESTIONS):  # what fits: how many, which; their slots, sessions, closures
        assert len(events(client.get("/search.ics"))) == 3


def test_search_is_kept_by_the_own_browser_alone_and_a_session_asked_for_anew(client, slot):
    assert client.get("/search.ics")["Cache-Control"] == "no-cache, private"
    assert client.get(f"/sessions/{slot.pk}-20260310.ics")["Cache-Control"] == "no-cache, public"


def test_file_of_a_session_is_known_by_the_name_of_its_page(client, slot):
    (date_of_page,) = sessions.dates_of([slot.listing], MIDNIGHT, MIDNIGHT + timedelta(days=1))[slot.listing_id]
    (event,) = events(client.get(f"/sessions/{date_of_page.id}.ics"))
    assert event["UID"].startswith(f"{date_of_page.id}.")
