"""Search answers exactly what brute force answers: nothing missing, nothing extra, in order."""

from datetime import datetime
from random import Random

import pytest
from django.db import transaction
from django.http import QueryDict

from groups import results as results_room
from groups import tally
from groups.choices import Facet
from groups.facets import Facets
from groups.filters import ListingFilter
from groups.interop.geojson import km_of
from groups.map_points import map_points
from groups.models import Term
from groups.models.gazetteer import Locality
from groups.models.listing_queries import ListingQuerySet
from groups.models.vocabulary import Word
from groups.results import Results
from groups.tally import COUNTED, Tally
from tests.conftest import NOW
from tests.groups import directory
from tests.groups.oracle import Answer, Oracle, Row, difference, fold

SIZE = 1500
BATCHES, QUERIES = 8, 250
POSITIONS = ["51.55,-0.06", "51.5,0.1", "40.71,-74.01", "-18.14,178.44", "0.00,0.00", "35.68,139.69", "52.52,13.40"]
POSITIONS += ["90.0,0.0", "-90.0,0.0", "89.99,10.0", "0.0,180.0", "0.0,-180.0", "5.0,179.99", "-40.0,-120.0"]
FACETS = [*COUNTED, Facet.CATEGORY, Facet.LED_BY]
TEXTS = ["circle", "ELAN", "cafe 12", "bru", "мир", "支援", "hope night", "depress", "zzz", "(", "house!"]
MISTYPED = ["cricle", "brigde NIGHT", "depresion", "anxeity hope", "Bruecke", "надеждо", "schizofrenia", "zzzzqqq"]


@pytest.fixture(scope="module")
def oracle(loaded_gazetteer, django_db_blocker):
    """1,500 listings for the whole file, taken back afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        rows = directory.build(SIZE, NOW, seed=20260303)
        offered = [" ".join([term.label, *term.synonyms]) for term in Term.objects.active()]
        towns = [((town.lat, town.lon), town.country) for town in Locality.objects.settled()]
        yield Oracle(rows, NOW, fold(" ".join(offered)), towns)
        transaction.set_rollback(True)


def draw(rng, oracle):
    """A random search as lists by parameter."""
    lexicon = Term.objects.lexicon()
    query = place(rng)
    for facet in rng.sample(FACETS, rng.choice([0, 1, 1, 2, 3])):
        offered = [term.slug for term in lexicon.offered(facet)][:14]
        query[facet.value] = rng.sample(offered, min(rng.choice([1, 2, 4]), len(offered)))
    if rng.random() < 0.15:
        query |= {"weekday": rng.sample(directory.DAYS, 2), "time": [rng.choice(["morning", "evening", "night"])]}
    options = {
        "when": [rng.choice(["now", "today", "tomorrow", "week"])],
        "age": [str(rng.choice([0, 17, 18, 35, 66, 130]))],
        "q": [rng.choice(TEXTS + MISTYPED)],
        "accepting_new": [rng.choice(["true", "true", "false"])],
        "sort": [rng.choice(["soonest", "distance"])],
        "pairs_with": [rng.choice([row.public_id for row in oracle.rows if row.published])],
        "page": [str(rng.choice([1, 2, 2, 3, 5, 60]))],
    }
    shares = {"when": 0.15, "age": 0.12, "q": 0.15, "accepting_new": 0.1, "sort": 0.3, "pairs_with": 0.06, "page": 0.5}
    query |= {name: value for name, value in options.items() if rng.random() < shares[name]}
    return query


def place(rng):
    """Nowhere, or a position (as text or as numbers with too many decimals) and a distance."""
    if rng.random() < 0.2:
        return {}
    lat, lon = (float(number) for number in rng.choice(POSITIONS).split(","))
    if rng.random() < 0.4:
        lat, lon = round(max(-90, min(90, lat + rng.gauss(0, 0.1))), 4), round(max(-180, min(180, lon + 0.1)), 4)
    query = {"near": [f"{lat:.2f},{lon:.2f}"]} if rng.random() < 0.4 else {"lat": [str(lat)], "lon": [str(lon)]}
    radius = rng.choice([None, "any", "any", "5", "25", "60.5", "200", "3000", "20016"])
    return query | ({"radius": [radius], "units": [rng.choice(["mi", "km", "km"])]} if radius else {})


def searches(oracle, seed, how_many):
    """Random searches whose answer is not open to argument by a metre."""
    rng = Random(seed)
    found = [draw(rng, oracle) for _ in range(how_many)]
    return [query for query in found if not oracle.is_on_the_edge(query)]


def asked(query):
    params = QueryDict(mutable=True)
    for name, values in query.items():
        params.setlist(name, values)
    return params


def number_of(query):
    return int(query.get("page", ["1"])[0])


def walk_what_is_sorted(monkeypatch):
    """As if a handful were so many that no answer could be sorted or counted whole."""
    for module, names in {
        results_room: ("NEAREST_SORTED_UP_TO", "SOONEST_SORTED_UP_TO"),
        tally: ("TOTAL_UP_TO", "SMALL_DIRECTORY"),
    }.items():
        for name in names:
            monkeypatch.setattr(module, name, 5)


@pytest.mark.slow
@pytest.mark.parametrize("batch", range(BATCHES))
def test_search_equals_brute_force(db, oracle, batch, monkeypatch):
    """What only a card shows is not fetched here; the two tests after this one go all the way.

    Half of the batches are walked as the answers of a large directory are.
    """
    monkeypatch.setattr(ListingQuerySet, "for_cards", lambda listings: listings.defer("document", "pos"))
    if batch % 2:
        walk_what_is_sorted(monkeypatch)
    queries = searches(oracle, batch, QUERIES)
    not_empty = 0
    for query in queries:
        answer, results = oracle.answer(query), Results(ListingFilter(asked(query), now=NOW))
        page = [(listing.public_id, km_of(listing)) for listing in results.listings]
        assert not difference(answer, number_of(query), page), query
        if results.is_total_known:
            assert (results.total, results.pages) == (answer.total, answer.pages), query
        else:
            assert results.total <= answer.total, query
            assert bool(results.next) == (number_of(query) < answer.pages), query
        rows = {row.public_id: row for row, _away in answer.rows}
        assert [one.next_at for one in results.listings] == [rows[one.public_id].next_at for one in results.listings]
        not_empty += bool(answer.rows)
    assert len(queries) > QUERIES * 0.95
    assert not_empty > QUERIES * 0.6


@pytest.mark.slow
def test_geojson_equals_brute_force(db, oracle, client, now):
    for query in searches(oracle, 100, 100):
        got, answer = client.get("/search.geojson", query).json(), oracle.answer(query)
        page = [(one["properties"]["id"], one["properties"]["distance_km"]) for one in got["features"]]
        assert not difference(answer, number_of(query), page), query
        assert (got["total"], got["pages"], got["page"]) == (answer.total, answer.pages, number_of(query)), query
        rows = {row.public_id: row for row, _away in answer.rows}
        for one in got["features"]:
            said = one["properties"]["next_session"]
            assert (said and datetime.fromisoformat(said)) == rows[one["properties"]["id"]].next_at, query


@pytest.mark.slow
def test_page_shows_what_geojson_says(db, oracle, client, now):
    for query in searches(oracle, 101, 50):
        html, feed = client.get("/search/", query).content.decode(), client.get("/search.geojson", query).json()
        ids = [part[:11] for part in html.split('data-listing-id="')[1:]]
        assert ids == [one["properties"]["id"] for one in feed["features"]], query
        assert f"{feed['total']} place" in html, query


@pytest.mark.slow
def test_facet_counts_equal_brute_force(db, oracle):
    for query in searches(oracle, 102, 200):
        groups = {group.facet: group.options for group in Facets(Tally(ListingFilter(asked(query), now=NOW))).groups}
        for facet, expected in oracle.facet_counts(query, [facet.value for facet in COUNTED]).items():
            assert {one.term.slug: one.count for one in groups.get(facet, []) if one.count} == expected, (query, facet)


@pytest.mark.slow
def test_map_points_equal_brute_force(db, oracle):
    """Every listing with a public position is on the map once, and no other."""
    rng = Random(103)
    for query in searches(oracle, 103, 100):
        zoom = rng.choice([0, 3, 8, 14, 20])
        points = map_points(ListingFilter(asked(query), now=NOW), None, zoom)
        drawn = [row for row, _away in oracle.matches(query) if row.point and row.precision != "area"]
        assert points["total"] == len(drawn), query
        assert sum(one["properties"]["count"] for one in points["features"]) == len(drawn), query


def test_words_of_the_directory_equal_brute_force(db, oracle):
    """In plain letters: of a few others, such as й, Unicode and PostgreSQL have their own views."""
    known = dict(Word.objects.values_list("text", "listings"))
    assert {word for word, n in known.items() if n} > {"circle", "grosser", "bereavement", "надежда"}
    plain = [{word: n for word, n in words.items() if word.isascii()} for words in (known, oracle.known)]
    assert plain[0] == plain[1]


def listing(public_id, point=(0.0, 0.0), precision="exact"):
    """A row of which only the name and the point matter."""
    blank = dict.fromkeys(("name", "formality", "attendance"), "")
    known = {"terms": {}, "words": frozenset(), "ages": (None, None), "accepting_new": None}
    shown = dict.fromkeys(("late_is_fine", "searchable", "published"), True)
    return Row(**blank, **known, **shown, point=point, precision=precision, pk=ord(public_id), public_id=public_id)


@pytest.mark.parametrize(
    "page",
    [
        [("a", 0), ("b", 0.0), ("d", 7)],
        [("a", 0), ("b", 0), ("c", 5), ("c", 5)],
        [("b", 0), ("a", 0), ("c", 5), ("d", 7)],
        [("a", 0), ("b", 0), ("d", 7), ("c", 5)],
        [("a", 0), ("b", 0), ("c", 5.01), ("d", 7)],
        [("a", 0), ("b", 0), ("c", None), ("d", 7)],
        [("a", 0), ("b", 0), ("c", 5), ("x", 7)],
    ],
)
def test_oracle_notices_a_wrong_page(page):
    """Dropped, doubled, out of order, at the wrong distance, without one, or not a match at all."""
    rows = [(listing("a"), 0), (listing("b"), 0), (listing("c", (0, 1)), 5), (listing("d", (0, 2)), 7)]
    assert difference(Answer(rows), 1, page)


def test_oracle_lets_listings_within_a_metre_change_places():
    rows = [(listing("a"), 5.0), (listing("b", (0, 1)), 5.0004), (listing("c", (0, 2), "area"), 6)]
    assert not difference(Answer(rows), 1, [("b", 5.0004), ("a", 5.0), ("c", None)])
