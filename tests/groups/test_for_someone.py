"""Searching for somebody else: the person first, then who cares for them; and how to go along."""

import pytest

from groups.models import Listing
from tests import factories
from tests.groups.desk import text_of

HACKNEY = {"lat": "51.55", "lon": "-0.06"}
HEADING = "For you, who cares for them"


@pytest.fixture
def carers(source, now):
    """Five groups for family and carers, ever further away; the fourth is about addiction."""
    topics = {3: ["topic:alcohol"]}
    return [
        factories.make_listing(
            source,
            f"Carers {number}",
            kind="family-network",
            place=factories.make_place(lat=51.55 + number / 100, lon=-0.06),
            terms=["audience:family-carers", *topics.get(number, [])],
            slots=[factories.weekly("TU", "18:30")],
        )
        for number in range(5)
    ]


def for_you(client, **query):
    """What stands under the heading for who cares for somebody; None where there is no such part."""
    page = client.get("/search/", HACKNEY | {"for": "someone"} | query)
    head, found, rest = text_of(page).partition("Caring is hard too.")
    assert (HEADING in head) == bool(found)
    return rest.partition("All of them here")[0] if found else None


def test_person_comes_first_and_then_who_cares(client, circle, carers):
    page = text_of(client.get("/search/", HACKNEY | {"for": "someone", "topic": "grief"}))
    assert page.index("Tuesday Circle") < page.index("Carers 0")
    assert "How to go along" in page


def test_three_nearest_are_shown(client, carers):
    shown = for_you(client, topic="grief")
    assert [number for number in range(5) if f"Carers {number}" in shown] == [0, 1, 2]
    assert "Today, 18:30 to 20:00" in shown
    assert "1.1 km" in shown


def test_what_shares_the_topic_comes_first(client, carers):
    shown = for_you(client, topic="alcohol")
    assert shown.index("Carers 3") < shown.index("Carers 0") < shown.index("Carers 1")
    assert "Carers 2" not in shown


def test_none_so_near_is_said(client, now, circle, carers):
    Listing.objects.filter(name__startswith="Carers").update(searchable=False)
    assert "We know of none so near." in for_you(client)


def test_without_a_place_there_are_no_cards_but_ways_on(client, now, circle, carers):
    page = text_of(client.get("/search/", {"for": "someone", "topic": "grief"}))
    assert "Carers 0" not in page
    assert "Where you may both come" in page


@pytest.mark.parametrize("whom", ["", "me", "work"])
def test_nobody_else_gets_it(client, carers, whom):
    assert for_you(client, **{"for": whom}) is None


def test_search_by_post_shows_it_without_an_address(client, carers):
    page = client.post("/search/", HACKNEY | {"for": "someone", "topic": "grief"}).content.decode()
    assert HEADING in page
    assert "topic=grief" not in page
    assert "audience=family-carers" not in page


@pytest.mark.parametrize(("whom", "queries"), [("me", 6), ("someone", 7)])
def test_it_costs_one_question(client, circle, carers, whom, queries, django_assert_num_queries):
    query = HACKNEY | {"for": whom}
    client.get("/search/", query)
    with django_assert_num_queries(queries):
        client.get("/search/", query)


def test_many_filters_cost_no_more(client, circle, carers, django_assert_max_num_queries):
    query = HACKNEY | {"for": "someone", "topic": "grief", "weekday": "tuesday", "time": "evening", "q": "circle"}
    assert "Tuesday Circle" in text_of(client.get("/search/", query))
    with django_assert_max_num_queries(8):  # the bar of a search
        client.get("/search/", query)


def test_who_works_with_somebody_is_told_of_the_short_list(client, now, circle):
    assert "then press “Short list”" in text_of(client.get("/search/?for=work"))


def test_cards_have_a_box_and_one_form(client, now, circle, clinic):
    page = client.get("/search/", HACKNEY).content.decode()
    assert page.count('form="chosen"') == 2
    assert page.count('id="chosen"') == 1
    assert f'name="listing" value="{circle.public_id}" form="chosen"' in " ".join(page.split())


def test_town_goes_along_to_the_comparison_but_not_from_a_search_without_address(client, now, circle, gazetteer):
    field = '<input type="hidden" name="near" value="Hackney, London">'
    query = {"near": "Hackney, London"}
    assert field in client.get("/search/", query).content.decode()
    page = client.post("/search/", query).content.decode()
    assert field not in page.partition('id="chosen"')[2].partition("</main>")[0]


def test_page_on_going_along_leads_on(client, db):
    page = client.get("/together/going-along/").content.decode()
    for path in ("/safety/", "/help-now/", "/search/?for=someone"):
        assert f'href="{path}"' in page


def test_listing_page_begins_with_what_one_does_next(client, now, circle):
    factories.add_contact(circle, value="020 7946 0018")
    page = client.get(circle.get_absolute_url()).content.decode()
    first = page.partition("first-steps")[2].partition("listing-columns")[0]
    assert "Call 020 7946 0018" in first
    assert f'/sessions/{circle.schedules.get().pk}-20260303/"' in first
    assert f"/compare/?listing={circle.public_id}" in page


def test_closed_listing_has_no_next_step(client, now, circle):
    factories.add_contact(circle, value="020 7946 0018")
    Listing.objects.filter(pk=circle.pk).update(closed_on="2026-03-01")
    assert "first-steps" not in client.get(circle.get_absolute_url()).content.decode()
