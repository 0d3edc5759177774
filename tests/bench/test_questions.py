"""The questions of `make bench` find what they say: places where people are, and every kind of search."""

import pytest

from groups.bench import counting, kdtree, origins, postgis, questions, searching, visits
from groups.bench.commonness import Commonness
from groups.bench.measuring import Run
from groups.bench.product import Product
from groups.choices import Facet
from groups.filters import ListingFilter
from groups.geo import Point, distance_km
from groups.models import Listing
from groups.results import Results
from tests import factories
from tests.bench.conftest import TOWNS

CITY = Point(51.5, -0.12)


def question(name, found):
    return next(one for one in found if one.name == name)


def test_places_are_where_people_live_and_always_the_same(filled):
    towns = origins.towns(60)
    assert towns == origins.towns(60)
    names = [name for name, _country, _point in towns]
    assert names.count("Metropolis") > names.count("Middleton") > 0
    middles = {name: Point(lat, lon) for name, _country, lat, lon, _people in TOWNS}
    assert all(distance_km(point, middles[name]) < 9 for name, _country, point in towns)


def test_metropolis_is_the_largest_town_and_the_ocean_is_empty(filled):
    assert all(distance_km(point, CITY) < 9 for point in origins.metropolis(20))
    assert not any(Listing.objects.searchable().near(point, 500).exists() for point in origins.ocean(20))


def test_questions_ask_for_what_they_say(filled):
    found = questions.searches(Commonness(), many=3)
    assert [one.name for one in found] == ["Q1", "Q2", "Q3", "Q4a", "Q4b", "Q6", "Q7"]
    assert [len(one.groups) for one in found] == [0, 3, 1, 1, 4, 0, 1]
    assert [one.km for one in found] == [None, 25, 25, 25, 25, None, None]


def test_question_is_asked_of_the_queryset_of_the_product(filled, now):
    topic = Commonness().common(Facet.TOPIC)
    asked = questions.Question("Q", "", (CITY,), 25, ((topic.pk,),))
    params = factories.query(lat=[CITY.lat], lon=[CITY.lon], topic=[topic.slug], attendance=["in_person", "hybrid"])
    search = ListingFilter(params, now=now)
    expected = search.parts()[0].nearest_first()
    assert list(asked.listings(CITY)) == list(expected) != []


@pytest.mark.parametrize("name", ["T1", "T2", "T4", "T5", "T6", "T7"])
def test_texts_find_listings_with_the_word(filled, name):
    asked = question(name, questions.texts(Commonness(), many=2))
    assert Listing.objects.searchable().about(asked.text).exists()


def test_text_of_a_question_is_looked_for(filled):
    found = list(questions.Question("T", "", (CITY,), text=questions.RARE_WORD).listings(CITY))
    assert found
    assert all(questions.RARE_WORD in listing.description for listing in found)


def test_rare_word_is_rarer_than_the_common_one(filled):
    listings = Listing.objects.searchable()
    assert listings.about(questions.RARE_WORD).count() * 3 < listings.about(questions.COMMON_WORD).count()


def test_all_engines_find_the_same(filled):
    product, tree = Product(), kdtree.built()
    for asked in questions.searches(Commonness(), many=4):
        for place in asked.places if tree.answers(asked) else ():
            assert product.ask(asked, place).found == tree.ask(asked, place).found


def test_row_says_how_many_were_found_and_by_which_index(filled):
    asked = questions.searches(Commonness(), many=2)[0]
    row, other = searching.rows(filled, asked, [Product(), kdtree.built()])
    assert (row["engine"], row["found"]) == ("product", 20)
    assert {"p50_ms", "p95_ms", "db_p50_ms", "db_p95_ms", "ids_p95_ms", "plans"} <= set(row)
    assert sum(row["plans"].values()) == row["places"] == 2
    assert other["same"] == 2


def test_total_is_that_of_the_product(filled, now):
    asked = questions.counts(Commonness(), many=2, few=1)[0]
    run = Run(filled, asked.name)
    total = counting.ask(asked, asked.places[0], run)
    params = factories.query(lat=[asked.places[0].lat], lon=[asked.places[0].lon], **{asked.facet: [asked.slug]})
    assert total == Results(ListingFilter(params, now=now)).total > 0
    assert run.queries > 0
    assert run.row()["db_p50_ms"] < run.row()["p50_ms"]


def test_metropolis_is_counted_with_a_word_on_about_a_third(filled):
    words = Commonness()
    typical, city = questions.counts(words, many=2, few=1)
    assert 0.2 < words.share(factories.term(f"{city.facet}:{city.slug}")) < 0.45
    assert typical.facet in Facet.values


def test_searches_of_visitors_never_repeat(filled):
    found = visits.searches(400)
    assert len(set(found)) == 400
    assert sum("near=" in question for question in found) > sum("lat=" in question for question in found) > 0


def test_listings_of_visitors_are_published_ones(filled):
    paths = visits.listings(50)
    ids = [path.split("/")[2] for path in paths]
    assert len(set(ids)) == 50
    assert Listing.objects.published().filter(public_id__in=ids).count() == 50


def test_postgis_is_left_out_where_no_server_is_named(monkeypatch, silent):
    monkeypatch.delenv("POSTGIS_URL", raising=False)
    assert postgis.connected(silent) is None
