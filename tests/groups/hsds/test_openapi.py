"""The description says what the addresses take."""

import re

import pytest
from jsonschema import Draft202012Validator

from groups.forms.hsds import MinimalForm
from groups.urls import open_data
from tests.groups.hsds.test_services import LISTS

UUID_PART = re.compile("<uuid:.*>")

pytestmark = pytest.mark.django_db


def parameters(document, path):
    return {one["name"]: one["schema"] for one in document["paths"][path]["get"]["parameters"]}


def test_every_address_is_described(get):
    routes = {str(one.pattern).removeprefix("hsds") for one in open_data.hsds}
    ours = {"/openapi.json", "/profile/"}
    assert {UUID_PART.sub("{id}", route) for route in routes} - ours == set(get("openapi.json")["paths"])


def test_every_field_of_the_form_is_a_parameter(get):
    found = parameters(get("openapi.json"), "/services")
    assert list(found) == list(MinimalForm.base_fields)
    assert found["per_page"] == {"type": "integer", "minimum": 1}
    assert found["proximity"]["type"] == "number"
    assert found["taxonomy_id"] == {"type": "string", "format": "uuid"}
    assert found["day"]["items"]["enum"] == ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
    assert found["full"] == {"type": "boolean"}
    assert found["format"]["enum"] == ["json", "ndjson"]


def test_streams_may_be_refused(get):
    paths = get("openapi.json")["paths"]
    assert {path for path in paths if "429" in paths[path]["get"]["responses"]} == {f"/{one}" for one in LISTS}


def test_every_parameter_is_explained_and_every_operation_has_its_own_name(get):
    operations = [one["get"] for one in get("openapi.json")["paths"].values()]
    assert all(one["description"] for operation in operations for one in operation["parameters"])
    assert len({one["operationId"] for one in operations}) == len(operations)


def test_schema_of_a_page_checks_the_page(get, directory):
    schema = get("openapi.json")["components"]["schemas"]["Page"]
    assert list(Draft202012Validator(schema).iter_errors(get("services"))) == []
    assert list(Draft202012Validator(schema).iter_errors({"contents": []}))
