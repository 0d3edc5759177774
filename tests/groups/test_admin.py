"""The admin: every list and form opens, few questions, no decision but by a verb, and no home address for others."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission

from accounts.models import User
from groups import moderation
from groups.models import Booking, ManageLink, Place, Report, Review, Revision
from groups.models.secret import digest_of
from tests import factories
from tests.accounts.people import sign_in
from tests.groups.guests import NEXT, guest, on_date
from tests.groups.reviewing import fresh, propose, text

OURS = [model for model in admin.site._registry if model._meta.app_label in ("groups", "accounts")]
DERIVED = {
    "GeocoderTurn",
    "GazetteerRelease",
    "UpcomingDate",
    "FirstDate",
    "GeocoderAnswer",
    "Locality",
    "LocalityName",
    "PostalCode",
    "ListingTerm",
    "Contact",
    "Word",
    *("AreaSupply", "TownReach", "UnmetSearch", "Snapshot"),
}
INLINE = {"FirstVisit", "PracticalHelp", "PrivateAddress", "Session"}
PRIVATE = {
    *("Booking", "BookingLink", "BookingRules", "Consent", "Offer", "Match"),
    *("SavedListing", "SavedSearch", "NewsLink", "CalendarFeed"),
    *("CircleEntry", "CircleGoal"),
    *("Answer", "AnswerCode", "CheckIn", "CheckInReminder"),
    *("HelpersWanted", "Story", "Wish", "Pairing", "PairingLink"),  # decided about on pages of their own
    *("SourceEntry", "SourceRun"),  # on the pages of sources
    *("Upload", "UploadRow", "BroughtListing"),  # tables of one person
}
"""Who comes, and what people keep for themselves: no moderator or admin is shown it."""


@pytest.fixture
def as_admin(client, db):
    return sign_in(client, User.objects.create_superuser("admin@example.org"), second_factor=True)


@pytest.fixture
def as_staff(client, db):
    """A moderator whom somebody gave every permission there is, but who is no admin."""
    user = User.objects.create_user("staff@example.org", is_staff=True)
    user.user_permissions.set(Permission.objects.all())
    return sign_in(client, user, second_factor=True)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.model_name)
def test_admin_list_and_form_open(as_admin, circle, model):
    base = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
    assert as_admin.get(base).status_code == 200
    assert as_admin.get(f"{base}?q=circle").status_code == 200
    may_add = admin.site._registry[model].has_add_permission(as_admin.get(base).wsgi_request)
    assert as_admin.get(f"{base}add/").status_code == (200 if may_add else 403)


def test_everything_people_would_look_up_is_in_the_admin():
    known = {model.__name__ for model in OURS} | DERIVED | INLINE
    ours = {model.__name__ for model in Place._meta.apps.get_app_config("groups").get_models()}
    assert ours <= known | PRIVATE


def test_nobody_looks_up_who_comes_in_the_admin():
    registered = {model.__name__ for model in admin.site._registry}
    assert not registered & PRIVATE


def test_admin_listing_form_opens_with_all_its_parts(as_admin, circle):
    page = as_admin.get(f"/admin/groups/listing/{circle.pk}/change/")
    assert page.status_code == 200
    assert "Tuesday Circle" in text(page)


def test_admin_publishes_by_the_verb(as_admin, source):
    draft = factories.make_listing(source, published=False, slots=[factories.weekly("TU", "18:30")])
    form = {"action": "publish", "_selected_action": [draft.pk]}
    assert as_admin.post("/admin/groups/listing/", form).status_code == 302
    draft.refresh_from_db()
    assert (draft.status, draft.searchable) == ("published", True)
    assert draft.confirmed_by.email == "admin@example.org"


def test_admin_withdraws_by_the_verb(as_admin, circle):
    as_admin.post("/admin/groups/listing/", {"action": "withdraw", "_selected_action": [circle.pk]})
    assert (fresh(circle).status, fresh(circle).searchable) == ("withdrawn", False)


@pytest.mark.parametrize("name", ["status", "searchable", "is_checked_now", "closed_on", "is_stale"])
def test_admin_form_of_a_listing_has_no_box_for_what_verbs_decide(as_admin, circle, name):
    page = text(as_admin.get(f"/admin/groups/listing/{circle.pk}/change/"))
    assert f'name="{name}"' not in page


@pytest.mark.parametrize("model", [Review, Revision, Report, ManageLink])
def test_admin_cannot_write_what_verbs_write(as_admin, circle, model):
    propose(circle, name="Wednesday Circle")
    Report.objects.create(listing=circle, fault="closed")
    ManageLink.objects.create(listing=circle, digest=digest_of("secret"))
    page = f"/admin/groups/{model._meta.model_name}/{model.objects.get().pk}/"
    assert as_admin.get(f"{page}change/").status_code == 200
    assert as_admin.post(f"{page}change/", {}).status_code == 403
    assert as_admin.post(f"{page}delete/", {"post": "yes"}).status_code == 403


def test_admin_shows_no_digest_of_a_secret(as_admin, circle):
    link = ManageLink.objects.create(listing=circle, digest=digest_of("secret"))
    assert digest_of("secret") not in text(as_admin.get(f"/admin/groups/managelink/{link.pk}/change/"))


def test_admin_shows_a_home_address_to_admins_alone(as_staff, db):
    home = factories.make_home()
    assert "17 Hidden Row" not in text(as_staff.get(f"/admin/groups/place/{home.pk}/change/"))
    sign_in(as_staff, User.objects.create_superuser("admin@example.org"), second_factor=True)
    assert "17 Hidden Row" in text(as_staff.get(f"/admin/groups/place/{home.pk}/change/"))


def test_admin_shows_no_contact_of_a_change_that_waits(as_admin, circle):
    contact = {"channel": "phone", "value": "020 7946 0777", "note": "", "visibility": "hidden"}
    change = moderation.propose(circle, {"contacts": [contact]}, by=None)
    page = text(as_admin.get(f"/admin/groups/revision/{change.pk}/change/"))
    assert "contacts" in page
    assert "79460777" not in page.replace(" ", "")


@pytest.mark.parametrize("count", [1, 3])
def test_admin_listing_list_asks_the_same_few_questions(as_admin, source, count, django_assert_num_queries):
    for number in range(count):
        factories.make_listing(source, f"Circle {number}")
    as_admin.get("/admin/groups/listing/")
    with django_assert_num_queries(6):
        as_admin.get("/admin/groups/listing/")


@pytest.mark.parametrize(("path", "questions"), [("review", 4), ("revision", 4), ("moderationevent", 4), ("report", 4)])
@pytest.mark.parametrize("count", [1, 3])
def test_admin_lists_ask_the_same_few_questions(as_admin, source, path, questions, count, django_assert_num_queries):
    for number in range(count):
        listing = factories.make_listing(source, f"Circle {number}")
        propose(listing, name=f"Round {number}")
        Report.objects.create(listing=listing, fault="closed")
    as_admin.get(f"/admin/groups/{path}/")
    with django_assert_num_queries(questions):
        as_admin.get(f"/admin/groups/{path}/")


def test_booked_slot_is_deleted_neither_by_itself_nor_with_its_listing(as_admin, circle):
    slot = circle.schedules.get()
    guest(on_date(slot, NEXT))
    for path in (f"schedule/{slot.pk}", f"listing/{circle.pk}"):
        as_admin.post(f"/admin/groups/{path}/delete/", {"post": "yes"})
    as_admin.post("/admin/groups/schedule/", {"action": "delete_selected", "_selected_action": slot.pk, "post": "yes"})
    assert Booking.objects.exists()


def test_form_of_a_listing_deletes_no_slot_and_that_of_a_slot_no_date(as_admin, circle):
    slot = circle.schedules.get()
    on_date(slot, NEXT)
    for path, prefix in ((f"listing/{circle.pk}", "schedules"), (f"schedule/{slot.pk}", "sessions")):
        assert f"{prefix}-0-DELETE" not in as_admin.get(f"/admin/groups/{path}/change/").text
