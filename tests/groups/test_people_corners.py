"""Corners where people, moderators and imports meet."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.core.exceptions import ValidationError

from accounts.admin import PersonAdmin
from accounts.models import User
from groups import checks, claiming, content, emails, moderation, posting
from groups.choices import Cause, Status
from groups.importing.deciding import without_decided
from groups.models import Facilitator, Listing, ModerationEvent, PrivateAddress, Review, Revision, Submission
from tests import factories


@pytest.fixture
def ada(db):
    """Ada, who leads the Tuesday Circle."""
    return User.objects.create_user("ada@example.org", nickname="Ada")


@pytest.fixture
def mo(db):
    """Mo, a moderator."""
    return User.objects.create_user("mo@example.org", nickname="Mo")


@pytest.fixture
def led(now, circle, ada):
    Listing.objects.filter(pk=circle.pk).update(owner=ada)
    return Listing.objects.get(pk=circle.pk)


def fresh(listing):
    return Listing.objects.get(pk=listing.pk)


def renamed(listing, name):
    return {"basics": content.content_of(listing)["basics"] | {"name": name}}


def test_import_leaves_to_moderators_what_they_hid(led, clinic, mo):
    moderation.hide(led, by=mo, reason="Reported.")
    moderation.queue(Listing.objects.filter(pk=clinic.pk), by=None)
    assert without_decided([led.pk, clinic.pk]) == [clinic.pk]


def test_change_of_a_hidden_listing_goes_into_the_one_that_waits(led, ada, mo):
    moderation.propose(led, renamed(led, "Wednesday Circle"), by=ada)
    moderation.hide(led, by=mo, reason="Reported.")
    moderation.propose(led, renamed(led, "Thursday Circle"), by=ada)
    assert fresh(led).name == "Tuesday Circle"
    moderation.approve(led, by=mo)
    assert (fresh(led).name, fresh(led).status) == ("Thursday Circle", Status.PUBLISHED)


def test_withdrawing_takes_the_change_off_the_table_and_its_contacts(led, ada, mo):
    contact = {"channel": "phone", "value": "020 7946 0018", "note": "", "visibility": "public"}
    moderation.propose(led, {"contacts": [contact]}, by=ada)
    moderation.withdraw_one(led, by=ada, reason="")
    assert not Revision.objects.waiting().exists()
    assert "79460018" not in str(list(Revision.objects.values())).replace(" ", "")


def test_withdrawing_does_not_make_reports_disappear(led, ada):
    moderation.open_review(led, Cause.UNSAFE)
    moderation.open_review(led, Cause.STALE)
    moderation.withdraw_one(led, by=ada, reason="")
    assert [entry.cause for entry in Review.objects.open()] == [Cause.UNSAFE]
    moderation.submit(led, by=ada)
    assert moderation.approve_all(Listing.objects.all(), by=None) == 0


def test_changes_are_tried_together_with_what_waits_already(led, ada):
    Listing.objects.filter(pk=led.pk).update(organization=factories.make_organization())
    people = content.content_of(led)["people"] | {"maximum_age": 17, "safeguarding_contact": "Ines Okoro"}
    moderation.propose(led, {"people": people}, by=ada)
    alone = content.content_of(fresh(led))["basics"] | {"organization": None}
    with pytest.raises(ValidationError, match="under 18"):
        moderation.propose(led, {"basics": alone}, by=ada)


def test_change_keeps_what_was_there_when_it_was_first_proposed(led, ada):
    moderation.propose(led, renamed(led, "Wednesday Circle"), by=ada)
    Listing.objects.filter(pk=led.pk).update(name="Renamed by its source")
    moderation.propose(led, {"people": content.content_of(led)["people"] | {"minimum_age": 18}}, by=ada)
    assert Revision.objects.get().before["basics"]["name"] == "Tuesday Circle"


def test_named_people_are_not_kept_in_the_history(led, ada, mo):
    people = content.content_of(led)["people"] | {"safeguarding_contact": "Ines Okoro, 020 7946 0018"}
    visit = dict.fromkeys(content.content_of(led)["first_visit"] or {}, "") | {"greeter": "Sam, by the door"}
    moderation.propose(led, {"people": people, "first_visit": visit}, by=ada)
    moderation.approve(led, by=mo)
    kept = str(list(ModerationEvent.objects.values())) + str(list(Revision.objects.values()))
    assert "Ines" not in kept
    assert "Sam" not in kept
    assert fresh(led).safeguarding_contact.startswith("Ines")


def test_street_of_a_home_can_be_taken_back(led):
    private = {"street": "17 Hidden Row", "postal_code": "", "lat": 51.5477, "lon": -0.0633}
    place = content.content_of(led)["place"] | {"precision": "cell", "cell_km": 1, "private": private}
    content.write(led, {"place": place})
    content.write(fresh(led), {"place": content.content_of(fresh(led))["place"] | {"private": None}})
    assert not PrivateAddress.objects.exists()
    assert fresh(led).place.precision == "cell"


def test_who_sent_it_in_gets_no_link_once_somebody_else_answers(led, mo, now):
    Listing.objects.filter(pk=led.pk).update(owner=None)
    Submission.objects.create(listing=led, email="sam@example.org", digest="s", email_verified_at=now)
    assert emails.facilitators_of(fresh(led)) == []
    assert not claiming.claim_submission(fresh(led), mo)


def test_person_removed_in_the_admin_leaves_nothing_behind(led, ada, mo):
    Facilitator.objects.create(listing=led, user=mo)
    Listing.objects.filter(pk=led.pk).update(source=None)
    PersonAdmin(User, admin.site).delete_model(None, ada)
    assert fresh(led).owner == mo


def test_drafts_of_unconfirmed_addresses_are_forgotten(source, now):
    draft = factories.make_listing(source, "Never confirmed", published=False)
    Submission.objects.create(listing=draft, email="sam@example.org", digest="s")
    assert posting.forget(now) == 0
    assert posting.forget(now + timedelta(days=1)) == 1


def test_meeting_of_a_day_is_noticed(led, now):
    document = content.content_of(led)
    document["times"][0]["duration"] = 23 * 60
    assert "time-long" in {check.code for check in checks.checks_of(document, now=now)}
