"""How often somebody may do something, counted for all processes together in the shared cache.

`settings.LIMITS` says how often, as allauth writes it: "5/h/key", several separated by commas. What is counted is
kept as a keyed digest for as long as the limit lasts: no address of a visitor and no e-mail address is stored.
"""

import ipaddress
from contextlib import suppress
from dataclasses import dataclass
from time import time

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

IPV6_PREFIX = 64  # what one household or server usually has
SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}


@dataclass(frozen=True)
class Budget:
    """How much of a limit is left: `most` in a span of `seconds`, of which it is the last `ends_in`.

    `left` is below 0 for what came after the last that was allowed.
    """

    most: int
    seconds: int
    left: int
    ends_in: int


def within(request, action, key="", *, count=True):
    """Whether `action` may be done once more, and `count` it: by `key`, or else by where the visitor comes from.

    False too where the count cannot be kept: what is limited then waits until the cache is back. Outside of a
    transaction, please: a count must not be rolled back.
    """
    counted = HttpRequest()
    counted.method = "POST"  # allauth counts no GET; a guess at a secret address counts all the same
    digest = salted_hmac("groups.limits", key or visitor(request), algorithm="sha256").hexdigest()
    return ratelimit.consume(counted, action=action, key=digest, dry_run=not count)


def spend(request, action):
    """The `Budget` that is left to where `request` comes from, after this one was counted.

    For what only reads, and reads often: spans follow each other by the clock and one number is kept for each, so that
    counting costs less than what it guards. Where the count cannot be kept nobody is kept from reading.
    """
    (most, seconds), now = rate(action), time()
    digest = salted_hmac("groups.limits", visitor(request), algorithm="sha256").hexdigest()
    key = f"spent:{action}:{int(now // seconds)}:{digest}"
    ends_in = seconds - int(now % seconds)
    try:
        spent = _counted(key, ends_in)
    except (DatabaseError, ValueError):  # a count may end just as it goes on
        spent = 1
    return Budget(most, seconds, most - spent, ends_in)


def _counted(key, seconds):
    """How often it was counted, this time among them. Only the first count of a span is added: adding asks how many
    rows the cache holds."""
    with suppress(ValueError):
        return cache.incr(key)
    return 1 if cache.add(key, 1, seconds) else cache.incr(key)


def rate(action):
    """How often in how many seconds, of an action with one limit."""
    most, span, _by = settings.ACCOUNT_RATE_LIMITS[action].split("/")
    return int(most), int(span[:-1] or 1) * SECONDS[span[-1]]


def visitor(request):
    """Where a request comes from: an address, or for IPv6 its network, which one visitor can change freely within."""
    address = get_adapter().get_client_ip(request)
    try:
        network = ipaddress.ip_network((address, IPV6_PREFIX if ":" in address else 32), strict=False)
    except ValueError:
        return address
    return str(network.network_address)
