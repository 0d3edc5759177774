"""The pages on giving back: leading, starting something small, courses and talks."""

import pytest
from django.utils import timezone

from groups import needs
from groups.choices import Facet
from groups.models import UnmetSearch
from tests import factories
from tests.groups.desk import text_of

PAGES = [
    "/giving-back/",
    "/giving-back/facilitate/",
    "/giving-back/start/",
    "/giving-back/topic/",
    "/you-said/",
    "/learn/",
]
HERE = "51.55, -0.06"


@pytest.mark.parametrize("path", PAGES)
def test_page_opens_without_anything_in_the_directory_and_sets_no_cookie(client, db, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert not answer.cookies or path == "/giving-back/topic/"


def test_search_that_finds_nothing_leads_to_starting_something(client, circle, now, gazetteer):
    page = client.get("/search/?topic=anxiety-panic&near=Leeds&radius=1")
    assert "/giving-back/start/?topic=anxiety-panic&amp;near=Leeds" in page.content.decode()
    start = text_of(client.get("/giving-back/start/?topic=anxiety-panic&near=Leeds"))
    assert "Anxiety" in start
    assert "Leeds" in start


def test_search_that_leaves_no_address_hands_nothing_on(client, circle, now, gazetteer):
    page = client.post("/search/", {"topic": "anxiety-panic", "near": "Leeds"}).content.decode()
    assert 'href="/giving-back/start/"' in page


@pytest.mark.parametrize("query", ["", "?topic=nonsense", "?topic=%00", "?near=nowhere", "?topic=a%20b&near=%3Cb%3E"])
def test_start_answers_anything(client, db, gazetteer, query):
    answer = client.get(f"/giving-back/start/{query}")
    assert answer.status_code == 200
    assert "Start something small" in text_of(answer)


@pytest.mark.parametrize(("count", "words"), [(49, None), (50, "more than 50 times"), (57, "more than 50 times")])
def test_need_is_told_from_fifty_searches_on(client, db, now, gazetteer, count, words):
    area = needs.near(factories.Point(51.55, -0.06))
    last_month = timezone.localdate().replace(day=1, month=2)
    UnmetSearch.objects.create(month=last_month, area=area, facet=Facet.TOPIC, slug="grief", count=count)
    page = text_of(client.get(f"/giving-back/start/?topic=grief&near={HERE}"))
    assert ("You are not the only one" in page) is (words is not None)
    assert words is None or words in page


def test_courses_are_counted_near_a_place(client, source, now, gazetteer):
    factories.make_listing(source, "Course", kind="course", formality="informal")
    factories.make_listing(source, "Talk", terms=["activity:talk", "openness:anyone"])
    factories.make_listing(source, "Closed talk", terms=["activity:talk"])
    page = text_of(client.get(f"/learn/?near={HERE}"))
    assert "step by step, with others. 1 near you or online" in page
    assert "Anybody may come. 1 near you or online" in page
    assert "for yourself. None near you yet" in page
    assert "near you" not in text_of(client.get("/learn/")).partition("How a first visit was")[0]


def test_courses_ask_a_fixed_number_of_questions(client, circle, now, gazetteer, django_assert_num_queries):
    client.get("/learn/")
    with django_assert_num_queries(0):
        client.get("/learn/")
    client.get(f"/learn/?near={HERE}")
    with django_assert_num_queries(6):  # the place, and one for each of the five
        client.get(f"/learn/?near={HERE}")


def test_counts_are_those_of_the_search_they_lead_to(client, source, now, gazetteer):
    for number in range(3):
        factories.make_listing(source, f"Course {number}", kind="course", formality="informal")
    page = client.get("/learn/?near=London").content.decode()
    assert "/search/?kind=course&amp;near=London" in page
    assert "3 near you or online" in text_of(client.get("/learn/?near=London"))
    assert "3 places to turn to" in text_of(client.get("/search/?kind=course&near=London"))


def test_listing_says_what_may_make_it_easier(client, circle, now):
    factories.add_first_visit(circle, greeter="Kim", must_speak="no")
    page = text_of(client.get(circle.get_absolute_url()))
    assert "What may make it easier Cost It is free. Time It meets in the evening." in page
    assert "First time alone Somebody of the group greets you: its page says who. You need not speak." in page


def test_listing_of_which_nothing_is_known_says_nothing(client, clinic, now):
    assert "What may make it easier" not in text_of(client.get(clinic.get_absolute_url()))
