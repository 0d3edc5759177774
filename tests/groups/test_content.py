"""A listing as one document: read, written, compared."""

from copy import deepcopy
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError

from groups import content, facilitating
from groups.choices import Precision
from groups.models import Organization, Place, PrivateAddress, Schedule, Session
from tests import factories


def slot_of(listing):
    return listing.schedules.live().get()


def test_content_written_back_changes_nothing(circle, now, django_assert_num_queries):
    factories.add_contact(circle)
    factories.add_first_visit(circle, must_speak="no", greeter="Sam, by the door")
    before = content.content_of(circle)
    content.write(circle, deepcopy(before))
    assert content.content_of(circle) == before


def test_content_makes_a_new_draft(circle, now):
    values = content.content_of(circle)
    values["times"] = [slot | {"id": None} for slot in values["times"]]
    copy = content.create(values)
    assert copy.status == "draft"
    assert content.changed_sections(values, content.content_of(copy)) == {}
    assert copy.place == circle.place


def test_write_refuses_what_makes_no_sense_and_writes_nothing(circle, now):
    people = {"people": {"minimum_age": 60, "maximum_age": 30}}
    with pytest.raises(ValidationError, match="youngest age"):
        content.write(circle, people | {"contacts": []})
    circle.refresh_from_db()
    assert circle.minimum_age is None


def test_write_refuses_a_word_that_is_not_in_the_directory(circle):
    with pytest.raises(ValidationError, match="not a word of this directory"):
        content.write(circle, {"words": [{"term": "topic:nonsense", "relation": "", "detail": ""}]})


def test_write_refuses_a_section_nobody_knows(circle):
    with pytest.raises(ValueError, match="status"):
        content.write(circle, {"status": "published"})


def test_changing_the_place_of_one_listing_leaves_its_neighbour_there(circle, source, now):
    neighbour = factories.make_listing(source, "Other Circle", place=circle.place)
    place = content.content_of(circle)["place"] | {"name": "Town Hall", "street": "1 High Street"}
    content.write(circle, {"place": place})
    neighbour.refresh_from_db()
    assert circle.place.name == "Town Hall"
    assert neighbour.place.name == "Linden Street Library"


def test_place_known_already_is_shared(circle, clinic, now):
    content.write(clinic, {"place": content.content_of(circle)["place"]})
    assert clinic.place_id == circle.place_id
    assert not Place.objects.filter(name="Lea House").exists()


def test_home_shows_its_cell_whatever_the_document_says(circle, now):
    private = {"street": "17 Hidden Row", "postal_code": "E8 1AA", "lat": 51.5477, "lon": -0.0633}
    place = content.content_of(circle)["place"]
    wanted = place | {"precision": "cell", "cell_km": 1, "street": "17 Hidden Row", "private": private}
    content.write(circle, {"place": wanted | {"lat": 51.5477, "lon": -0.0633}})
    shown = Place.objects.get(pk=circle.place_id)
    assert shown.street == shown.name == ""
    assert (shown.lat, shown.lon) != (51.5477, -0.0633)
    assert PrivateAddress.objects.get(place=shown).street == "17 Hidden Row"


def test_confidential_venue_keeps_no_address(circle, now):
    place = content.content_of(circle)["place"] | {"precision": Precision.AREA}
    content.write(circle, {"place": place})
    assert circle.place.street == ""
    assert circle.place.is_confidential


@pytest.mark.parametrize("precision", [Precision.AREA, Precision.CELL])
def test_concealed_place_that_nobody_could_locate_has_no_position(circle, now, precision):
    nowhere = {"precision": precision, "cell_km": 3, "lat": None, "lon": None, "street": "1 Secret Street"}
    content.write(circle, {"place": content.content_of(circle)["place"] | nowhere})
    place = Place.objects.get(listings=circle)
    assert (place.lat, place.lon, place.street) == (None, None, "")
    with pytest.raises(ValidationError, match="grid cell"):
        content.write(circle, {"place": content.content_of(circle)["place"] | {"precision": "cell", "cell_km": None}})


def test_running_slot_that_changes_ends_and_a_new_one_begins(circle, now):
    old = slot_of(circle)
    times = content.content_of(circle)["times"]
    content.write(circle, {"times": [times[0] | {"start_time": "19:00"}]})
    old.refresh_from_db()
    assert (str(old.until), old.is_live) == ("2026-03-02", False)
    begun = slot_of(circle)
    assert (str(begun.starts_on), f"{begun.start_time:%H:%M}") == ("2026-03-03", "19:00")


def test_slot_of_every_second_week_keeps_its_step(circle, now):
    Schedule.objects.filter(listing=circle).update(interval=2)
    times = content.content_of(circle)["times"]
    content.write(circle, {"times": [times[0] | {"start_time": "19:00"}]})
    assert str(slot_of(circle).starts_on) == "2026-03-03"
    content.write(circle, {"times": [content.content_of(circle)["times"][0] | {"start_time": "20:00"}]})
    assert str(slot_of(circle).starts_on) == "2026-03-03"


def test_course_of_n_dates_keeps_its_number(circle, now):
    Schedule.objects.filter(listing=circle).update(count=12)
    times = content.content_of(circle)["times"]
    content.write(circle, {"times": [times[0] | {"start_time": "19:00"}]})
    assert slot_of(circle).count == 12 - 8


def test_cancelled_date_stays_cancelled_when_the_time_changes(circle, now):
    slot = slot_of(circle)
    Session.objects.create(schedule=slot, original_on="2026-03-10", status="cancelled", note="Snow")
    times = content.content_of(circle)["times"]
    content.write(circle, {"times": [times[0] | {"start_time": "19:00"}]})
    assert slot_of(circle).sessions.get().note == "Snow"
    assert "2026-03-10" not in {str(date.original_on) for date in circle.upcoming_dates.all()}


def test_date_put_off_past_its_day_outlives_a_change_of_the_times(circle, now):
    moved = {"starts_at": now + timedelta(days=2), "ends_at": now + timedelta(days=2, hours=1)}
    Session.objects.create(schedule=slot_of(circle), original_on="2026-02-24", status="moved", **moved)
    times = content.content_of(circle)["times"]
    content.write(circle, {"times": [times[0] | {"byday": ["FR"], "start_time": "19:00"}]})
    slot = slot_of(circle)
    assert circle.upcoming_dates.earliest("starts_at").starts_at == moved["starts_at"]
    facilitating.cancel(slot, date(2026, 2, 24), by=None, note="Ill")
    assert circle.upcoming_dates.earliest("starts_at").original_on == date(2026, 3, 6)
    with pytest.raises(ValidationError, match="no such date"):
        facilitating.cancel(slot, date(2026, 2, 17), by=None)


@pytest.mark.parametrize(
    ("minute", "last", "first"), [(29, "2026-03-02", "2026-03-03"), (31, "2026-03-03", "2026-03-10")]
)
def test_change_after_todays_meeting_began_makes_no_second_one_today(circle, now, minute, last, first):
    old, times = slot_of(circle), content.content_of(circle)["times"]
    with time_machine.travel(datetime(2026, 3, 3, 18, minute, tzinfo=UTC), tick=False):
        content.write(circle, {"times": [times[0] | {"start_time": "21:00"}]})
    old.refresh_from_db()
    assert (str(old.until), str(slot_of(circle).starts_on)) == (last, first)


@pytest.mark.parametrize("day", ["WE", "TU"])
def test_date_put_off_on_its_own_day_outlives_a_change_of_that_day(circle, now, day):
    moved = {"starts_at": now + timedelta(days=2), "ends_at": now + timedelta(days=2, hours=1)}
    Session.objects.create(schedule=slot_of(circle), original_on="2026-03-03", status="moved", **moved)
    times = content.content_of(circle)["times"]
    content.write(circle, {"times": [times[0] | {"byday": [day], "start_time": "19:00"}]})
    assert moved["starts_at"] in {row.starts_at for row in circle.upcoming_dates.all()}


def test_change_where_todays_meeting_was_cancelled_holds_from_today(circle, now):
    old = slot_of(circle)
    Session.objects.create(schedule=old, original_on="2026-03-03", status="cancelled")
    times = content.content_of(circle)["times"]
    with time_machine.travel(datetime(2026, 3, 3, 19, tzinfo=UTC), tick=False):
        content.write(circle, {"times": [times[0] | {"start_time": "21:00"}]})
    old.refresh_from_db()
    assert (str(old.until), str(slot_of(circle).starts_on)) == ("2026-03-02", "2026-03-03")


def test_slot_left_out_ends(circle, now):
    content.write(circle, {"times": []})
    assert not circle.schedules.live().exists()
    assert not circle.upcoming_dates.exists()
    assert circle.schedules.count() == 1


def test_slot_of_another_listing_is_never_touched(circle, evening, now):
    foreign = evening.schedules.first()
    times = content.content_of(circle)["times"]
    content.write(circle, {"times": [times[0] | {"id": foreign.pk, "start_time": "05:00"}]})
    foreign.refresh_from_db()
    assert f"{foreign.start_time:%H:%M}" == "21:00"
    assert foreign.listing_id == evening.pk


def test_organization_of_that_name_is_used_again(circle, now):
    trust = factories.make_organization("Open Door Trust")
    basics = content.content_of(circle)["basics"]
    wanted = {"public_id": "", "name": "open door trust", "website": ""}
    content.write(circle, {"basics": basics | {"organization": wanted}})
    assert circle.organization == trust
    assert Organization.objects.count() == 1


def test_differences_name_what_changed_in_words(circle, now):
    before = content.content_of(circle)
    after = deepcopy(before)
    after["basics"]["name"] = "Wednesday Circle"
    after["times"][0]["byday"] = ["WE"]
    after["words"].append({"term": "topic:anxiety-panic", "relation": "", "detail": ""})
    found = {str(one.label): one for one in content.differences(before, after)}
    assert found["name"].after == ("Wednesday Circle",)
    assert "Wednesday" in found["times"].come[0]
    assert found["Topic"].gone == ()
    assert len(found["Topic"].come) == 1


def test_history_never_holds_contacts_or_a_home(circle):
    private = {"street": "17 Hidden Row"}
    kept = content.public_part({"contacts": [{"value": "020"}], "place": {"private": private, "town": "London"}})
    assert kept == {"contacts": None, "place": {"private": None, "town": "London"}}
    assert str(content.differences({}, {"contacts": None})[0].after[0]) == "(not kept)"
