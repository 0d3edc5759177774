"""How people come to a listing: the page on which its facilitators say so."""

import pytest

from groups.choices import BookingWay
from groups.models import BookingRules
from tests import factories
from tests.groups.desk import lead, link_of, page, text_of
from tests.groups.guests import rule

pytestmark = pytest.mark.django_db
NAME = "manage-coming"


@pytest.fixture
def key(circle, now):
    return link_of(circle)


def kept(listing):
    return BookingRules.objects.values("way", "capacity", "accept_hours", "asks_first").get(listing=listing)


def test_page_begins_with_just_turn_up_and_says_what_each_way_means(client, key):
    answer = client.get(page(NAME, key))
    words = text_of(answer)
    for said in ("Just turn up", "Nobody has to tell you anything", "There is always room", "people wait in line"):
        assert said in words
    assert answer.context["form"]["way"].value() == BookingWay.TURN_UP
    assert not BookingRules.objects.exists()


@pytest.mark.parametrize(
    ("sent", "rules"),
    [
        ({"way": "tell"}, ("tell", None, 24, False)),
        ({"way": "tell", "asks_first": "on"}, ("tell", None, 24, True)),
        ({"way": "places", "capacity": "8", "accept_hours": "12"}, ("places", 8, 12, False)),
        ({"way": "places", "capacity": "8", "accept_hours": ""}, ("places", 8, 24, False)),
        ({"way": "series", "capacity": ""}, ("series", None, 24, False)),
        ({"way": "series", "capacity": "12", "asks_first": "on"}, ("series", 12, 24, True)),
        ({"way": "turn_up", "capacity": "8", "accept_hours": "x", "asks_first": "on"}, ("turn_up", None, 24, False)),
    ],
)
def test_rules_hold_at_once_and_keep_what_their_way_asks(client, circle, key, sent, rules):
    answer = client.post(page(NAME, key), sent, follow=True)
    assert "From now on people come like this" in text_of(answer)
    assert tuple(kept(circle).values()) == rules


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "choose one from the list"),
        ({"way": "fly"}, "choose one from the list"),
        ({"way": "places", "capacity": ""}, "Say how many places there are."),
        ({"way": "places", "capacity": "0"}, "a number from 1 on"),
        ({"way": "places", "capacity": "501"}, "At most 500 places."),
        ({"way": "places", "capacity": "ten"}, "whole number"),
        ({"way": "series", "capacity": "8", "accept_hours": "0"}, "a number from 1 on"),
        ({"way": "series", "capacity": "8", "accept_hours": "169"}, "At most 168 hours"),
        ({"way": "places", "capacity": "\x00"}, "whole number"),
    ],
)
def test_wrong_answers_come_back_with_what_was_typed(client, key, sent, sentence):
    answer = client.post(page(NAME, key), sent)
    assert answer.status_code == 200
    assert sentence in text_of(answer)
    assert answer.context["form"]["capacity"].value() == sent.get("capacity")
    assert not BookingRules.objects.exists()


def test_missing_number_is_told_at_its_field(client, key):
    form = client.post(page(NAME, key), {"way": "places", "capacity": ""}).context["form"]
    assert list(form.errors) == ["capacity"]


def test_private_home_always_accepts_each_person_and_says_what_happens(client, source, now):
    home = factories.make_listing(source, "Kitchen Table", place=factories.make_home())
    key = link_of(home)
    words = text_of(client.get(page(NAME, key)))
    assert "At a private home it is always so." in words
    assert "Only whoever you accept here sees the address in their account, not before" in words
    client.post(page(NAME, key), {"way": "tell", "asks_first": ""})
    assert kept(home)["asks_first"]


def test_confidential_place_is_promised_never_to_be_told(client, source, now):
    listing = factories.make_listing(source, "Safe Round", place=factories.make_venue())
    words = text_of(client.get(page(NAME, link_of(listing))))
    assert "The site never gives its address to anybody" in words


def test_rules_that_are_there_are_the_ones_to_change(client, circle, now):
    lead(client, circle)
    rule(circle, BookingWay.PLACES, capacity=8, accept_hours=6, asks_first=True)
    form = client.get(page(NAME, circle.public_id)).context["form"]
    assert [form[name].value() for name in form.fields] == ["places", 8, 6, True]


def test_rules_are_nothing_a_moderator_looks_at(client, circle, key):
    client.post(page(NAME, key), {"way": "tell"})
    assert not circle.reviews.exists()


def test_merged_listing_has_no_rules_to_set(client, circle, evening, key):
    type(circle).objects.filter(pk=circle.pk).update(merged_into=evening, status="withdrawn", searchable=False)
    assert client.post(page(NAME, key), {"way": "tell"}).status_code == 404
    assert not BookingRules.objects.exists()


def test_page_asks_a_literal_number_of_questions(client, circle, key, django_assert_num_queries):
    with django_assert_num_queries(3):
        client.get(page(NAME, key))
