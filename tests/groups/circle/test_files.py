"""A circle as a file: what is written is read again, and whatever else comes is refused with a sentence."""

import json
from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from groups.choices import Formality, Support
from groups.circle import Circle, Goal, Helper, read, written
from tests.groups.circle.documents import BAD, SOUND

LETTERS = st.characters(exclude_categories=("Cc", "Cs"))
NAMES = st.text(LETTERS, min_size=1, max_size=40).filter(lambda text: text.replace(" ", ""))
HELPERS = st.builds(
    Helper,
    name=NAMES,
    formality=st.sampled_from(Formality),
    supports=st.sets(st.sampled_from(Support)).map(lambda given: tuple(one for one in Support if one in given)),
    when=st.text(LETTERS, max_size=40),
    listing=st.one_of(st.just(""), st.text("23456789abcdefghjkmnpqrstuvwxyz", min_size=11, max_size=11)),
)
GOALS = st.builds(Goal, words=NAMES, is_reached=st.booleans())
CIRCLES = st.builds(Circle.of, st.lists(HELPERS, max_size=4), st.lists(GOALS, max_size=4))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
)


@given(circle=CIRCLES)
def test_what_is_written_is_read_again(circle):
    assert read(written(circle).encode()) == circle


@given(helpers=JSON, goals=JSON)
def test_whatever_comes_is_a_circle_or_refused(helpers, goals):
    held = {"format": "supportfinder circle", "version": 1, "helpers": helpers, "goals": goals}
    with suppress(ValidationError):
        assert isinstance(read(json.dumps(held).encode()), Circle)


@given(content=st.binary(max_size=300))
def test_any_bytes_are_a_circle_or_refused(content):
    with pytest.raises(ValidationError):
        read(content)


@pytest.mark.parametrize("name", SOUND)
def test_sound_file_is_read(name):
    assert isinstance(read(SOUND[name]), Circle)


@pytest.mark.parametrize("name", ["plain", "a name with a tab", "a name of two lines", "a name with every other blank"])
def test_name_is_one_line_however_it_was_written(name):
    assert read(SOUND[name]).helpers[0].name == "my sister"


def test_circle_with_a_listing_whose_name_has_a_tab_stays_sound():
    kept = read(written(Circle.of([Helper("Tuesday\tCircle", listing="abcdefghjkm")])).encode())
    assert kept.helpers[0].name == "Tuesday Circle"


@pytest.mark.parametrize("name", BAD)
def test_bad_file_is_refused_with_a_sentence(name):
    with pytest.raises(ValidationError) as refused:
        read(BAD[name])
    assert refused.value.messages[0].endswith("Nothing was changed.")


def test_deep_file_is_refused():
    with pytest.raises(ValidationError):
        read(b"[" * 100_000)


def test_fullest_circle_fits_into_a_file():
    helpers = [Helper(f"{nth:02}" + "🙂" * 198, supports=tuple(Support), when="🙂" * 120) for nth in range(30)]
    goals = [Goal(f"{nth:02}" + "🙂" * 198) for nth in range(20)]
    circle = Circle.of(helpers, goals)
    assert read(written(circle).encode()) == circle


def test_listing_without_a_name_is_left_out():
    assert read(written(Circle.of([Helper("", listing="abcdefghjkm")])).encode()) == Circle()
