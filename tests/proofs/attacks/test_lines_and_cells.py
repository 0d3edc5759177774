"""Line ends and formulas in every stored text: no file gets a line or a formula of its own, no answer a header, no mail
a recipient."""

import email
import io

import openpyxl
import pytest
from django.core.mail import BadHeaderError, EmailMessage
from django.db.models import EmailField

from accounts import outbox
from groups import emails
from groups.interop import cells
from tests.access.cells import attempt, path_of
from tests.access.test_tokens import make_every_kind
from tests.proofs.attacks import filling, rows
from tests.proofs.attacks.test_xss_stored import faults_in, shown_to

FILES = "CSV and XLSX formulas, ICS and header injection by line ends"
MAILS = "header injection into mails"
PAYLOADS = (
    "=xss()\r\nBEGIN:VEVENT\r\nX-XSS:1\r\nEND:VEVENT\r\nSet-Cookie: xss=1\r\nBcc: xss@example.org",
    "@xss\nX-XSS:1",
    "+xss",
)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def hostile(longest=None):
    return next(one for one in PAYLOADS if longest is None or len(one) <= longest)


@pytest.fixture
def filled(stage):
    rows.add(stage)
    filling.fill(hostile)
    return stage


def faults_of(stage, role):
    """What line ends and formulas became in whatever `role` gets, as `{name: sentences}`."""
    found = {}
    for name in shown_to(role):
        answer = attempt(stage.client(role), "get", path_of(name, stage.a))
        faults = [fault for fault in faults_in(answer) if "xss" in fault.lower() or "formula" in fault]
        faults += [f"{answer.status_code}"] if answer.status_code not in (200, 503) else []
        faults += [head for head, value in answer.items() if "xss" in f"{head}{value}".lower() and head != "Link"]
        faults += formulas_in(answer) if answer["Content-Type"] == XLSX else []
        found |= {name: faults} if faults else {}
    return found


def formulas_in(answer):
    book = openpyxl.load_workbook(
        io.BytesIO(b"".join(answer.streaming_content) if answer.streaming else answer.content)
    )
    return [f"formula {cell.value}"[:40] for sheet in book for line in sheet for cell in line if cell.data_type == "f"]


@pytest.mark.proof("attacks", FILES)
@pytest.mark.parametrize("role", ["anonymous", "owner", "admin"])
def test_no_line_and_no_formula_leaves_its_place(filled, role):
    assert faults_of(filled, role) == {}


@pytest.mark.twin("attacks", FILES)
def test_cell_that_is_written_as_it_is_is_found(filled, monkeypatch):
    monkeypatch.setattr(cells, "FORMULA", ("\0",))
    assert "formula" in str(faults_of(filled, "anonymous")["listings-csv"])


def recipients(message):
    """Whatever a mail server reads of whom a letter goes to, and its subject."""
    read = email.message_from_string(message.as_string())
    return f"{read['To']} {read['Cc']} {read['Bcc']} {read['Subject']} {read['Reply-To']}"


@pytest.mark.proof("attacks", MAILS)
def test_no_mail_goes_to_who_is_named_in_a_text(stage, mailoutbox):
    filling.fill(hostile, but=EmailField)
    make_every_kind(stage, stage.client("owner"))
    assert len(mailoutbox) >= 4
    assert not [mail for mail in mailoutbox if "xss" in recipients(mail.message()).lower()]


def letter():
    """The mail about a question to a listing whose name is hostile."""
    words = {"listing": {"name": hostile(), "place": None}, "question": {"text": "", "nickname": ""}, "url": "/"}
    return emails.compose("question", emails.Reader("ana@example.org", "en"), words).message()


@pytest.mark.proof("attacks", MAILS)
def test_subject_names_nothing_that_was_typed():
    assert "xss" not in recipients(letter())


@pytest.mark.twin("attacks", MAILS)
def test_subject_that_names_the_listing_is_found(monkeypatch):
    monkeypatch.setattr(emails, "render_to_string", lambda _name, words: f"Subject: About {words.get('listing')}")
    assert "xss" in recipients(letter())


def with_a_header():
    """A mail one of whose headers was typed."""
    return EmailMessage("Hello", "Hello", to=["ana@example.org"], headers={"List-Id": hostile()})


@pytest.mark.proof("attacks", MAILS)
def test_outbox_refuses_a_header_of_several_lines(db):
    with pytest.raises(BadHeaderError):
        outbox.write([with_a_header()])


@pytest.mark.twin("attacks", MAILS)
def test_header_that_nobody_looks_at_names_a_recipient(db, monkeypatch):
    monkeypatch.setattr(outbox, "forbid_multi_line_headers", lambda *_header: None)
    (mail,) = outbox.write([with_a_header()])
    assert "\nBcc: xss@example.org" in mail.headers["List-Id"]
