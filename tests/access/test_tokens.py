"""Secret addresses: nobody can guess one, only mails hold it, looking does nothing, and a dead one says nothing."""

import base64
import re
import secrets
from urllib.parse import quote

import pytest
from django.core.cache import cache

from accounts.models import Mail
from groups import asking, facilitating, freshness, posting, reporting
from groups.freshness.asking import Question as StillOn
from groups.models import (
    AnswerCode,
    BookingLink,
    CalendarFeed,
    Invitation,
    Listing,
    ManageLink,
    NewsLink,
    PairingLink,
    Question,
    Report,
    Story,
    Submission,
    Wish,
)
from tests.access.cells import attempt, path_of
from tests.access.database import everything, tables_that_hold
from tests.access.posts import ONLINE
from tests.access.sitemap import every_url, fill

OUTBOX = "accounts.outbox.OutboxBackend"
BITS = 128
IN_ADDRESS = re.compile(r"/([\w-]{22,})/")
LOOKED_AT = (
    *("manage", "manage-preview", "manage-submit", "manage-withdraw", "manage-close", "manage-edit", "manage-still-on"),
    *("invitation", "post-confirm", "report-confirm", "question-confirm", "question-answer"),
    *("booking", "news-stop", "member-calendar", "helped-by-code", "pairing-link", "story", "wish-confirm"),
)
"""Addresses that hold a token and answer GET with something."""
DIGESTS = {
    "manage": ManageLink,
    "invitation": Invitation,
    "post-confirm": Submission,
    "report-confirm": Report,
    "question-confirm": Question,
    "question-answer": Question,
    "booking": BookingLink,
    "news-stop": NewsLink,
    "member-calendar": CalendarFeed,
    "helped-by-code": AnswerCode,
    "story": Story,
    "wish-confirm": Wish,
    "pairing-link": PairingLink,
}
ONCE = {
    "post-confirm": {"note": "Hello"},
    "report-confirm": {},
    "question-confirm": {},
    "booking": {"do": "cancel"},
    "news-stop": {},
    "helped-by-code": {"emotional": "8", "agrees": "on"},
    "pairing-link": {"answer": "no"},
    "question-answer": {"text": "Please do."},
    "invitation": {},
    "manage-still-on": {"answer": "closed"},
    "manage-confirm": {},
    "manage-pause": {"starts_on": "2026-05-01", "ends_on": "2026-05-10"},
    "manage-take-back": {},
    "manage-open-again": {},
}
"""What a tap on each of them sends."""
MADE_UP = "A" * 32
MALFORMED = (
    "\0",
    "A\0B",
    "A" * 100_000,
    "é" * 32,
    "Ａ" * 32,
    "..",
    "A" * 31,
    "%",
    "' OR 1=1 --",
    "\udcff",
    "A\n",
    "١" * 32,
)


def address(stage, name, token=None):
    """The address called `name` with its own token, or with another one, as a mail would hold it."""
    if token is None:
        return path_of(f"{name} by link" if name.startswith("manage") else name, stage.a)
    written = quote(token.encode("utf-8", "surrogateescape"), safe="")
    return fill(every_url()[name][0], stage.a.ids | {"key": written, "token": written})


def check_looking_does_nothing(stage, role, name):
    """GET and HEAD, as scanners of mail send them, leave every row as it was."""
    before, browser, path = everything(), stage.client(role), address(stage, name)
    for method in (browser.get, browser.head):
        assert method(path).status_code in (200, 302)
    assert everything() == before, name


def check_opens_nothing(stage, role, name, token):
    """`token` is answered as a made-up one is."""
    cache.clear()
    browser = stage.client(role)
    answers = [attempt(browser, "get", address(stage, name, each)) for each in (token, MADE_UP)]
    assert [answer.status_code for answer in answers] == [404, 404], (name, token[:40])
    assert answers[0].content == answers[1].content, (name, token[:40])


def check_second_tap(stage, role, name):
    """The first tap does something, the second one nothing more."""
    before, browser, path = everything(), stage.client(role), address(stage, name)
    browser.post(path, ONCE[name])
    once = everything()
    assert once != before, name
    assert browser.post(path, ONCE[name]).status_code in (200, 302, 404)
    assert everything() == once, name


def check_tells_nobody(stage, role, name):
    """No copy is kept of the page, no search engine lists it, no other site learns its address."""
    answer = stage.client(role).get(address(stage, name))
    assert "no-store" in answer["Cache-Control"], name
    assert answer["Referrer-Policy"] == "same-origin", name
    assert "noindex" in answer.get("X-Robots-Tag", "") or b'content="noindex"' in answer.content, name


def check_kept_as_digest(tokens):
    """Nobody can guess them, and outside of the mails that carry them they are nowhere in the database."""
    for token in tokens:
        assert len(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))) * 8 >= BITS
        assert tables_that_hold(token) <= {Mail._meta.db_table}


@pytest.fixture
def made(monkeypatch):
    """All tokens that the source of chance gave out."""
    tokens, real = [], secrets.token_urlsafe
    monkeypatch.setattr(secrets, "token_urlsafe", lambda size=None: tokens.append(real(size)) or tokens[-1])
    return tokens


@pytest.fixture
def outbox(settings):
    settings.EMAIL_BACKEND = OUTBOX


def make_every_kind(stage, client):
    """One of each secret address, made as the site makes it."""
    listing, owner = stage.a.listing, stage.people["owner"]
    client.post(path_of("manage-link-new", stage.a))
    facilitating.invite(listing, "eve@example.org", by=owner)
    reporting.report(listing, fault="closed", email="rae@example.org")
    asking.confirm(asking.ask(listing, text="May I come?", email="quin@example.org"))
    freshness.asking.ask([StillOn(listing.pk, "first", listing.created_at.date(), listing.created_at.date())])
    stage.client("anonymous").post("/post/informal/", ONLINE | {"submitter-email": "ana@example.org"})
    draft = Listing.objects.order_by("pk").last()
    posting.ask_to_confirm(draft)
    posting.confirm_address(draft.submission)


@pytest.mark.proof("attacks", "tokens: 128 bit, stored as digests, GET never acts, once")
def test_database_holds_digests_and_mails_the_tokens(stage, outbox, made):
    make_every_kind(stage, stage.client("owner"))
    in_mails = {token for mail in Mail.objects.all() for token in IN_ADDRESS.findall(mail.text)}
    assert len(in_mails) >= 7
    assert in_mails <= set(made)
    check_kept_as_digest(made)


@pytest.mark.proof("attacks", "tokens: 128 bit, stored as digests, GET never acts, once")
def test_digest_of_the_database_opens_nothing(stage):
    for name, model in DIGESTS.items():
        for digest in model.objects.exclude(digest="").values_list("digest", flat=True):
            check_opens_nothing(stage, "member", name, digest)


@pytest.mark.proof("attacks", "tokens: 128 bit, stored as digests, GET never acts, once")
@pytest.mark.parametrize("name", LOOKED_AT)
def test_looking_at_a_secret_address_does_nothing(stage, name):
    for role in ("anonymous", "member", "owner"):
        check_looking_does_nothing(stage, role, name)


@pytest.mark.proof("attacks", "tokens: 128 bit, stored as digests, GET never acts, once")
@pytest.mark.parametrize("name", ONCE)
def test_second_tap_does_nothing_more(stage, name):
    if name == "manage-open-again":
        Listing.objects.filter(pk=stage.a.listing.pk).update(closed_on="2026-03-01")
    if name == "manage-confirm":
        Listing.objects.filter(pk=stage.a.listing.pk).update(confirmed_at=None)
    check_second_tap(stage, "member" if name == "invitation" else "anonymous", name)


@pytest.mark.proof("attacks", "tokens: 128 bit, stored as digests, GET never acts, once")
@pytest.mark.parametrize("name", DIGESTS)
def test_malformed_token_opens_nothing(stage, name):
    for token in MALFORMED:
        check_opens_nothing(stage, "member", name, token)


@pytest.mark.parametrize("name", LOOKED_AT)
def test_page_of_a_secret_address_is_kept_and_told_nowhere(stage, name):
    check_tells_nobody(stage, "member", name)


def test_no_log_holds_a_token_that_opens_something(stage, caplog):
    for name in every_url():
        if name.startswith("manage") or name in DIGESTS:
            for method in ("get", "post", "put"):
                attempt(stage.client("anonymous"), method, address(stage, name))
    told = [token for kind, token in stage.a.tokens.items() if token in caplog.text]
    assert told == []
