"""Questions of the sort "only if it changed": they tell a stranger neither of a hidden listing nor that it changed."""

import pytest
from django.core.cache import cache
from django.http import HttpResponseNotModified
from django.test import Client

from groups.models import Listing
from groups.models.listing_queries import ListingQuerySet
from supportfinder.caching import KEPT
from tests.access.cells import path_of

ROW = "conditional requests (ETag, If-Modified-Since) tell nothing of hidden listings"
ASKED = (
    {},
    {"If-None-Match": "*"},
    {"If-None-Match": 'W/"3f2c", "3f2c"'},
    {"If-Match": "*"},
    {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
    {"If-Unmodified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"},
    {"Range": "bytes=0-0", "If-Range": '"3f2c"'},
)
NOWHERE = "zzzzzzzzzz"
NOT_COMPARED = {"Content-Length", "Content-Security-Policy"}
"""What goes by the address that was asked, or is new in each answer."""


def answer(path, headers):
    """Status, headers and the first words of what a stranger is told."""
    cache.clear()
    told = Client().get(path, headers=headers)
    kept = {name: value for name, value in told.items() if name not in NOT_COMPARED}
    return told.status_code, kept, b"".join(told)[:200] if told.status_code != 404 else b""


def differences(stage, hidden):
    """The addresses of `hidden` that answer other than one that never was, with what was asked."""
    ours, found = stage.a.listing.public_id, set()
    for name in KEPT:
        path = path_of(name, stage.a)
        for headers in ASKED if ours in path else ():
            theirs = answer(path.replace(ours, hidden.public_id), headers)
            if theirs != answer(path.replace(ours, NOWHERE), headers):
                found.add((name, str(headers)))
    return found


@pytest.fixture
def hidden(stage):
    """A listing that is not public (yet)."""
    return stage.a.draft


@pytest.mark.proof("attacks", ROW)
def test_hidden_listing_answers_like_one_that_never_was(stage, hidden):
    assert differences(stage, hidden) == set()


def marks_first(get_response):
    """A site that looks at the mark of a copy before it looks at who may read the page."""

    def middleware(request):
        parts = request.path_info.split("/")
        if request.headers.get("If-None-Match") == "*" and Listing.objects.filter(public_id__in=parts).exists():
            return HttpResponseNotModified()
        return get_response(request)

    return middleware


@pytest.mark.twin("attacks", ROW)
def test_site_that_looks_at_the_mark_first_tells_of_it(stage, hidden, settings):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, f"{__name__}.marks_first"]
    assert ("listing-detail", "{'If-None-Match': '*'}") in differences(stage, hidden)


LISTS = (
    "home",
    "search",
    "search-geojson",
    "search-calendar",
    "listings-csv",
    "bmlt-json",
    "api:search",
    "insights-area",
)
LISTS += ("listing-detail", "hsds-services", "feed-new", "feed-meeting-guide", "sitemap-listings", "booklet")


def marks(stage):
    """The marks of pages that are made of many listings, by name."""
    cache.clear()
    return {name: Client().get(path_of(name, stage.a)).get("ETag", "") for name in LISTS}


def changed(stage, hidden):
    """Names of the pages whose mark changes when a hidden listing does."""
    before = marks(stage)
    Listing.objects.filter(pk=hidden.pk).update(name="Quite another name", description="Other words")
    after = marks(stage)
    return {name for name in LISTS if before[name] != after[name]}


@pytest.fixture
def steady(stage):
    """Names of pages whose mark is the same from one moment to the next."""
    first, second = marks(stage), marks(stage)
    return {name for name in LISTS if first[name] == second[name] and first[name]}


@pytest.mark.proof("attacks", ROW)
def test_change_of_a_hidden_listing_changes_no_mark(stage, hidden, steady, record_property):
    record_property("figure", f"{len(steady)} pages with a mark")
    assert {"home", "search", "search-geojson", "listing-detail", "api:search"} <= steady
    assert changed(stage, hidden) & steady == set()


@pytest.mark.twin("attacks", ROW)
def test_search_that_counts_every_listing_shows_the_change(stage, hidden, steady, monkeypatch):
    monkeypatch.setattr(ListingQuerySet, "searchable", lambda listings: listings)
    assert changed(stage, hidden) & {"search", "search-geojson"}
