"""Which addresses may be asked. Whoever can type one must not reach through us what only this machine can reach.

A name is looked up once, every address it has is checked, and the connection goes to one of those: a name that
changes its mind afterwards (DNS rebinding) changes nothing.
"""

import ipaddress
import re
import socket
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

PORTS = {"http": 80, "https": 443}
GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
"""The one part of IPv6 that is public; what wraps an IPv4 address (mapped, NAT64) lies outside of it."""
SIX_TO_FOUR = ipaddress.ip_network("2002::/16")
NOT_PRINTED = re.compile(r"[\s\x00-\x20\x7f\\]")
NAME = re.compile(r"[a-z0-9_.-]+", re.IGNORECASE)
NUMBER = re.compile(r"(0x[0-9a-f]*|\d+)", re.IGNORECASE)

lookups = ThreadPoolExecutor(max_workers=4, thread_name_prefix="lookup")


class FetchError(Exception):
    """The file did not come; its text is a sentence for people. `retry_after` are the seconds that the server asks us
    to stay away, 0 where it says nothing."""

    def __init__(self, sentence, *, retry_after=0):
        super().__init__(sentence)
        self.retry_after = retry_after


class RefusedAddressError(FetchError):
    """The address is one that we never ask."""


class Target(NamedTuple):
    """An address that may be asked: where to connect to (`ips`, all checked), and what to say there."""

    scheme: str
    host: str
    port: int
    path: str
    ips: tuple[str, ...]


def checked(url, *, seconds=5.0):
    """The `Target` that `url` names. Raises RefusedAddressError for one that may not be asked, and FetchError where
    its name is not known within `seconds`."""
    scheme, host, port, path = parts_of(url)
    ips = addresses_of(host, port, seconds)
    if f"{host}:{port}" not in settings.SOURCES_OWN_HOSTS and not all(map(is_public, ips)):
        raise RefusedAddressError(_("“%(host)s” is not a public address.") % {"host": host})
    return Target(scheme, host, port, path, ips)


def parts_of(url):
    """`(scheme, host, port, path with query)` of an address whose form is acceptable; nothing is looked up."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").encode("idna").decode().rstrip("."), parts.port
    except ValueError as error:  # UnicodeError is one
        raise RefusedAddressError(_("This is not a web address.")) from error
    if parts.scheme not in PORTS or NOT_PRINTED.search(url) or not url.isascii():
        raise RefusedAddressError(_("Only addresses that begin with https:// or http:// are asked."))
    if parts.username is not None or parts.password is not None:
        raise RefusedAddressError(_("The address holds a name or password. Only open files are asked for."))
    if not host or is_oddly_written(host):
        raise RefusedAddressError(_("This is not a web address."))
    port = PORTS[parts.scheme] if port is None else port
    is_own = f"{host}:{port}" in settings.SOURCES_OWN_HOSTS
    if is_inward(host) and not is_own:  # before the port: no other port would do
        raise RefusedAddressError(_("“%(host)s” is not a public address.") % {"host": host})
    if port not in PORTS.values() and not is_own:
        raise RefusedAddressError(_("Only the usual ports 80 and 443 are asked."))
    return parts.scheme, host, port, (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def is_inward(host):
    """Whether a host is, as it is written, one that nobody else could ask: this machine by name, or such a number."""
    if host.lower() == "localhost" or host.lower().endswith(".localhost"):
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:  # a name, still to be looked up
        return False
    return not is_public(host)


def is_oddly_written(host):
    """Whether a host is a number in disguise, such as 127.1, 0177.0.0.1, 0x7f000001 or 2130706433, or has a zone."""
    try:
        return "%" in str(ipaddress.ip_address(host))
    except ValueError:
        return not NAME.fullmatch(host) or bool(NUMBER.fullmatch(host.rpartition(".")[2]))


def addresses_of(host, port, seconds):
    """All addresses that a name has now. Raises FetchError where it has none, or nobody says so within `seconds`."""
    try:
        found = lookups.submit(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM).result(seconds)
    except (OSError, TimeoutError, UnicodeError) as error:
        raise FetchError(_("Nobody knows where “%(host)s” is.") % {"host": host}) from error
    return tuple(dict.fromkeys(info[4][0] for info in found))


def is_public(ip):
    """Whether an IP address (text) is one that anybody on the internet could ask."""
    try:
        address = ipaddress.ip_address(ip)
    except ValueError:  # with a zone, such as fe80::1%eth0
        return False
    if address.version == 6 and (address not in GLOBAL_UNICAST or address in SIX_TO_FOUR):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)
