"""Every page as a screen reader walks it: its name, its parts, its headings, and where it speaks to the person."""

from collections import Counter

import pytest
from django.conf import settings

from tests.access.outline import outline
from tests.access.pages import ROLES

HEADERLESS = {"embed"}
"""Stands in the page of somebody else, which begins with a header of its own."""
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
REFERS = ("aria-labelledby", "aria-describedby", "aria-controls", "for", "list", "form")
NAMELESS = "Support near you"


def landmarks_of(name, page):
    """What is wrong with the parts of a page, as sentences."""
    parts = {
        "main": [one for one in page.every() if one.tag == "main" or one.role() == "main"],
        "header": [one for one in page.every("header") if one.of_page()],
        "footer": [one for one in page.every("footer") if one.of_page()],
    }
    wanted = {"main": 1, "header": name not in HEADERLESS, "footer": 1}
    wrong = [f"{len(found)} of {part}" for part, found in parts.items() if len(found) != wanted[part]]
    names = Counter(named(page, one) for one in page.every("nav"))
    return wrong + [f"{count} nav called {nav!r}" for nav, count in names.items() if count > 1 or not nav]


def named(page, one):
    """What a landmark is called."""
    ids = one.at.get("aria-labelledby", "").split()
    words = [other.text() for other in page.every() if other.at.get("id") in ids] if ids else []
    return one.at.get("aria-label") or " ".join(words)


def headings_of(_name, page):
    """One h1, in main and before the other headings there; from each to the next no level is left out."""
    found = list(page.every(*HEADINGS))
    levels = [int(one.tag[1]) for one in found]
    wrong = [] if levels.count(1) == 1 else [f"{levels.count(1)} h1"]
    wrong += [f"begins with {found[0].tag} {found[0].text()[:40]!r}"] if levels[:1] != [1] else []
    pairs = zip(found, levels, levels[1:], found[1:], strict=False)
    wrong += [
        f"{one.tag} {one.text()[:30]!r}, then {two.tag} {two.text()[:30]!r}" for one, a, b, two in pairs if b > a + 1
    ]
    return wrong + [f"{one.tag} without words" for one in found if not one.text()]


def ids_of(_name, page):
    """No id twice, and nothing that refers to one that is not there."""
    ids = Counter(one.at["id"] for one in page.every() if one.at.get("id"))
    wrong = [f"id {name} {count} times" for name, count in ids.items() if count > 1]
    asked = {(how, one) for node in page.every() for how in REFERS for one in node.at.get(how, "").split()}
    return wrong + sorted(f"{how}={one} leads nowhere" for how, one in asked if one not in ids)


SCRIPTS = [path for path in (settings.BASE_DIR / "static" / "js").glob("*.js") if "leaflet" not in path.name]
SPEAKS = [
    ("search near", "anonymous", "live-count"),
    ("home", "anonymous", "locate-note"),
    ("listing-detail", "anonymous", "saved-status"),
    ("post-informal", "anonymous", "times-dates"),
    ("circle", "anonymous", "data-said"),
    ("circle", "anonymous", "data-problem"),
    ("saved", "anonymous", "data-offline-status"),
]
"""Where scripts speak, and what marks the place."""
CHECKS = {"landmarks": landmarks_of, "headings": headings_of, "ids": ids_of}


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("role", ROLES)
def test_every_page_is_built_soundly(every_page, role, check):
    pages = every_page(role=role)
    assert len(pages) > 60
    assert {name: wrong for name, page in pages.items() if (wrong := CHECKS[check](name, page))} == {}


@pytest.mark.parametrize("role", ROLES)
def test_every_page_has_a_telling_title(every_page, role):
    pages = every_page(role=role)
    titles = {name: next(page.every("title")).text() for name, page in pages.items()}
    assert [name for name, title in titles.items() if not title or (title == NAMELESS and name != "home")] == []
    heads = {}
    for name, page in pages.items():
        heads.setdefault(titles[name], {}).setdefault(next(page.every("h1")).text(), name)
    assert {title: found for title, found in heads.items() if len(found) > 1} == {}


@pytest.mark.parametrize("language", ["es", "ur"])
def test_words_in_another_language_say_so(every_page, language):
    wrong = {name: found for name, page in every_page(language).items() if (found := strangers(page, language))}
    assert wrong == {}


def strangers(page, language):
    """Words that are not in `language`, by the letters or by a link to another language, and do not say so."""
    top = next(page.every("html"))
    wrong = [] if top.lang() == language else [f"the page says {top.lang()!r}"]
    for one in page.every("a", "option"):
        told = one.at.get("hreflang", language)
        wrong += [one.text()] if told != one.lang() and told != language else []
    return wrong


@pytest.mark.parametrize("role", ROLES)
def test_heads_of_tables_say_what_they_are_over(every_page, role):
    bare = {
        name: found
        for name, page in every_page(role=role).items()
        if (found := [one.text() for one in page.every("th") if "scope" not in one.at])
    }
    assert bare == {}


def test_scripts_write_into_what_is_already_announced():
    """A status has to stand in the page before words come into it, or nothing is said."""
    made = {path.name for path in SCRIPTS if 'setAttribute("role", "status")' in path.read_text()}
    assert made == {"map-controls.js", "pin.js"}  # they make it empty with the map, long before they write


@pytest.mark.parametrize(("name", "role", "fit"), SPEAKS)
def test_place_for_messages_is_there_from_the_beginning(every_page, name, role, fit):
    spoken = [one for one in every_page(role=role)[name].every() if one.role() in ("status", "alert")]
    assert any(fit in f"{one.at}" for one in spoken)


@pytest.mark.parametrize(
    ("check", "html"),
    [
        ("landmarks", "<header></header><main></main><main></main><footer></footer>"),
        ("landmarks", "<header></header><nav></nav><main></main><footer></footer>"),
        ("headings", "<h1>A</h1><h3>B</h3>"),
        ("headings", "<h1>A</h1><h1>B</h1>"),
        ("headings", "<h2>A</h2><h1>B</h1>"),
        ("ids", '<p id="a"></p><p id="a"></p>'),
        ("ids", '<label for="a">A</label>'),
    ],
)
def test_unsound_page_is_noticed(check, html):
    assert CHECKS[check]("made up", outline(html))
