"""What belongs to somebody else does not exist: ids and tokens of another tenant answer as made-up ones do."""

import pytest
from allauth.mfa.models import Authenticator

from accounts.permissions import leads
from groups.models import Contact, Listing, Question
from groups.urls import asking, asking_back, managing_evenings, managing_pages, moderating, reading
from tests import factories
from tests.access.cells import attempt, path_of
from tests.access.sitemap import every_url, fill
from tests.groups.desk import page
from tests.groups.reviewing import post

MISSING, UNKNOWN, MADE_UP = 10**9, "aaaaaaaaaaa", "A" * 32
MANAGED = sorted(pattern.name for pattern in [*managing_pages, *managing_evenings, *asking_back])
REVIEWED = sorted(pattern.name for pattern in moderating if "public_id" in str(pattern.pattern))
SHOWN = sorted(pattern.name for pattern in [*reading, *asking] if "public_id" in str(pattern.pattern))
ROWS = {
    "manage-reopen": ("row", "closure"),
    "manage-undo": ("row", "event"),
    "manage-link-revoke": ("row", "link"),
    "manage-remove": ("row", "facilitator"),
    "manage-date": ("slot", "slot"),
    **dict.fromkeys([pattern.name for pattern in managing_evenings[2:]], ("date", "name")),
}
"""Forms that name a row: the field, and which of the tenant's ids it takes."""
WITH = {"do": "cancel", "original_on": "2026-03-17"}
SECRETS = (
    "manage",
    "invitation",
    "post-confirm",
    "report-confirm",
    "question-confirm",
    "question-answer",
    "booking",
    "news-stop",
    "member-calendar",
    "helped-by-code",
    "story",
    "wish-confirm",
)
DEAD = {"manage": "manage_revoked", "invitation": "invitation_old"}


def check_like_missing(stage, role, foreign, missing, data=None, missing_data=None):
    """`role` finds at the path `foreign` what it finds at `missing`: nothing, with the same page."""
    browser = stage.client(role)
    answers = set()
    for method in ("get", "post"):
        theirs, nobodys = (attempt(browser, method, path) for path in (foreign, missing))
        if method == "post":
            theirs = attempt(browser, method, foreign, data)
            nobodys = attempt(browser, method, missing, missing_data or data)
        assert theirs.status_code in (404, 405), (role, method, foreign, theirs.status_code)
        assert (theirs.status_code, theirs.content) == (nobodys.status_code, nobodys.content), (role, method, foreign)
        answers.add(theirs.status_code)
    assert 404 in answers


def check_foreign_listing(stage, role, name):
    """A listing that `role` has nothing to do with, at the address called `name`."""
    values = stage.a.ids | {"key": stage.a.listing.public_id}
    route = every_url()[name][0]
    nobody = fill(route, values | {"key": UNKNOWN, "public_id": UNKNOWN})
    check_like_missing(stage, role, fill(route, values), nobody)


def check_foreign_row(stage, role, key, name):
    """A row of tenant B, named in a form of tenant A's listing."""
    field, kind = ROWS[name]
    path, row = page(name, key), {field: stage.b.ids[kind]}
    check_like_missing(stage, role, path, path, WITH | row, WITH | {field: MISSING})


def check_foreign_token(stage, role, name, token):
    """A token that is not for the address called `name`, or not any more."""
    route = every_url()[name][0]
    values = stage.a.ids | {"section": "basics"}
    theirs, made_up = ({"key": each, "token": each} for each in (token, MADE_UP))
    check_like_missing(stage, role, fill(route, values | theirs), fill(route, values | made_up))


@pytest.mark.proof("attacks", "IDOR: ids and secrets of another tenant answer like missing ones")
def test_listing_of_others_cannot_be_managed(stage):
    for name in MANAGED:
        for role in ("other", "member", "tenant"):
            check_foreign_listing(stage, role, name)


@pytest.mark.proof("attacks", "IDOR: ids and secrets of another tenant answer like missing ones")
def test_listing_outside_of_the_area_cannot_be_reviewed(stage):
    for name in REVIEWED:
        for role in ("moderator_far", "owner", "member"):
            check_foreign_listing(stage, role, name)


@pytest.mark.proof("attacks", "IDOR: ids and secrets of another tenant answer like missing ones")
def test_listing_that_is_not_public_is_not_there(stage):
    stage.a.ids["public_id"] = stage.a.draft.public_id
    for name in SHOWN:
        if every_url()[name][0].startswith("/listings/"):
            check_foreign_listing(stage, "member", name)


@pytest.mark.proof("attacks", "IDOR: ids and secrets of another tenant answer like missing ones")
@pytest.mark.parametrize("name", ROWS)
def test_row_of_another_listing_is_not_found(stage, name):
    check_foreign_row(stage, "owner", stage.a.listing.public_id, name)
    check_foreign_row(stage, "owner", stage.a.tokens["manage"], name)
    if name not in ("manage-link-revoke", "manage-remove"):  # not for who holds no more than the link
        check_foreign_row(stage, "anonymous", stage.a.tokens["manage"], name)


@pytest.mark.proof("attacks", "IDOR: ids and secrets of another tenant answer like missing ones")
@pytest.mark.parametrize(
    ("name", "part"), [("moderation-claim", "claim"), ("moderation-restore", "event"), ("reopen-place", "closure_pk")]
)
def test_row_of_another_listing_is_not_found_in_review(stage, name, part):
    route = every_url()[name][0]
    mixed, missing = (fill(route, stage.a.ids | {part: row}) for row in (stage.b.ids[part], MISSING))
    check_like_missing(stage, "moderator", mixed, missing)


@pytest.mark.parametrize("name", ["close-place", "reopen-place"])
def test_place_outside_of_the_area_is_not_found(stage, name):
    route = every_url()[name][0]
    theirs, missing = fill(route, stage.a.ids), fill(route, stage.a.ids | {"pk": MISSING})
    check_like_missing(stage, "moderator_far", theirs, missing)


def test_draft_that_others_sent_in_cannot_be_claimed(stage):
    path = path_of("mine-claim", stage.a)
    check_like_missing(stage, "member", path, path, {"row": stage.a.draft.pk}, {"row": MISSING})


@pytest.mark.parametrize("name", ["mfa_remove_webauthn", "mfa_edit_webauthn"])
def test_passkey_of_others_is_not_found(stage, name):
    key = Authenticator.objects.create(user=stage.people["other"], type="webauthn", data={"name": "Phone"})
    route = every_url()[name][0]
    check_like_missing(stage, "member", fill(route, {"pk": key.pk}), fill(route, {"pk": MISSING}))


@pytest.mark.proof("attacks", "IDOR: ids and secrets of another tenant answer like missing ones")
@pytest.mark.parametrize("kind", SECRETS)
def test_token_opens_nothing_but_its_own_page(stage, kind):
    for name in SECRETS:
        if name != kind:
            check_foreign_token(stage, "member", name, stage.a.tokens[kind])


def test_token_that_was_revoked_or_is_old_opens_nothing(stage):
    for name in MANAGED:
        check_foreign_token(stage, "owner", name, stage.a.tokens[DEAD["manage"]])
    check_foreign_token(stage, "member", "invitation", stage.a.tokens[DEAD["invitation"]])


def test_answer_carries_no_contact_of_another_listing(stage, mailoutbox):
    mailoutbox.clear()
    foreign = Contact.objects.get(listing=stage.b.listing)
    path = path_of("question-answer", stage.a)
    answer = attempt(stage.client("anonymous"), "post", path, {"text": "Yes.", "contacts": foreign.pk})
    assert answer.status_code == 200
    assert not mailoutbox
    assert not Question.objects.exclude(answered_at=None).exists()


def test_merge_gives_nobody_a_listing_outside_of_the_area(stage):
    paris = factories.make_place(name="Paris house", town="Paris", country="FR", lat=48.85, lon=2.35)
    mine = factories.make_listing(stage.a.listing.source, "Cercle", place=paris)
    Listing.objects.filter(pk=mine.pk).update(owner=stage.people["member"])
    post(stage.client("moderator_far"), mine, "merge", into=stage.a.listing.public_id)
    assert not leads(stage.people["member"], stage.a.listing)
