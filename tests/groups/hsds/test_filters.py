"""What may be asked: each parameter by itself, together, and wrong."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groups import recurrence
from groups.interop.hsds import ids
from groups.interop.hsds.organizations import NOBODY
from groups.interop.hsds.words import TAXONOMY_IDS, term_id
from groups.models import Listing
from tests.factories import make_listing
from tests.groups.interop.hsds.records import RULES

ALL = [
    *("Tuesday Circle", "Lea Clinic", "Evening Online", "Kitchen table", "Monthly and daily", "Winter walks"),
    *("After school", "By phone", "Somewhere"),
]


def test_without_parameters_everything_is_there_in_order_of_making(names, directory):
    assert names() == ALL


FOUND = [
    ({"search": "circ tues"}, ["Tuesday Circle"]),
    ({"search": "nothing such"}, []),
    ({"taxonomy_term_id": term_id("topic", "grief")}, ["Tuesday Circle"]),
    ({"taxonomy_term_id": term_id("kind", "clinic")}, ["Lea Clinic"]),
    ({"taxonomy_term_id": term_id("attendance", "phone")}, ["By phone"]),
    ({"taxonomy_term_id": "72449231-4f8d-4264-b274-5f161d981ebb"}, []),
    ({"taxonomy_id": TAXONOMY_IDS["cost"]}, ["Tuesday Circle", "Lea Clinic"]),
    ({"taxonomy_id": "72449231-4f8d-4264-b274-5f161d981ebb"}, []),
    ({"minimum_age": 18}, [name for name in ALL if name != "After school"]),
    ({"maximum_age": 11}, [name for name in ALL if name not in ("After school", "Monthly and daily")]),
    ({"minimum_age": 15, "maximum_age": 16, "search": "school"}, ["After school"]),
    ({"day": "TU"}, ["Tuesday Circle", "Evening Online", "Monthly and daily"]),
    ({"day": "tu, th"}, ["Tuesday Circle", "Evening Online", "Monthly and daily", "After school"]),
    ({"day": "SA"}, ["Monthly and daily", "Winter walks"]),
    ({"day": "TU", "start_time": "19:00"}, ["Evening Online"]),
    ({"day": "TU", "end_time": "20:00"}, ["Tuesday Circle", "Monthly and daily"]),
    ({"day": "TU", "start_time": "18:30", "end_time": "20:00"}, ["Tuesday Circle"]),
    ({"start_time": "21:30"}, ["After school"]),
    ({"start_time": "21:30", "end_time": "23:59"}, []),
    ({"day": "TU", "taxonomy_term_id": term_id("topic", "grief"), "search": "circle"}, ["Tuesday Circle"]),
    ({"day": "WE", "taxonomy_term_id": term_id("topic", "grief")}, []),
]


def test_parameters_find(names, directory):
    for params, found in FOUND:
        assert names(**params) == found, params


def test_organization_finds_its_own(names, directory, clinic):
    assert names(organization_id=ids.of("organization", clinic.organization.public_id)) == ["Lea Clinic"]
    assert "Lea Clinic" not in names(organization_id=NOBODY)
    assert len(names(organization_id=NOBODY)) == 7
    assert names(organization_id="72449231-4f8d-4264-b274-5f161d981ebb") == []


def test_modified_after_finds_what_changed_then_or_later(names, directory, now):
    Listing.objects.update(updated_at=now - timedelta(days=9))
    Listing.objects.filter(name="By phone").update(updated_at=now)
    for text in ("2026-03-03T17:00:00Z", "2026-03-03", "2026-03-03T17:00:00 00:00", "2026-03-03T18:00:00+01:00"):
        assert names(modified_after=text) == ["By phone"], text
    assert names(modified_after="2026-03-03T17:00:01Z") == []


def test_postcode_and_metres_draw_a_circle_nearest_first(get, directory, gazetteer):
    def near(**params):
        found = get("service_at_locations", postcode="E8 1AA", **params)["contents"]
        return [one["service"]["name"] for one in found]

    assert near(proximity=1500)[0] in ("Tuesday Circle", "Kitchen table", "Monthly and daily")
    assert "Lea Clinic" not in near(proximity=1500)
    assert near()[-1] == "Lea Clinic"
    assert "Evening Online" not in near()


def test_days_follow_the_rules(source, names, now):
    """What `day` finds is what the pattern can fall on; the single date of these is over."""
    rules = {name: rule for name, rule in RULES.items() if name != "once"}
    for name, rule in rules.items():
        columns = {field: getattr(rule, field) for field in rule.__dataclass_fields__}
        columns |= {"byday": list(rule.byday), "bymonthday": list(rule.bymonthday)}
        make_listing(source, name, slots=[columns], kind="social-meetup")
    for day in recurrence.WEEKDAYS:
        wanted = [name for name, rule in rules.items() if day in recurrence.weekdays(rule)]
        assert names(day=day, taxonomy_term_id=term_id("kind", "social-meetup")) == wanted, day


BAD = [
    *({"page": page} for page in ("0", "-1", "x", "1e3", "99999999999999999999")),
    *({"per_page": size} for size in ("0", "-1", "1001", "x")),
    *({"format": name} for name in ("xml", "JSON!")),
    *({"full": text} for text in ("maybe", "2")),
    *({name: "x"} for name in ("taxonomy_id", "taxonomy_term_id", "organization_id")),
    *({"modified_after": text} for text in ("yesterday", "0001-01-01", "9999-12-31T23:59:59-12:00", "2026-13-01")),
    *({"day": text} for text in ("XX", "monday", "TU;WE")),
    *({name: text} for name in ("start_time", "end_time") for text in ("25:00", "late")),
    *({name: text} for name in ("minimum_age", "maximum_age") for text in ("-1", "131", "x", "NaN")),
    {"proximity": "100"},
    *({"postcode": "E8 1AA", "proximity": text} for text in ("-1", "x", "NaN", "inf", "1e99")),
    {"postcode": "no such place anywhere"},
    {"search": "x" * 201},
    {"search": "\0"},
    {"taxonomy_id": TAXONOMY_IDS["fact"]},
    {"taxonomy_term_id": term_id("fact", "rrule")},
]


@pytest.mark.parametrize("path", ["services", "service_at_locations"])
def test_wrong_parameter_gets_a_sentence(get, db, path):
    for params in BAD:
        problem = get(path, status=400, **params)
        assert set(problem["errors"]) <= set(params), params
        assert problem["message"].endswith("."), params


def test_wrong_parameter_of_another_list_gets_a_sentence(get, db):
    assert get("services", status=400, minimal="perhaps")["message"]
    assert get("organizations", status=400, full_service="true", per_page=26)["message"]
    assert get("organizations", status=400, full="x")["message"]
    assert get("taxonomies", status=400, per_page="x")["message"]
    assert get("taxonomy_terms", status=400, top_only="x")["message"]
    assert get("taxonomy_terms", status=400, parent_id="x")["message"]


def test_page_beyond_the_last_is_empty(get, directory):
    page = get("services", page=1_000_000)
    assert (page["empty"], page["contents"], page["last_page"], page["total_items"]) == (True, [], True, 9)


def test_empty_directory_has_an_empty_first_page(get, db):
    page = get("services")
    assert page == {
        "total_items": 0,
        "total_pages": 0,
        "page_number": 1,
        "size": 0,
        "first_page": True,
        "last_page": True,
        "empty": True,
        "contents": [],
    }
    assert get("organizations")["contents"] == []


def test_terms_by_taxonomy_parent_and_words(get, db):
    kinds = get("taxonomy_terms", taxonomy_id=TAXONOMY_IDS["kind"], per_page=100)["contents"]
    assert {one["taxonomy_detail"]["name"] for one in kinds} == {"Kind of support"}
    peers = get("taxonomy_terms", parent_id=term_id("category", "peer"))["contents"]
    assert "twelve-step" in {one["code"] for one in peers}
    top = get("taxonomy_terms", top_only="true", per_page=1000)["contents"]
    assert not [one for one in top if "parent_id" in one]
    assert "Grief" in [one["name"].split()[0] for one in get("taxonomy_terms", search="grief")["contents"]]
    assert [one["name"] for one in get("taxonomies", search="more facts")["contents"]] == ["More facts"]


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(
    path=st.sampled_from(["services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms"]),
    params=st.dictionaries(
        st.sampled_from(
            [
                *(
                    "search",
                    "page",
                    "per_page",
                    "format",
                    "full",
                    "minimal",
                    "taxonomy_id",
                    "organization_id",
                    "postcode",
                ),
                *("modified_after", "proximity", "day", "start_time", "end_time", "minimum_age", "parent_id"),
            ]
        ),
        st.one_of(st.text(max_size=30), st.integers().map(str), st.dates().map(str), st.times().map(str)),
        max_size=4,
    ),
)
def test_no_parameters_break_it(client, db, path, params):
    assert client.get(f"/hsds/{path}", params).status_code in (200, 400)
