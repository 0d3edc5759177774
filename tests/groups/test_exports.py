"""All that a search finds as a file: every page of it, nothing secret, and no failure whatever is asked."""

import csv
import io
import json

import openpyxl
import pytest

from groups.choices import Visibility
from groups.filters import ListingFilter
from groups.results import Results
from tests.factories import add_contact, make_home, make_listing, make_venue, query

pytestmark = pytest.mark.django_db
KINDS = ("csv", "geojson", "xlsx")


def fetch(client, kind, asked=""):
    answer = client.get(f"/feeds/listings.{kind}{asked}")
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def ids(data, kind):
    if kind == "csv":
        return [row["id"] for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig")))]
    if kind == "geojson":
        return [feature["id"] for feature in json.loads(data)["features"]]
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    return [row[0].value for row in sheet.iter_rows(min_row=2)]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "asked", ["", "?topic=grief", "?lat=51.545&lon=-0.055&radius=5", "?q=circle", "?attendance=online"]
)
def test_file_holds_all_that_the_search_finds(client, circle, clinic, evening, now, kind, asked):
    params = dict(part.split("=") for part in asked.removeprefix("?").split("&") if part)
    results = Results(ListingFilter(query(**{name: [value] for name, value in params.items()}), now=now))
    assert set(ids(fetch(client, kind, asked), kind)) == {listing.public_id for listing in results.listings}


@pytest.mark.parametrize("kind", KINDS)
def test_file_holds_more_than_a_page(client, source, now, kind):
    for number in range(23):
        make_listing(source, f"Circle {number}", attendance="online", place=None, terms=["topic:grief"])
    assert len(ids(fetch(client, kind, "?topic=grief&page=2"), kind)) == 23


@pytest.mark.parametrize("kind", KINDS)
def test_file_holds_nothing_secret(client, source, now, kind):
    refuge = make_listing(source, "Refuge", place=make_venue())
    home = make_listing(source, "Kitchen", place=make_home())
    add_contact(home, value="020 7946 0019", visibility=Visibility.AFTER_CONTACT)
    data = fetch(client, kind)
    assert ids(data, kind) == [home.public_id]
    for secret in (refuge.public_id, "Hidden Row", "7946 0019"):
        assert secret.encode() not in data


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "asked", ["?near=Nowhereville", "?lat=91&lon=x", "?page=-1", "?topic=%00", "?age=1e999", "?q=" + "x" * 5000]
)
def test_bad_parameters_never_fail(client, circle, now, kind, asked):
    fetch(client, kind, asked)


@pytest.mark.parametrize("kind", KINDS)
def test_head_and_methods(client, circle, now, kind):
    assert client.head(f"/feeds/listings.{kind}").status_code == 200
    assert client.post(f"/feeds/listings.{kind}").status_code == 405
    assert client.get(f"/feeds/listings.{kind}")["Access-Control-Allow-Origin"] == "*"


def test_search_page_leads_to_the_files_of_that_very_search(client, circle, now):
    page = client.get("/search/?topic=grief").content.decode()
    assert "Take this list with you" in page
    assert "/feeds/listings.csv?topic=grief" in page
    assert "Take this list" not in client.post("/search/", {"topic": "grief"}).content.decode()


def test_templates_are_downloads(client, now):
    assert client.get("/feeds/template.csv").content.startswith("\ufeffid,name,kind".encode())
    assert client.get("/feeds/template.xlsx").content.startswith(b"PK")


def test_csv_asks_the_same_number_of_questions_for_more_listings(client, source, now, django_assert_num_queries):
    for number in range(3):
        make_listing(source, f"Circle {number}", terms=["topic:grief"])
    fetch(client, "csv", "?topic=grief")
    with django_assert_num_queries(8):
        fetch(client, "csv", "?topic=grief")
    make_listing(source, "Another", terms=["topic:grief"])
    with django_assert_num_queries(8):
        fetch(client, "csv", "?topic=grief")
