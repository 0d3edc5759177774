"""axe over every kind of page, for everybody, on a narrow and a wide screen, by day and by night.

The short run shows each page once to each of the roles that get it, with the four pairs of screen and light taken in
turn; PROVE=1 shows every page in all of them.
"""

import os
from itertools import product

import pytest
from axe_playwright_python.base import AXE_FILE_PATH

from tests.access.pages import ROLES
from tests.browser.conftest import DESKTOP
from tests.browser.test_access import NARROW, RUN

LOOKS = list(product((NARROW, DESKTOP), ("light", "dark")))
LONG = bool(os.environ.get("PROVE"))
STILL = "document.getAnimations().forEach(animation => animation.finish())"


def looks_of(number, role, roles):
    """In which looks the page with this number is shown to `role`: all of them are met when all `roles` have looked."""
    if LONG:
        return LOOKS
    turn = number + roles.index(role) * (len(LOOKS) // len(roles) or 1)
    return [LOOKS[(turn + step) % len(LOOKS)] for step in range(-(-len(LOOKS) // len(roles)))]


def faults_of(page, look):
    """What is wrong with the page as it stands, in one look, as a list of sentences."""
    viewport, scheme = look
    page.set_viewport_size(viewport)
    page.emulate_media(color_scheme=scheme)
    page.evaluate(STILL)
    found = [f"{viewport['width']} {scheme} {fault}" for fault in page.evaluate(RUN)]
    if page.evaluate("document.documentElement.scrollWidth") > viewport["width"]:
        found.append(f"{viewport['width']} scrolls sideways")
    return found


@pytest.mark.parametrize("role", ROLES)
def test_no_page_has_a_fault(inside, addresses, role):
    page, answering = inside(role)
    shown = {name: addresses(name) for name in ROLES}
    wrong = {}
    for number, (name, path) in enumerate(sorted(shown[role].items())):
        page.goto(path)
        if not answering.has_page:
            continue
        page.evaluate(AXE_FILE_PATH.read_text())
        roles = [other for other in ROLES if name in shown[other]]
        faults = [fault for look in looks_of(number, role, roles) for fault in faults_of(page, look)]
        if faults:
            wrong[name] = faults
    assert wrong == {}
