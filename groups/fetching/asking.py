"""Ask an address for its file, follow a few redirects, and read no more than is allowed."""

import http.client
import io
import ssl
import time
import zlib
from typing import NamedTuple
from urllib.parse import urljoin

from django.conf import settings
from django.utils.http import parse_http_date_safe
from django.utils.translation import gettext as _

from groups.fetching.guard import FetchError, RefusedAddressError, checked
from groups.fetching.wire import Until, asked

MOST_REDIRECTS = 3
REDIRECTS = (301, 302, 303, 307, 308)
CHUNK = 64 * 1024
GZIP_MAGIC = b"\x1f\x8b"
ASK_LATER = (429, 503)
MOST_SECONDS = 7 * 24 * 3600
"""Nobody keeps us away for longer, whatever they say."""
GZIP = zlib.MAX_WBITS | 16


class Fetched(NamedTuple):
    """What came: the file, or None where the server says that it is the same as last time; and what the server wants
    to be told next time."""

    file: io.BytesIO | None
    etag: str = ""
    last_modified: str = ""


def fetch(url, *, etag="", last_modified=""):
    """The file at `url`. With `etag` and `last_modified` of last time, no file where it is still the same.

    All of it, redirects too, takes at most SOURCES_SECONDS; the file has at most SOURCES_MAX_MB, packed or unpacked.
    Raises RefusedAddressError for an address that is never asked, FetchError where no file came.
    """
    until = Until(settings.SOURCES_SECONDS)
    headers = {"User-Agent": f"SupportFinder (+{settings.SITE_URL})", "Accept-Encoding": "gzip", "Connection": "close"}
    headers |= {"If-None-Match": etag} if etag else {}
    headers |= {"If-Modified-Since": last_modified} if last_modified else {}
    try:
        return _followed(url, headers, until)
    except TimeoutError as error:
        raise FetchError(_("The server took longer than %(n)g seconds.") % {"n": settings.SOURCES_SECONDS}) from error
    except ssl.SSLError as error:
        raise FetchError(_("The server could not prove who it is (TLS).")) from error
    except (OSError, http.client.HTTPException) as error:
        raise FetchError(_("The server could not be reached, or broke off.")) from error


def _followed(url, headers, until):
    for _step in range(MOST_REDIRECTS + 1):
        target = checked(url, seconds=until.left)
        with asked(target, headers, until) as response:
            if response.status not in REDIRECTS:
                is_conditional = bool({"If-None-Match", "If-Modified-Since"} & headers.keys())
                return Fetched(None) if response.status == 304 and is_conditional else _read(response)
            onward = urljoin(url, response.headers.get("Location", ""))
        if target.scheme == "https" and not onward.startswith("https:"):
            raise RefusedAddressError(_("The server leads from https:// to an address that is not encrypted."))
        url = onward
    raise FetchError(_("The server leads from one address to the next without end."))


def _read(response):
    if response.status != 200:
        sentence = _("The server answered with status %(status)s.") % {"status": response.status}
        raise FetchError(sentence, retry_after=_retry_after(response))
    told = {"etag": response.headers.get("ETag", ""), "last_modified": response.headers.get("Last-Modified", "")}
    told = {"etag": _sayable(told["etag"], 250), "last_modified": _sayable(told["last_modified"], 60)}
    encoding = response.headers.get("Content-Encoding", "identity").lower()
    if encoding not in ("gzip", "x-gzip", "identity", ""):
        raise FetchError(_("The file is packed in a way that was not asked for."))
    chunks = _chunks(response)
    body = _limited(_unpacked(chunks) if "gzip" in encoding else chunks)
    if body.startswith(GZIP_MAGIC):  # the file itself is packed, beside the packing for the way
        body = _limited(_unpacked([body]))
    return Fetched(io.BytesIO(body), **told)


def _sayable(value, longest):
    """A header as it can be kept and said again: nothing where it is too long, or has signs that headers have not."""
    return value if len(value) <= longest and value.isascii() and value.isprintable() else ""


def _retry_after(response):
    """Seconds to stay away, said as a number or as a date (RFC 9110, 10.2.3); 0 where neither is said."""
    said = response.headers.get("Retry-After", "").strip()
    if response.status not in ASK_LATER or not said:
        return 0
    if said.isascii() and said.isdigit():
        return min(int(said[:9]), MOST_SECONDS)
    moment = parse_http_date_safe(said)
    return min(max(0, moment - int(time.time())), MOST_SECONDS) if moment else 0


def _chunks(response):
    """The bytes of the body as they come; FetchError where there are fewer than were announced."""
    announced, count = response.length, 0
    if (announced or 0) > _most_bytes():
        raise _too_large()
    while chunk := response.read1(CHUNK):
        count += len(chunk)
        yield chunk
    if announced is not None and count < announced:
        raise FetchError(_("The file was cut off on its way."))


def _unpacked(chunks):
    """What was packed, a piece at a time: a few bytes that unpack to very many are stopped in between."""
    unpacker = zlib.decompressobj(GZIP)
    try:
        for chunk in chunks:
            while piece := unpacker.decompress(chunk, CHUNK):
                yield piece
                chunk = unpacker.unconsumed_tail
    except zlib.error as error:
        raise FetchError(_("The file was cut off on its way.")) from error
    if not unpacker.eof:
        raise FetchError(_("The file was cut off on its way."))
    if unpacker.unused_data.strip(b"\0"):
        raise FetchError(_("The file is packed in several parts. Only one is read."))


def _limited(chunks):
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > _most_bytes():
            raise _too_large()
    return bytes(body)


def _most_bytes():
    return settings.SOURCES_MAX_MB * 2**20


def _too_large():
    return FetchError(_("The file is larger than %(mb)s MB.") % {"mb": settings.SOURCES_MAX_MB})
