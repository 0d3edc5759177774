"""Who looks after a listing, and whether somebody ended their mails: a stranger learns neither from words nor time."""

import time

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client

from groups import claiming, saved
from groups.models import Claim, Listing, NewsLink, Submission
from tests.access.cells import path_of
from tests.access.database import everything
from tests.proofs import medians_apart, rounds
from tests.proofs.attacks.test_enumeration import TOO_MUCH_MS

ROW = "enumeration of addresses by time"
TEXT = "enumeration of addresses by text, status and number of mails"
LOOKED_AFTER = ("by somebody", "by nobody", "by who sent it in", "by who sent it in and has an account")


@pytest.fixture
def asked_for(stage):
    """The listing of tenant B, and the browser of a member who has nothing to do with it."""
    return stage.b.listing, stage.client("member"), path_of("listing-claim", stage.b), stage.people["owner"]


def arrange(listing, how, somebody):
    """Let `listing` be looked after in that way."""
    owner = somebody if how == "by somebody" else None
    Listing.objects.filter(pk=listing.pk).update(owner=owner, answered_by_mail="sent it in" in how)
    email = somebody.email if "account" in how else "nobody-here@example.org"
    Submission.objects.filter(listing=listing).delete()
    if "sent it in" in how:
        Submission.objects.create(listing=listing, email=email, digest="d" * 64, email_verified_at=listing.created_at)


def claimed(asked_for, how, mailoutbox):
    """What the member is answered, how long it takes the processor (ms), and whether a claim is there."""
    listing, browser, path, somebody = asked_for
    with transaction.atomic():
        arrange(listing, how, somebody)
        cache.clear()
        mailoutbox.clear()
        begun = time.process_time()
        answer = browser.post(path, {"message": "I lead it since May."})
        took = (time.process_time() - begun) * 1000
        told = answer.status_code, answer.get("Location", ""), answer.content, len(mailoutbox), Claim.objects.count()
        transaction.set_rollback(True)
    return told, took


@pytest.mark.proof("attacks", TEXT)
def test_claim_tells_nothing_of_who_looks_after_it(asked_for, mailoutbox):
    told = [claimed(asked_for, how, mailoutbox)[0] for how in LOOKED_AFTER]
    assert told[0][0] == 302
    assert told[1:] == told[:-1]


def choosy(listing, user, message):
    """A claim of what somebody looks after already is refused at once."""
    if listing.owner_id:
        raise ValidationError("Somebody looks after this already.")
    return Claim.objects.create(listing=listing, user=user, message=message)


@pytest.mark.twin("attacks", TEXT)
def test_claim_that_is_refused_where_there_is_somebody_tells_of_them(asked_for, mailoutbox, monkeypatch):
    monkeypatch.setattr(claiming, "claim", choosy)
    first, second = (claimed(asked_for, how, mailoutbox)[0] for how in LOOKED_AFTER[:2])
    assert first != second


@pytest.mark.proof("attacks", ROW)
def test_claim_takes_as_long_whoever_looks_after_it(asked_for, mailoutbox, record_property):
    far = medians_apart(LOOKED_AFTER, lambda how: claimed(asked_for, how, mailoutbox)[1], rounds(6, 60), TOO_MUCH_MS)
    record_property("figure", f"claim: {far:.1f} ms apart")
    assert far < TOO_MUCH_MS


def seen_before_and_after(stage):
    """What a secret link that ends mails shows before and after it was used, twice, and the rows at each moment."""
    path, browser = path_of("news-stop", stage.a), Client()
    cache.clear()
    pages, rows = [browser.get(path)], [everything()]
    for _again in range(2):
        pages.append(browser.post(path))
        rows.append(everything())
    pages.append(browser.get(path))
    return [(page.status_code, page.content) for page in pages], rows


@pytest.mark.proof("attacks", TEXT)
def test_link_that_ended_mails_says_the_same_as_before_and_ends_them_once(stage):
    pages, rows = seen_before_and_after(stage)
    assert pages[0][0] == 200
    assert pages[0] == pages[3]
    assert pages[1] == pages[2]
    assert rows[0] != rows[1] == rows[2]


@pytest.mark.proof("attacks", TEXT)
def test_made_up_link_answers_like_one_that_is_gone(stage):
    path, browser = path_of("news-stop", stage.a), Client()
    NewsLink.objects.all().delete()
    cache.clear()
    gone, made_up = browser.post(path), browser.post(path_of("news-stop", stage.a)[:-9] + "AAAAAAAA/")
    assert (gone.status_code, gone.content) == (made_up.status_code, made_up.content)
    assert gone.status_code == 404


@pytest.mark.twin("attacks", TEXT)
def test_link_that_goes_with_its_use_tells_that_it_was_used(stage, monkeypatch):
    monkeypatch.setattr(saved, "stop_mails", lambda _which, by: NewsLink.objects.filter(user=by).delete())
    pages, _rows = seen_before_and_after(stage)
    assert pages[0] != pages[3]
