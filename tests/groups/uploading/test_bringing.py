"""Rows of a table become listings: tried first, then brought in, and brought again without harm."""

import pytest

from groups import content, moderation, uploading
from groups.choices import RowFate, Status, UploadStep
from groups.models import Listing, Review, Revision
from tests.accounts.people import make_person
from tests.factories import add_contact, make_home, make_listing
from tests.groups.uploading.tables import bring, brought, fates, good, sentences

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana(db, now):
    return make_person("ana@example.org", nickname="Ana")


def published(ana):
    """The listing of the good row, made public."""
    bring(ana, good())
    moderation.publish(Listing.objects.filter(owner=ana), by=None)
    return Listing.objects.get(owner=ana)


def test_check_keeps_nothing_but_what_it_found(ana):
    upload = brought(ana, good())
    assert (upload.step, upload.counts) == (UploadStep.CHECKED, {"new": 1})
    assert not Listing.objects.exists()
    assert not Review.objects.exists()


def test_bring_in_makes_listings_that_wait_for_review(ana):
    upload = bring(ana, good(), good(id="2", name="Second Circle"))
    assert (upload.step, upload.counts) == (UploadStep.DONE, {"new": 2})
    listing = Listing.objects.get(name="Tuesday Circle")
    assert (listing.owner, listing.status, listing.searchable) == (ana, Status.PENDING, False)
    assert (listing.place.street, listing.place.lat) == ("4 Linden Street", 51.545)
    assert listing.schedules.get().in_words == "Every Tuesday, 18:30 to 20:00"
    assert [term.slug for term in listing.terms.filter(facet="topic").order_by("slug")] == ["depression", "grief"]
    assert Review.objects.open().count() == 2


def test_bring_in_again_changes_nothing(ana):
    bring(ana, good())
    before = Listing.objects.get()
    upload = bring(ana, good())
    assert upload.counts == {"unchanged": 1}
    assert Listing.objects.get().updated_at == before.updated_at
    assert not Revision.objects.exists()


def test_bring_in_twice_without_id_knows_the_row_by_name_and_place(ana):
    row = {name: cell for name, cell in good().items() if name != "id"}
    bring(ana, row)
    assert bring(ana, row).counts == {"unchanged": 1}
    assert bring(ana, row | {"phone": "020 7946 0099"}).counts == {"changed": 1}
    assert Listing.objects.count() == 1


def test_changed_row_of_public_listing_is_a_proposed_change(ana):
    listing = published(ana)
    upload = bring(ana, good(times="every Wednesday 19:00-20:00"))
    assert upload.counts == {"changed": 1}
    assert listing.schedules.live().get().byday == ["TU"]
    revision = Revision.objects.waiting().get(listing=listing)
    assert set(revision.proposed) == {"times"}
    assert revision.created_by == ana


def test_changed_row_leaves_what_was_edited_here(ana):
    bring(ana, good())
    listing = Listing.objects.get()
    moderation.propose(listing, {"people": content.content_of(listing)["people"] | {"minimum_age": 18}}, by=ana)
    add_contact(listing, "email", "secret@example.org", visibility="hidden")
    bring(ana, good(phone="020 7946 0099"))
    assert Listing.objects.get().minimum_age == 18
    assert sorted(listing.contacts.values_list("value", flat=True)) == ["020 7946 0099", "secret@example.org"]


def test_row_of_home_keeps_its_street_from_the_public(ana):
    bring(ana, good(precision="cell"))
    listing = Listing.objects.get()
    assert (listing.place.street, listing.place.precision) == ("", "cell")
    assert listing.place.private_address.street == "4 Linden Street"
    assert listing.place.lat != 51.545


def test_row_of_home_is_hidden_around_its_true_position(ana):
    bring(ana, good(precision="cell"))
    private = Listing.objects.get().place.private_address
    assert (private.lat, private.lon) == (51.545, -0.055)


def test_row_never_uncovers_a_home(ana, source):
    home = make_home()
    listing = make_listing(source, "Kitchen table", place=home)
    Listing.objects.filter(pk=listing.pk).update(owner=ana)
    bring(ana, good(id=listing.public_id, name="Kitchen table", times=""))
    listing.refresh_from_db()
    proposed = Revision.objects.waiting().get(listing=listing).proposed
    assert "place" not in proposed
    assert listing.place == home


def test_row_that_names_only_some_of_a_place_leaves_the_rest(ana):
    listing = published(ana)
    row = good(directions="Ring twice.")
    bring(ana, {name: cell for name, cell in row.items() if name not in ("street", "timezone")})
    proposed = Revision.objects.waiting().get(listing=listing).proposed["place"]
    assert (proposed["street"], proposed["lat"]) == ("4 Linden Street", 51.545)
    assert (proposed["directions"], proposed["precision"]) == ("Ring twice.", listing.place.precision)


def test_row_that_names_another_town_leaves_nothing_of_the_old_place(ana):
    listing = published(ana)
    row = good(town="Leeds", lat="53.8", lon="-1.55")
    bring(ana, {name: cell for name, cell in row.items() if name != "street"})
    proposed = Revision.objects.waiting().get(listing=listing).proposed["place"]
    assert (proposed["town"], proposed["street"], proposed["lat"]) == ("Leeds", "", 53.8)


def test_row_of_a_listing_of_somebody_else_is_refused(ana, circle):
    upload = brought(ana, good(id=circle.public_id))
    assert fates(upload) == [RowFate.REFUSED]
    assert "you do not look after it" in sentences(upload)[0]


def test_row_says_nothing_of_a_hidden_listing_of_somebody_else(ana, source):
    hidden = make_listing(source, "Draft", published=False)
    assert fates(brought(ana, good(id=hidden.public_id))) == [RowFate.NEW]


def test_row_handed_over_meanwhile_is_refused(ana):
    bring(ana, good())
    Listing.objects.update(owner=make_person("ben@example.org"))
    assert fates(brought(ana, good(name="Another name"))) == [RowFate.REFUSED]


def test_changed_row_of_withdrawn_listing_stays_withdrawn(ana):
    listing = published(ana)
    moderation.withdraw(Listing.objects.filter(pk=listing.pk), by=ana)
    upload = bring(ana, good(description="New words"))
    listing.refresh_from_db()
    assert (listing.status, listing.description) == (Status.WITHDRAWN, "New words")
    assert "send it in again" in sentences(upload)[0]


def test_two_rows_of_one_name_are_told_apart_or_refused(ana):
    upload = brought(ana, good(), good(times="every Monday 10:00-11:00"))
    assert fates(upload) == [RowFate.NEW, RowFate.REFUSED]
    assert "same name" in sentences(upload)[0]


def test_refused_rows_leave_the_others_whole(ana):
    upload = bring(ana, good(kind="spaceship"), good(id="2", name=""), good(id="3"))
    assert fates(upload) == [RowFate.REFUSED, RowFate.REFUSED, RowFate.NEW]
    assert Listing.objects.count() == 1
    assert "spaceship" in sentences(upload)[0]


def test_formal_row_without_organization_is_refused_in_words(ana):
    upload = brought(ana, good(kind="clinic"))
    assert fates(upload) == [RowFate.REFUSED]
    assert "needs the organization" in sentences(upload)[0]


def test_unreadable_parts_are_left_out_and_said(ana):
    upload = bring(
        ana, good(times="every full moon", topic="grief; moonlight", minimum_age="ten", website="javascript:1")
    )
    assert fates(upload) == [RowFate.REFUSED]  # a web address that is none is not passed on
    upload = bring(ana, good(times="every full moon", topic="grief; moonlight", minimum_age="ten"))
    said = " ".join(sentences(upload))
    assert fates(upload) == [RowFate.NEW]
    assert all(word in said for word in ("full moon", "moonlight", "ten"))


def test_work_goes_on_where_a_killed_job_was(ana, monkeypatch):
    monkeypatch.setattr("groups.uploading.working.BATCH", 1)
    upload = brought(ana, good(), good(id="2", name="Second"))
    uploading.go_ahead(upload)
    assert uploading.working.take(upload.pk, UploadStep.BRINGING, UploadStep.DONE, write=True) == 1
    assert Listing.objects.count() == 1
    assert uploading.bring_in(upload.pk) == 1
    assert Listing.objects.count() == 2
    assert uploading.bring_in(upload.pk) == 0
