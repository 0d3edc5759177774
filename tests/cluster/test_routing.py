"""Who reads where, decided on fakes of the two servers."""

from contextlib import suppress

import pytest
from django.conf import settings as project
from django.contrib.sessions.models import Session as BrowserSession
from django.core.cache.backends.db import DatabaseCache
from django.db import OperationalError, connections
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import get_resolver, resolve

from groups.models import Listing, Term
from supportfinder import replicas
from supportfinder.replicas import PRIMARY, REPLICA, ReadingMiddleware, Router

LISTING = "/listings/abc/"


class Server:
    """Stands in for a Watch: `lag` seconds behind, or None: away."""

    def __init__(self):
        self.lag, self.begun, self.looked = 0.0, 0, 0

    is_up = property(lambda self: self.lag is not None)
    is_away = property(lambda self: self.lag is None)

    def begin(self):
        self.begun += 1

    def look_soon(self):
        self.looked += 1


@pytest.fixture
def servers(monkeypatch):
    """Primary and replica, both there."""
    servers = {PRIMARY: Server(), REPLICA: Server()}
    monkeypatch.setattr(replicas, "WATCHES", servers)
    return servers


class Site:
    """The middleware around a view that does what a test gives it."""

    def __init__(self):
        self.middleware = ReadingMiddleware(self.get_response)

    def get_response(self, request):
        request.resolver_match.func = self.view
        self.middleware.process_view(request, self.view, (), {})
        try:
            return self.view(request)
        except Exception as error:
            if answer := self.middleware.process_exception(request, error):
                return answer
            raise

    def visit(self, path, act, method="GET", cookies=()):
        request = RequestFactory().generic(method, path)
        request.COOKIES.update(dict.fromkeys(cookies, "1"))
        request.resolver_match = resolve(path)
        self.seen, self.runs = [], 0
        self.view = lambda request, **kwargs: self.run(act)
        return self.middleware(request)

    def run(self, act):
        self.runs += 1
        self.seen.append(act())
        return HttpResponse()

    def reads_from(self, path, **request):
        self.visit(path, lambda: Router().db_for_read(Listing), **request)
        return self.seen[-1]


@pytest.fixture
def site(servers):
    return Site()


def write():
    Router().db_for_write(Listing)


# Who


@pytest.mark.parametrize("path", ["/", "/search/", "/search.geojson", LISTING, LISTING + "print/"])
def test_page_that_may_lag_is_read_from_the_replica(site, path):
    assert site.reads_from(path) == REPLICA


def test_search_by_post_is_read_from_the_replica(site):
    assert site.reads_from("/search/", method="POST") == REPLICA


@pytest.mark.parametrize(
    "path",
    ["/post/informal/", "/manage/abc/", "/reports/abc/", "/healthz", "/admin/", "/moderation/", LISTING + "ask/"],
)
def test_page_that_needs_the_newest_is_read_from_the_primary(site, path):
    assert site.reads_from(path) == PRIMARY


@pytest.mark.parametrize("cookie", [project.SESSION_COOKIE_NAME, project.JUST_WROTE_COOKIE_NAME])
def test_who_is_signed_in_or_just_wrote_reads_from_the_primary(site, cookie):
    assert site.reads_from("/search/", cookies=[cookie]) == PRIMARY


def test_every_page_that_may_lag_exists():
    resolver = get_resolver()
    spaces = {"": resolver} | {f"{space}:": within for space, (_at, within) in resolver.namespace_dict.items()}
    names = {f"{space}{name}" for space, within in spaces.items() for name in within.reverse_dict}
    assert names >= project.REPLICA_PAGES


# What


def test_outside_of_requests_everything_uses_the_primary(servers):
    assert Router().db_for_read(Listing) == PRIMARY
    assert Router().db_for_write(Listing) == PRIMARY


def test_write_on_a_page_that_may_lag_goes_to_the_primary(site):
    site.visit("/search/", lambda: Router().db_for_write(Listing))
    assert site.seen == [PRIMARY]


def test_row_read_to_be_locked_is_read_from_the_primary(site):
    site.visit("/search/", lambda: Listing.objects.select_for_update().db)
    assert site.seen == [PRIMARY]


@pytest.mark.parametrize("model", [BrowserSession, DatabaseCache("cache", {}).cache_model_class])
def test_sessions_and_cache_are_read_from_the_primary(site, model):
    site.visit("/search/", lambda: Router().db_for_read(model))
    assert site.seen == [PRIMARY]


def test_transaction_reads_what_it_works_with(site, monkeypatch):
    monkeypatch.setattr(connections[PRIMARY], "in_atomic_block", True)
    assert site.reads_from("/search/") == PRIMARY


def test_rows_from_both_may_belong_together():
    term, listing = Term(), Listing()
    term._state.db, listing._state.db = REPLICA, PRIMARY
    assert Router().allow_relation(listing, term)


def test_only_the_primary_is_migrated():
    assert Router().allow_migrate(PRIMARY, "groups")
    assert not Router().allow_migrate(REPLICA, "groups")


# Own writes


def test_who_wrote_is_marked_for_longer_than_a_replica_may_take(site, settings):
    settings.REPLICA_MAX_LAG_SECONDS = 4.5
    cookie = site.visit("/manage/abc/date/", write, method="POST").cookies[project.JUST_WROTE_COOKIE_NAME]
    assert cookie.value == "1"
    assert cookie["max-age"] > 4.5 + 1
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_form_that_wrote_nothing_marks_nobody(site):
    assert not site.visit("/manage/abc/date/", lambda: None, method="POST").cookies


def test_count_of_a_limit_marks_nobody(site):
    counts = DatabaseCache("cache", {}).cache_model_class
    assert not site.visit("/post/informal/", lambda: Router().db_for_write(counts), method="POST").cookies


@pytest.mark.parametrize(("method", "path"), [("GET", "/"), ("GET", "/manage/abc/"), ("POST", "/search/")])
def test_who_only_looks_is_never_marked(site, method, path):
    assert not site.visit(path, write, method=method).cookies


# Failures


def test_replica_too_far_behind_is_left_alone(site, servers, settings):
    settings.REPLICA_MAX_LAG_SECONDS = 10
    servers[REPLICA].lag = 10.0
    assert site.reads_from("/") == REPLICA
    servers[REPLICA].lag = 10.1
    assert site.reads_from("/") == PRIMARY


def test_replica_that_is_away_is_left_alone(site, servers):
    servers[REPLICA].lag = None
    assert site.reads_from("/") == PRIMARY


@pytest.mark.parametrize("cookies", [[], [project.JUST_WROTE_COOKIE_NAME], [project.SESSION_COOKIE_NAME]])
def test_without_the_primary_everybody_reads_from_the_replica_however_old(site, servers, cookies):
    servers[PRIMARY].lag, servers[REPLICA].lag = None, float("inf")
    assert site.reads_from("/search/", cookies=cookies) == REPLICA
    assert site.runs == 1


@pytest.mark.parametrize("ask", [Router().db_for_read, Router().db_for_write])
def test_what_needs_the_primary_is_refused_at_once_while_it_is_away(site, servers, ask):
    servers[PRIMARY].lag = None
    answer = site.visit("/post/informal/", lambda: ask(Listing), method="POST")
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert site.seen == []


def loses_the_primary():
    """What a constraint does that asks a primary which has just gone: Django takes the error for an answer."""

    def execute(*statement):
        raise OperationalError("gone")

    with suppress(OperationalError):
        connections[PRIMARY].execute_wrappers[-1](execute, "SELECT 1", (), many=False, context={})


@pytest.mark.parametrize(
    ("method", "path", "status"), [("POST", "/post/informal/", 503), ("POST", "/search/", 200), ("GET", "/", 200)]
)
def test_form_checked_while_the_primary_was_lost_is_refused(site, method, path, status):
    assert site.visit(path, loses_the_primary, method=method).status_code == status


def fails_on(alias, log):
    """What a view does whose database `alias` has just gone."""

    def act():
        log.append(Router().db_for_read(Listing))
        if log[-1] == alias:
            raise OperationalError("gone")

    return act


@pytest.mark.parametrize(
    ("gone", "cookies", "read"),
    [(REPLICA, [], [REPLICA, PRIMARY]), (PRIMARY, [project.JUST_WROTE_COOKIE_NAME], [PRIMARY, REPLICA])],
)
def test_page_whose_server_just_went_is_made_from_the_other(site, servers, gone, cookies, read):
    log = []
    assert site.visit("/search/", fails_on(gone, log), cookies=cookies).status_code == 200
    assert log == read
    assert servers[gone].looked == 1


def test_page_is_not_made_again_from_a_server_that_is_away(site, servers):
    servers[REPLICA].lag, log = None, []
    with pytest.raises(OperationalError):
        site.visit("/", fails_on(PRIMARY, log))
    assert log == [PRIMARY]


def test_form_that_failed_is_never_sent_twice(site):
    log = []
    with pytest.raises(OperationalError):
        site.visit("/post/informal/", fails_on(PRIMARY, log), method="POST")
    assert log == [PRIMARY]


def test_failure_of_ours_is_not_tried_again(site):
    log = []
    with pytest.raises(ValueError, match="ours"):
        site.visit("/", lambda: log.append(1) or int("ours"))
    assert log == [1]


def test_watching_begins_with_the_first_request(site, servers):
    site.reads_from("/")
    assert (servers[PRIMARY].begun, servers[REPLICA].begun) == (1, 1)
