"""Colours of the person's own, older browsers without the new colour functions, no motion, and paper."""

import re

import pytest
from axe_playwright_python.base import AXE_FILE_PATH

from tests.access.pages import ROLES
from tests.browser.access.key_pages import KEY
from tests.browser.access.keyboard import Hands
from tests.browser.conftest import DESKTOP
from tests.browser.test_access import RUN

NEW_COLOURS = re.compile(r"[^;{}]*:[^;{}]*\b(?:light-dark|color-mix|oklch|oklab|lch|lab|color)\([^;{}]*;")
UNBOUND = """() => [...document.querySelectorAll("button, .button, .badge, .chip, summary.button")]
  .filter(e => e.checkVisibility() && !e.closest(".leaflet-container"))
  .filter(e => { const s = getComputedStyle(e);
    return parseFloat(s.borderTopWidth) < 1 && !s.textDecorationLine.includes("underline") && s.outlineStyle === "none";
  })
  .map(e => `${e.className}: ${e.innerText.slice(0, 30)}`)"""
MOVING = """() => [...document.querySelectorAll("*")].filter(e => { const s = getComputedStyle(e);
    return s.scrollBehavior === "smooth" || [s.transitionDuration, s.animationName !== "none" && s.animationDuration]
      .some(time => time && time.split(",").some(one => parseFloat(one) > 0)) })
  .map(e => `${e.tagName}.${e.className}`)"""
SAME_AS_PAPER = """() => [...document.querySelectorAll("main svg :is(rect, circle, path, line, polyline)")]
  .filter(e => !e.matches(".locator-water, .locator-land, .locator-pin-dot"))  // the coast and the pin have lines
  .filter(e => e.checkVisibility() && e.getBoundingClientRect().width > 2)
  .filter(e => { const s = getComputedStyle(e), paper = getComputedStyle(document.body).backgroundColor;
    return [s.fill, s.stroke].every(colour => [paper, "none"].includes(colour)) })
  .map(e => `${e.closest("svg").getAttribute("class")} ${e.tagName}.${e.getAttribute("class")}`)"""


def pages_of(role, paths):
    return {name: paths[name] for name, who in KEY.items() if who == role}


@pytest.mark.parametrize("role", ROLES)
def test_buttons_marks_and_charts_stay_tellable_in_forced_colours(inside, addresses, role):
    page, _ = inside(role, forced_colors="active")
    wrong = {}
    for name, path in pages_of(role, addresses(role)).items():
        page.goto(path)
        found = page.evaluate(UNBOUND) + page.evaluate(SAME_AS_PAPER)
        wrong |= {name: found} if found else {}
    assert wrong == {}


def test_focus_is_seen_in_forced_colours(inside):
    page, _ = inside(forced_colors="active")
    page.goto("/search/?near=Hackney&topic=grief")
    hands = Hands(page)
    hands.walk()
    assert hands.faults == []


@pytest.mark.parametrize("role", ROLES)
def test_nothing_moves_for_people_who_asked_for_that(inside, addresses, role):
    page, _ = inside(role, reduced_motion="reduce")
    wrong = {}
    for name, path in pages_of(role, addresses(role)).items():
        page.goto(path)
        wrong |= {name: found} if (found := page.evaluate(MOVING)) else {}
    assert wrong == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("role", ROLES)
def test_plain_colours_do_where_new_ones_are_unknown(inside, addresses, role, scheme):
    page, answering = inside(role, color_scheme=scheme)
    answering.restyle = lambda text: NEW_COLOURS.sub("", text)
    wrong = {}
    for name, path in pages_of(role, addresses(role)).items():
        page.goto(path)
        page.evaluate(AXE_FILE_PATH.read_text())
        wrong |= {name: found} if (found := page.evaluate(RUN)) else {}
    assert wrong == {}


def test_paper_has_what_somebody_needs_to_go(inside, stage):
    page, _ = inside(viewport=DESKTOP)
    page.goto(stage.a.listing.get_absolute_url())
    page.emulate_media(media="print")
    for words in (stage.a.listing.name, "When", "Where", "House of the Tuesday Circle", "18:30"):
        assert page.locator("main").get_by_text(words).locator("visible=true").count(), words
