"""A poster and cards: only what is public, with a code that leads to the page; and what a listing's page links to."""

from datetime import date

import pytest

from groups import moderation
from groups.models import Closure, Listing, Revision
from tests import factories
from tests.groups.desk import text_of

SHEETS = ["poster", "poster/cards"]


@pytest.fixture(params=SHEETS)
def sheet(request, client, now):
    """Reads one of the two sheets of a listing."""
    return lambda listing: client.get(f"{listing.get_absolute_url()}{request.param}/")


def test_sheet_says_when_where_and_how_with_a_code(sheet, circle):
    factories.add_contact(circle, value="020 7946 0018")
    page = sheet(circle).content.decode()
    for words in ("Tuesday Circle", "Every Tuesday, 18:30 to 20:00", "4 Linden Street", "020 7946 0018", "<svg"):
        assert words in page


@pytest.mark.parametrize("visibility", ["after_contact", "hidden"])
def test_sheet_holds_no_contact_that_is_not_public(sheet, circle, visibility):
    factories.add_contact(circle, value="020 7946 0777", visibility=visibility)
    assert "79460777" not in sheet(circle).content.decode().replace(" ", "")


@pytest.mark.parametrize("make_place", [factories.make_home, factories.make_venue])
def test_sheet_of_a_concealed_place_names_its_area(sheet, source, make_place):
    listing = factories.make_listing(source, "Quiet Evening", place=make_place())
    page = sheet(listing).content.decode()
    assert "Hackney" in page
    assert "Hidden Row" not in page
    assert "51.5" not in page


def test_sheet_of_what_is_not_public_is_not_found(sheet, circle):
    moderation.withdraw(Listing.objects.filter(pk=circle.pk), by=None)
    assert sheet(circle).status_code == 404


def test_sheet_of_what_is_being_checked_is_readable(sheet, circle):
    Listing.objects.filter(pk=circle.pk).update(is_checked_now=True, searchable=False)
    assert sheet(circle).status_code == 200


def test_sheet_asks_a_fixed_number_of_questions(sheet, circle, django_assert_num_queries):
    sheet(circle)
    with django_assert_num_queries(8):
        sheet(circle)


def test_merged_listing_leads_to_the_other(client, circle, clinic, now):
    Listing.objects.filter(pk=circle.pk).update(status="withdrawn", searchable=False, merged_into=clinic)
    answer = client.get(circle.get_absolute_url())
    assert (answer.status_code, answer.url) == (302, clinic.get_absolute_url())
    moderation.withdraw(Listing.objects.filter(pk=clinic.pk), by=None)
    assert client.get(circle.get_absolute_url()).status_code == 404


def test_waiting_change_is_said(client, circle, now):
    assert "A change is being checked" not in text_of(client.get(circle.get_absolute_url()))
    Revision.objects.create(listing=circle, proposed={"joining": {}})
    assert "A change is being checked. Call before you go." in text_of(client.get(circle.get_absolute_url()))


def test_waiting_change_is_said_beside_a_pause(client, circle, now):
    Closure.objects.create(listing=circle, starts_on=date(2026, 3, 2), ends_on=date(2026, 4, 2))
    Revision.objects.create(listing=circle, proposed={"joining": {}})
    page = text_of(client.get(circle.get_absolute_url()))
    assert "Paused until 2 April" in page
    assert "A change is being checked. Call before you go." in page


def test_page_leads_to_reporting_claiming_and_poster(client, circle, now):
    page = client.get(circle.get_absolute_url()).content.decode()
    for path in ("report", "claim", "poster"):
        assert f"{circle.get_absolute_url()}{path}/" in page
