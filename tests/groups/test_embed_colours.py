"""Colours of a host on our frame: whatever is asked for, words can be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groups.palette import BACKS, DARK, LIGHT, Palette, best_on, contrast, own_tokens

COLOURS = "/embed/colours.css"
hexes = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
asked = st.one_of(st.just(""), hexes)


def sheets(palette):
    return [palette.sheet(scheme).tokens() for scheme in palette.schemes]


def test_contrast_is_as_the_guidelines_reckon_it():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert contrast("#ffffff", "#767676") == contrast("#767676", "#ffffff")


@given(paper=asked, ink=asked, accent=asked, scheme=st.sampled_from(["", LIGHT, DARK]))
def test_words_can_be_read_whatever_a_host_asks_for(paper, ink, accent, scheme):
    for tokens in sheets(Palette(paper, ink, accent, scheme)):
        for words in ("ink", "ink-soft", "teal-ink"):
            assert min(contrast(tokens[words], tokens[back]) for back in BACKS) >= 4.5, words
        for words, back in (("on-teal", "teal"), ("clay", "clay-wash"), ("plum", "plum-wash"), ("plum", "surface")):
            assert contrast(tokens[words], tokens[back]) >= 4.5, words
        for shape in ("focus", "line-strong"):
            assert contrast(tokens[shape], tokens["paper"]) >= 3, shape


@given(paper=hexes)
def test_black_or_white_can_be_read_on_every_paper(paper):
    assert contrast(best_on(paper), paper) >= 4.5


@pytest.mark.parametrize(("paper", "scheme"), [("#ffffff", LIGHT), ("#20303a", DARK), ("#808080", LIGHT)])
def test_paper_decides_the_scheme(paper, scheme):
    assert Palette(paper=paper, scheme=DARK).schemes == [scheme]


def test_colours_that_can_be_read_are_taken_as_they_are():
    palette = Palette(paper="#fffff0", ink="#102030", accent="#7a0040")
    (tokens,) = sheets(palette)
    assert [tokens[name] for name in ("paper", "ink", "teal", "teal-ink")] == [
        "#fffff0",
        "#102030",
        "#7a0040",
        "#7a0040",
    ]
    assert list(palette.refused()) == []


def test_colour_that_cannot_be_read_is_replaced_for_words_alone():
    palette = Palette(paper="#ffffff", accent="#ffff00")
    (tokens,) = sheets(palette)
    assert (tokens["teal"], tokens["on-teal"]) == ("#ffff00", "#000000")
    assert list(palette.refused()) == [("accent", LIGHT, "#ffff00", tokens["teal-ink"])]


def test_without_colours_the_sheet_is_that_of_the_site():
    assert sheets(Palette()) == [own_tokens()[LIGHT], own_tokens()[DARK]]
    assert len(own_tokens()[LIGHT]) == len(own_tokens()[DARK]) == 16


def test_style_sheet_has_the_colours_and_the_corners(client):
    answer = client.get(COLOURS, {"paper": "#20303A", "corners": "2"})
    assert answer["Content-Type"] == "text/css; charset=utf-8"
    sheet = answer.content.decode()
    assert "color-scheme: dark;" in sheet
    assert "--paper: #20303a;" in sheet
    assert "--radius: 2px;" in sheet
    assert "@media" not in sheet


def test_style_sheet_follows_the_device_where_nothing_else_is_said(client):
    sheet = client.get(COLOURS, {"accent": "#7a0040"}).content.decode()
    assert "color-scheme: light dark;" in sheet
    assert sheet.count("--teal: #7a0040;") == 2
    assert "@media (prefers-color-scheme: dark)" in sheet


@pytest.mark.parametrize(
    "wrong",
    ["red", "#fff", "#12345g", "#1234567", "#123456;}body{display:none", "#123456\n", "url(//evil.example)", "\0", ""],
)
@pytest.mark.parametrize("name", ["paper", "ink", "accent", "scheme", "corners"])
def test_what_is_no_colour_never_reaches_the_style_sheet(client, name, wrong):
    answer = client.get(COLOURS, {name: wrong})
    assert answer.status_code == 200
    assert answer.content == client.get(COLOURS).content or wrong.strip() == "#123456"


def test_page_keeps_the_style_sheet_for_a_day(client):
    assert client.get(COLOURS)["Cache-Control"] == "max-age=86400, public"
