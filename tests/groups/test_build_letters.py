"""The Arabic letters of the site: every letter that its Urdu is written with, and no more weight than they need."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from fontTools.ttLib import TTFont

from groups.management.commands import build_letters

ROOT = Path(settings.BASE_DIR)
WRITTEN = ["locale/ur/LC_MESSAGES/django.po", "groups/data/words/ur.toml", "groups/data/danger.toml"]


@pytest.fixture(scope="module")
def letters():
    with TTFont(build_letters.FILE) as font:
        yield {chr(code) for code in font.getBestCmap()}


@pytest.mark.parametrize("name", WRITTEN)
def test_every_arabic_letter_of_our_urdu_is_there(letters, name):
    used = set(re.findall(r"[\u0600-\u06ff\u200c-\u200f]", (ROOT / name).read_text("utf-8")))
    assert len(used) > 20
    assert used <= letters


def test_letters_have_every_weight_that_pages_write_in(letters):
    with TTFont(build_letters.FILE) as font:
        (axis,) = font["fvar"].axes
    assert (axis.axisTag, axis.minValue, axis.maxValue) == ("wght", *build_letters.WEIGHTS)


def test_letters_weigh_less_than_three_pages():
    assert build_letters.FILE.stat().st_size < 45_000


def test_letters_are_those_that_the_command_makes(letters, tmp_path):
    (tmp_path / "made.woff2").write_bytes(build_letters.built())
    with TTFont(tmp_path / "made.woff2") as made:
        assert {chr(code) for code in made.getBestCmap()} == letters
