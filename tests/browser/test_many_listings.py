"""A table of listings on a phone, with script and without: brought, understood, looked at, sent in."""

import re

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import expect

from accounts.models import User
from groups import uploading
from groups.models import Listing, Upload
from tests.accounts.people import make_person
from tests.browser.test_access import violations
from tests.browser.test_accounts import outside
from tests.groups.uploading.tables import csv_bytes, good

NAME, EMAIL = "Circle of the long table", "many-listings@example.org"
TABLE = csv_bytes(good(name=NAME), good(id="2", name="Nothing we know", kind="spaceship"))


@pytest.fixture
def cookie(site_url, db):
    """The session of somebody who has an account; they and what they brought are taken away afterwards."""

    def sign_in():
        user = make_person(EMAIL)
        session = SessionStore()
        session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session.create()
        return session.session_key

    def take_away():
        Listing.objects.filter(name=NAME).delete()
        User.objects.filter(email=EMAIL).delete()

    yield {"name": settings.SESSION_COOKIE_NAME, "value": outside(sign_in), "url": site_url}
    outside(take_away)


def work(verb):
    """What a worker would do: none runs beside this site."""
    outside(lambda: verb(Upload.objects.get(owner__email=EMAIL).pk))


def wait_for(page, text, script):
    """What the job has done: the page looks by itself, or its link is followed."""
    for _try in range(60):
        if page.get_by_text(text).count():
            break
        page.wait_for_timeout(500)
        if not script and page.get_by_role("link", name="Look again").count():
            page.get_by_role("link", name="Look again").click()
    expect(page.get_by_text(text).first).to_be_visible()


@pytest.mark.parametrize(("script", "scheme"), [(True, "light"), (False, "dark")])
def test_table_is_brought_looked_at_and_sent_in(open_page, cookie, script, scheme):
    page = open_page("/", java_script_enabled=script, color_scheme=scheme)
    page.context.add_cookies([cookie])
    page.goto("/post/many/")
    page.get_by_label("Your table").set_input_files({"name": "circles.csv", "mimeType": "text/csv", "buffer": TABLE})
    page.get_by_role("button", name="Bring it and look").click()
    assert page.get_by_label("kind").input_value() == "kind"
    assert not script or violations(page) == []
    page.get_by_role("button", name="Look at every row").click()
    expect(page.get_by_text("0 of 2 rows")).to_be_visible()
    work(uploading.check)
    wait_for(page, "This is what would become of it", script)
    expect(page.get_by_text("We have no kind of support called “spaceship”.")).to_be_visible()
    assert not script or violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("button", name=re.compile("Bring in 1 listing")).click()
    work(uploading.bring_in)
    wait_for(page, "wait until a person has read them", script)
    page.goto("/mine/")
    expect(page.get_by_role("link", name=NAME)).to_be_visible()
