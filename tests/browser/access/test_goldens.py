"""What a screen reader finds on ten page types, kept as text: a change of it is seen and has to be meant.

GOLDENS=1 writes the files in tests/browser/goldens/ anew; look at what changed before you keep it.
"""

import os
import re
from pathlib import Path

import pytest

from tests.browser.conftest import PHONE

FOLDER = Path(__file__).parents[1] / "goldens"
KEPT = {
    "home": "anonymous",
    "search near": "anonymous",
    "search in vain": "anonymous",
    "listing-detail": "anonymous",
    "session-detail": "member",
    "post-informal": "anonymous",
    "account_login": "anonymous",
    "circle": "anonymous",
    "manage": "facilitator",
    "moderation-queue": "moderator",
}
OTHERWISE_EACH_TIME = [
    (re.compile(r"/(listings|manage|moderation|circle/add)/[A-Za-z0-9_-]{11,}(?=[/.])"), r"/\1/…"),
    (re.compile(r"/sessions/\d+-"), "/sessions/…-"),
    (re.compile(r"date=\d+-"), "date=…-"),
    (re.compile(r"(listing|chosen|pk|list|after|id)=[A-Za-z0-9_,-]+"), r"\1=…"),
    (re.compile(r"/(claims|mine)/\d+/"), r"/\1/…/"),
]
"""Ids are new in each database."""


def same_each_time(text):
    for pattern, instead in OTHERWISE_EACH_TIME:
        text = pattern.sub(instead, text)
    return text + "\n"


@pytest.mark.parametrize("name", KEPT)
def test_page_is_read_out_as_it_was(inside, addresses, name):
    page, _ = inside(KEPT[name], viewport=PHONE)
    page.goto(addresses(KEPT[name])[name])
    found = same_each_time(page.locator("body").aria_snapshot())
    golden = FOLDER / f"{name.replace(' ', '-')}.yml"
    if os.environ.get("GOLDENS"):
        golden.write_text(found)
    assert found == golden.read_text()
