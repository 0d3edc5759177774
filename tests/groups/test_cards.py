"""What a result card says, for each thing that may be true of a listing, and that forms of searches share nothing."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.http import QueryDict

from groups import facilitating
from groups.filters import ListingFilter
from groups.models import Listing, Term
from groups.results import Results, read_card_parts
from groups.templatetags.cards import card, distance
from tests import factories
from tests.conftest import NOW


def said(query=""):
    """What the card of each listing says, by name."""
    search = ListingFilter(QueryDict(query), now=NOW)
    return {listing.name: card(listing, search) for listing in Results(search).listings}


def test_next_date_is_on_from_its_beginning_to_its_end(circle, now):
    begin = circle.upcoming_dates.order_by("starts_at").first()
    for moment, is_on in [(begin.starts_at - timedelta(minutes=1), False), (begin.starts_at, True)]:
        search = ListingFilter(QueryDict(""), now=moment)
        (listing,) = Results(search).listings
        assert card(listing, search)["next"]["is_on"] is is_on


@pytest.mark.parametrize(("slots", "words"), [(2, ""), (3, "and 1 more time"), (4, "and 2 more times")])
def test_third_slot_and_those_after_it_are_counted(source, now, slots, words):
    days = ["MO", "TU", "WE", "TH"][:slots]
    factories.make_listing(source, "Circle", slots=[factories.weekly(day, "18:30") for day in days])
    assert said()["Circle"]["more_slots"] == words
    assert len(said()["Circle"]["slots"]) == 2


def test_only_date_that_was_cancelled_is_said_to_be(client, source, now):
    slot = factories.weekly("TU", "18:30", freq="ONCE", starts_on=date(2026, 3, 10))
    listing = factories.make_listing(source, "Evening of candles", slots=[slot])
    assert [one.is_cancelled for one in said()["Evening of candles"]["slots"]] == [False]
    facilitating.cancel(listing.schedules.get(), slot["starts_on"], by=None)
    assert [one.is_cancelled for one in said()["Evening of candles"]["slots"]] == [True]
    page = client.get("/search/").content.decode()
    assert page.index("No date in the next three months") < page.index('<span class="badge off">Cancelled</span>')


def test_full_listing_says_on_which_day_it_was(circle, now):
    Listing.objects.update(accepting_new=False, accepting_new_checked_on="2026-02-03")
    assert '<li class="tag only">Full on' in said()["Tuesday Circle"]["tags"]
    Listing.objects.update(accepting_new=None)
    assert "Full" not in said()["Tuesday Circle"]["tags"]


@pytest.mark.parametrize(("metres", "words"), [(20, "less than 0.1 km"), (60, "0.1 km"), (2345, "2.3 km")])
def test_distance_is_never_told_as_nothing(source, now, metres, words):
    factories.make_listing(source, "Circle", place=factories.make_place(lat=51.55 + metres / 111195, lon=-0.06))
    assert said("lat=51.55&lon=-0.06")["Circle"]["far"] == words


def test_distance_to_a_home_is_never_told_closer_than_it_is_known():
    home = SimpleNamespace(chord=0.0, shown_point=(51.55, -0.06), place=SimpleNamespace(is_pinned=False))
    assert distance(home, "km") == "about 0.1 km"


def test_words_of_an_operator_are_escaped(source, now):
    Term.objects.filter(facet="cost", slug="free").update(label="Free <b>& easy")
    factories.make_listing(source, "Circle", terms=["cost:free"])
    assert said()["Circle"]["tags"] == '<li class="tag">Free &lt;b&gt;&amp; easy</li>'


def test_card_asks_nothing(circle, clinic, evening, now, django_assert_num_queries):
    search = ListingFilter(QueryDict("lat=51.55&lon=-0.06&topic=grief"), now=NOW)
    found = Results(search).listings
    with django_assert_num_queries(0):
        assert all(card(listing, search) for listing in found)


def test_parts_of_cards_are_those_of_each_listing(circle, clinic, now, django_assert_num_queries):
    factories.add_contact(clinic, value="020 7946 0099")
    listings = list(Listing.objects.order_by("pk"))
    with django_assert_num_queries(2):
        read_card_parts(listings)
    for listing in listings:
        assert listing.public_contacts == list(listing.contacts.public().order_by("position", "pk"))
        assert listing.live_schedules == list(listing.schedules.live())
    with django_assert_num_queries(0):
        read_card_parts([])


def test_searches_share_their_form_class_and_nothing_that_was_asked(circle, now):
    one = ListingFilter(QueryDict("topic=grief&when=today"), now=NOW)
    other = ListingFilter(QueryDict("topic=zzz"), now=NOW)
    assert type(one.form) is type(other.form)
    assert (one.chosen("topic"), other.chosen("topic")) == (["grief"], [])
    assert one.filters["topic"].parent is one
    assert other.notices
    assert not one.notices
