"""The focus is marked by two pixels or more that stand out from what is beside them, and nothing hides it."""

import pytest

from tests.access.pages import ROLES
from tests.browser.access.focus import MARKS
from tests.browser.access.key_pages import KEY
from tests.browser.conftest import DESKTOP, PHONE

LOOKS = [("light", PHONE), ("dark", DESKTOP)]
"""What a mark is beside depends on the light, what lies over it on the size: each light is tried in one size."""


def marks(page):
    page.keyboard.press("Tab")
    return page.evaluate(MARKS)


@pytest.mark.parametrize("role", ROLES)
def test_focus_stands_out_and_is_not_hidden(inside, addresses, role):
    page, _ = inside(role, reduced_motion="reduce")
    paths, wrong = addresses(role), {}
    for name in (name for name, who in KEY.items() if who == role):
        page.goto(paths[name])
        for scheme, viewport in LOOKS:
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size(viewport)
            wrong |= {f"{name} {scheme}": found} if (found := marks(page)) else {}
    assert wrong == {}


@pytest.mark.parametrize(
    "harm",
    [
        "a:focus-visible { outline-width: 1px !important }",
        "a:focus-visible { outline-color: color-mix(in srgb, gray 20%, white) !important }",
        ".site-header { position: fixed; inset: 0; z-index: 99 }",
    ],
)
def test_bad_marks_are_noticed(inside, harm):
    page, answering = inside(reduced_motion="reduce")
    answering.restyle = lambda text: f"{text}\n{harm}"
    page.goto("/about/")
    assert marks(page)
