"""The page on which a moderator closes a whole place: who may, what it does, and what it refuses."""

from datetime import date

import pytest
from django.contrib.auth.models import Group

from accounts.models import Duty
from groups import facilitating
from groups.models import Closure
from tests.accounts.people import make_person, sign_in

DAYS = {"starts_on": "2026-03-03", "ends_on": "2026-03-10", "note": "Boiler broken"}


@pytest.fixture
def mo(client, now, db):
    """A moderator, signed in with a second factor."""
    mo = make_person("mo@example.org")
    mo.groups.add(Group.objects.get_or_create(name="Moderators")[0])
    sign_in(client, mo, second_factor=True)
    return mo


def page(place, closure=None):
    return f"/moderation/places/{place.pk}/close/" + (f"{closure.pk}/end/" if closure else "")


def test_moderator_closes_a_place(client, circle, mo):
    assert client.post(page(circle.place), DAYS).url == page(circle.place)
    closure = Closure.objects.get()
    assert (closure.place, closure.ends_on, closure.created_by) == (circle.place, date(2026, 3, 10), mo)
    text = client.get(page(circle.place)).content.decode()
    assert "Boiler broken" in text
    assert circle.name in text


def test_moderator_opens_it_again_by_a_post_alone(client, circle, mo):
    closure = facilitating.close_place(circle.place, date(2026, 3, 10), None, by=mo)
    assert client.get(page(circle.place, closure)).status_code == 405
    client.post(page(circle.place, closure))
    assert not Closure.objects.exists()


def test_closure_of_another_place_or_of_a_listing_is_not_found(client, circle, clinic, mo):
    other = facilitating.close_place(clinic.place, date(2026, 3, 10), None, by=mo)
    own = facilitating.pause(circle, date(2026, 3, 10), None, by=mo)
    assert [client.post(page(circle.place, one)).status_code for one in (other, own)] == [404, 404]
    assert Closure.objects.count() == 2


@pytest.mark.parametrize("who", ["nobody", "member", "without second factor", "of another country"])
def test_nobody_else_closes_a_place(client, circle, mo, who):
    client.logout()
    if who == "member":
        sign_in(client, make_person("kim@example.org"), second_factor=True)
    elif who == "without second factor":
        sign_in(client, mo)
    elif who == "of another country":
        Duty.objects.create(user=mo, country="FR")
        sign_in(client, mo, second_factor=True)
    answer = client.post(page(circle.place), DAYS)
    assert answer.status_code == (302 if who in ("nobody", "without second factor") else 404)
    assert not Closure.objects.exists()


@pytest.mark.parametrize(
    "days",
    [
        {},
        {"starts_on": "2026-02-30"},
        {"starts_on": "2026-03-10", "ends_on": "2026-03-03"},
        {"starts_on": "2026-01-01", "ends_on": "2026-01-02"},
        {"starts_on": "2026-03-03", "note": "x" * 251},
        {"starts_on": "0001-01-01"},
        {"starts_on": "2026-03-03", "ends_on": "9999-12-31"},
    ],
)
def test_impossible_days_come_back_with_a_sentence(client, circle, mo, days):
    answer = client.post(page(circle.place), days)
    assert "Please look at this again" in answer.content.decode()
    assert not Closure.objects.exists()


def test_last_day_before_the_first_is_said_at_the_last_day(client, circle, mo):
    form = client.post(page(circle.place), {"starts_on": "2026-03-10", "ends_on": "2026-03-03"}).context["form"]
    assert form.errors == {"ends_on": ["The last day is before the first."]}


@pytest.mark.parametrize("pk", [0, 10**30])
def test_place_that_is_not_there_is_not_found(client, mo, pk):
    assert client.get(f"/moderation/places/{pk}/close/").status_code == 404


def test_page_asks_a_fixed_number_of_questions(client, circle, mo, django_assert_num_queries):
    client.get(page(circle.place))
    with django_assert_num_queries(10):
        client.get(page(circle.place))
