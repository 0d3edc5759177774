"""The history of a listing: every act, changes without one, nothing that is concealed today, and the way back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from groups import content, facilitating, moderation, past
from groups.choices import Precision
from groups.models import Listing, ListingVersion, ModerationEvent, Place, PlaceVersion
from groups.models.history import PLACE_FIELDS
from tests import factories
from tests.groups.reviewing import fresh, make_facilitator, make_moderator, moderating, propose, stamp, text

LONG_AGO = timezone.now() - timedelta(days=400)


@pytest.fixture
def ada(db):
    return make_facilitator()


@pytest.fixture
def renamed(circle, ada):
    """The Tuesday Circle, which Ada made the Wednesday Circle and Zoe approved."""
    propose(circle, ada, name="Wednesday Circle")
    moderation.approve(circle, by=make_moderator("zoe@example.org", "Zoe"), reason="Fine.")
    return fresh(circle)


@pytest.fixture
def as_mo(client, db):
    return moderating(client)


def history(client, listing, query=""):
    return text(client.get(f"/moderation/{listing.public_id}/history/{query}"))


def restore(client, listing, event, seen=None):
    address = f"/moderation/{listing.public_id}/history/{event.pk}/restore/"
    return client.post(address, {"stamp": stamp(listing) if seen is None else seen}, follow=True)


def conceal(listing):
    """What was an open place becomes a private home, as the admin might do it."""
    Place.objects.filter(pk=listing.place_id).update(
        name="", street="", directions="", postal_code="", precision=Precision.CELL, cell_km=1
    )


def test_history_says_who_when_what_and_why(as_mo, renamed):
    page = history(as_mo, renamed)
    for words in ("Proposed a change", "Ada", "Approved", "Zoe", "Fine.", "A word from us."):
        assert words in page
    assert '<span class="line gone">Tuesday Circle</span>' in page
    assert '<span class="line come">Wednesday Circle</span>' in page


def test_history_of_an_erased_person_names_nobody(as_mo, renamed, ada):
    Listing.objects.update(owner=None)
    ada.delete()
    page = history(as_mo, renamed)
    assert "Somebody whose account is gone" in page
    assert "Ada" not in page


def test_history_never_shows_contacts(as_mo, circle, ada):
    factories.add_contact(circle, value="020 7946 0777")
    moderation.propose(circle, {"contacts": []}, by=ada)
    moderation.approve(circle, by=None)
    page = history(as_mo, circle)
    assert "(not kept)" in page
    assert "79460777" not in page.replace(" ", "")


def test_history_of_a_place_concealed_today_shows_no_earlier_one(as_mo, circle, ada):
    propose(circle, ada, section="place", street="12 Canal Walk", name="Canal Hall", lat=51.6, lon=-0.07)
    moderation.approve(circle, by=None)
    conceal(fresh(circle))
    page = history(as_mo, circle)
    for hidden in ("4 Linden Street", "12 Canal Walk", "Linden Street Library", "Canal Hall", "51.6", "51.545"):
        assert hidden not in page
    assert "no earlier street or position" in page


def test_history_shows_one_date_in_words(as_mo, circle, now, ada):
    slot = circle.schedules.get()
    facilitating.cancel(slot, now.date(), by=ada, note="The hall is flooded.")
    page = history(as_mo, circle)
    assert "Cancelled a date" in page
    assert "The hall is flooded." in page


# Changes without an act


@pytest.fixture
def meddled(circle):
    """A version that the database kept long before anything else happened."""
    values = {name: getattr(circle.place, name) for name in PLACE_FIELDS} | {"directions": "Ring twice."}
    version = PlaceVersion.objects.create(pgh_obj=circle.place, pgh_label="update", pgh_created_at=LONG_AGO, **values)
    PlaceVersion.objects.filter(pk=version.pk)
    return circle


def test_history_shows_what_no_act_explains(as_mo, meddled):
    page = history(as_mo, meddled)
    assert "Changed without an act: place" in page
    assert "Ring twice." in page


def test_history_of_a_concealed_place_shows_no_earlier_row_either(as_mo, meddled):
    conceal(meddled)
    assert "Changed without an act: place" in history(as_mo, meddled)
    assert "Ring twice." not in history(as_mo, meddled)


def test_history_leaves_out_what_an_act_explains(meddled):
    at = PlaceVersion.objects.order_by("pgh_created_at").first().pgh_created_at
    ModerationEvent.objects.create(listing=meddled, act="edited", created_at=at + timedelta(seconds=1))
    titles = [moment.title for moment in past.Past(meddled).moments if moment.at == at]
    assert titles == []


def test_version_of_a_renamed_listing_says_both_names(circle):
    Listing.objects.filter(pk=circle.pk).update(name="Round Table")
    [moment] = [
        one for one in past.Past(fresh(circle)).moments if one.differences and one.differences[0].label == "name"
    ]
    assert (moment.differences[0].before, moment.differences[0].after) == (("Tuesday Circle",), ("Round Table",))
    assert ListingVersion.objects.filter(name="Tuesday Circle").exists()


# The way back


def test_restored_act_brings_back_what_was_and_is_kept(as_mo, renamed):
    event = ModerationEvent.objects.get(act="approved")
    assert "Make it as it was before this" in history(as_mo, renamed)
    assert "It is as it was before" in text(restore(as_mo, renamed, event))
    assert fresh(renamed).name == "Tuesday Circle"
    assert ModerationEvent.objects.latest("pk").undoes == event


def test_restore_never_opens_a_place_that_is_concealed_now(as_mo, circle, ada):
    propose(circle, ada, section="place", street="12 Canal Walk")
    moderation.approve(circle, by=None)
    conceal(fresh(circle))
    event = ModerationEvent.objects.get(act="approved")
    assert "Make it as it was before this" not in history(as_mo, circle)
    assert "This cannot be undone." in text(restore(as_mo, circle, event))
    assert fresh(circle).place.is_concealed


def test_restore_undoes_one_date(as_mo, circle, now, ada):
    slot = circle.schedules.get()
    event = facilitating.cancel(slot, now.date(), by=ada)
    restore(as_mo, circle, event)
    assert not slot.sessions.exists()


def test_restore_of_what_somebody_changed_meanwhile_does_nothing(as_mo, renamed, ada):
    event, seen = ModerationEvent.objects.get(act="approved"), stamp(renamed)
    content.write(renamed, {"basics": content.content_of(renamed)["basics"] | {"description": "New."}})
    assert "Nothing was done." in text(restore(as_mo, renamed, event, seen))
    assert fresh(renamed).name == "Wednesday Circle"


def test_restore_of_an_act_of_another_listing_is_not_found(as_mo, renamed, clinic):
    event = ModerationEvent.objects.get(act="approved")
    assert restore(as_mo, clinic, event).status_code == 404


# Pages


def test_history_pages_hold_every_act_once(as_mo, circle, monkeypatch):
    monkeypatch.setattr(past, "PAGE_SIZE", 2)
    for number in range(5):
        moderation.record(circle, "looked", by=None, reason=f"Look {number}.")
    seen, page = [], past.Past(circle)
    while page:
        seen += [act.reason for act in page.acts]
        page = past.Past(circle, page.last) if page.last else None
    assert seen == [f"Look {number}." for number in (4, 3, 2, 1, 0)]
    assert history(as_mo, circle, "?before=nonsense").count("Look 4.") == 1


@pytest.mark.parametrize("count", [1, 3])
def test_history_page_asks_the_same_few_questions(as_mo, circle, ada, count, django_assert_num_queries):
    for number in range(count):
        propose(circle, ada, name=f"Round {number}")
        moderation.approve(circle, by=ada)
        factories.add_slot(circle, **factories.weekly("FR", f"1{number}:00")).delete()
        factories.add_slot(circle, **factories.weekly("SA", f"1{number}:00"))
    circle.schedules.update(note="By the admin")
    history(as_mo, circle)
    with django_assert_num_queries(16):
        history(as_mo, circle)


@pytest.mark.parametrize("count", [1, 3])
def test_history_of_what_is_joined_from_anywhere_asks_as_few(as_mo, circle, ada, count, django_assert_num_queries):
    for number in range(count):
        propose(circle, ada, "place", name=f"Hall {number}")
        moderation.approve(circle, by=ada)
    Listing.objects.filter(pk=circle.pk).update(attendance="online", place=None)
    history(as_mo, circle)
    with django_assert_num_queries(13):
        history(as_mo, circle)
