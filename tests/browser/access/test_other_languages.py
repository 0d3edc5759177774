"""Every page that everybody gets, in Spanish and in Urdu, which goes from right to left: what axe finds, targets of 24
pixels, the order in which things come, and text that is large or spaced.

English has the same in test_every_page and test_zoom.
"""

import pytest
from axe_playwright_python.base import AXE_FILE_PATH

from tests.access.pages import in_language
from tests.browser.access.focus import ORDER
from tests.browser.access.test_zoom import LARGE, SPACED, STYLE, lost
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_access import RUN


@pytest.mark.parametrize("language", ["es", "ur"])
def test_no_page_has_a_fault_in_another_language(inside, addresses, language):
    page, answering = inside(viewport=PHONE, reduced_motion="reduce")
    wrong, seen = {}, 0
    for name, path in in_language(addresses("anonymous"), language).items():
        page.goto(path)
        if not answering.has_page:
            continue
        seen += 1
        assert page.get_attribute("html", "lang") == language, name
        if faults := faults_of(page):
            wrong[name] = faults
    assert wrong == {}
    assert seen > 50


def faults_of(page):
    page.evaluate(AXE_FILE_PATH.read_text())
    found = page.evaluate(RUN) + order_of(page)
    page.evaluate(STYLE, SPACED)
    found += [f"spaced: {fault}" for fault in lost(page)]
    page.set_viewport_size(DESKTOP)
    page.evaluate(STYLE, LARGE)
    found += [f"large: {fault}" for fault in lost(page)]
    page.set_viewport_size(PHONE)
    return found


def order_of(page):
    """What comes in another order than it is seen, on a phone and on a desk; the phone's size is left as it was."""
    page.set_viewport_size(DESKTOP)
    found = [f"order at a desk: {pair}" for pair in page.evaluate(ORDER)]
    page.set_viewport_size(PHONE)
    return found + [f"order on a phone: {pair}" for pair in page.evaluate(ORDER)]


@pytest.mark.parametrize("path", ["/", "/ur/"])
def test_another_order_is_noticed(inside, path):
    page, _ = inside(viewport=DESKTOP)
    page.goto(path)
    page.evaluate(STYLE, ".site-header .bar { flex-direction: row-reverse }")
    assert page.evaluate(ORDER)
