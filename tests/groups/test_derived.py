"""Position, tags and words of a listing follow every way of writing, bulk writes included."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groups import recurrence
from groups.geo import EARTH_RADIUS_M, Point, to_cube
from groups.models import Listing, ListingTerm, Organization, Place, Review, Schedule, Term
from tests import factories
from tests.conftest import NOW


def slugs(listing):
    lexicon = Term.objects.lexicon()
    return {lexicon.by_id[tag].slug for tag in Listing.objects.get(pk=listing.pk).tags}


def found(words):
    return set(Listing.objects.about(words).values_list("name", flat=True))


def test_tags_hold_all_that_can_be_filtered_by(circle):
    terms = {"grief", "emotional", "free", "turn-up", "en"}
    assert slugs(circle) == terms | {"peer", "peer-circle", "informal", "in_person", "TU", "evening", "TU-evening"}


def test_tags_follow_terms_written_in_bulk_changed_and_taken_away(circle):
    other = factories.term("topic:depression")
    ListingTerm.objects.bulk_create([ListingTerm(listing=circle, term=other)])
    assert "depression" in slugs(circle)
    ListingTerm.objects.filter(term=other).update(term=factories.term("topic:bipolar"))
    assert slugs(circle) >= {"bipolar"}
    assert "depression" not in slugs(circle)
    circle.listing_terms.all().delete()
    assert not slugs(circle) & {"grief", "bipolar"}


def test_tags_follow_slots(circle):
    circle.schedules.update(start_time="09:00", byday=["MO", "WE"])
    assert slugs(circle) >= {"MO-morning", "WE-morning"}
    assert "TU" not in slugs(circle)
    circle.schedules.update(is_live=False)
    assert not slugs(circle) & {"MO", "WE", "morning"}


def test_tags_follow_columns_written_by_update(circle):
    Listing.objects.update(led_by="members", formality="formal", organization=factories.make_organization())
    assert slugs(circle) >= {"members", "formal"}


def test_position_follows_the_place(circle):
    Place.objects.filter(pk=circle.place_id).update(lat=10, lon=20)
    circle.refresh_from_db()
    assert (circle.lat, circle.lon) == (10, 20)
    Listing.objects.filter(pk=circle.pk).update(place=None, attendance="online")
    circle.refresh_from_db()
    assert (circle.lat, circle.lon, circle.pos) == (None, None, None)


def test_queue_entry_follows_the_country_of_the_place(circle):
    entry, closed = (
        Review.objects.create(listing=circle, cause=cause, harm=1, closed_at=closed_at)
        for cause, closed_at in [("new", None), ("change", NOW)]
    )
    countries = dict.fromkeys([circle.place.country])
    Place.objects.filter(pk=circle.place_id).update(country="FR")
    countries |= dict.fromkeys(Review.objects.filter(pk=entry.pk).values_list("country", flat=True))
    Listing.objects.filter(pk=circle.pk).update(place=factories.make_place(country="NO"))
    countries |= dict.fromkeys(Review.objects.filter(pk=entry.pk).values_list("country", flat=True))
    Listing.objects.filter(pk=circle.pk).update(place=None, attendance="online")
    countries |= dict.fromkeys(Review.objects.filter(pk=entry.pk).values_list("country", flat=True))
    assert list(countries) == ["GB", "FR", "NO", ""]
    assert Review.objects.get(pk=closed.pk).country == "GB"  # nobody looks for it any more


@pytest.mark.parametrize("point", [(90, 0), (-90, 50), (0, 180), (51.545, -0.055)])
def test_generated_position_is_the_one_of_geo(source, point):
    lat, lon = point
    listing = factories.make_listing(source, place=factories.make_place(lat=lat, lon=lon))
    stored = [float(part) for part in listing.pos.strip("()").split(",")]
    assert stored == pytest.approx(to_cube(Point(lat, lon)), abs=1e-3)
    assert sum(part**2 for part in stored) ** 0.5 == pytest.approx(EARTH_RADIUS_M)


def test_words_follow_name_place_organization_and_terms(circle):
    assert found("linden") == found("sharing circle") == {"Tuesday Circle"}
    Place.objects.update(name="Poplar Hall")
    assert found("library") == set()
    assert found("poplar") == {"Tuesday Circle"}
    Term.objects.filter(slug="grief").update(label="Loss of somebody dear")
    assert found("dear") == {"Tuesday Circle"}
    Listing.objects.update(organization=factories.make_organization("Kestrel Trust"))
    Organization.objects.update(name="Curlew Trust")
    assert found("curlew") == {"Tuesday Circle"}
    assert found("kestrel") == set()


@settings(max_examples=60)
@given(
    st.sampled_from(["ONCE", "DAILY", "WEEKLY", "MONTHLY"]),
    st.sets(st.sampled_from(recurrence.WEEKDAYS)),
    st.booleans(),
)
def test_days_of_the_trigger_are_those_of_the_rule(circle, freq, days, nth):
    slot = circle.schedules.get()
    prefix = "2" if nth and freq == "MONTHLY" else ""
    slot.freq, slot.byday = freq, [] if freq == "ONCE" else [prefix + day for day in sorted(days)]
    Schedule.objects.filter(pk=slot.pk).update(freq=slot.freq, byday=slot.byday)
    assert slugs(circle) & set(recurrence.WEEKDAYS) == recurrence.weekdays(slot.rule)
