"""An address to go on to that is no address at all brings no page of signing in down."""

import pytest

BROKEN = "http://[::1"
PAGES = ("/accounts/login/", "/accounts/login/code/", "/accounts/signup/", "/accounts/2fa/webauthn/signup/")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_page_is_shown_whatever_comes_next(client, db, page, method):
    answer = getattr(client, method)(page, {"next": BROKEN}, follow=True)
    assert answer.status_code == 200
