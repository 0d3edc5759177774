"""Parameters that are SQL or the names of columns, and comparisons that tell how much of a secret was right."""

import ast
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache

from accounts.models import User
from groups.filters import ListingFilter
from groups.models import Listing
from tests.accounts.people import make_person

SQL = "SQL and names of columns in parameters (password__startswith)"
COMPARED = "secrets compared letter by letter"
PATHS = (
    "/search/",
    "/api/search",
    "/feeds/listings.csv",
    "/hsds/services",
    "/client_interface/json/",
    "/search.ics",
)
QUERIES = (
    "' OR 1=1 --",
    "'; DROP TABLE groups_listing; --",
    "1) OR (1=1",
    "'||pg_sleep(5)||'",
    "\\",
    "%",
    "$$;SELECT pg_sleep(5);$$",
    "{1,2}",
    "NULL::text",
    "a' AND password LIKE 'p%",
)
COLUMNS = ("owner__password__startswith", "owner__email__contains", "place__private_address__street__startswith")
COLUMNS += ("source__address__startswith", "manage_links__digest__startswith", "pk__gt", "status", "searchable")
NAMES = ("token", "secret", "signature", "digest", "hmac", "password")


def found(client, path, params):
    """What a search answers, without what the address says of itself."""
    cache.clear()
    answer = client.get(path, params)
    assert answer.status_code < 500, (path, params)
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def ids_in(page, listings):
    return {one.public_id for one in listings if one.public_id.encode() in page}


@pytest.mark.proof("attacks", SQL)
def test_sql_in_every_filter_finds_waits_and_changes_nothing(client, circle, evening, now):
    names = [*ListingFilter.base_filters, "near", "lat", "radius", "sort", "page", "units", "for", "cursor"]
    before, begun = Listing.objects.count(), time.monotonic()
    for number, name in enumerate(names):
        for path in PATHS:
            found(client, path, {name: QUERIES[number % len(QUERIES)]})
    for query in QUERIES:
        found(client, PATHS[0], dict.fromkeys(names, query))
    assert Listing.objects.count() == before
    assert time.monotonic() - begun < 60


@pytest.mark.proof("attacks", SQL)
@pytest.mark.parametrize("path", PATHS)
def test_name_of_a_column_asks_nothing(client, circle, evening, now, path):
    Listing.objects.update(owner=make_person(password="calm-river-42"))
    listings = Listing.objects.all()
    plain = ids_in(found(client, path, {}), listings)
    for column in COLUMNS:
        told = [ids_in(found(client, path, {column: guess}), listings) for guess in ("pbkdf2", "zzz", "1", "999999")]
        assert told in ([plain] * 4, [set()] * 4), (path, column)


@pytest.mark.twin("attacks", SQL)
def test_filter_by_whatever_is_asked_tells_a_password(circle):
    """What `filter(**request.GET)` would do."""
    Listing.objects.update(owner=make_person(password="calm-river-42"))
    told = {start: Listing.objects.filter(**{COLUMNS[0]: start}).exists() for start in ("pbkdf2", "zzz")}
    assert told == {"pbkdf2": True, "zzz": False}
    assert User.objects.count() == 1


def compared_by_letters(source):
    """The lines of Python in which a secret is compared by `==` or `!=`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq | ast.NotEq):
            sides = [node.left, *node.comparators]
            if any(is_secret(side) for side in sides) and not any(isinstance(side, ast.Constant) for side in sides):
                yield node.lineno


def is_secret(node):
    name = getattr(node, "attr", getattr(node, "id", ""))
    return any(part in name.lower() for part in NAMES)


PUBLIC = {
    "groups/provenance",
    "groups/importing",
    "groups/interop",
    "groups/sources",
    "groups/uploading",
    "groups/content",
}
"""Digests of public records, by which a change is seen."""


@pytest.mark.proof("attacks", COMPARED)
def test_no_secret_is_compared_letter_by_letter():
    """Tokens are looked up by their digest, of which nobody chooses a letter; the rest by `constant_time_compare`."""
    found = []
    for package in ("accounts", "groups", "supportfinder"):
        for path in Path(settings.BASE_DIR, package).rglob("*.py"):
            where = str(path.relative_to(settings.BASE_DIR))
            if not where.startswith(tuple(PUBLIC)):
                found += [f"{where}:{line}" for line in compared_by_letters(path.read_text())]
    assert found == []


@pytest.mark.twin("attacks", COMPARED)
def test_comparison_of_a_token_is_found():
    assert list(compared_by_letters("if row.token == given:\n    pass")) == [1]
