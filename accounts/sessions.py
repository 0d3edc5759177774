"""Where a person is signed in, kept coarsely: the browser's family and the network, never the whole of either."""

import ipaddress
import re
from datetime import timedelta
from importlib import import_module

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils import timezone

IPV4_BITS, IPV6_BITS = 16, 32
"""So many first bits of an address are kept: some 65,000 neighbours share the IPv4 ones."""
BROWSERS = [
    ("Edge", r"Edg"),
    ("Opera", r"OPR"),
    ("Firefox", r"Firefox|FxiOS"),
    ("Chrome", r"Chrom|CriOS"),
    ("Safari", r"Safari"),
]
SYSTEMS = [
    ("Android", r"Android"),
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Windows", r"Windows"),
    ("Mac", r"Macintosh"),
    ("Linux", r"Linux"),
]


def remember(request):
    """Put the session of this request on its person's list, and drop those that have ended."""
    UserSession.objects.purge_and_list(request.user)
    UserSession.objects.update_or_create(
        session_key=request.session.session_key,
        defaults={
            "user": request.user,
            "ip": coarse_address(get_adapter().get_client_ip(request)),
            "user_agent": browser_family(request.headers.get("User-Agent", "")),
            "last_seen_at": timezone.now(),
        },
    )


def set_end(session):
    """Let a session end SESSION_COOKIE_AGE after now, whatever is written to it: else each writing begins that anew."""
    session.set_expiry(timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE))


def prune():
    """Take from all lists the sessions that no longer exist; how many they were.

    Ended sessions of somebody who never comes back stay listed until this runs.
    """
    store = import_module(settings.SESSION_ENGINE).SessionStore
    store.clear_expired()
    going_on = store.get_model_class().objects.filter(pk=OuterRef("session_key"))
    return UserSession.objects.filter(~Exists(going_on)).delete()[0]


def end_all(user):
    """Sign `user` out everywhere."""
    for session in UserSession.objects.filter(user=user).order_by("pk"):
        session.end()


def coarse_address(address):
    """The network that an address belongs to, as the address with the rest set to zero: `192.0.0.0`."""
    exact = ipaddress.ip_address(address)
    bits = IPV4_BITS if exact.version == 4 else IPV6_BITS
    return str(ipaddress.ip_network(f"{exact}/{bits}", strict=False).network_address)


def browser_family(description):
    """Family and system out of what a browser says of itself, such as `Firefox, Android`; "" when neither is known."""
    found = [_first(BROWSERS, description), _first(SYSTEMS, description)]
    return ", ".join(name for name in found if name)


def _first(patterns, description):
    return next((name for name, pattern in patterns if re.search(pattern, description)), "")
