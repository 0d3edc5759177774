"""How often somebody may do something, counted for all processes together in the shared cache.

`settings.LIMITS` says how often, as allauth writes it: "5/h/key", several separated by commas. What is counted is
kept as a keyed digest for as long as the limit lasts: no address of a visitor and no e-mail address is stored.
"""

import ipaddress

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

IPV6_PREFIX = 64  # what one household or server usually has


def within(request, action, key="", *, count=True):
    """Whether `action` may be done once more, and `count` it: by `key`, or else by where the visitor comes from.

    False too where the count cannot be kept: what is limited then waits until the cache is back. Outside of a
    transaction, please: a count must not be rolled back.
    """
    counted = HttpRequest()
    counted.method = "POST"  # allauth counts no GET; a guess at a secret address counts all the same
    digest = salted_hmac("groups.limits", key or visitor(request)).hexdigest()
    return ratelimit.consume(counted, action=action, key=digest, dry_run=not count)


def visitor(request):
    """Where a request comes from: an address, or for IPv6 its network, which one visitor can change freely within."""
    address = get_adapter().get_client_ip(request)
    try:
        network = ipaddress.ip_network((address, IPV6_PREFIX if ":" in address else 32), strict=False)
    except ValueError:
        return address
    return str(network.network_address)
