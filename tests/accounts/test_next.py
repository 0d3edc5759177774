"""An address to go on to that is no address at all brings no page of signing in down."""

from urllib.parse import parse_qs, urlsplit

import pytest

BROKEN = "http://[::1"
PAGES = ("/accounts/login/", "/accounts/login/code/", "/accounts/signup/", "/accounts/2fa/webauthn/signup/")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_page_is_shown_whatever_comes_next(client, db, page, method):
    answer = getattr(client, method)(page, {"next": BROKEN}, follow=True)
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("referer", "goes_to"),
    [
        ("http://testserver/manage/abc/?said=kept#top", "/manage/abc/?said=kept"),
        ("https://elsewhere.example/", "/manage/abcdefghijk/date/"),
        ("", "/manage/abcdefghijk/date/"),
    ],
)
def test_who_has_to_sign_in_again_comes_back_to_the_page_of_their_form(client, db, referer, goes_to):
    answer = client.post("/manage/abcdefghijk/date/", headers={"Referer": referer})
    assert parse_qs(urlsplit(answer.url).query)["next"] == [goes_to]


def test_page_that_was_asked_for_is_where_they_come_back_to(client, db):
    answer = client.get("/manage/abcdefghijk/", headers={"Referer": "http://testserver/mine/"})
    assert parse_qs(urlsplit(answer.url).query)["next"] == ["/manage/abcdefghijk/"]
