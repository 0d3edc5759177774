"""A file from an address: whole, within its limits, and only when it is new."""

import gzip
import ssl
import time

import pytest

from groups.fetching import FetchError, fetch
from tests.groups.sources.server import trickling_handshake


def dripping(handler, *, head):
    """Send a byte now and then, for ever: of the header lines, or of the body."""
    handler.send_response(200)
    if not head:
        handler.send_header("Content-Length", "1000000")
        handler.end_headers()
    handler.flush_headers()
    for _byte in range(400):
        handler.wfile.write(b"X-A: b\r\n" if head else b" ")
        handler.wfile.flush()
        time.sleep(0.05)


def test_file_comes_with_what_to_tell_next_time(feeds):
    feeds.put(b"[1]", etag='"v1"', last_modified="Tue, 03 Mar 2026 10:00:00 GMT")
    fetched = fetch(feeds.url())
    assert (fetched.file.read(), fetched.etag) == (b"[1]", '"v1"')
    assert fetched.last_modified.startswith("Tue, 03 Mar")
    assert not {"Authorization", "Cookie"} & set(feeds.asked[0][1])


@pytest.mark.parametrize("etag", ['"v\x001"', '"v\x7f"', '"é"', '"' + "v" * 300 + '"'], ids=ascii)
def test_word_of_a_server_that_cannot_be_kept_is_dropped(feeds, etag):
    feeds.put(b"[1]", etag=etag, last_modified="to\x00day")
    fetched = fetch(feeds.url())
    assert (fetched.file.read(), fetched.etag, fetched.last_modified) == (b"[1]", "", "")


def test_same_file_is_not_sent_again(feeds):
    feeds.put(status=304)
    assert fetch(feeds.url(), etag='"v1"', last_modified="yesterday").file is None
    headers = feeds.asked[0][1]
    assert (headers["If-None-Match"], headers["If-Modified-Since"]) == ('"v1"', "yesterday")


@pytest.mark.proof("faults", "dead, slow or looping feed: the others on time")
def test_redirects_are_followed_but_not_for_ever(feeds):
    feeds.put(path="/a", status=301, location="/b")
    feeds.put(path="/b", status=308, location=feeds.url("/c"))
    feeds.put(b"here", path="/c")
    assert fetch(feeds.url("/a")).file.read() == b"here"
    feeds.put(path="/c", status=302, location="/a")
    with pytest.raises(FetchError, match="without end"):
        fetch(feeds.url("/a"))


@pytest.mark.proof("faults", "dead, slow or looping feed: the others on time")
@pytest.mark.parametrize("head", [True, False], ids=["head", "body"])
def test_trickle_of_bytes_is_given_up_in_time(feeds, settings, head):
    settings.SOURCES_SECONDS = 0.4
    feeds.act("/feed.json", lambda handler: dripping(handler, head=head))
    begun = time.monotonic()
    with pytest.raises(FetchError, match=r"0\.4 seconds"):
        fetch(feeds.url())
    assert time.monotonic() - begun < 8


@pytest.mark.proof("faults", "dead, slow or looping feed: the others on time")
def test_silent_server_is_given_up_in_time(feeds, settings):
    settings.SOURCES_SECONDS = 0.3
    feeds.act("/feed.json", lambda handler: time.sleep(1))
    with pytest.raises(FetchError, match=r"0\.3 seconds"):
        fetch(feeds.url())


@pytest.mark.parametrize("lies", [{}, {"content_length": "20"}], ids=["told", "not told"])
def test_large_file_is_refused(feeds, settings, lies):
    settings.SOURCES_MAX_MB = 1
    if lies:
        feeds.act("/feed.json", lambda handler: handler.wfile.write(b"HTTP/1.0 200 OK\r\n\r\n" + b" " * (2**20 + 1)))
    else:
        feeds.put(b" " * (2**20 + 1))
    with pytest.raises(FetchError, match="larger than 1 MB"):
        fetch(feeds.url())


def test_bomb_is_refused_before_it_is_unpacked(feeds, settings):
    settings.SOURCES_MAX_MB = 1
    feeds.put_packed(b" " * (200 * 2**20))
    with pytest.raises(FetchError, match="larger than 1 MB"):
        fetch(feeds.url())


@pytest.mark.parametrize("size", [0, 1, 70_000, 900_000])
def test_packed_file_comes_unpacked(feeds, size):
    feeds.put_packed(b"a" * size)
    assert fetch(feeds.url()).file.read() == b"a" * size


@pytest.mark.parametrize(
    "headers",
    [{"content_length": "500"}, {"content_encoding": "gzip"}, {"content_encoding": "br"}],
    ids=["cut off", "not packed", "packed otherwise"],
)
def test_file_that_is_not_whole_is_refused(feeds, headers):
    feeds.put(gzip.compress(b"hello")[:-6], **headers)
    with pytest.raises(FetchError):
        fetch(feeds.url())


@pytest.mark.parametrize("status", [204, 401, 403, 404, 410, 429, 500, 503])
def test_other_answer_is_told_by_its_number(feeds, status):
    feeds.put(status=status)
    with pytest.raises(FetchError, match=str(status)):
        fetch(feeds.url())


def test_answer_that_is_none_is_told(feeds):
    feeds.act("/feed.json", lambda handler: handler.wfile.write(b"SSH-2.0-OpenSSH\r\n"))
    with pytest.raises(FetchError, match="broke off"):
        fetch(feeds.url())


def test_server_without_certificate_is_not_believed(feeds):
    with pytest.raises(FetchError) as refused:
        fetch(feeds.url().replace("http:", "https:"))
    assert isinstance(refused.value.__cause__, ssl.SSLError)


@pytest.mark.parametrize(
    ("status", "said", "seconds"),
    [
        (429, "7200", 7200),
        (503, "7200", 7200),
        (503, "9" * 5000, 7 * 24 * 3600),
        (500, "7200", 0),
        (429, "-5", 0),
        (429, "soon", 0),
        (429, "", 0),
        (503, "Sun, 06 Nov 1994 08:49:37 GMT", 0),
        (503, "Fri, 31 Dec 9999 23:59:59 GMT", 7 * 24 * 3600),
    ],
)
def test_wish_to_be_left_alone_is_heard_within_bounds(feeds, status, said, seconds):
    feeds.put(status=status, retry_after=said)
    with pytest.raises(FetchError) as refused:
        fetch(feeds.url())
    assert refused.value.retry_after == seconds


def test_file_that_is_itself_packed_is_held_to_the_same_size(feeds, settings):
    settings.SOURCES_MAX_MB = 1
    feeds.put(gzip.compress(b"a" * 2**20))
    assert len(fetch(feeds.url()).file.read()) == 2**20
    feeds.put(gzip.compress(b" " * (2**20 + 1)))
    with pytest.raises(FetchError, match="larger than 1 MB"):
        fetch(feeds.url())


def test_second_part_of_a_packed_file_is_not_lost_silently(feeds):
    feeds.put(gzip.compress(b"[1]") + gzip.compress(b"[2]"))
    with pytest.raises(FetchError, match="several parts"):
        fetch(feeds.url())


def test_trickle_of_a_handshake_is_given_up_in_time(settings):
    settings.SOURCES_SECONDS = 0.4
    with trickling_handshake() as port:
        settings.SOURCES_OWN_HOSTS = [f"127.0.0.1:{port}"]
        begun = time.monotonic()
        with pytest.raises(FetchError, match=r"0\.4 seconds"):
            fetch(f"https://127.0.0.1:{port}/")
    assert time.monotonic() - begun < 8
