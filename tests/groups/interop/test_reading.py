"""Files that are not what they should be, and text that cannot be stored."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groups.interop import bmlt, meeting_guide, samhsa
from groups.interop.reading import UNSTORABLE, UnreadableFileError, clean, read_json, read_text, storable
from tests.groups.interop.files import json_file, zipped

LOADERS = [samhsa.load, bmlt.load, meeting_guide.load]
GOOD = zipped(json_file([{"slug": "a"}] * 1000)).getvalue()

UNREADABLE = {
    "empty": b"",
    "picture": b"\x89PNG\r\n\x1a\n\x00\x00",
    "latin-1": "name\nCafé".encode("latin-1"),
    "utf-16": "name\nCafe".encode("utf-16"),
    "cut off": GOOD[:-30],
    "broken gzip": GOOD[:20] + b"\xff" * 20 + GOOD[40:],
    "web page": b"<!doctype html><title>Sign in</title>",
    "wrong json": b'{"error": "not found"}',
    "half json": b'[{"slug": "a"',
    "not a number": b"[NaN]",
    "deep json": b"[" * 100_000,
    "long number": b"[" + b"9" * 10_000 + b"]",
    "wrong table": b"title,body\r\nA,B\r\n",
}


@pytest.mark.parametrize("load", LOADERS)
@pytest.mark.parametrize("content", UNREADABLE.values(), ids=UNREADABLE)
def test_unreadable_file_is_a_sentence(load, content):
    with pytest.raises(UnreadableFileError) as raised:
        list(load(io.BytesIO(content)))
    assert str(raised.value).endswith(".")


def test_mark_and_mixed_line_ends_are_taken():
    assert read_text(io.BytesIO("\ufeffone\r\ntwo\rthree\n".encode())) == "one\ntwo\nthree\n"


@pytest.mark.parametrize("pack", [lambda file: file, zipped])
def test_file_beyond_the_limit_is_refused(pack):
    with pytest.raises(UnreadableFileError, match="larger than 1 MB"):
        read_json(pack(json_file("x" * 2_000_000)), max_bytes=2**20)


@given(st.text())
def test_clean_text_can_be_stored(text):
    cleaned = clean(text)
    assert not UNSTORABLE.search(cleaned)
    assert cleaned == cleaned.strip()
    assert clean(cleaned) == cleaned


@given(
    st.recursive(
        st.none() | st.text() | st.integers() | st.floats(),
        lambda deeper: st.lists(deeper) | st.dictionaries(st.text(), deeper),
    )
)
def test_storable_values_are_json_without_halves(value):
    text = json.dumps(storable(value), ensure_ascii=False, allow_nan=False)
    assert not UNSTORABLE.search(text.replace("\\", ""))


def test_long_text_ends_in_an_ellipsis():
    assert clean("word " * 10, 12) == "word word w…"
