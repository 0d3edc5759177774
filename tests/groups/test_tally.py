"""Counting stops where it gets dear: beyond, one listing in sixteen stands for all, and the page says “about”."""

import pytest
from django.http import QueryDict

from groups import facets, relaxation, schedule, tally
from groups.choices import Facet
from groups.facets import Facets
from groups.filters import ListingFilter
from groups.models import Listing, ListingTerm, counting
from groups.models.counting import ToCount, count_up_to
from groups.models.listing import SAMPLE
from groups.results import Results
from groups.tally import Tally
from tests import factories
from tests.conftest import NOW

MANY = 3 * SAMPLE
HERE = "lat=51.55&lon=-0.06"


@pytest.fixture
def crowd(now, source):
    """48 circles in one place, of which any 16 in a row hold one of the sample, and one about loss alone."""
    circles = [factories.make_listing(source, f"Circle {n:02}", terms=["topic:anxiety-panic"]) for n in range(MANY)]
    rare = next(one for one in circles if not Listing.objects.sampled().filter(pk=one.pk))
    ListingTerm.objects.create(listing=rare, term=factories.term("topic:grief"))
    return circles


@pytest.fixture
def low_bounds(monkeypatch):
    """As if a handful were a million."""
    monkeypatch.setattr(tally, "TOTAL_UP_TO", 30)
    monkeypatch.setattr(tally, "FACETS_UP_TO", 20)
    for module in (facets, tally):
        monkeypatch.setattr(module, "SMALL_DIRECTORY", 20)


def asked(query):
    return ListingFilter(QueryDict(query), now=NOW)


def counts(facet, query):
    groups = {group.facet: group for group in Facets(Tally(asked(query))).groups}
    return {option.term.slug: option.shown for option in groups[facet].options}


def test_sample_is_one_listing_in_sixteen(crowd):
    assert Listing.objects.sampled().count() == MANY / SAMPLE


def test_counts_within_the_bound_are_exact(crowd):
    assert counts(Facet.TOPIC, HERE) == {"grief": 1, "anxiety-panic": MANY}


@pytest.mark.parametrize("query", [HERE, "", f"{HERE}&radius=any", f"{HERE}&formality=informal"])
def test_counts_beyond_the_bound_are_estimated_and_lose_no_choice(crowd, low_bounds, query):
    assert counts(Facet.TOPIC, query) | {"grief": "few"} == counts(Facet.TOPIC, query)
    assert counts(Facet.TOPIC, query)["anxiety-panic"] == f"about {MANY}"


def test_each_part_is_estimated_for_itself(crowd, low_bounds, evening):
    """What is online is few, and counted one by one."""
    shown = counts(Facet.ATTENDANCE, HERE)
    assert (shown["in_person"], shown["online"], shown["phone"]) == (f"about {MANY}", "about 1", "few")


def test_slots_of_many_are_estimated_too(crowd, low_bounds):
    for one in crowd:
        factories.add_slot(one, **factories.weekly("TU", "18:30"))
    shown = counts(Facet.WEEKDAY, f"{HERE}&time=evening")
    assert (shown["TU"], shown["WE"]) == (f"about {MANY}", "few")


@pytest.fixture
def tuesdays(crowd, low_bounds, monkeypatch):
    """All of the crowd meets today."""
    monkeypatch.setattr(tally, "TOTAL_UP_TO", 15)
    for one in crowd:
        factories.add_slot(one, **factories.weekly("TU", "18:30"))
    schedule.refresh_dates()


@pytest.mark.parametrize("sort", ["soonest", "distance"])
def test_what_was_not_counted_to_its_end_is_walked_not_sorted(tuesdays, evening, sort):
    """How many there are nobody knows, and sorting all of them may take any time."""
    results = Results(asked(f"{HERE}&when=today&sort={sort}"))
    assert results.is_sorted(10)
    assert not results.is_sorted(results.tally.sizes[0])
    assert len(list(results.lots())) > 1


def test_glance_at_the_sample_says_that_there_are_enough(crowd):
    """The rows themselves are not counted then: here are none."""
    nothing, sampled = Listing.objects.filter(name=""), Listing.objects.sampled()
    assert ToCount(nothing, 1).enough_in_sample == len(sampled) == 3
    assert count_up_to([ToCount(nothing, 1, sampled), ToCount(nothing, 3, sampled)]) == [1, 0]


def test_sample_that_proves_nothing_leaves_every_row_counted(crowd):
    rows, sampled = Listing.objects.order_by("pk"), Listing.objects.sampled()
    assert count_up_to([ToCount(rows, 40, sampled), ToCount(rows, 99, sampled), ToCount(rows, 99)]) == [40, MANY, MANY]


@pytest.mark.parametrize(("query", "samples"), [("", 1), (HERE, 2), (f"{HERE}&topic=grief", 2), (f"{HERE}&q=grief", 0)])
def test_only_what_an_index_of_the_sample_answers_is_glanced_at(crowd, low_bounds, query, samples):
    tallied = Tally(asked(query))
    assert sum(sample is not None for sample in tallied.samples(tallied.parts)) == samples


def test_small_directory_and_unknown_places_are_counted_row_by_row(crowd, monkeypatch):
    tallied = Tally(asked(f"{HERE}&radius=any"))
    assert tallied.samples(tallied.parts) == [None, None, None]
    monkeypatch.setattr(tally, "SMALL_DIRECTORY", 20)
    *located, unlocated = tallied.samples(tallied.parts)
    assert None not in located
    assert unlocated is None


@pytest.mark.parametrize(
    ("ways", "is_looked_for"), [("in_person", False), ("hybrid", False), ("in_person&attendance=phone", True)]
)
def test_what_is_joined_from_anywhere_is_not_looked_for_where_a_place_is_wanted(crowd, ways, is_looked_for):
    _near, anywhere = asked(f"{HERE}&attendance={ways}").parts()
    assert anywhere.query.is_empty() is not is_looked_for
    _near, anywhere = asked(f"{HERE}&attendance={ways}").parts("attendance")
    assert not anywhere.query.is_empty()


def test_total_beyond_the_bound_is_so_many_or_more(client, crowd, low_bounds):
    answer = client.get(f"/search.geojson?{HERE}").json()
    assert "total" not in answer
    assert (answer["total_at_least"], len(answer["features"])) == (31, 20)
    page = client.get(f"/search/?{HERE}").content.decode()
    assert f"About {MANY} places to turn to" in page
    assert "Page 1 of" not in page


def test_pages_beyond_the_bound_are_all_there(client, crowd, low_bounds):
    """Counting goes on as far as the page that is asked for."""
    names = []
    for number in (1, 2, 3, 4):
        answer = client.get(f"/search.geojson?{HERE}&page={number}").json()
        names += [one["properties"]["name"] for one in answer["features"]]
    assert names == [f"Circle {n:02}" for n in range(MANY)]
    assert answer["total"] == MANY


def test_more_page_is_offered_while_there_are_more(crowd, low_bounds):
    assert [Results(asked(f"{HERE}&page={number}")).next for number in (1, 2, 3)] == [2, 3, None]


def test_way_out_to_very_many_says_so(crowd, monkeypatch):
    monkeypatch.setattr(relaxation, "UP_TO", 10)
    (way,) = relaxation.relaxations(asked(f"{HERE}&topic=gambling"))
    assert way.gain == "+10 or more"


def test_estimate_shows_two_figures():
    assert [counting.rounded(number) for number in (0, 7, 48, 93_184, 1_251)] == [0, 7, 48, 93_000, 1_300]
