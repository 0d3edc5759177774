"""Large text and much space between letters: nothing is cut off, and nobody scrolls in two directions.

A window of 1280 by 1024 pixels at 400 % leaves 320 by 256 (WCAG 1.4.10); text alone grows to 200 % (1.4.4), on a phone
too; and people set the spacing of text themselves (1.4.12).
"""

import pytest

from tests.access.pages import ROLES
from tests.browser.access.key_pages import KEY
from tests.browser.conftest import DESKTOP, PHONE

AT_400 = {"width": 320, "height": 256}
STYLE = "rules => { const s = new CSSStyleSheet(); s.replaceSync(rules); document.adoptedStyleSheets = [s] }"
LARGE = "html { font-size: 200% }"
SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-block-end: 2em !important }"""
LOST = """() => {
  const scrolls = e => e && (["auto", "scroll"].includes(getComputedStyle(e).overflowX) ? e : scrolls(e.parentElement));
  const hasText = e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
  const isSmall = e => e.clientWidth <= 1 || e.clientHeight <= 1;  // what is for screen readers alone
  return [...document.querySelectorAll("body *")]
    .filter(e => hasText(e) && e.checkVisibility() && !e.closest("svg, .unseen"))
    .flatMap(e => {
      const style = getComputedStyle(e), box = e.getBoundingClientRect(), says = e.innerText?.trim().slice(0, 40);
      const own = style.display !== "inline" && !isSmall(e);
      const hides = side => ["hidden", "clip"].includes(style[`overflow${side}`]);
      const isCut = own && (hides("X") && e.scrollWidth > e.clientWidth + 1
                            || hides("Y") && e.scrollHeight > e.clientHeight + 2);
      const isOut = !isSmall(e) && !scrolls(e) && box.width > 1 && (box.right > innerWidth + 1 || box.left < -1);
      return isCut ? [`cut: ${says}`] : isOut && !e.closest(".skips") ? [`out of sight: ${says}`] : [];
    });
}"""
SIDEWAYS = "document.documentElement.scrollWidth > innerWidth"


def lost(page):
    """What is cut off or beside the window, as a list of sentences."""
    return page.evaluate(LOST) + (["scrolls sideways"] if page.evaluate(SIDEWAYS) else [])


@pytest.mark.parametrize("role", ROLES)
def test_nothing_is_lost_when_text_is_large_or_spaced(inside, addresses, role):
    page, _ = inside(role, viewport=AT_400)
    paths, wrong = addresses(role), {}
    for name in (name for name, who in KEY.items() if who == role):
        page.set_viewport_size(AT_400)
        page.goto(paths[name])
        found = {"400 %": lost(page)}
        page.evaluate(STYLE, SPACED)
        found["spaced at 400 %"] = lost(page)
        page.set_viewport_size(DESKTOP)
        found["spaced"] = lost(page)
        page.evaluate(STYLE, LARGE)
        found["text of 200 %"] = lost(page)
        page.set_viewport_size(PHONE)
        found["text of 200 % on a phone"] = lost(page)
        wrong |= {f"{name} {how}": what for how, what in found.items() if what}
    assert wrong == {}


def test_text_that_is_cut_is_noticed(inside):
    page, _ = inside(viewport=AT_400)
    page.goto("/about/")
    page.evaluate(STYLE, "main p { white-space: nowrap; overflow: hidden }")
    assert lost(page)
