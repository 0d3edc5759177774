"""The OpenAPI document: valid, complete, and kept by the interface whatever it is asked."""

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.db import connection
from hypothesis import HealthCheck, settings
from jsonschema import Draft202012Validator

from groups.api import document, parameters
from groups.filters import ListingFilter
from tests import factories

EXAMPLES = 6
SITE = get_wsgi_application()


@pytest.fixture
def told(client, now, db):
    return client.get("/api/openapi.json").json()


def operations(told):
    return [(path, method, one) for path, methods in told["paths"].items() for method, one in methods.items()]


def test_document_is_openapi_3_1_with_every_operation(told):
    assert told["openapi"] == "3.1.0"
    assert [(method, path) for path, method, _one in operations(told)] == [
        ("get", "/api/search"),
        ("post", "/api/search"),
        ("get", "/api/listings/{public_id}"),
        ("get", "/api/listings/{public_id}/dates"),
        ("get", "/api/dates"),
        ("post", "/api/dates"),
        ("get", "/api/words"),
        ("get", "/api/places"),
    ]


def test_every_operation_is_described_with_examples_and_all_its_failures(told):
    for _path, method, one in operations(told):
        assert one["summary"]
        assert one["description"]
        assert {"200", "400", "405", "429", "500", "503"} <= set(one["responses"])
        assert ("415" in one["responses"]) == (method == "post")
        for status, answer in one["responses"].items():
            assert answer["description"]
            assert status in ("301", "304") or all("example" in part for part in answer["content"].values())
        assert all(parameter["description"] for parameter in one["parameters"])


def test_every_example_is_one_of_its_schema(told):
    for _path, _method, one in operations(told):
        for answer in one["responses"].values():
            for part in answer.get("content", {}).values():
                schema = part["schema"] | {"components": told["components"]}
                Draft202012Validator(schema).validate(part["example"])


def test_search_takes_every_parameter_of_the_search_page_but_the_page_number(told):
    fields = set(ListingFilter({}, now=None).form.fields) - {"page"}
    taken = {one["name"] for one in told["paths"]["/api/search"]["get"]["parameters"]}
    assert taken == fields | {"limit", "cursor", "facets"}
    body = told["paths"]["/api/search"]["post"]["requestBody"]["content"][document.FORM]["schema"]
    assert set(body["properties"]) == taken


def test_what_a_parameter_takes_is_told_as_its_form_reads_it(db):
    told = {one.name: one.schema for one in parameters.parameters("search")}
    assert told["lat"]["anyOf"][0] == {"type": "number", "minimum": -90, "maximum": 90}
    assert told["age"]["anyOf"][0] == {"type": "integer", "minimum": 0, "maximum": 130}
    assert told["when"]["enum"] == ["", "now", "today", "tomorrow", "week"]
    assert told["accepting_new"]["enum"] == ["", "true", "false"]
    assert told["topic"] == {"type": "array", "items": {"type": "string"}}
    assert told["q"] == {"type": "string", "pattern": parameters.WITHOUT_NUL, "maxLength": 200}


def served(environ, start_response):
    """The site as a server runs it, which says where a request comes from; nothing here unpacks what is packed."""
    return SITE(environ | {"REMOTE_ADDR": "192.0.2.7", "HTTP_ACCEPT_ENCODING": "identity"}, start_response)


@pytest.fixture
def api_schema(request, now, source, settings, monkeypatch):
    """The interface in this process, with one listing; its own limit would stop the test."""
    request.node._nodeid = request.node.nodeid  # schemathesis reads and writes it, newer pytest has no such name
    monkeypatch.setattr(connection, "close_if_unusable_or_obsolete", lambda: None)  # else each request ends the test's
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"api": "1000000/m/key"}
    factories.make_listing(source, "Tuesday Circle", slots=[factories.weekly("TU", "18:30")])
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", served)
    # That two days are too far apart is more than a schema can say of either.
    schema.config.checks.positive_data_acceptance.expected_statuses.append("422")
    return schema


@pytest.mark.slow
@schemathesis.pytest.from_fixture("api_schema").parametrize()
@settings(max_examples=EXAMPLES, derandomize=True, suppress_health_check=list(HealthCheck))
def test_interface_does_what_its_document_says(case):
    """schemathesis with all its checks: requests that fit the document, and requests that do not."""
    case.call_and_validate()
