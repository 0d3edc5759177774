"""Every kind of mail comes in the language of who reads it: subject, words, dates, numerals and addresses."""

import re

import pytest
from django.utils.translation import override

from groups import emails
from tests import factories
from tests.mails import bookings, listings, people  # noqa: F401 - they tell the stories
from tests.mails.stage import STORIES, TEMPLATES, Stage

SITE = "http://localhost:8000"
LINK = re.compile(r"https?://\S+")
TYPED = re.compile(
    r"Support Finder|Tuesday Circle|Wednesday Circle|Lea Grief Care|Field notes|Rae|Quin|Uma|4 Linden Street|Hackney"
    r"|London|\+44 20 7946 0000"
)
"""Names that somebody typed."""


@pytest.fixture
def stage(circle, source, now, client, settings):
    lea = factories.make_organization("Lea Health")
    care = factories.make_listing(source, "Lea Grief Care", kind="clinic", organization=lea, terms=["topic:grief"])
    return Stage(circle, care, now, client, settings)


@pytest.fixture
def composed(monkeypatch):
    """The templates from which mails were made."""
    made, compose = [], emails.compose

    def noted(template, *said, **more):
        made.append(template)
        return compose(template, *said, **more)

    monkeypatch.setattr(emails, "compose", noted)
    return made


def foreign(mail):
    """What in a mail to somebody who reads Urdu is not in Urdu, apart from what people typed."""
    html = mail.alternatives[0][0]
    words = TYPED.sub("", LINK.sub("", f"{mail.subject}\n{mail.body}"))
    yield from re.findall(r"[A-Za-z0-9]+", words)
    yield from (link for link in LINK.findall(mail.body) if not link.startswith(f"{SITE}/ur/"))
    if 'lang="ur"' not in html or 'dir="rtl"' not in html or mail.extra_headers.get("Content-Language") != "ur":
        yield "not marked as Urdu"


def test_every_kind_of_mail_has_a_story():
    assert sorted(STORIES) == TEMPLATES


@pytest.mark.parametrize("template", TEMPLATES)
def test_mail_comes_in_the_language_of_its_reader(stage, composed, mailoutbox, template):
    with override("ur"):
        act = STORIES[template](stage)
    del mailoutbox[:], composed[:]
    with override("en"):
        act()
    assert template in composed
    assert [list(foreign(mail)) for mail in mailoutbox] == [[]] * len(mailoutbox)
    assert mailoutbox
