"""The pages around the booklet: what it will hold, how one wants it, and an answer to whatever is asked."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groups import booklet
from groups.booklet import pages
from tests.groups.booklet.papers import Pdf, made, on_one_line
from tests.groups.desk import text_of

ASKED = ["by", "paper", "type", "anywhere", "q", "near", "radius", "lat", "age"]


def test_page_says_what_the_booklet_holds_and_carries_the_search(client, now, circle, clinic):
    answer = client.get("/search/booklet/?topic=grief&page=7")
    assert "It holds 1 place to turn to." in text_of(answer)
    page = answer.content.decode()
    assert '<input type="hidden" name="topic" value="grief">' in page
    assert 'name="page"' not in page
    assert 'action="/feeds/booklet.pdf"' in page


def test_page_marks_what_was_chosen_or_the_first(client, now, circle):
    page = client.get("/search/booklet/?by=area&type=enormous").content.decode()
    checked = [part.split('value="')[-1].split('"')[0] for part in page.split("checked")[:-1]]
    assert checked == ["area", "A4", "normal"]
    assert "That is not a choice we know, so we took the first one." in page


def test_page_says_that_there_are_more_than_a_booklet_holds(client, now, circle, clinic, monkeypatch):
    monkeypatch.setattr(booklet, "MOST", 1)
    assert "You get the first 1." in text_of(client.get("/search/booklet/"))


def test_page_says_that_nothing_fits(client, now, circle):
    assert "Nothing fits all of that just now." in text_of(client.get("/search/booklet/?topic=gambling"))


def test_results_lead_to_the_booklet_with_their_questions(client, now, circle):
    page = client.get("/search/?topic=grief&page=1").content.decode()
    assert 'href="/search/booklet/?topic=grief"' in page
    assert "/search/booklet/" not in client.post("/search/", {"topic": "grief"}).content.decode()


def test_booklet_is_a_pdf_whose_name_tells_nothing(client, now, circle):
    answer = client.get("/feeds/booklet.pdf?topic=grief&by=area&paper=A5&type=large")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'inline; filename="booklet.pdf"'
    width = pages.PAPERS["A5"].width
    assert f"/MediaBox [0 0 {width:.2f}".encode() in answer.content
    assert Pdf(answer.content).links == [f"http://testserver/listings/{circle.public_id}/"]


def test_what_is_joined_from_anywhere_is_left_out_if_ticked(client, now, circle, evening):
    kept = Pdf(client.get("/feeds/booklet.pdf?by=area").content)
    left_out = Pdf(client.get("/feeds/booklet.pdf?by=area&anywhere=no").content)
    assert "Online or by phone, from anywhere" in kept.outline
    assert left_out.links == [f"http://testserver/listings/{circle.public_id}/"]
    assert "Online or by phone, from anywhere" not in left_out.outline


@pytest.mark.parametrize(("asked", "is_ticked", "size"), [("", False, 2), ("no", True, 1), ("never", False, 2)])
def test_page_has_a_tick_for_what_is_joined_from_anywhere(client, now, circle, evening, asked, is_ticked, size):
    answer = client.get("/search/booklet/", {"anywhere": asked})
    box = answer.content.decode().split('name="anywhere"')[1].split(">")[0]
    assert ("checked" in box) is is_ticked
    assert f"It holds {size} place" in text_of(answer)
    assert ("so we left nothing out" in text_of(answer)) is (asked == "never")


def test_cover_says_where_that_is_which_is_joined_from_anywhere(now, circle):
    assert "from anywhere, comes last." in on_one_line(made(now).pages[0].text)
    assert "from anywhere, is left out." in on_one_line(made(now, booklet.Wish(is_at_places=True)).pages[0].text)


@pytest.mark.parametrize("number", [1, 3])
def test_booklet_asks_a_fixed_number_of_questions(client, now, request, number, django_assert_num_queries):
    for name in ("circle", "clinic", "evening")[:number]:
        request.getfixturevalue(name)
    client.get("/feeds/booklet.pdf")
    with django_assert_num_queries(6):
        client.get("/feeds/booklet.pdf")


def test_page_asks_a_fixed_number_of_questions(client, now, circle, django_assert_num_queries):
    client.get("/search/booklet/")
    with django_assert_num_queries(1):
        client.get("/search/booklet/")


def test_who_asks_for_many_booklets_is_told_to_wait(client, now, circle, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"printing": "1/h/key"}
    assert client.get("/feeds/booklet.pdf").status_code == 200
    assert client.get("/feeds/booklet.pdf").status_code == 429


@settings(max_examples=10)
@given(st.dictionaries(st.sampled_from(ASKED), st.text(max_size=20)))
def test_whatever_is_asked_gets_an_answer(client, db, circle, params):
    assert client.get("/search/booklet/", params).status_code == 200
    answer = client.get("/feeds/booklet.pdf", params)
    assert answer.status_code in (200, 429)
