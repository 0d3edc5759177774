"""Listings that are likely one and the same are found, and nothing concealed is told on the way."""

from datetime import timedelta

import pytest

from groups import duplicates, moderation
from groups.choices import Cause
from groups.duplicates import likely_same, likeness, open_duplicates
from groups.models import Listing, Review
from tests.factories import add_contact, make_home, make_listing, make_place, make_source, make_venue, weekly

NEARBY = {"lat": 51.5455, "lon": -0.0555}  # about 65 m away
STREET_AWAY = {"lat": 51.549, "lon": -0.055}  # about 445 m


@pytest.fixture
def other(db):
    return make_source("other-list")


def twin(other, name="The Tuesday circle", **fields):
    return make_listing(other, name, **{"place": make_place(**NEARBY)} | fields)


def found(listing):
    return [one.listing.name for one in likely_same(listing)]


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("Grief Circle", "grief circle", 1, 1),
        ("Café Élan", "CAFE ELAN", 1, 1),
        ("Anxiety support group", "Support group: anxiety", 1, 1),
        ("Grief support group", "Grief circle", 0.5, 0.9),
        ("Grief support group", "Anxiety support group", 0, 0.5),
        ("Support group", "Support group", 1, 1),
        ("надежда", "Надежда", 1, 1),
        ("!!!", "???", 0, 0),
    ],
)
def test_likeness_looks_at_the_words_that_matter(one, other, least, most):
    assert least <= likeness(one, other) <= most
    assert likeness(one, other) == likeness(other, one)


def test_like_name_next_door_is_likely_the_same(circle, other, now):
    twin(other, slots=[weekly("TU", "18:45")])
    (same,) = likely_same(circle)
    assert (same.listing.name, same.distance_km) == ("The Tuesday circle", 0.1)
    assert same.score > 0.8


@pytest.mark.parametrize(
    "fields",
    [
        {"place": make_place},
        {"place": lambda: make_place(**STREET_AWAY)},
        {"name": "Hackney Walkers"},
        {"published": False},
    ],
)
def test_another_place_name_or_a_draft_is_not(circle, other, now, fields):
    values = {name: value() if callable(value) else value for name, value in fields.items()}
    is_same_point = fields.get("place") is make_place
    twin(other, **values)
    assert bool(found(circle)) == is_same_point


def test_same_time_and_same_way_to_reach_it_raise_the_score(circle, other, now):
    plain = likely_same(twin(other))[0].score
    add_contact(circle, value="020 7946 0018")
    timed = twin(other, "Tuesday circle!", slots=[weekly("TU", "18:45")])
    with_time = {one.listing.name: one.score for one in likely_same(timed)}["Tuesday Circle"]
    add_contact(timed, value="+44 20 7946 0018")
    with_both = {one.listing.name: one.score for one in likely_same(timed)}["Tuesday Circle"]
    assert plain < with_time <= with_both


def test_what_meets_daily_meets_on_the_day_of_the_other(circle, other, now):
    daily = weekly("MO", "18:30", freq="DAILY")
    one, same = twin(other, slots=[weekly("WE", "18:30")]), make_listing(other, "The Tuesday circle 2", slots=[daily])
    assert duplicates._meet_alike(circle.schedules.all(), same.schedules.all())
    assert not duplicates._meet_alike(circle.schedules.all(), one.schedules.all())


def test_same_day_at_another_hour_is_not_the_same_time(circle, other, now):
    early, late = (
        twin(other, slots=[weekly("TU", "18:00")]),
        twin(other, "Tuesday circle", slots=[weekly("TU", "19:30")]),
    )
    scores = {one.listing.pk: one.score for one in likely_same(circle)}
    assert scores[early.pk] > scores[late.pk]


def test_vague_place_reaches_further(circle, other, now):
    twin(other, place=make_place(**STREET_AWAY, precision="town", name="", street=""))
    assert found(circle) == ["The Tuesday circle"]


def test_what_has_no_place_goes_by_its_name(evening, other, now):
    make_listing(other, "Evening online", attendance="online")
    make_listing(other, "Evening Online", attendance="in_person")
    assert [one.listing.attendance for one in likely_same(evening)] == ["online"]
    assert likely_same(evening)[0].distance_km is None


def test_hidden_listing_is_found_again_by_its_name(circle, other, now):
    Listing.objects.filter(pk=circle.pk).update(is_stale=True, searchable=False)
    assert found(twin(other)) == ["Tuesday Circle"]


@pytest.mark.parametrize(("visibility", "is_found"), [("public", True), ("after_contact", False), ("hidden", False)])
def test_contact_that_is_not_public_cannot_be_guessed(evening, other, now, visibility, is_found):
    add_contact(evening, value="020 7946 0018", visibility=visibility)
    guess = make_listing(other, "Evening Online calm", attendance="online", published=False)
    assert found(guess) == []
    add_contact(guess, value="+44 20 7946 0018")
    assert bool(found(guess)) == is_found


def test_private_home_is_compared_by_its_cell_only(other, source, now):
    home = make_listing(source, "Kitchen table circle", place=make_home())
    at_its_cell = make_place(lat=home.place.lat, lon=home.place.lon)
    (same,) = likely_same(make_listing(other, "Kitchen table circle", place=at_its_cell))
    at_its_door = make_place(lat=51.5477, lon=-0.0633)
    (from_door,) = likely_same(make_listing(make_source("third"), "Kitchen table circle 2", place=at_its_door))[-1:]
    assert (same.distance_km, from_door.distance_km > 0) == (0.0, True)


def test_confidential_venue_has_no_distance(other, source, now):
    make_listing(source, "Safe evening", place=make_venue())
    (same,) = likely_same(make_listing(other, "Safe evening", place=make_place()))
    assert same.distance_km is None


def test_twin_that_nobody_could_locate_is_found_by_its_name(circle, other, now):
    add_contact(circle)
    lost = twin(other, place=make_place(lat=None, lon=None, precision="town"))
    add_contact(lost)
    assert found(circle) == ["The Tuesday circle"]


def test_twin_in_a_crowd_is_found_by_its_name(circle, other, now, monkeypatch):
    """Nearer by are more than are compared one by one."""
    monkeypatch.setattr(duplicates, "NEAREST", 2)
    for number in range(3):
        twin(other, f"Walkers {number}", place=make_place(lat=circle.lat, lon=circle.lon))
    twin(other)
    assert found(circle) == ["The Tuesday circle"]


def test_queries_do_not_grow(circle, other, now, django_assert_num_queries):
    for number in range(8):
        twin(other, f"Tuesday circle {number}", slots=[weekly("TU", "18:30")])
    with django_assert_num_queries(6):  # its own place is one
        assert len(likely_same(circle)) == 5


def test_night_puts_the_pair_into_the_queue_once(circle, other, now):
    twin(other)
    assert open_duplicates(now) == 1
    entry = Review.objects.get(cause=Cause.DUPLICATE)
    assert {entry.listing_id, entry.other_id} == set(Listing.objects.values_list("pk", flat=True))
    moderation.close_reviews(entry.listing, by=None)
    assert open_duplicates(now) == 0


def test_night_leaves_one_source_and_what_did_not_change_alone(circle, source, other, now):
    make_listing(source, "The Tuesday circle", place=make_place(**NEARBY))
    assert open_duplicates(now) == 0
    twin(other, "Tuesday circle too")
    Listing.objects.update(updated_at=now - timedelta(hours=27))
    assert open_duplicates(now) == 0


def test_night_compares_only_so_many(circle, other, now, settings):
    twin(other)
    settings.DUPLICATES_A_NIGHT = 0
    assert duplicates.open_duplicates(now) == 0
