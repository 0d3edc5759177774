"""Who gets in: secret links, invitations, leaving, handing over; and a copy."""

import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from groups import content, facilitating
from groups.choices import Act, Status
from groups.models import Facilitator, Invitation, Listing, ManageLink, ModerationEvent
from groups.models.secret import digest_of
from tests import factories
from tests.groups.together import at_once


@pytest.fixture
def sam(circle, now):
    sam = User.objects.create_user("sam@example.org", nickname="Sam")
    circle.owner = sam
    circle.save()
    return sam


@pytest.fixture
def kim(db):
    return User.objects.create_user("kim@example.org", nickname="Kim")


def test_link_is_kept_as_digest_and_revoked_with_a_name(circle, sam):
    token = facilitating.new_link(circle, by=sam)
    assert len(token) >= 32
    assert ManageLink.objects.get().digest == digest_of(token) != token
    assert facilitating.revoke_links(circle, by=sam) == 1
    assert (ManageLink.objects.get().revoked_by, facilitating.revoke_links(circle, by=sam)) == (sam, 0)


def test_one_link_is_revoked_alone(circle, sam):
    facilitating.new_link(circle, by=sam)
    facilitating.new_link(circle, by=sam)
    facilitating.revoke_link(ManageLink.objects.first(), by=sam)
    assert ManageLink.objects.filter(revoked_at=None).count() == 1


def test_invitation_is_mailed_with_a_secret_that_opens_it(circle, sam, kim, mailoutbox):
    facilitating.invite(circle, "kim@example.org", by=sam)
    token = re.search(r"/([\w-]{32})/", mailoutbox[0].body)[1]
    invitation = Invitation.objects.opened_by(token).get()
    assert circle.name not in mailoutbox[0].subject
    assert facilitating.accept(invitation, kim) == circle
    assert circle.facilitators.get().user == kim
    assert ModerationEvent.objects.get().act == Act.JOINED


def test_invitation_is_good_once_and_for_fourteen_days(circle, sam, kim, monkeypatch, now):
    invitation = facilitating.invite(circle, "kim@example.org", by=sam)
    facilitating.accept(invitation, kim)
    other = facilitating.invite(circle, "lee@example.org", by=sam)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now + timedelta(days=14))
    for used in (invitation, other):
        with pytest.raises(ValidationError):
            facilitating.accept(used, kim)


def test_second_invitation_ends_the_first(circle, sam, kim):
    first = facilitating.invite(circle, "kim@example.org", by=sam)
    facilitating.invite(circle, "Kim@example.org", by=sam)
    with pytest.raises(ValidationError):
        facilitating.accept(first, kim)


def test_hand_over_keeps_who_answered_before_in_the_team(circle, sam, kim):
    Facilitator.objects.create(listing=circle, user=kim)
    facilitating.accept(facilitating.invite(circle, "kim@example.org", by=sam, hands_over=True), kim)
    circle.refresh_from_db()
    assert circle.owner == kim
    assert [one.user for one in circle.facilitators.all()] == [sam]
    assert ModerationEvent.objects.get().act == Act.HANDED_OVER


def test_owner_who_accepts_an_invitation_stays_owner(circle, sam):
    facilitating.accept(facilitating.invite(circle, "sam@example.org", by=sam), sam)
    assert not Facilitator.objects.exists()


def test_who_is_removed_knows_no_secret_any_more(circle, sam, kim):
    invitation = facilitating.invite(circle, "kims-other@example.org", by=sam)
    facilitating.new_link(circle, by=sam)
    facilitating.remove(Facilitator.objects.create(listing=circle, user=kim), by=sam)
    assert not Facilitator.objects.exists()
    assert not ManageLink.objects.filter(revoked_at=None).exists()
    with pytest.raises(ValidationError):
        facilitating.accept(invitation, kim)


def test_co_facilitator_leaves(circle, sam, kim):
    Facilitator.objects.create(listing=circle, user=kim)
    facilitating.leave(circle, kim)
    facilitating.leave(circle, kim)
    assert [(event.act, event.by) for event in ModerationEvent.objects.all()] == [(Act.LEFT, kim)]


def test_owner_with_a_team_hands_over_first(circle, sam, kim):
    Facilitator.objects.create(listing=circle, user=kim)
    with pytest.raises(ValidationError):
        facilitating.leave(circle, sam)
    circle.refresh_from_db()
    assert circle.owner == sam


def test_owner_leaves_a_listing_to_its_organization_or_source(circle, sam):
    facilitating.leave(circle, sam)
    circle.refresh_from_db()
    assert (circle.owner, circle.status) == (None, Status.PUBLISHED)


def test_listing_nobody_else_answers_for_is_withdrawn(circle, sam):
    Listing.objects.filter(pk=circle.pk).update(source=None, source_ref="")
    facilitating.leave(circle, sam)
    circle.refresh_from_db()
    assert (circle.owner, circle.status, circle.searchable) == (None, Status.WITHDRAWN, False)


def test_invitation_accepted_by_two_at_once_lets_one_in(committed, now):
    listing = factories.make_listing(factories.make_source(), "Circle")
    people = [User.objects.create_user(f"{name}@example.org") for name in "abc"]
    invitation = facilitating.invite(listing, "a@example.org", by=people[0])
    raised = at_once(*[lambda user=user: facilitating.accept(invitation, user) for user in people])
    assert sorted(type(error).__name__ for error in raised) == ["NoneType", "ValidationError", "ValidationError"]
    assert Facilitator.objects.count() == 1


def test_copy_says_the_same_and_is_nobodys_word_yet(circle, sam, now):
    factories.add_contact(circle)
    factories.add_first_visit(circle, must_speak="no")
    Listing.objects.filter(pk=circle.pk).update(
        confirmed_at=now, wait_weeks=3, wait_checked_on=date(2026, 3, 1), how_to_join="Ring"
    )
    copy = facilitating.copy(Listing.objects.get(pk=circle.pk), by=sam)
    old, new = content.content_of(circle), content.content_of(copy)
    assert {name for name in old if content.changed_sections(old, {name: new[name]})} <= {"joining"}
    assert (copy.owner, copy.status, copy.source, copy.confirmed_at) == (sam, Status.DRAFT, None, None)
    assert (copy.how_to_join, copy.wait_weeks) == ("Ring", None)
    assert circle.schedules.count() == copy.schedules.count() == 1


def test_copy_of_a_home_stays_in_its_cell_and_shares_no_address(source, sam, now):
    home = factories.make_listing(source, "Home", place=factories.make_home())
    copy = facilitating.copy(home, by=sam)
    assert (copy.place.lat, copy.place.lon) == (home.place.lat, home.place.lon)
    assert copy.place.street == ""
    assert copy.place.private_address.street == "17 Hidden Row"
