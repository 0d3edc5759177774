"""What was looked for in vain: counted one by one, written together, published late and roughly."""

from collections import Counter
from datetime import UTC, date, datetime
from threading import Thread

import pytest
import time_machine
from django.db import OperationalError
from django.test import Client

from groups import needs
from groups.geo import Point
from groups.models import Locality, UnmetSearch
from groups.needs import counting
from groups.needs.counting import Buffer

HACKNEY = Point(51.545, -0.055)
MARCH = date(2026, 3, 1)
LONDON, ENGLAND, STORNOWAY, SCOTLAND = 2643743, 6269131, 2636790, 2638360
IN_VAIN = "/search/?lat=51.54&lon=-0.05&topic=grief&language=pa&access=step-free"


def place(pk, name, lat, lon, population, kind="city", region="ENG"):
    return Locality.objects.create(
        pk=pk, kind=kind, name=name, country="GB", region_code=region, region_name="", lat=lat, lon=lon,
        population=population, timezone="Europe/London",
    )  # fmt: skip


@pytest.fixture
def no_gazetteer(db):
    Locality.objects.all().delete()


@pytest.fixture
def britain(no_gazetteer):
    place(LONDON, "London", 51.5085, -0.1257, 8_961_989)
    place(1, "Hackney Wick", 51.545, -0.03, 6_000)
    place(ENGLAND, "England", 52.16, -0.7, 62_000_000, "region")
    place(STORNOWAY, "Stornoway", 58.2093, -6.3865, 8_000, region="SCT")
    place(SCOTLAND, "Scotland", 56.0, -4.0, 5_000_000, "region", "SCT")
    place(2635167, "United Kingdom", 54.76, -2.7, 66_000_000, "country", "")


def rows():
    return Counter({(row.area, row.facet, row.slug): row.count for row in UnmetSearch.objects.all()})


def keep(count, month=date(2026, 2, 1), area=LONDON, facet="topic", slug="grief"):
    return UnmetSearch.objects.create(month=month, area=area, facet=facet, slug=slug, count=count)


# Where


def test_area_is_the_nearest_large_town_not_the_nearest_place(britain):
    assert needs.near(HACKNEY) == LONDON


def test_area_far_from_any_large_town_is_the_region(britain):
    assert needs.near(Point(58.21, -6.38)) == SCOTLAND


def test_area_is_none_without_a_gazetteer(no_gazetteer):
    assert needs.near(HACKNEY) is None


def test_area_of_a_region_is_itself(britain):
    assert needs.area_of(Locality.objects.get(pk=ENGLAND)) == ENGLAND
    assert needs.area_of(Locality.objects.get(pk=1)) == LONDON


# Counting


def test_search_in_vain_counts_each_term_by_itself(client, britain, circle, now):
    client.get(IN_VAIN)
    client.get(IN_VAIN, headers={"HX-Request": "true"})
    needs.buffer.write()
    assert rows() == {
        (LONDON, "topic", "grief"): 2,
        (LONDON, "language", "pa"): 2,
        (LONDON, "access", "step-free"): 2,
    }


def test_counter_holds_nothing_but_month_area_and_term(client, britain, now):
    client.get(IN_VAIN)
    needs.buffer.write()
    assert {field.name for field in UnmetSearch._meta.get_fields()} == {"id", "month", "area", "facet", "slug", "count"}
    assert set(UnmetSearch.objects.values_list("month", flat=True)) == {MARCH}


def test_waiting_counter_knows_no_place_finer_than_eleven_kilometres(client, britain, now):
    client.get(IN_VAIN)
    assert {where for _month, where, *_ in needs.buffer.counts} == {Point(51.5, -0.1)}


@pytest.mark.parametrize(
    "path",
    [
        "/search/?lat=51.54&lon=-0.05&topic=grief",  # finds the circle
        f"{IN_VAIN}&q=kites",
        f"{IN_VAIN}&when=now",
        f"{IN_VAIN}&topic=kites",  # a word nobody knows
        f"{IN_VAIN}&age=many",
        "/search/?topic=gambling&language=pa",  # nowhere in particular
        "/search/?near=Nowhere+at+all&topic=grief&language=pa",
        "/search/?lat=51.54&lon=-0.05&formality=formal&category=clinical",  # nothing of the sort that is counted
        "/search.geojson?lat=51.54&lon=-0.05&topic=grief&language=pa",
        "/search.ics?lat=51.54&lon=-0.05&topic=grief&language=pa",
    ],
)
def test_what_does_not_count(client, britain, circle, now, path):
    client.get(path)
    assert not needs.buffer.counts


@pytest.mark.parametrize("agent", ["Googlebot/2.1", "Mozilla/5.0 (compatible; bingbot/2.0)", "curl/8.1", "LinkPreview"])
def test_robots_do_not_count(britain, now, agent):
    Client(headers={"User-Agent": agent}).get(IN_VAIN)
    assert not needs.buffer.counts


def test_nobody_counts_who_does_not_read_or_wants_no_trace(client, britain, now):
    client.head(IN_VAIN)
    client.get(IN_VAIN, headers={"Sec-Purpose": "prefetch"})
    client.post("/search/", {"lat": "51.54", "lon": "-0.05", "topic": "grief", "language": "pa"})
    assert not needs.buffer.counts


def test_search_in_a_whole_region_counts_for_the_region(client, gazetteer, now):
    client.get("/search/?near=Scotland&topic=grief")
    client.get("/search/?near=Glasgow&topic=anger")
    assert {(where, slug) for _month, where, _facet, slug in needs.buffer.counts} == {
        (SCOTLAND, "grief"),
        (Point(55.9, -4.3), "anger"),
    }


def test_search_asks_the_database_nothing_more_for_it(client, britain, now, django_assert_num_queries):
    client.get(IN_VAIN)
    with django_assert_num_queries(0):
        needs.note(HACKNEY, {"topic": ["grief"]})


# Writing


def test_two_processes_add_up(britain, now):
    for one in (Buffer(seconds=0), Buffer(seconds=0)):
        one.add([(MARCH, HACKNEY, "topic", "grief"), (MARCH, LONDON, "topic", "grief")])
        one.write()
        one.write()
    assert rows() == {(LONDON, "topic", "grief"): 4}


def test_counters_of_a_place_nobody_knows_are_dropped(now, no_gazetteer):
    needs.note(HACKNEY, {"topic": ["grief"]})
    needs.buffer.write()
    assert not rows()
    assert not needs.buffer.counts


def test_counters_wait_while_the_database_is_away(britain, now, monkeypatch):
    def away(counts):
        raise OperationalError

    needs.note(HACKNEY, {"topic": ["grief"]})
    with monkeypatch.context() as patched:
        patched.setattr(counting, "write", away)
        needs.buffer.write()
    needs.buffer.write()
    assert rows() == {(LONDON, "topic", "grief"): 1}


def test_memory_is_bounded():
    one = Buffer(seconds=0, most=3)
    one.add((MARCH, LONDON, "topic", f"word-{n}") for n in range(10))
    one.add([(MARCH, LONDON, "topic", "word-0")])
    assert sorted(one.counts.values()) == [1, 1, 2]
    one.put_back(Counter({(MARCH, LONDON, "topic", "word-9"): 5, (MARCH, LONDON, "topic", "word-1"): 5}))
    assert sorted(one.counts.values()) == [1, 2, 6]


def test_threads_lose_nothing():
    one = Buffer(seconds=0)
    keys = [(MARCH, LONDON, "topic", "grief")]
    threads = [Thread(target=lambda: [one.add(keys) for _ in range(500)]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert one.counts[keys[0]] == 4000


@pytest.fixture
def emptied(committed):
    """What the test counts is there for every connection, and gone afterwards."""
    yield
    UnmetSearch.objects.all().delete()


def test_buffer_writes_by_itself(emptied):
    one = Buffer(seconds=0.2)
    one.add([(MARCH, LONDON, "topic", "grief")])
    waiting = one.timer
    waiting.join(10)
    assert rows() == {(LONDON, "topic", "grief"): 1}
    assert one.timer is None


# Publishing


def test_fewer_than_fifty_searches_are_never_published(now, db):
    keep(49)
    assert needs.seen(LONDON, "topic", "grief") is None
    assert needs.seen_in([LONDON]) == []


def test_published_number_is_rounded_down_to_tens(now, db):
    keep(50)
    keep(19, month=date(2026, 1, 1))
    assert needs.seen(LONDON, "topic", "grief") == 60
    assert needs.seen_in([LONDON]) == [("topic", "grief", 60)]


def test_running_month_is_not_published(now, db):
    keep(500, month=MARCH)
    assert needs.seen(LONDON, "topic", "grief") is None
    with time_machine.travel(datetime(2026, 4, 1, tzinfo=UTC)):
        assert needs.seen(LONDON, "topic", "grief") == 500


def test_months_before_the_last_twelve_are_left_out(now, db):
    keep(500, month=date(2025, 2, 1))
    assert needs.seen(LONDON, "topic", "grief") is None
    assert needs.seen(LONDON, "topic", "grief", months=13) == 500


def test_areas_together_are_held_to_the_same(now, db):
    keep(30)
    keep(30, area=ENGLAND)
    keep(70, slug="anger")
    assert needs.seen_in([LONDON]) == [("topic", "anger", 70)]
    assert needs.seen_in([LONDON, ENGLAND]) == [("topic", "anger", 70), ("topic", "grief", 60)]
