"""What moderators decide, and what becomes public by it."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from accounts.models import User
from groups import content, moderation, past
from groups.choices import Act, Cause, Status
from groups.models import Listing, ListingVersion, ModerationEvent, Review, Revision
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
def pending(now, source, ada):
    listing = factories.make_listing(source, "New Circle", published=False)
    Listing.objects.filter(pk=listing.pk).update(owner=ada)
    moderation.submit(listing, by=ada)
    return Listing.objects.get(pk=listing.pk)


@pytest.fixture
def changed(now, circle, ada):
    Listing.objects.filter(pk=circle.pk).update(owner=ada)
    moderation.propose(circle, renamed(circle, "Wednesday Circle"), by=ada)
    return Listing.objects.get(pk=circle.pk)


def renamed(listing, name):
    return {"basics": content.content_of(listing)["basics"] | {"name": name}}


def fresh(listing):
    return Listing.objects.get(pk=listing.pk)


def test_approved_listing_is_public_found_and_told(pending, mo, now, mailoutbox):
    moderation.approve(pending, by=mo, reason="Welcome.")
    listing = fresh(pending)
    assert (listing.status, listing.searchable, listing.confirmed_by) == (Status.PUBLISHED, True, mo)
    assert not Review.objects.open().exists()
    assert (mailoutbox[0].to, mailoutbox[0].subject) == (["ada@example.org"], "Your entry is public")
    assert "Welcome." in mailoutbox[0].body


def test_approved_change_is_written_and_its_act_keeps_both_versions(changed, mo, now):
    moderation.approve(changed, by=mo)
    assert fresh(changed).name == "Wednesday Circle"
    event = ModerationEvent.objects.filter(act=Act.APPROVED).get()
    assert event.before["basics"]["name"] == "Tuesday Circle"
    assert event.after["basics"]["name"] == "Wednesday Circle"
    assert ListingVersion.objects.filter(pgh_obj=changed).earliest("pgh_id").name == "Tuesday Circle"


def test_approval_with_edits_writes_what_the_moderator_wrote(changed, mo, now):
    moderation.approve(changed, by=mo, sections=renamed(changed, "Midweek Circle"))
    assert fresh(changed).name == "Midweek Circle"


def test_second_moderator_is_told_that_it_is_decided(changed, mo, now):
    moderation.approve(changed, by=mo)
    with pytest.raises(moderation.AlreadyDecided):
        moderation.approve(changed, by=mo)
    with pytest.raises(moderation.AlreadyDecided):
        moderation.reject(changed, by=mo, reason="No.")
    assert fresh(changed).name == "Wednesday Circle"


def test_rejected_change_leaves_the_public_version_and_is_told(changed, mo, now, mailoutbox):
    moderation.reject(changed, by=mo, reason="The library has no such room.")
    assert fresh(changed).name == "Tuesday Circle"
    assert fresh(changed).searchable
    assert Revision.objects.get().decision == "rejected"
    assert "no such room" in mailoutbox[0].body


def test_rejected_listing_is_not_public_and_can_be_sent_in_again(pending, ada, mo, now):
    moderation.reject(pending, by=mo, reason="Please name who leads it.")
    assert fresh(pending).status == Status.REJECTED
    moderation.submit(pending, by=ada)
    assert fresh(pending).status == Status.PENDING


def test_question_waits_behind_the_rest_and_is_mailed(pending, mo, now, mailoutbox):
    moderation.ask(pending, by=mo, question="Is the door step-free?")
    assert Review.objects.open().get().asked_by == mo
    assert "step-free" in mailoutbox[0].body


def test_hidden_listing_is_gone_at_once_and_waits(circle, mo, now, client):
    moderation.hide(circle, by=mo, reason="Reported twice.")
    assert client.get(circle.get_absolute_url()).status_code == 404
    assert not fresh(circle).searchable
    assert Review.objects.open().get().cause == Cause.NEW


def test_merged_listing_brings_its_people_along(circle, clinic, ada, mo, now):
    Listing.objects.filter(pk=circle.pk).update(owner=ada)
    moderation.merge(circle, into=clinic, by=mo)
    assert fresh(circle).merged_into == clinic
    assert not fresh(circle).searchable
    assert fresh(clinic).owner == ada
    assert ModerationEvent.objects.filter(act=Act.MERGED).count() == 2


def test_listing_is_not_merged_into_itself_or_in_a_circle(circle, clinic, mo, now):
    with pytest.raises(ValidationError):
        moderation.merge(circle, into=circle, by=mo)
    moderation.merge(circle, into=clinic, by=mo)
    with pytest.raises(ValidationError):
        moderation.merge(clinic, into=circle, by=mo)


def test_restored_version_is_public_again(changed, mo, now):
    moderation.approve(changed, by=mo)
    moderation.restore(ModerationEvent.objects.get(act=Act.APPROVED), by=mo)
    assert fresh(changed).name == "Tuesday Circle"
    event = ModerationEvent.objects.get(act=Act.RESTORED)
    assert event.undoes.act == Act.APPROVED


def test_history_holds_no_contact(circle, ada, mo, now):
    contact = {"channel": "phone", "value": "020 7946 0018", "note": "", "visibility": "public"}
    moderation.propose(circle, {"contacts": [contact]}, by=ada)
    moderation.approve(circle, by=mo)
    assert circle.contacts.get().value == "020 7946 0018"
    kept = str(list(ModerationEvent.objects.values())) + str(list(Revision.objects.values()))
    assert "79460018" not in kept.replace(" ", "")


def test_history_cannot_be_changed_or_removed(changed, now):
    event = ModerationEvent.objects.first()
    for damage in (event.delete, lambda: ModerationEvent.objects.update(reason="")):
        with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
            damage()


def test_several_are_approved_at_once_without_those_with_a_change(pending, source, mo, now):
    other = factories.make_listing(source, "Third Circle", published=False)
    moderation.submit(other, by=None)
    assert moderation.approve_all(Listing.objects.all(), by=mo) == 2
    assert Listing.objects.searchable().count() == 2


def test_listing_kept_out_for_checking_is_not_found_when_published(pending, mo, now):
    Listing.objects.filter(pk=pending.pk).update(is_checked_now=True)
    moderation.approve(pending, by=mo)
    assert not fresh(pending).searchable


def test_what_meets_soon_comes_first_and_steps_back_afterwards(changed, clinic, ada, now):
    moderation.open_review(clinic, Cause.REPORT)
    Review.objects.update(harm=3)
    assert moderation.raise_soon(now) == 1
    assert Review.objects.open().most_harmful_first()[0].listing == changed
    later = now.replace(year=2027)
    assert moderation.raise_soon(later) == 1


def home_in(listing, town, lat):
    private = {"street": "17 Hidden Row", "postal_code": "", "lat": lat, "lon": -0.0633}
    hidden = {"name": "", "street": "", "postal_code": "", "directions": "", "precision": "cell", "cell_km": 1}
    return content.content_of(listing)["place"] | hidden | {"town": town, "private": private}


def test_restoring_never_mixes_two_homes(circle, mo, now):
    content.write(circle, {"place": home_in(circle, "London", 51.5477)})
    moderation.propose(fresh(circle), {"place": home_in(circle, "Watford", 51.6577)} | renamed(circle, "Moved"), by=mo)
    moderation.approve(circle, by=mo)
    event, moved = ModerationEvent.objects.get(act=Act.APPROVED), fresh(circle).place
    assert event.before["place"]["town"] == "London"
    assert not past.may_restore(event, fresh(circle))
    moderation.restore(event, by=mo)
    assert (fresh(circle).name, fresh(circle).place.town) == ("Tuesday Circle", "Watford")
    assert fresh(circle).place.point == moved.point


def test_restoring_never_opens_a_place_that_was_concealed_since(changed, mo, now):
    place = content.content_of(changed)["place"]
    moderation.approve(changed, by=mo, sections={"place": place | {"directions": "By the yard."}})
    private = {"street": "17 Hidden Row", "postal_code": "", "lat": 51.5477, "lon": -0.0633}
    home = place | {"precision": "cell", "cell_km": 1, "private": private}
    content.write(fresh(changed), {"place": home})
    moderation.restore(ModerationEvent.objects.get(act=Act.APPROVED), by=mo)
    assert fresh(changed).name == "Tuesday Circle"
    assert fresh(changed).place.precision == "cell"
    assert fresh(changed).place.street == ""
