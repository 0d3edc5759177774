"""How often somebody may do something: counted for all processes, and without keeping who it was."""

import hashlib

import pytest
from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache
from django.test import RequestFactory

from groups import limits


@pytest.fixture
def two_an_hour(settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"reporting": "2/h/key"}


def coming_from(address, method="post"):
    return getattr(RequestFactory(), method)("/", REMOTE_ADDR=address)


@pytest.mark.parametrize("method", ["get", "post"])
def test_limit_holds_for_one_visitor_and_leaves_others(two_an_hour, method):
    answers = [limits.within(coming_from("192.0.2.1", method), "reporting") for _ in range(3)]
    assert answers == [True, True, False]
    assert limits.within(coming_from("192.0.2.2"), "reporting")


def test_limit_by_key_does_not_ask_where_it_comes_from(two_an_hour):
    answers = [limits.within(coming_from(f"192.0.2.{n}"), "reporting", "a@example.org") for n in range(3)]
    assert answers == [True, True, False]


def test_looking_does_not_count(two_an_hour):
    answers = [limits.within(coming_from("192.0.2.1"), "reporting", count=False) for _ in range(3)]
    assert answers == [True, True, True]


def test_neighbours_in_one_network_of_ipv6_count_as_one(two_an_hour):
    answers = [limits.within(coming_from(f"2001:db8::{n}"), "reporting") for n in (1, 2, 3)]
    assert answers == [True, True, False]
    assert limits.within(coming_from("2001:db8:0:1::1"), "reporting")


def test_nothing_kept_tells_who_it_was(two_an_hour):
    limits.within(coming_from("192.0.2.1"), "reporting")
    limits.within(coming_from("192.0.2.1"), "reporting", "a@example.org")
    kept = str(cache._cache)
    assert "reporting" in kept
    for told in ("192.0.2.1", "a@example.org"):
        assert told not in kept
        assert hashlib.sha256(told.encode()).hexdigest() not in kept  # all addresses there are can be tried


def test_every_limit_has_the_form_that_is_counted_by_digest(settings):
    assert all(rate.endswith("/key") for rates in settings.LIMITS.values() for rate in rates.split(","))


def test_limit_that_cannot_be_counted_is_reached(monkeypatch, two_an_hour):
    monkeypatch.setattr(LocMemCache, "add", lambda *args, **kwargs: False)
    assert not limits.within(coming_from("192.0.2.1"), "reporting")


def test_count_that_ends_just_as_it_goes_on_begins_anew(monkeypatch):
    visitor = coming_from("192.0.2.1", "get")
    first = limits.spend(visitor, "api")
    monkeypatch.setattr(LocMemCache, "incr", LocMemCache("nothing is counted here", {}).incr)
    assert limits.spend(visitor, "api").left == first.left
