"""Paragraphs become lines that fit, without a letter lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groups.booklet.letters import printable
from groups.booklet.lines import Paragraph, Span, lines_of

WIDTHS = st.floats(min_value=60, max_value=600)
ANY = st.text(max_size=300)


def lines(text, width=200.0, size=10.0, **more):
    return lines_of(Paragraph((Span(printable(text).text),), size, **more), width)


def letters_of(found):
    return "".join(line.text for line in found).replace(" ", "")


@given(ANY, WIDTHS, st.sampled_from([8.5, 10, 16, 34]))
def test_no_line_is_wider_than_its_column(text, width, size):
    assert all(line.width <= width + 0.01 for line in lines(text, width, size))


@given(ANY, WIDTHS)
def test_no_letter_is_lost(text, width):
    expected = "".join(printable(text).text.split())
    assert letters_of(lines(text, width)) == expected


@given(st.lists(st.sampled_from(["Tuesday", "مجموعة", "(?)", "18:30", "Привет"]), min_size=1, max_size=40), WIDTHS)
def test_words_stay_in_the_order_of_reading(words, width):
    found = " ".join(line.text for line in lines(" ".join(words), width))
    assert found.split() == words


def test_word_longer_than_a_line_is_cut():
    found = lines("https://example.org/" + "x" * 300)
    assert len(found) > 5
    assert letters_of(found).count("x") == 301


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://example.org/near/san-francisco", ["https://example.org/", "near/san-francisco"]),
        ("someone.else@support.example.org", ["someone.else@support", ".example.org"]),
        ("https://example.org//x" + "y" * 20, ["https://example.org//", "x" + "y" * 20]),
    ],
)
def test_long_address_is_parted_at_its_joints(text, expected):
    assert [line.text for line in lines(text, 115.0)] == expected


def test_rest_of_a_long_word_begins_a_line():
    assert [line.text for line in lines("https://" + "m" * 12 + " end", 120.0)] == ["https://", "m" * 12, "end"]


def test_line_break_of_a_text_stays_one():
    assert [line.text for line in lines("Ring twice.\nThen wait.")] == ["Ring twice.", "Then wait."]


def test_label_and_answer_stand_on_one_line_in_their_weights():
    (line,) = lines_of(Paragraph((Span("When:", is_bold=True), Span("Every Tuesday")), 10), 300)
    assert [(group.text, group.is_bold) for group in line.groups] == [("When:", True), ("Every Tuesday", False)]
    assert line.groups[1].x > line.groups[0].width


def test_faces_within_a_line_are_told_apart_and_keep_their_space():
    (line,) = lines("Kreis Привет heute", 400)
    (group,) = line.groups
    assert [(piece.text, piece.family) for piece in group.pieces] == [
        ("Kreis ", "figtree"),
        ("Привет ", "noto"),
        ("heute", "figtree"),
    ]


@pytest.mark.parametrize(("text", "is_rtl"), [("مجموعة الدعم (Tuesday)", True), ("Tuesday مجموعة", False)])
def test_text_from_right_to_left_is_shaped_whole(text, is_rtl):
    (line,) = lines(text, 400)
    assert line.is_right_to_left is is_rtl
    assert [group.is_complex for group in line.groups] == [True]


def test_room_is_left_for_a_page_number():
    text = "x " * 60
    assert lines(text, page_of="a")[0].width < lines(text)[0].width
    assert [line.page_of for line in lines(text, page_of="a")] == [""] * (len(lines(text, page_of="a")) - 1) + ["a"]


def test_text_without_words_takes_no_room():
    assert lines(" \n\t ") == []
