"""The admin: every list and form opens, and publishing goes through the verb."""

import pytest
from django.contrib import admin

from accounts.models import User
from groups.models import Listing
from tests import factories

OURS = [model for model in admin.site._registry if model._meta.app_label in ("groups", "accounts")]


@pytest.fixture
def as_admin(client, db):
    client.force_login(User.objects.create_superuser("admin@example.org"))
    return client


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.model_name)
def test_admin_list_and_form_open(as_admin, circle, model):
    base = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
    assert as_admin.get(base).status_code == 200
    assert as_admin.get(f"{base}add/").status_code == 200


def test_admin_listing_form_opens_with_all_its_parts(as_admin, circle):
    page = as_admin.get(f"/admin/groups/listing/{circle.pk}/change/")
    assert page.status_code == 200
    assert "Tuesday Circle" in page.content.decode()


def test_admin_publishes_by_the_verb(as_admin, source):
    draft = factories.make_listing(source, published=False, slots=[factories.weekly("TU", "18:30")])
    form = {"action": "publish", "_selected_action": [draft.pk]}
    assert as_admin.post("/admin/groups/listing/", form).status_code == 302
    draft.refresh_from_db()
    assert (draft.status, draft.searchable) == ("published", True)
    assert draft.confirmed_by.email == "admin@example.org"


def test_admin_withdraws_by_the_verb(as_admin, circle):
    as_admin.post("/admin/groups/listing/", {"action": "withdraw", "_selected_action": [circle.pk]})
    assert not Listing.objects.searchable().exists()
    assert not Listing.objects.published().exists()


@pytest.mark.parametrize("count", [1, 3])
def test_admin_listing_list_asks_the_same_few_questions(as_admin, source, count, django_assert_num_queries):
    for number in range(count):
        factories.make_listing(source, f"Circle {number}")
    as_admin.get("/admin/groups/listing/")
    with django_assert_num_queries(6):
        as_admin.get("/admin/groups/listing/")
