"""The trees against looking at every point."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groups.bench import kdtree
from groups.bench.questions import Question
from groups.geo import Point, chord_metres, to_cube

PLACES = st.builds(Point, st.integers(-90, 90), st.integers(-180, 180))  # whole degrees: equal distances come up
LISTINGS = st.lists(st.tuples(PLACES, st.sets(st.integers(0, 5))), min_size=1, max_size=120)
GROUPS = st.lists(st.sets(st.integers(0, 5), min_size=1).map(tuple), max_size=2).map(tuple)
TREES = [
    kdtree.PlainTree,
    pytest.param(kdtree.ScipyTree, marks=pytest.mark.skipif(not kdtree.cKDTree, reason="scipy is not installed")),
]


def by_looking_at_all(points, question, place):
    spot = to_cube(place)
    far = float("inf") if question.km is None else chord_metres(question.km) ** 2
    fitting = [
        (square, pk)
        for x, y, z, pk, words in points
        if (square := sum((a - b) ** 2 for a, b in zip(spot, (x, y, z), strict=True))) <= far
        and all(words & kdtree.mask(group) for group in question.groups)
    ]
    return [pk for _square, pk in sorted(fitting)[:20]]


@pytest.mark.parametrize("tree", TREES)
@given(listings=LISTINGS, groups=GROUPS, place=PLACES, km=st.sampled_from([None, 200, 3000]))
def test_tree_finds_what_looking_at_all_finds(tree, listings, groups, place, km):
    points = [(*to_cube(spot), pk, kdtree.mask(tags)) for pk, (spot, tags) in enumerate(listings)]
    engine = object.__new__(kdtree.InMemory)
    engine.tree = tree(points)
    question = Question("Q1", "", (), km, groups)
    assert engine.nearest(question, place) == by_looking_at_all(points, question, place)


def test_mask_has_one_bit_for_each_number():
    assert kdtree.mask([0, 3, 3]) == 0b1001
    assert kdtree.mask([]) == 0
