"""Bytes that are hardly HTTP, at the real server: an answer that is no failure, or a cut line; others are served."""

import os
import socket
import threading
import time
from contextlib import contextmanager

import pytest
from django.db import connection

from supportfinder import serving
from tests.browser.conftest import free_port
from tests.proofs import rounds

RAW = "bytes that are hardly HTTP, at the real web server"
SLOW = "three clients that send two letters a second hold up nobody else"
SLOW_CLIENTS = 3
"""One less than the threads of a process: gunicorn gives each a thread until its request is whole, and all may come to
one process. More of them are the business of the proxy in front, which docs/deploying.md demands."""
HEAD = b"GET /livez HTTP/1.1\r\nHost: localhost\r\n"
POST = b"POST /search/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
RAWEST = {
    "nothing": b"\r\n\r\n",
    "noise": bytes(range(256)) * 20,
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 500,
    "no version": b"GET /livez\r\n\r\n",
    "odd version": b"GET /livez HTTP/9.9\r\nHost: localhost\r\n\r\n",
    "odd method": b"G\xe9T /livez HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "long method": b"G" * 5_000 + b" / HTTP/1.1\r\n\r\n",
    "long address": b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "spaces in the address": b"GET /a b c HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "whole address": b"GET http://elsewhere.example/livez HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "no host": b"GET /livez HTTP/1.1\r\n\r\n",
    "two hosts": HEAD + b"Host: elsewhere.example\r\n\r\n",
    "NUL in a header": HEAD + b"X-A: a\0b\r\n\r\n",
    "folded header": HEAD + b"X-A: a\r\n b\r\n\r\n",
    "header without a name": HEAD + b": a\r\n\r\n",
    "huge header": HEAD + b"X-A: " + b"a" * 200_000 + b"\r\n\r\n",
    "many headers": HEAD + b"".join(b"X-%d: a\r\n" % number for number in range(2_000)) + b"\r\n",
    "length below nothing": POST + b"Content-Length: -1\r\n\r\n",
    "length that is no number": POST + b"Content-Length: abc\r\n\r\n",
    "length in other digits": POST + "Content-Length: ٣\r\n\r\nq=a".encode(),
    "two lengths": POST + b"Content-Length: 3\r\nContent-Length: 30\r\n\r\nq=a",
    "length of 10^20": POST + b"Content-Length: 100000000000000000000\r\n\r\nq=a",
    "length and chunks": POST
    + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x HTTP/1.1\r\n\r\n",
    "chunk below nothing": POST + b"Transfer-Encoding: chunked\r\n\r\n-1\r\nq=a\r\n0\r\n\r\n",
    "chunk that is no number": POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nq=a\r\n0\r\n\r\n",
    "chunk too long": POST + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffffffff\r\nq=a\r\n0\r\n\r\n",
    "odd encodings": POST + b"Transfer-Encoding: gzip, chunked, chunked\r\n\r\n0\r\n\r\n",
    "cut off body": POST + b"Content-Length: 100\r\n\r\nq=a",
    "two at once": HEAD + b"\r\n" + HEAD + b"\r\n",
    "expects to go on": POST + b"Expect: 100-continue\r\nContent-Length: 3\r\n\r\nq=a",
}


@pytest.fixture
def site(db, monkeypatch):
    """The port of two real processes of the site, on the test database."""
    base, _slash, _name = os.environ["DATABASE_URL"].rpartition("/")
    monkeypatch.setenv("DATABASE_URL", f"{base}/{connection.settings_dict['NAME']}")
    monkeypatch.setenv("DEBUG", "1")  # static files by their plain names: nothing needs collecting
    monkeypatch.setenv("OVERLOAD_SECONDS", "0")  # nobody is turned away for another reason
    with serving.Site(free_port()) as site:
        yield site.port


def thrown(port, data, seconds=1.0):
    """The first line that comes back, or nothing where the line was cut or nothing came in time."""
    with socket.create_connection(("127.0.0.1", port), timeout=seconds) as line:
        try:
            line.sendall(data)
            line.shutdown(socket.SHUT_WR)
            return line.recv(200).split(b"\r\n")[0]
        except OSError:
            return b""


def is_served(port, seconds=3.0):
    """Whether an ordinary visitor gets an answer meanwhile."""
    return b" 200 " in thrown(port, HEAD + b"Connection: close\r\n\r\n", seconds)


def failing(port):
    """What of all bytes brought a failure, or left nobody served."""
    found = []
    for name, data in RAWEST.items():
        for cut in range(rounds(1, 10)):
            answer = thrown(port, data[: len(data) - cut * 7])
            if b" 5" in answer[:13] or not is_served(port):
                found.append((name, cut, answer))
    return found


@contextmanager
def dripping(port, clients, seconds):
    """So many clients that send a letter of a request every half second, for so long."""
    stop = time.monotonic() + seconds

    def drip():
        with socket.create_connection(("127.0.0.1", port), timeout=seconds) as line:
            try:
                while time.monotonic() < stop:
                    line.sendall(b"G")
                    time.sleep(0.5)
            except OSError:
                return

    threads = [threading.Thread(target=drip) for _ in range(clients)]
    for thread in threads:
        thread.start()
    yield
    for thread in threads:
        thread.join()


pytestmark = pytest.mark.slow


@pytest.mark.proof("bad input", RAW)
def test_raw_bytes_get_an_answer_or_are_cut_off(site, tried):
    found = failing(site)
    tried(len(RAWEST) * rounds(1, 10), failed=len(found))
    assert found == []


@pytest.mark.proof("bad input", SLOW)
def test_slow_clients_hold_up_nobody(site, tried):
    with dripping(site, SLOW_CLIENTS, rounds(4, 20)):
        time.sleep(1)
        served = [is_served(site) for _ in range(3)]
    tried(SLOW_CLIENTS)
    assert served == [True] * 3


SMUGGLED = b"GET /livez?smuggled HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
AMBIGUOUS = {
    "length and chunks": POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunks and length": POST + b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
    "two lengths": POST + b"Content-Length: 3\r\nContent-Length: 0\r\n\r\nq=a",
    "chunks by another name": POST + b"Content-Length: 5\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
    "chunks in two lines": POST + b"Transfer-Encoding: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "length with a sign": POST + b"Content-Length: +3\r\n\r\nq=a",
}
"""Requests of which one server may read another end than the next, so that what follows is a second one to it alone."""


def statuses(port, data):
    """The statuses of all that is answered until the line is cut."""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
        line.sendall(data)
        got = b"".join(iter(lambda: line.recv(65_536), b""))
    return [int(answer[:3]) for answer in got.split(b"HTTP/1.1 ")[1:]]


def test_request_of_unclear_length_smuggles_no_second_one(site):
    assert statuses(site, HEAD + b"\r\n" + SMUGGLED) == [200, 200]
    found = {name: statuses(site, data + SMUGGLED) for name, data in AMBIGUOUS.items()}
    assert {name: got for name, got in found.items() if len(got) != 1 or got[0] < 400} == {}


@pytest.fixture
def careless():
    """A server that reads one client after the other and believes what it says."""
    door = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=serve_carelessly, args=[door], daemon=True)
    thread.start()
    yield door.getsockname()[1]
    door.close()


def serve_carelessly(door):
    while True:
        try:
            line, _from = door.accept()
        except OSError:
            return
        with line:
            data = b""
            while b"\r\n\r\n" not in data and (more := line.recv(1000)):
                data += more
            line.sendall(answer_to(data))


def answer_to(data):
    try:
        length = int(data.lower().partition(b"content-length:")[2].split(b"\r\n")[0] or 0)
        data.decode("ascii").index(" HTTP/1.1", max(0, -length))
        return b"HTTP/1.1 200 OK\r\n\r\n"
    except ValueError:
        return b"HTTP/1.1 500 Oh\r\n\r\n"


@pytest.mark.twin("bad input", RAW)
def test_server_that_believes_its_clients_is_found(careless):
    assert len(failing(careless)) > 5


@pytest.mark.twin("bad input", SLOW)
def test_server_with_one_line_holds_up_everybody(careless):
    with dripping(careless, 1, 3):
        time.sleep(0.5)
        assert not is_served(careless, 1)
