"""Files in the admin: the table of what is public, and an import that is tried before it is done."""

import csv
import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from groups.admin import import_form
from groups.admin.exporting import COLUMNS, csv_response
from groups.interop.cells import FORMULA, harmless
from groups.models import Listing
from tests import factories
from tests.accounts.people import sign_in
from tests.groups.reviewing import text

IMPORT = "/admin/groups/importsource/import/"
MEETING = {
    "name": "Harbour Circle",
    "slug": "harbour-circle",
    "day": 2,
    "time": "19:00",
    "end_time": "20:00",
    "location": "Harbour Hall",
    "address": "1 Quay Street",
    "city": "London",
    "country": "GB",
    "latitude": 51.5,
    "longitude": -0.05,
    "timezone": "Europe/London",
}


@pytest.fixture
def as_admin(client, db):
    return sign_in(client, User.objects.create_superuser("admin@example.org"), second_factor=True)


def exported(listings):
    lines = b"".join(csv_response(listings).streaming_content).decode()
    return list(csv.DictReader(io.StringIO(lines)))


def a_file(content=None, name="meetings.json"):
    return SimpleUploadedFile(name, json.dumps([MEETING]).encode() if content is None else content)


def send(client, **answers):
    return client.post(IMPORT, {"format": "meeting-guide", "file": a_file(), "pending": "on"} | answers)


# The table


def test_export_holds_what_is_public(circle):
    factories.add_contact(circle, value="020 7946 0018")
    factories.add_contact(circle, value="020 7946 0777", visibility="hidden")
    [row] = exported(Listing.objects.all())
    assert (row["name"], row["position"], row["town"]) == ("Tuesday Circle", "geo:51.545,-0.055", "London")
    assert row["contacts"] == "phone: 020 7946 0018"
    assert "Every Tuesday" in row["times"]


def test_export_tells_no_more_of_homes_and_confidential_venues_than_pages_do(source):
    factories.make_listing(source, "At home", place=factories.make_home())
    factories.make_listing(source, "Refuge", place=factories.make_venue())
    home, refuge = exported(Listing.objects.order_by("pk"))
    assert (home["street"], refuge["street"], refuge["position"]) == ("", "", "")
    assert "51.5477" not in home["position"]


@given(st.text(max_size=20), st.sampled_from(FORMULA))
def test_no_cell_begins_like_a_formula(rest, first):
    assert not harmless(first + rest).startswith(FORMULA)
    assert harmless(first + rest)[1:] == first + rest


def test_export_neutralises_every_column(circle):
    Listing.objects.update(name="=HYPERLINK(1)", description="@sum")
    [row] = exported(Listing.objects.all())
    assert not [cell for cell in row.values() if cell.startswith(FORMULA)]
    assert list(row) == list(COLUMNS)


@pytest.mark.parametrize("count", [1, 3])
def test_export_asks_the_same_few_questions(source, count, django_assert_num_queries):
    for number in range(count):
        factories.make_listing(source, f"Circle {number}", slots=[factories.weekly("TU", "18:30")])
    with django_assert_num_queries(3):
        exported(Listing.objects.all())


# The import


def test_import_is_tried_first_and_keeps_nothing(as_admin):
    page = text(send(as_admin))
    assert "1 new" in page
    assert not Listing.objects.exists()
    assert "Bring it in" in page


def test_import_brings_in_the_file_that_was_tried_into_the_queue(as_admin):
    tried = send(as_admin).context["form"].data["tried"]
    assert "Saved." in text(send(as_admin, write="1", tried=tried))
    assert Listing.objects.get().status == "pending"


def test_import_refuses_another_file_than_the_one_tried(as_admin):
    tried = send(as_admin).context["form"].data["tried"]
    other = a_file(json.dumps([MEETING | {"name": "Other"}]).encode())
    assert "Try it first." in text(send(as_admin, write="1", tried=tried, file=other))
    assert not Listing.objects.exists()


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n" + bytes(200), b"{", b"<html>"], ids=["png", "cut", "html"])
def test_import_of_a_wrong_file_is_answered_with_a_sentence(as_admin, content):
    page = send(as_admin, file=a_file(content))
    assert page.status_code == 200
    assert page.context["form"].errors["file"]
    assert not Listing.objects.exists()


def test_import_of_a_file_that_is_too_large_is_refused(as_admin, monkeypatch):
    monkeypatch.setattr(import_form, "LARGEST_MB", 0)
    assert "larger than" in str(send(as_admin).context["form"].errors["file"])


def test_import_is_for_admins_alone(client, db):
    staff = User.objects.create_user("staff@example.org", is_staff=True)
    sign_in(client, staff, second_factor=True)
    assert send(client).status_code == 403
