"""New listings and changes on their way to a moderator."""

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from groups import content, moderation
from groups.choices import Act, Cause, Status
from groups.models import Listing, ModerationEvent, Review, Revision
from tests import factories


@pytest.fixture
def ada(db):
    return User.objects.create_user("ada@example.org", nickname="Ada")


@pytest.fixture
def draft(source, ada):
    listing = factories.make_listing(source, "New Circle", published=False)
    Listing.objects.filter(pk=listing.pk).update(owner=ada)
    return Listing.objects.get(pk=listing.pk)


def renamed(listing, name):
    return {"basics": content.content_of(listing)["basics"] | {"name": name}}


def test_submitted_draft_waits_and_nobody_else_sees_it(draft, ada, now):
    moderation.submit(draft, by=ada, note="Please look at the age range.")
    draft.refresh_from_db()
    assert draft.status == Status.PENDING
    assert not draft.searchable
    assert Review.objects.open().get().cause == Cause.NEW
    event = ModerationEvent.objects.get()
    assert (event.act, event.by, event.reason) == (Act.SUBMITTED, ada, "Please look at the age range.")


def test_draft_is_sent_in_once(draft, ada):
    moderation.submit(draft, by=ada)
    with pytest.raises(ValidationError, match="already sent in"):
        moderation.submit(draft, by=ada)
    assert ModerationEvent.objects.count() == 1


def test_change_of_a_draft_is_written_at_once(draft, ada):
    assert moderation.propose(draft, renamed(draft, "Newer Circle"), by=ada) is None
    draft.refresh_from_db()
    assert draft.name == "Newer Circle"
    assert not Revision.objects.exists()


def test_change_of_a_public_listing_waits_and_the_public_keeps_seeing_the_old(circle, ada, now):
    revision = moderation.propose(circle, renamed(circle, "Wednesday Circle"), by=ada)
    circle.refresh_from_db()
    assert circle.name == "Tuesday Circle"
    assert revision.before["basics"]["name"] == "Tuesday Circle"
    assert Review.objects.open().get().cause == Cause.CHANGE


def test_second_change_goes_into_the_first(circle, ada, now):
    moderation.propose(circle, renamed(circle, "Wednesday Circle"), by=ada)
    people = {"people": content.content_of(circle)["people"] | {"minimum_age": 18}}
    revision = moderation.propose(circle, people, by=ada)
    assert set(revision.proposed) == {"basics", "people"}
    assert Revision.objects.count() == Review.objects.count() == 1


def test_change_back_to_what_is_public_leaves_nothing_waiting(circle, ada, now):
    moderation.propose(circle, renamed(circle, "Wednesday Circle"), by=ada)
    assert moderation.propose(circle, renamed(circle, "Tuesday Circle"), by=ada) is None
    assert not Revision.objects.exists()
    assert not Review.objects.open().exists()


def test_change_that_makes_no_sense_is_refused_and_nothing_waits(circle, ada, now):
    with pytest.raises(ValidationError, match="youngest age"):
        moderation.propose(circle, {"people": {"minimum_age": 60, "maximum_age": 30}}, by=ada)
    assert not Revision.objects.exists()
    assert not Review.objects.exists()


def test_change_taken_back_leaves_the_queue_and_its_contacts(circle, ada, now):
    contact = {"channel": "phone", "value": "020 7946 0018", "note": "", "visibility": "public"}
    moderation.propose(circle, {"contacts": [contact]}, by=ada)
    assert moderation.take_back(circle, by=ada)
    assert Revision.objects.get().proposed == {"contacts": None}
    assert not Review.objects.open().exists()
    assert not moderation.take_back(circle, by=ada)
