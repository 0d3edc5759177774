"""What goes on which page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groups.booklet.lines import LEADING, Paragraph, Span
from groups.booklet.pages import PAPERS, Block, Paper, filled

SMALL = Paper(width=300, height=21 + 100 * LEADING, margin=10)  # ten lines of ten points


def block(number, *, key="", **more):
    """A block of so many lines."""
    return Block(tuple(Paragraph((Span(f"{key}{nth}"),), 10) for nth in range(number)), key, **more)


def keys(pages):
    return [[start.key for start in page.starts if start.key] for page in pages]


def test_blocks_follow_each_other_while_there_is_room():
    assert keys(filled([block(4, key="a"), block(6, key="b"), block(1, key="c")], SMALL, 0)) == [["a", "b"], ["c"]]


def test_block_is_not_broken_where_it_fits_on_a_page():
    pages = filled([block(5, key="a"), block(6, key="b")], SMALL, 0)
    assert [len(page.lines) for page in pages] == [5, 6]


def test_block_longer_than_a_page_is_broken():
    assert [len(page.lines) for page in filled([block(25)], SMALL, 0)] == [10, 10, 5]


def test_long_block_does_not_leave_most_of_a_page_empty():
    assert [len(page.lines) for page in filled([block(1), block(10)], SMALL, 0)] == [10, 1]


def test_heading_stays_with_what_it_is_above():
    pages = filled([block(8, key="a"), block(1, key="h", keeps_next=True), block(3, key="b")], SMALL, 0)
    assert keys(pages) == [["a"], ["h", "b"]]


def test_heading_over_a_whole_page_is_followed_by_its_beginning():
    pages = filled([block(5, key="a"), block(3, key="h", keeps_next=True), block(9, key="b")], SMALL, 0)
    assert keys(pages) == [["a"], ["h", "b"], []]


def test_part_that_wants_a_page_of_its_own_gets_it():
    pages = filled([block(1, key="a"), block(1, key="b", starts_page=True), block(1, key="c")], SMALL, 0)
    assert keys(pages) == [["a"], ["b", "c"]]
    assert len(filled([block(1, starts_page=True)], SMALL, 0)) == 1


def test_foot_is_left_free():
    assert [len(page.lines) for page in filled([block(1)] * 8, SMALL, 3 * 10 * LEADING)] == [7, 1]


def test_space_above_is_dropped_at_the_top_of_a_page():
    spaced = Block((Paragraph((Span("a"),), 10, space=30),), is_ruled=True)
    (page,) = filled([spaced], SMALL, 0)
    assert page.lines[0].bottom == pytest.approx(10 + 10 * LEADING)
    assert not page.lines[0].is_ruled


@given(
    st.lists(st.tuples(st.integers(0, 30), st.booleans(), st.booleans()), max_size=20),
    st.sampled_from([SMALL, *PAPERS.values()]),
    st.floats(0, 60),
)
def test_nothing_runs_out_of_a_page_and_nothing_is_lost(shapes, paper, foot):
    blocks = [block(size, key=f"{nth}-", keeps_next=a, starts_page=b) for nth, (size, a, b) in enumerate(shapes)]
    pages = filled(blocks, paper, foot)
    assert sum(len(page.lines) for page in pages) == sum(size for size, _a, _b in shapes)
    assert [key for page in keys(pages) for key in page] == [one.key for one in blocks]
    for page in pages:
        bottoms = [placed.bottom for placed in page.lines]
        assert bottoms == sorted(bottoms)
        assert all(bottom <= paper.height - paper.margin - foot + 0.01 for bottom in bottoms)
