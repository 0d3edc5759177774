"""Every answer over all pages against the schemas of the standard, and without them against what they require."""

import json
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT202012

HSDS = Path(__file__).resolve().parents[4] / "shared/standards/hsds/schema"
SIZES = (1, 7, 100)
LISTS = {
    "services": ("compiled/service_list", 9),
    "organizations": ("compiled/organization_list", 3),
    "service_at_locations": ("compiled/service_at_location_list", 9),
    "taxonomies": ("taxonomy", 17),
    "taxonomy_terms": ("taxonomy_term", None),
}
SINGLE = {"services": "service", "organizations": "organization", "service_at_locations": "service_at_location"}
REQUIRED = {
    "service": {"id", "name", "status"},
    "organization": {"id", "name", "description"},
    "location": {"id", "location_type"},
    "taxonomy_term": {"id", "name", "description"},
    "taxonomy_detail": {"id", "name", "description"},
    "services": {"id", "name", "status"},
    "service_at_locations": {"id"},
    "phones": {"id", "number"},
    "addresses": {"id", "address_1", "city", "state_province", "postal_code", "country", "address_type"},
    "taxonomies": {"id", "name", "description"},
    "taxonomy_terms": {"id", "name", "description"},
    "organizations": {"id", "name", "description"},
    "metadata": {
        *("id", "resource_id", "last_action_date", "last_action_type", "field_name", "previous_value"),
        *("replacement_value", "updated_by"),
    },
    **{name: {"id"} for name in ("schedules", "contacts", "languages", "attributes", "accessibility", "cost_options")},
}
"""What each object has to hold, by the name it stands under."""

needs_schemas = pytest.mark.skipif(not HSDS.exists(), reason="needs ../shared/standards/hsds beside the project")


def read(name):
    return json.loads((HSDS / name).read_text("utf-8"))


@cache
def validator(name):
    """Of one schema of the standard, whose parts lie beside it."""
    registry = Registry(retrieve=lambda uri: DRAFT202012.create_resource(read(uri)))
    return Draft202012Validator(read(f"{name}.json"), registry=registry, format_checker=FormatChecker())


def walk(get, path, size, **params):
    """All pages of a list."""
    first = get(path, per_page=size, **params)
    yield first
    for number in range(2, first["total_pages"] + 1):
        yield get(path, per_page=size, page=number, **params)


def everything(get, path, size, **params):
    return [one for page in walk(get, path, size, **params) for one in page["contents"]]


def faults(schema, things):
    return [error.message for one in things for error in validator(schema).iter_errors(one)]


@needs_schemas
def test_every_object_of_every_page_is_valid(get, directory):
    for path, (schema, count) in LISTS.items():
        for size in SIZES[1:] if count is None else SIZES:
            found = everything(get, path, size)
            assert faults(schema, found) == [], path
            assert count in (None, len(found)), path
            assert len({one["id"] for one in found}) == len(found), path


@needs_schemas
@pytest.mark.parametrize(("path", "wish"), [*((path, "full") for path in SINGLE), ("organizations", "full_service")])
def test_every_full_object_is_valid(get, directory, path, wish):
    for size in SIZES:
        found = everything(get, path, min(size, 25), **{wish: "true"})
        assert faults(SINGLE[path], found) == []
        assert len(found) == LISTS[path][1]


@needs_schemas
def test_every_single_object_is_valid(get, directory):
    for path, (schema, _count) in LISTS.items():
        for one in everything(get, path, 1000)[:60]:
            single = get(f"{path}/{one['id']}")
            assert single["id"] == one["id"]
            assert faults(SINGLE.get(path, schema), [single]) == []


@needs_schemas
def test_schemas_would_notice():
    assert list(validator("service").iter_errors({"id": "1", "name": "A", "status": "open"}))
    nested = {"id": "1", "name": "A", "status": "active", "phones": [{"number": 7}]}
    assert {"7 is not of type 'string'", "'id' is a required property"} <= {
        error.message for error in validator("service").iter_errors(nested)
    }


def test_pages_count_what_they_hold(get, directory):
    for path in ("services", "organizations", "service_at_locations", "taxonomies"):
        for size in SIZES:
            check_pages(list(walk(get, path, size)), size)


def check_pages(pages, size):
    total = sum(page["size"] for page in pages)
    for number, page in enumerate(pages, start=1):
        assert page["size"] == len(page["contents"]) <= size
        assert (page["page_number"], page["total_items"]) == (number, total)
        assert page["total_pages"] == len(pages) == -(-total // size)
        assert (page["first_page"], page["last_page"]) == (number == 1, number == len(pages))
        assert page["empty"] is False
        assert number == len(pages) or page["size"] == size


def lacking(name, value):
    """Which required fields an object and all in it lack, or have without a value."""
    if isinstance(value, list):
        return [fault for one in value for fault in lacking(name, one)]
    if not isinstance(value, dict):
        return []
    own = [f"{name}.{field}" for field in REQUIRED.get(name, ()) if field not in value]
    own += [f"{name}.{field}" for field in {"id", "name"} & set(value) if not value[field]]
    return own + [fault for field, part in value.items() for fault in lacking(field, part)]


def test_every_object_has_what_it_needs(get, directory):
    for path, params in [*((path, {}) for path in LISTS), *((path, {"full": "true"}) for path in SINGLE)]:
        found = everything(get, path, 100, **params)
        assert found
        assert lacking(path, found) == []


def test_lack_would_be_noticed():
    assert lacking("services", [{"id": "1", "name": "", "phones": [{"id": "2"}]}]) == [
        "services.status",
        "services.name",
        "phones.number",
    ]


def test_every_location_and_schedule_has_a_value_of_the_list(get, directory):
    services = get("services", full="true")["contents"]
    slots = [slot for service in services for slot in service.get("schedules", ())]
    assert {slot.get("freq") for slot in slots} == {None, "WEEKLY", "MONTHLY"}
    types = {place["location"]["location_type"] for service in services for place in service["service_at_locations"]}
    assert types == {"physical", "virtual"}
    assert {service["status"] for service in services} == {"active", "temporarily closed"}
