"""The pages for planners: the same figures as a page, a spreadsheet and a program, and what they never tell."""

import csv
import io
from datetime import date

import pytest

from groups import areas
from groups.areas import supply as supplies
from groups.areas.area import Area
from groups.areas.files import csv_lines
from groups.areas.tables import Column, Table, per_people
from groups.interop.cells import harmless
from groups.models import Locality, TownReach, UnmetSearch
from tests.factories import make_listing, make_place, make_venue
from tests.groups.areas.conftest import BRITAIN, ELY, ENGLAND, GLASGOW, LONDON, SCOTLAND

NAMES = [*areas.TABLES]


def rows_of(client, place, name):
    answer = client.get(f"/insights/area/{place}/{name}.json")
    return {row.pop("name"): row for row in answer.json()["rows"]}


def area(pk):
    return Area(Locality.objects.get(pk=pk))


# Supply


def test_supply_is_what_it_is_by_hand(client, now, worked_out):
    categories = rows_of(client, ENGLAND, "category")
    # 2 listings among London, Watford and Ely: 8,120,000 people
    assert categories["Peer groups"] == {"listings": 1, "per_100000": 0.01, "formal": 0, "informal": 1}
    assert categories["Clinical care"] == {"listings": 1, "per_100000": 0.01, "formal": 1, "informal": 0}
    assert categories["Family and carers"] == {"listings": 0, "per_100000": 0, "formal": 0, "informal": 0}


def test_country_is_the_sum_of_its_regions(client, now, worked_out, source):
    make_listing(source, "Clyde Circle", place=make_place(lat=55.87, lon=-4.3), terms=["cost:free"])
    areas.refresh()
    free = [rows_of(client, place, "cost")["Free"]["listings"] for place in (ENGLAND, SCOTLAND, BRITAIN)]
    assert free == [1, 1, 2]


def test_town_is_counted_with_what_is_around_it(client, now, worked_out, source):
    make_listing(source, "Ely Circle", place=make_place(lat=52.39, lon=0.26), terms=["cost:free"])
    assert rows_of(client, LONDON, "cost")["Free"]["listings"] == 1
    assert rows_of(client, ELY, "cost")["Free"] == {"listings": 1, "per_100000": 5.0, "formal": 0, "informal": 1}


def test_languages_nobody_offers_are_left_out(client, now, worked_out):
    assert set(rows_of(client, ENGLAND, "language")) == {"English"}


def test_many_listings_around_a_town_are_estimated_and_called_so(client, now, worked_out, circle, monkeypatch):
    monkeypatch.setattr(supplies, "COUNTED_UP_TO", 1)
    answer = client.get(f"/insights/area/{LONDON}/cost.json").json()
    assert answer["about"]
    assert {row["listings"] for row in answer["rows"] if row["name"] == "Free"} == {16 if circle.in_sample else 0}
    assert "estimates" in client.get(f"/insights/area/{LONDON}/").text


@pytest.mark.parametrize(
    ("number", "people", "rate"), [(3, 200_000, 1.5), (1, 3_000_000, 0.03), (250, 1_000_000, 25.0), (0, 9, 0)]
)
def test_number_for_a_hundred_thousand_people(number, people, rate):
    assert per_people(number, people) == rate
    assert per_people(number, 0) is None


# Reach and gaps


def test_reach_counts_the_people_of_towns_near_enough(client, now, worked_out):
    # London is 6.3 km away, Watford 27, Ely 97: 8,000,000 of 8,120,000 people
    assert rows_of(client, ENGLAND, "reach")["An informal meetup"] == {
        "within_2_km": 0.0, "within_5_km": 0.0, "within_10_km": 98.5, "within_25_km": 98.5,
    }  # fmt: skip


def test_gaps_begin_where_nothing_is_near(client, now, worked_out):
    gaps = rows_of(client, BRITAIN, "gaps")
    assert list(gaps) == ["Glasgow", "Ely", "Watford"]
    assert gaps["Glasgow"] == {"population": 600_000, "nearest_km": None}
    assert gaps["Ely"]["nearest_km"] == round(TownReach.objects.get(pk=ELY).any_km)


def test_map_has_a_mark_for_each_gap_and_the_list_its_number(client, now, worked_out):
    page = client.get(f"/insights/area/{BRITAIN}/").text
    assert page.count('class="gap-mark"') == page.count('class="gap-count"') == 3
    assert "Map of United Kingdom with the towns of the list" in page


def test_area_without_gaps_says_so_and_shows_no_map(client, now, worked_out):
    page = client.get(f"/insights/area/{LONDON}/").text
    assert "No town here is more than 10 km from a listing." in page
    assert '<svg class="locator"' not in page


def test_confidential_venue_is_on_no_page(client, now, britain, source):
    venue = make_venue()
    make_listing(source, "A quiet place", place=venue)
    areas.refresh()
    page = client.get(f"/insights/area/{ENGLAND}/").text
    assert rows_of(client, ENGLAND, "category")["Peer groups"]["listings"] == 1
    assert "A quiet place" not in page
    assert [row["within_25_km"] for row in rows_of(client, ENGLAND, "reach").values()] == [0.0] * 5


# Unmet searches


def keep(count, area, slug="gambling", month=date(2026, 2, 1)):
    UnmetSearch.objects.create(month=month, area=area, facet="topic", slug=slug, count=count)


def test_region_adds_up_its_large_towns(client, now, worked_out):
    keep(30, LONDON)
    keep(24, ENGLAND)
    keep(500, GLASGOW)
    assert rows_of(client, ENGLAND, "unmet") == {"Topic: Gambling": {"searches": 50}}
    assert rows_of(client, LONDON, "unmet") == {}
    assert rows_of(client, BRITAIN, "unmet") == {"Topic: Gambling": {"searches": 550}}


def test_country_adds_up_its_regions_too(client, now, worked_out):
    keep(20, LONDON)
    keep(20, ENGLAND)
    keep(25, SCOTLAND)
    assert rows_of(client, BRITAIN, "unmet") == {"Topic: Gambling": {"searches": 60}}


def test_town_says_that_searches_are_not_its_own_alone(client, now, worked_out):
    sentence = "counted for the nearest town of 100,000 people or more"
    assert sentence in client.get(f"/insights/area/{ELY}/").text
    assert sentence not in client.get(f"/insights/area/{ENGLAND}/").text


def test_page_calls_them_searches_and_hides_few(client, now, worked_out):
    keep(49, LONDON)
    keep(900, LONDON, month=date(2026, 3, 1))
    page = client.get(f"/insights/area/{LONDON}/").text
    assert "Nothing was looked for in vain 50 times or more." in page
    assert "Searches, not people" in page
    assert "Gambling" not in page


# Files and addresses


@pytest.mark.parametrize("name", NAMES)
def test_each_table_is_a_file_with_the_same_rows(client, now, worked_out, name):
    answer = client.get(f"/insights/area/{BRITAIN}/{name}.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    head, *lines = csv.reader(io.StringIO(answer.text))
    assert [line[0] for line in lines] == list(rows_of(client, BRITAIN, name))
    assert head[0] == "name"


def test_no_cell_is_a_formula():
    table = Table("gaps", "Gaps", "Town", [Column("population", "People")], [("=Ely", 5)])
    assert csv_lines(table).splitlines()[1] == "'=Ely,5"
    assert harmless("Ely") == "Ely"


@pytest.mark.parametrize("path", ["7/", "99999999999999999999999/", f"{ENGLAND}/people.csv", "7/reach.json"])
def test_what_is_not_there_is_not_found(client, worked_out, path):
    assert client.get(f"/insights/area/{path}").status_code == 404


def test_index_finds_areas_and_names_countries(client, now, worked_out, gazetteer_names):
    page = client.get("/insights/area/?q=ely").text
    assert f'href="/insights/area/{ELY}/"' in page
    assert "2 listings where people meet" in page
    assert f'href="/insights/area/{BRITAIN}/"' in page


@pytest.fixture
def gazetteer_names(worked_out):
    Locality.names.rel.related_model.objects.all().delete()
    Locality.names.rel.related_model.objects.create(
        key="ely", locality_id=ELY, country="GB", weight=20_000, is_primary=True
    )


def test_index_says_what_it_does_not_know(client, now, worked_out):
    assert "We do not know this place." in client.get("/insights/area/?q=xqzzy").text
    assert "too long for a place" in client.get("/insights/area/", {"q": "x" * 200}).text


def test_index_without_figures_says_so(client, now, db):
    assert "There are none yet." in client.get("/insights/area/").text


# What it costs


def test_page_of_a_region_asks_little(client, now, worked_out, django_assert_num_queries):
    client.get(f"/insights/area/{ENGLAND}/")
    with django_assert_num_queries(7):
        client.get(f"/insights/area/{ENGLAND}/")


def test_page_of_a_town_asks_little(client, now, worked_out, django_assert_num_queries):
    client.get(f"/insights/area/{LONDON}/")
    with django_assert_num_queries(9):
        client.get(f"/insights/area/{LONDON}/")


def test_pages_leave_no_cookie(client, now, worked_out):
    for path in ("", f"{ENGLAND}/", f"{ENGLAND}/reach.csv", f"{ENGLAND}/reach.json"):
        assert not client.get(f"/insights/area/{path}").cookies
