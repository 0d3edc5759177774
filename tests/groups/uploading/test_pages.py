"""The pages of many listings at once: from the file to the question, and nobody else's tables."""

import io

import pytest
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from groups import uploading
from groups.choices import UploadStep
from groups.interop.tabular import tables
from groups.interop.tabular.example import EXAMPLE
from groups.models import Listing, Upload
from tests.accounts.people import make_person, sign_in
from tests.groups.uploading.tables import bring, brought, csv_bytes, fates, good, upload_file

pytestmark = pytest.mark.django_db
MANY = "/post/many/"


@pytest.fixture
def ana(db, now):
    return make_person("ana@example.org", nickname="Ana")


@pytest.fixture
def browser(client, ana):
    return sign_in(client, ana)


def send(browser, data, name="table.csv"):
    return browser.post(MANY, {"file": upload_file(data, name)})


def columns_of(upload, **changes):
    return {f"column-{number}": name for number, name in upload.mapping.items()} | changes


def test_visitor_is_asked_to_sign_in(client, now):
    assert client.get(MANY)["Location"].startswith("/accounts/login/")
    assert send(client, csv_bytes(good()))["Location"].startswith("/accounts/login/")
    assert not Upload.objects.exists()


def test_whole_path_from_file_to_listing(browser, ana):
    answer = send(browser, csv_bytes(good()))
    upload = Upload.objects.get()
    page = browser.get(answer["Location"])
    assert "Tuesday Circle" in page.content.decode()
    browser.post(answer["Location"], columns_of(upload))
    assert ProcrastinateJob.objects.get().task_name == "groups.tasks.check_table"
    assert "0 of 1 row" in browser.get(answer["Location"]).content.decode()
    uploading.check(upload.pk)
    assert "Bring in 1 listing" in browser.get(answer["Location"]).content.decode()
    browser.post(reverse("post-many-bring-in", args=[upload.public_id]))
    uploading.bring_in(upload.pk)
    assert "wait until a person has read them" in browser.get(answer["Location"]).content.decode()
    assert Listing.objects.get().owner == ana


def test_file_that_cannot_be_read_is_a_sentence(browser):
    page = send(browser, b"%PDF-1.4 something")
    assert page.status_code == 200
    assert "not a table we can read" in page.content.decode()
    assert not Upload.objects.exists()


def test_columns_without_a_name_are_asked_for_again(browser):
    send(browser, csv_bytes(good()))
    upload = Upload.objects.get()
    page = browser.post(f"{MANY}{upload.public_id}/", columns_of(upload, **{"column-1": ""}))
    assert "no listing can do without" in page.content.decode()
    page = browser.post(f"{MANY}{upload.public_id}/", columns_of(upload, **{"column-0": "name"}))
    assert "Two columns cannot both be" in page.content.decode()
    page = browser.post(f"{MANY}{upload.public_id}/", columns_of(upload, **{"column-0": "owner"}))
    upload.refresh_from_db()
    assert upload.step == UploadStep.COLUMNS


def test_columns_are_remembered_for_the_next_table_of_that_sort(browser, ana):
    row = {"Was": "Circle", "Wie": "peer-circle", "name": "ignored"}
    send(browser, csv_bytes(row))
    first = Upload.objects.get()
    browser.post(f"{MANY}{first.public_id}/", {"column-0": "name", "column-1": "kind", "column-2": ""})
    send(browser, csv_bytes(row))
    assert Upload.objects.first().mapping == {"0": "name", "1": "kind"}


def test_choices_by_hand_hold_for_mended_rows(browser, ana):
    row = {"Wie heisst es": "Circle", "Art": "spaceship", "town": "London"}
    send(browser, csv_bytes(row))
    first = Upload.objects.get()
    browser.post(f"{MANY}{first.public_id}/", {"column-0": "name", "column-1": "kind", "column-2": ""})
    uploading.check(first.pk)
    refused = b"".join(browser.get(reverse("post-many-refused", args=[first.public_id])).streaming_content)
    send(browser, refused.replace(b"spaceship", b"peer-circle", 1), "not-taken.csv")
    assert Upload.objects.first().mapping == {"0": "name", "1": "kind"}


def test_columns_without_a_name_are_kept_for_mending(browser, ana):
    send(browser, b"name,kind\nCircle,spaceship,London\n")
    first = Upload.objects.get()
    browser.post(f"{MANY}{first.public_id}/", {"column-0": "name", "column-1": "kind", "column-2": "town"})
    uploading.check(first.pk)
    refused = b"".join(browser.get(reverse("post-many-refused", args=[first.public_id])).streaming_content)
    send(browser, refused, "not-taken.csv")
    assert Upload.objects.first().mapping == {"0": "name", "1": "kind", "2": "town"}


def test_choices_hold_wherever_a_column_is_called_so(browser, ana):
    send(browser, csv_bytes({"Was": "a", "town": "b"}))
    browser.post(f"{MANY}{Upload.objects.get().public_id}/", {"column-0": "kind", "column-1": "name"})
    send(browser, csv_bytes({"Title": "a", "phone": "b", " was": "c", "town": "d"}), "other.csv")
    assert Upload.objects.first().mapping == {"1": "phone", "2": "kind", "3": "name"}


@pytest.mark.parametrize("header", ["Group name", "Title", "Meeting", "Service name", "SERVICE NAME:", "Programme"])
def test_headers_people_use_for_the_name_are_known(browser, ana, header):
    send(browser, csv_bytes({header: "Circle", "kind": "peer-circle"}))
    assert Upload.objects.get().mapping == {"0": "name", "1": "kind"}


def test_same_file_again_replaces_the_one_whose_columns_nobody_told(browser, ana, client):
    send(browser, csv_bytes(good()), "groups.csv")
    send(browser, csv_bytes(good(), good(id="2")), "groups.csv")
    page = browser.get(MANY).content.decode()
    assert Upload.objects.count() == 1
    assert "3 March 2026, 17:00 UTC" in " ".join(page.split())
    assert "2 rows" in page
    brought(ana, good())
    send(browser, csv_bytes(good()), "table.csv")
    assert Upload.objects.count() == 3


def test_files_of_others_are_not_replaced(browser, ana):
    other = make_person("ben@example.org")
    uploading.receive(tables.read(io.BytesIO(csv_bytes(good()))), "groups.csv", by=other)
    send(browser, csv_bytes(good()), "groups.csv")
    assert Upload.objects.count() == 2


def test_badge_and_summary_tell_what_was_left_out(browser, ana):
    rows = [
        good(times="some evenings"),
        good(id="2", name="Second", times="whenever; every Tuesday 18:30-20:00"),
        good(id="3", name="Third", topic="spaceships"),
        good(id="4", name="Fourth", timezone="", times="now and then", kind="spaceship"),
    ]
    upload = brought(ana, *rows)
    page = " ".join(browser.get(f"{MANY}{upload.public_id}/").content.decode().split())
    for badge in ("New, without its times<", "New, without some of its times<", "New, without a part of it<"):
        assert page.count(badge) == 1
    assert page.count("1 row without") == 3
    assert "Not taken<" in page


def test_untouched_example_row_is_left_out_with_a_sentence(browser, ana):
    mine = dict.fromkeys(EXAMPLE, "") | good(id="9")
    upload = brought(ana, EXAMPLE, mine)
    assert fates(upload) == ["refused", "new"]
    assert "example row of our template" in browser.get(f"{MANY}{upload.public_id}/").content.decode()


def test_work_is_polled_by_script_and_shown_whole_when_done(browser, ana):
    send(browser, csv_bytes(good()))
    upload = Upload.objects.get()
    path = f"{MANY}{upload.public_id}/"
    browser.post(path, columns_of(upload))
    part = browser.get(path, headers={"HX-Request": "true"})
    assert "<h1" not in part.content.decode()
    assert "HX-Refresh" not in part
    uploading.check(upload.pk)
    assert browser.get(path, headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_refused_rows_come_as_a_table_with_reasons(browser, ana):
    upload = brought(ana, good(name="=1+1", kind="spaceship"), good(id="2"))
    answer = browser.get(reverse("post-many-refused", args=[upload.public_id]))
    text = b"".join(answer.streaming_content).decode()
    assert text.count("\r\n") == 2
    assert "why_not_taken" in text
    assert "'=1+1" in text
    assert "spaceship" in text
    assert "Row 2:" in text


def test_mended_rows_are_taken(browser, ana):
    bring(ana, good(kind="spaceship"), good(id="2", name="Second"))
    text = b"".join(browser.get(reverse("post-many-refused", args=[Upload.objects.get().public_id])).streaming_content)
    send(browser, text.decode().replace("spaceship", "peer-circle", 1).encode())
    upload = Upload.objects.first()
    browser.post(f"{MANY}{upload.public_id}/", columns_of(upload))
    uploading.check(upload.pk)
    upload.refresh_from_db()
    assert upload.counts == {"new": 1}


@pytest.mark.parametrize("name", ["", "columns/", "not-taken.csv"])
def test_tables_of_others_are_not_there(client, ana, name):
    upload = brought(ana, good())
    other = sign_in(client, make_person("ben@example.org"))
    assert other.get(f"{MANY}{upload.public_id}/{name}").status_code == 404
    for act in ("", "bring-in/", "throw-away/"):
        assert other.post(f"{MANY}{upload.public_id}/{act}").status_code == 404
    upload.refresh_from_db()
    assert upload.step == UploadStep.CHECKED


def test_bring_in_waits_until_rows_were_looked_at(browser, ana):
    send(browser, csv_bytes(good()))
    upload = Upload.objects.get()
    browser.post(reverse("post-many-bring-in", args=[upload.public_id]))
    assert not ProcrastinateJob.objects.exists()
    assert uploading.bring_in(upload.pk) == 0


def test_throw_away_erases_the_table_and_keeps_listings(browser, ana):
    upload = bring(ana, good())
    browser.post(reverse("post-many-throw-away", args=[upload.public_id]))
    assert not Upload.objects.exists()
    assert Listing.objects.exists()


def test_so_many_tables_a_day_and_no_more(browser, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"uploading": "1/d/key"}
    send(browser, csv_bytes(good()))
    page = send(browser, csv_bytes(good()))
    assert page.status_code == 429
    assert "go on tomorrow" in page.content.decode()
    assert Upload.objects.count() == 1


@pytest.mark.parametrize("page", ["0", "abc", "99999999999999999999", "-1"])
def test_any_page_number_is_answered(browser, ana, page):
    upload = brought(ana, good(kind="spaceship"))
    assert browser.get(f"{MANY}{upload.public_id}/?page={page}").status_code == 200
