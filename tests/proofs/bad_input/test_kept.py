"""What people type is kept: whole where it was taken, on the page where it was not."""

import html

import pytest
from django.forms import CharField
from django.test import Client

from tests.access.cells import path_of
from tests.access.database import tables_that_hold, undone
from tests.access.posts import ONLINE, SENDER
from tests.proofs.bad_input import naive

ACKNOWLEDGED = "what was taken is there, letter for letter"
TYPED = "a form that says no keeps what was typed"
WORDS = {
    "emoji": "Zinnia 👩‍👩‍👧‍👦🏳️‍🌈",
    "right to left": "Zinnia مجموعة الدعم ۱۲",
    "combining": "Zinnia Z\u0301\u0302e",
    "markup": "Zinnia <b>&amp;</b> {{ x }} %(x)s",
    "other letters": "Zinnia 支援グループ１２ ²½",
}
REPORT = {"fault": "closed", "text": "Nobody was there.", "email": "rae@example.org"}
FORMS = {
    "listing-report": (REPORT, ["text"]),
    "listing-ask": ({"text": "May I come?", "email": "quin@example.org", "nickname": "Quin"}, ["text", "nickname"]),
    "story-tell": (
        {"text": "I was early.", "nickname": "Robin", "email": "robin@example.org", "agrees": "on"},
        ["text"],
    ),
    "topic": ({"word": "Hope", "why": "It is missed.", "email": "wyn@example.org"}, ["word", "why"]),
    "post-informal": (ONLINE | SENDER, ["basics-name"]),
}
"""Forms without an account, and their fields for words."""
BAD = {"email": "not an address", "submitter-email": "not an address"}

pytestmark = [pytest.mark.slow, pytest.mark.ignore_template_errors]


def not_kept(path, data, fields):
    """Which (field, words) were taken and are not to be found as they were typed."""
    lost = []
    for field in fields:
        for name, words in WORDS.items():
            with undone():
                answer = Client().post(path, data | {field: words})
                if answer.status_code == 302 and not tables_that_hold(words):
                    lost.append((path, field, name))
    return lost


def forgotten(path, data, bad):
    """Which texts of a form are gone from the page that says no."""
    with undone():
        answer = Client().post(path, data | bad)
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 200
    return [name for name, text in (data | bad).items() if isinstance(text, str) and len(text) > 3 and text not in page]


@pytest.mark.proof("bad input", ACKNOWLEDGED)
def test_what_was_taken_is_there(stage, tried):
    lost = []
    for name, (data, fields) in FORMS.items():
        lost += not_kept(path_of(name, stage.a), data, fields)
    tried(sum(len(fields) for _data, fields in FORMS.values()) * len(WORDS), lost=len(lost))
    assert lost == []


@pytest.mark.proof("bad input", TYPED)
def test_form_that_says_no_keeps_what_was_typed(stage):
    for name, (data, _fields) in FORMS.items():
        bad = {field: BAD[field] for field in data if field in BAD}
        assert bad
        assert forgotten(path_of(name, stage.a), data, bad) == [], name


@pytest.mark.twin("bad input", ACKNOWLEDGED)
def test_form_that_drops_letters_is_found(stage, monkeypatch):
    plain = CharField.clean
    monkeypatch.setattr(CharField, "clean", lambda self, value: plain(self, value).encode("ascii", "ignore").decode())
    assert len(not_kept(path_of("listing-report", stage.a), REPORT, ["text"])) == 4


@pytest.mark.twin("bad input", TYPED)
def test_form_that_begins_anew_is_found(stage, settings):
    settings.ROOT_URLCONF = naive.__name__
    assert forgotten("/naive/anew/", REPORT, {"email": "not an address"}) == ["fault", "text", "email"]
