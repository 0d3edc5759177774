"""Which letters are printed, and what becomes of those that no face has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groups.booklet.fonts import fonts
from groups.booklet.letters import REPLACED, is_right_to_left, printable, word


@pytest.mark.parametrize(
    "text", ["Tuesday Circle", "Übergröße, Țară", "Ελληνικά", "Привет", "مجموعة الدعم", "ہم سب", "हिन्दी"]
)
def test_text_that_a_face_has_stays_as_it_is(text):
    assert printable(text) == (text, True)


@pytest.mark.parametrize("text", ["日本", "שלום", "😀"])
def test_letters_that_no_face_has_are_replaced_once_and_said(text):
    assert printable(f"The {text} circle") == (f"The {REPLACED} circle", False)


@pytest.mark.parametrize("sign", ["\x00", "\u200e", "\u202e", "\ufe0f"])
def test_sign_without_a_shape_is_left_out(sign):
    assert printable(f"Tues{sign}day") == ("Tuesday", True)


def test_white_space_becomes_single_spaces_and_lines_stay():
    assert printable(" Come\tin \r\n\n by  the door\u2028now ").text == "Come in\nby the door\nnow"


def test_word_is_set_in_one_face_where_one_has_it_all():
    assert [piece.family for piece in word("Tuesday", is_bold=False).pieces] == ["figtree"]
    assert [piece.family for piece in word("Привет", is_bold=False).pieces] == ["noto"]
    assert [piece.family for piece in word("مجموعة", is_bold=True).pieces] == ["arabic"]


def test_bold_is_wider_and_joined_letters_are_shaped():
    assert word("Tuesday", is_bold=True).width > word("Tuesday", is_bold=False).width
    joined = word("مجموعة", is_bold=False)
    assert joined.is_complex
    face = fonts().by_style[""][-1]
    assert joined.width != sum(face.widths[ord(letter)] for letter in "مجموعة")


def test_direction_is_that_of_the_first_letter_that_has_one():
    assert is_right_to_left("18:30 مجموعة Tuesday")
    assert not is_right_to_left("18:30 Tuesday مجموعة")
    assert not is_right_to_left("18:30")


@given(st.text())
def test_whatever_is_typed_every_letter_left_has_a_shape(text):
    known = fonts().known
    assert all(sign.isspace() or ord(sign) in known for sign in printable(text).text)
