"""Payloads in every text column of the database: no page, file, mail or feed makes anything of them but text."""

import csv
import io
import json

import icalendar
import pytest
from django.template import base as template_base

from groups import emails
from tests.access.cells import attempt, path_of
from tests.access.matrix import TABLE
from tests.access.stage import ROLES
from tests.proofs.attacks import filling, rows
from tests.proofs.attacks.markup import planted, planted_in_xml
from tests.proofs.attacks.payloads import WHOLE

ROW = "XSS in every stored text: every page and file as five roles"
VISITORS = ("anonymous", "member", "owner", "moderator", "admin")
PARTS = {"BEGIN", "END"}


@pytest.fixture
def filled(stage):
    """The stage with a payload in every text column."""
    rows.add(stage)
    filling.fill()
    return stage


def shown_to(role):
    """Names of the addresses at which `role` gets a page."""
    column = ROLES.index(role)
    return [name for name, (get, _post) in TABLE.items() if get[column] == "P"]


def faults_of(stage, role, names):
    """What payloads became on the pages at `names`, as `{name: sentences}`; each page has to come and to be guarded."""
    found = {}
    for name in names:
        answer = attempt(stage.client(role), "get", path_of(name, stage.a))
        faults = faults_in(answer) + ([] if answer.status_code in (200, 503) else [str(answer.status_code)])
        if faults:
            found[name] = faults
    return found


def faults_in(answer):
    """What payloads became in one answer, by what its type says that it is."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    kind = answer["Content-Type"].partition(";")[0]
    faults = [] if answer["X-Content-Type-Options"] == "nosniff" else ["may be taken for another type"]
    return faults + READERS.get(kind, in_nothing)(answer, body)


def in_page(answer, body):
    policy = answer.get("Content-Security-Policy", "")
    is_guarded = "default-src 'none'" in policy and "unsafe" not in policy
    return planted(body.decode()) + ([] if is_guarded else ["no policy"])


def in_xml(_answer, body):
    return planted_in_xml(body)


def in_json(_answer, body):
    json.loads(body)
    return []


def in_calendar(_answer, body):
    """A line of a payload would be a property of its own, or break the file."""
    known = set()
    for part in icalendar.Calendar.from_ical(body).walk():
        known |= {name for name, _value in part.property_items() if "XSS" in name.upper()}
    return sorted(known)


def in_table(_answer, body):
    cells = [cell for line in csv.reader(io.StringIO(body.decode("utf-8-sig"))) for cell in line]
    return [f"formula {cell[:20]}" for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def in_booklet(_answer, body):
    return [
        name.decode() for name in (b"/JavaScript", b"/JS", b"/Launch", b"/SubmitForm", b"javascript:") if name in body
    ]


def in_nothing(_answer, _body):
    return []


READERS = {
    "text/html": in_page,
    "application/xhtml+xml": in_page,
    "application/xml": in_xml,
    "application/atom+xml": in_xml,
    "image/svg+xml": in_xml,
    "application/json": in_json,
    "application/geo+json": in_json,
    "text/calendar": in_calendar,
    "text/csv": in_table,
    "application/pdf": in_booklet,
}


@pytest.mark.proof("attacks", ROW)
def test_every_column_with_words_is_filled(filled):
    empty = {place for place, count in filling.fill().items() if not count}
    assert {model for model, _field in empty} <= set(UNFILLED)
    tables = {model.__name__ for model in filling.models_with_rows()}
    assert {model.__name__ for model in filling.every_model() if any(filling.text_fields(model))} - tables <= set(
        UNFILLED
    )


UNFILLED = {
    "Schedule": "season: days written as --MM-DD",
    "Booking": "e-mail addresses stand in those without an account alone",
    "TownReach": "worked out from the gazetteer",
    "AreaSupply": "worked out from the gazetteer",
    "PostalCode": "a gazetteer",
    "GazetteerRelease": "a number of ours",
    "CheckIn": "words of ours",
    "Role": "a word of ours",
}


@pytest.mark.proof("attacks", ROW)
@pytest.mark.parametrize("role", VISITORS)
def test_what_was_stored_is_text_on_every_page(filled, role, settings):
    settings.MAIL_SHOWN = True
    assert faults_of(filled, role, shown_to(role)) == {}


@pytest.mark.twin("attacks", ROW)
def test_page_that_escapes_nothing_is_found(filled, monkeypatch):
    monkeypatch.setattr(template_base, "conditional_escape", str)
    found = faults_of(filled, "anonymous", ["listing-detail", "search", "stories"])
    assert all("<xss-a>" in found[name] for name in found)
    assert "listing-detail" in found


@pytest.mark.proof("attacks", ROW)
def test_mail_makes_text_of_whatever_it_tells(db):
    question = {"text": WHOLE, "nickname": WHOLE, "listing": {"name": WHOLE}}
    words = {"question": question, "listing": {"name": WHOLE}, "url": "/"}
    mail = emails.compose("question", emails.Reader("ana@example.org", "en"), words)
    assert WHOLE in mail.body
    assert planted(mail.alternatives[0].content) == []
