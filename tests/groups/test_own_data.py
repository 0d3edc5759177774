"""What is kept about a person: given out whole, and really gone afterwards."""

import json

import pytest

from accounts import privacy
from accounts.models import User
from groups import moderation
from groups.choices import Status
from groups.models import Facilitator, Listing, ManageLink, ModerationEvent, PrivateAddress, Question, Submission
from tests import factories


@pytest.fixture
def ada(db):
    return User.objects.create_user("ada@example.org", nickname="Ada")


@pytest.fixture
def bea(db):
    return User.objects.create_user("bea@example.org", nickname="Bea")


@pytest.fixture
def led(now, circle, ada):
    """The Tuesday Circle without a source, led by Ada at her home."""
    Listing.objects.filter(pk=circle.pk).update(owner=ada, source=None, place=factories.make_home())
    factories.add_contact(circle)
    return Listing.objects.get(pk=circle.pk)


def fresh(listing):
    return Listing.objects.get(pk=listing.pk)


def test_export_holds_the_listings_with_contacts_and_home(led, ada):
    told = json.dumps(privacy.export(ada), default=str)
    assert "Tuesday Circle" in told
    assert "020 7946 0018" in told
    assert "17 Hidden Row" in told


def test_export_holds_nothing_of_others(led, bea):
    assert "Tuesday Circle" not in json.dumps(privacy.export(bea), default=str)


def test_erased_persons_listing_goes_to_the_co_facilitator(led, ada, bea):
    Facilitator.objects.create(listing=led, user=bea)
    privacy.erase(ada)
    assert (fresh(led).owner, fresh(led).status) == (bea, Status.PUBLISHED)
    assert led.contacts.exists()


def test_erased_persons_listing_goes_where_the_organization_is_but_a_name(led, ada):
    Listing.objects.filter(pk=led.pk).update(organization=factories.make_organization())
    privacy.erase(ada)
    assert fresh(led).status == Status.WITHDRAWN


def test_erased_persons_listing_stays_with_its_organization(led, ada, bea):
    trust = factories.make_organization()
    trust.members.add(bea)
    Listing.objects.filter(pk=led.pk).update(organization=trust)
    privacy.erase(ada)
    assert (fresh(led).owner, fresh(led).status) == (None, Status.PUBLISHED)


def test_erased_persons_listing_without_heir_is_withdrawn_and_leads_nowhere(led, ada):
    ManageLink.objects.create(listing=led, digest="d" * 64)
    privacy.erase(ada)
    assert fresh(led).status == Status.WITHDRAWN
    assert not led.contacts.exists()
    assert not ManageLink.objects.exists()
    assert not PrivateAddress.objects.exists()


def test_erased_persons_draft_is_gone(source, ada):
    draft = factories.make_listing(source, "Draft", published=False)
    Listing.objects.filter(pk=draft.pk).update(owner=ada, source=None)
    privacy.erase(ada)
    assert not Listing.objects.filter(pk=draft.pk).exists()


def test_erased_person_is_a_number_in_the_history(led, ada, bea):
    moderation.withdraw_one(led, by=ada, reason="Summer")
    privacy.erase(ada)
    event = ModerationEvent.objects.select_related("by").first()
    assert event.by_id is not None
    assert event.by is None
    assert not User.objects.filter(email="ada@example.org").exists()


def test_what_came_from_the_address_without_an_account_goes_too(circle, source, ada):
    Question.objects.create(listing=circle, email="Ada@example.org", text="Is there a step?", digest="q")
    sent = factories.make_listing(source, "Sent in", published=False)
    Listing.objects.filter(pk=sent.pk).update(source=None)
    Submission.objects.create(listing=sent, email="ada@example.org", digest="s")
    privacy.erase(ada)
    assert not Question.objects.exists()
    assert not Submission.objects.exists()
    assert not Listing.objects.filter(pk=sent.pk).exists()
