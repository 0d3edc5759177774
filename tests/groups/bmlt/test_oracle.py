"""Every search answers exactly the meetings that its parameters mean, worked out row by row beside it."""

import json
from collections import Counter
from random import Random

import pytest
from django.db import transaction
from django.urls import reverse

from groups import outgoing
from groups.interop import bmlt
from groups.models import Closure, Listing, Place
from tests.conftest import NOW
from tests.groups import directory
from tests.groups.bmlt import oracle

SIZE = 500
BATCHES, QUERIES = 4, 60
POINTS = [("51.55", "-0.06"), ("40.71", "-74.01"), ("-18.14", "178.44"), ("89.99", "10"), ("5", "179.99")]
WORDS = ["circle", "hope night", "river", "bru", "house 1", "zzz"]
KEYS = ["location_municipality", "meeting_name", "venue_type", "start_time", "weekday_tinyint", "location_street"]


@pytest.fixture(scope="module")
def words(django_db_setup, django_db_blocker):
    """A random directory for the whole file, as the words of each listing; taken back afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        rows = directory.build(SIZE, NOW, seed=20260304)
        for pk in [row.pk for row in rows][::9]:
            Closure.objects.create(listing_id=pk, starts_on=NOW.date(), ends_on=NOW.date())
        at_zero = Place.objects.filter(lat__range=(-1e-7, 1e-7), lon__range=(-1e-7, 1e-7))
        at_zero.update(lon=0.01)  # 0, 0 is how such lists say that nobody knows where
        yield {row.public_id: row.words for row in rows}
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def as_often_as_needed(settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"dumping": "1000000/m/key"}


def asked(client, query, shape="json"):
    params = {"switcher": "GetSearchResults"} | query
    return json.loads(client.get(reverse(f"bmlt-{shape}"), params).getvalue())


def numbers(rows):
    return [row["id_bigint"] for row in rows]


def some(rng, values, most=3):
    """A few of the values, some of them to be left out, as repeated parameters or with commas."""
    chosen = [f"{rng.choice(['', '', '-'])}{value}" for value in rng.sample(values, min(most, len(values)))]
    chosen = chosen[: rng.randint(1, most)]
    return chosen if rng.random() < 0.5 else [",".join(chosen)]


def draw(rng, rows):
    """A random question as lists by parameter."""
    row = rng.choice(rows)
    usual = Counter(one for each in rows for one in each["format_shared_id_list"].split(","))
    likely = [one for one, _many in usual.most_common(25)] + row["format_shared_id_list"].split(",")
    key = rng.choice([name for name in KEYS if row[name]])
    lat, lon = rng.choice([*POINTS, (row["latitude"], row["longitude"])])
    width = {"geo_width": rng.choice(["1.5", "20", "3000", "-7"])}
    width = rng.choice([width, {"geo_width_km": rng.choice(["2", "40", "500", "-1", "-30", "-9999"])}])
    options = [
        {"weekdays": some(rng, range(1, 8))},
        {"venue_types": some(rng, range(1, 4), 2)},
        {"formats": some(rng, likely)},
        {"formats": some(rng, likely), "formats_comparison_operator": ["OR"]},
        {"formats": some(rng, [1_000_000, 1_000_001, 1_000_006], 1)},
        {"services": some(rng, sorted({each["service_body_bigint"] for each in rows}), 4)},
        {"meeting_ids": some(rng, numbers(rows), 3)},
        {"SearchString": [rng.choice(WORDS)]},
        {"meeting_key": [key], "meeting_key_value": [row[key].lower(), rng.choice(rows)[key] or "-"]},
        {"StartsAfterH": [str(rng.choice([0, 12, 18]))], "StartsAfterM": [str(rng.choice([0, 30]))]},
        {"StartsBeforeH": [str(rng.choice([5, 12, 22]))]},
        {"EndsBeforeH": [str(rng.choice([13, 20, 24]))], "EndsBeforeM": ["0"]},
        {"MinDurationM": [str(rng.choice([30, 45]))], "MaxDurationH": [str(rng.choice([1, 5]))]},
        {"lat_val": [lat], "long_val": [lon]} | {name: [value] for name, value in width.items()},
    ]
    query = {}
    for option in rng.sample(options, rng.choice([1, 1, 2, 3])):
        query |= option
    return query


@pytest.mark.slow
@pytest.mark.parametrize("batch", range(BATCHES))
def test_search_equals_its_meaning_row_by_row(db, words, client, now, batch):
    rows = asked(client, {})
    rng, found, unsure = Random(batch), 0, 0
    for query in [draw(rng, rows) for _ in range(QUERIES)]:
        expected, is_sure = oracle.answer(rows, query, words)
        unsure += not is_sure
        named = {
            f"{name}[]" if rng.random() < 0.5 and len(values) > 1 else name: values for name, values in query.items()
        }
        if is_sure:
            assert sorted(numbers(asked(client, named))) == sorted(numbers(expected)), query
            found += bool(expected)
    assert found > QUERIES / 3
    assert unsure < QUERIES / 10


def test_everything_is_what_the_records_say(db, words, client, now):
    """The database decides which slots are weekly; so does `bmlt_dump.days`, by itself."""
    records = outgoing.records(Listing.objects.all(), now=now, site="http://testserver")
    file = json.loads("".join(bmlt.dump(records, now=now, site="http://testserver")))
    dumped = {row["id_bigint"]: row | {"service_body_bigint": ""} for row in file["meetings"]}
    answered = {row["id_bigint"]: row | {"service_body_bigint": ""} for row in asked(client, {})}
    assert len(dumped) > SIZE / 3
    assert answered == dumped


@pytest.mark.parametrize("size", [1, 7, 100])
def test_pages_are_the_whole_in_order(db, words, client, now, size):
    for order in ({}, {"sort_keys": "start_time"}, {"sort_key": "time"}, {"sort_keys": "id_bigint"}):
        asked_for = order | {"services": "2,3,4,5,6", "weekdays": "2,3"}
        whole = numbers(asked(client, asked_for))
        pages = [
            numbers(asked(client, asked_for | {"page_size": size, "page_num": n + 1}))
            for n in range(len(whole) // size + 1)
        ]
        assert [one for page in pages for one in page] == whole
        if order.get("sort_keys") == "start_time":
            starts = [row["start_time"] for row in asked(client, asked_for)]
            assert starts == sorted(starts)


def test_nearest_come_first(db, words, client, now):
    query = {"lat_val": "51.55", "long_val": "-0.06", "geo_width": "-40", "sort_results_by_distance": "1"}
    far = [float(row["distance_in_km"]) for row in asked(client, query)]
    assert len(far) >= 40
    assert far == sorted(far)
