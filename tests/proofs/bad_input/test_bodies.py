"""Bodies and queries that no form makes: wrong types, broken parts, odd encodings, far too much."""

import json

import pytest

from tests.access.cells import path_of
from tests.proofs import IS_LONG, rounds
from tests.proofs.bad_input import naive
from tests.proofs.bad_input.asking import FORM, Harm, Try, is_refused, throw, watched

BODIES = "bodies and queries that no form makes"
PARTS = "multipart/form-data; boundary=b"
TYPES = (
    FORM,
    "application/json",
    "text/plain",
    "application/xml",
    "multipart/form-data",
    PARTS,
    "",
    "a/b; charset=none",
    "é/è",
)
BYTES = {
    "nothing": b"",
    "no end": b"--b\r\nContent-Disposition: form-data; name=",
    "no name": b"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n",
    "no such encoding": b'--b\r\nContent-Disposition: form-data; name="a"\r\nContent-Type: text/plain; charset=none\r\n'
    b"\r\n\xff\r\n--b--\r\n",
    "broken base64": b'--b\r\nContent-Disposition: form-data; name="a"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    b"!!!\r\n--b--\r\n",
    "file of no field": b'--b\r\nContent-Disposition: form-data; name="\0"; filename="../../\0x"\r\n\r\nx\r\n--b--\r\n',
    "parts within parts": b"--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n\r\nx\r\n--c--\r\n--b--\r\n",
    "deep JSON": b'{"a":' * 20_000,
    "deep list": b"[" * 100_000,
    "JSON of odd numbers": b'{"q": NaN, "page": 1e999, "lat": Infinity, "age": -0}',
    "JSON that is no object": b'"text"',
    "JSON of wrong types": json.dumps({"q": {"a": [1]}, "page": ["x"], "lat": None, "topic": {"b": True}}).encode(),
    "JSON twice": b'{"q": 1, "q": 2}',
    "JSON in UTF-16": '{"q": "é"}'.encode("utf-16"),
    "JSON of surrogates": b'{"q": "\\ud800", "near": "\\u0000"}',
    "no UTF-8": b"q=%ff%fe&near=\xff&%ff=%00",
    "half a percent sign": b"q=%&near=%z&=&&&;",
    "ten thousand fields": b"&".join(b"x%d=1" % number for number in range(10_000)),
    "one field a thousand times": b"&".join([b"q=1", b"page=2"] * 400),
    "a megabyte": b"q=" + b"a" * 2**20,
    "four megabytes": b"q=" + b"a" * 2**22,
    "XML": b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
}
PLACES = (
    "search",
    "api:search",
    "account_login",
    "post-informal",
    "listing-report",
    "news-stop",
    "post-many",
    "manage-edit",
)


def posted(browser, path, body, kind):
    return browser.generic("POST", path, BYTES[body], content_type=kind)


def harm_of_bodies(stage, role, paths, bodies=tuple(BYTES), of_types=1):
    """Every body to every path, under so many of the types in turn; each is undone."""
    harm, browser = Harm(), stage.client(role)
    for path in paths:
        for turn, body in enumerate(bodies):
            for step in range(of_types):
                kind = TYPES[(turn + step) % len(TYPES)]
                harm.count += 1
                answer, written = watched(lambda path=path, body=body, kind=kind: posted(browser, path, body, kind))
                if answer.status_code >= 500:
                    harm.add(answer.status_code, (role, path, body, kind))
                elif written - {"groups_managelink"} and is_refused(answer, Try(role, "post", path)):
                    harm.add(f"wrote to {written}", (role, path, body, kind))
    return harm


pytestmark = [pytest.mark.slow, pytest.mark.ignore_template_errors]


@pytest.mark.proof("bad input", BODIES)
def test_odd_bodies_and_queries_do_not_fail(stage, tried):
    small = [name for name, body in BYTES.items() if IS_LONG or len(body) < 50_000]
    harm = harm_of_bodies(stage, "owner", [path_of(name, stage.a) for name in PLACES], small, rounds(1, 9))
    tried(harm.count, failed=len(harm.lines))
    assert harm.lines[:20] == []


@pytest.mark.proof("bad input", BODIES)
def test_odd_queries_do_not_fail(stage, tried):
    browser, paths = stage.client("anonymous"), [path_of(name, stage.a) for name in ("search", "api:search", "embed")]
    queries = [body.decode("latin-1") for body in BYTES.values() if len(body) < 10**6]
    codes = {browser.get(path, QUERY_STRING=query).status_code for path in paths for query in queries}
    tried(len(paths) * len(queries))
    assert max(codes) < 500


@pytest.mark.twin("bad input", BODIES)
def test_view_that_believes_a_body_is_found(stage, settings):
    settings.ROOT_URLCONF = naive.__name__
    harm = harm_of_bodies(stage, "anonymous", ["/naive/body/"])
    assert len(harm.lines) > 5
    assert throw(stage, [Try("anonymous", "post", "/naive/body/")]).lines != []
