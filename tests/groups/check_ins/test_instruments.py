"""Scores and bands against tables worked out by hand, item by item; and what a file of the operator may say."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from groups.check_ins.instruments import asked, instrument, instruments

OSSS = [
    # three items (1 to 4, 1 to 5, 1 to 5), their sum, and the band of Kocalevent and others (2018)
    ((1, 1, 1), 3, "poor"),
    ((2, 1, 1), 4, "poor"),
    ((1, 2, 1), 4, "poor"),
    ((1, 1, 2), 4, "poor"),
    ((4, 1, 1), 6, "poor"),
    ((1, 5, 1), 7, "poor"),
    ((1, 1, 5), 7, "poor"),
    ((2, 3, 3), 8, "poor"),
    ((3, 3, 3), 9, "moderate"),
    ((4, 5, 1), 10, "moderate"),
    ((1, 5, 5), 11, "moderate"),
    ((2, 5, 5), 12, "strong"),
    ((3, 5, 5), 13, "strong"),
    ((4, 5, 5), 14, "strong"),
]
WHO = [
    # five items (0 to 5), four times their sum
    ((0, 0, 0, 0, 0), 0, "low"),
    ((1, 0, 0, 0, 0), 4, "low"),
    ((0, 1, 0, 0, 0), 4, "low"),
    ((0, 0, 1, 0, 0), 4, "low"),
    ((0, 0, 0, 1, 0), 4, "low"),
    ((0, 0, 0, 0, 1), 4, "low"),
    ((2, 2, 1, 1, 1), 28, "low"),
    ((2, 2, 2, 1, 1), 32, "higher"),
    ((3, 3, 3, 3, 3), 60, "higher"),
    ((5, 5, 5, 5, 4), 96, "higher"),
    ((5, 5, 5, 5, 5), 100, "higher"),
]
OWN_SUPPORT = [((0, 0, 0), 0, "low"), ((4, 0, 0), 4, "low"), ((0, 4, 1), 5, "middle"), ((4, 4, 0), 8, "middle")]
OWN_SUPPORT += [((4, 4, 1), 9, "high"), ((4, 4, 4), 12, "high")]
OWN_WELLBEING = [((0, 0, 0), 0, "low"), ((1, 1, 1), 3, "low"), ((4, 0, 0), 4, "middle"), ((0, 4, 4), 8, "middle")]
OWN_WELLBEING += [((1, 4, 4), 9, "high"), ((4, 4, 4), 12, "high")]
TABLE = [
    (key, *row)
    for key, rows in (("osss-3", OSSS), ("who-5", WHO), ("own-support", OWN_SUPPORT), ("own-wellbeing", OWN_WELLBEING))
    for row in rows
]
WORDS = """
[who-5]
items = [
    { text = "One", answers = ["a", "b", "c", "d", "e", "f"] },
    { text = "Two", answers = ["a", "b", "c", "d", "e", "f"] },
    { text = "Three", answers = ["a", "b", "c", "d", "e", "f"] },
    { text = "Four", answers = ["a", "b", "c", "d", "e", "f"] },
    { text = "Five", answers = ["a", "b", "c", "d", "e", "f"] },
]
"""


@pytest.mark.parametrize(("key", "items", "score", "band"), TABLE)
def test_score_and_band_are_those_worked_out_by_hand(key, items, score, band):
    assert instrument(key).score(items) == score
    assert instrument(key).band(score) == band


@pytest.mark.parametrize(
    ("key", "low", "high"), [("osss-3", 3, 14), ("who-5", 0, 100), ("own-support", 0, 12), ("own-wellbeing", 0, 12)]
)
def test_bands_cover_the_whole_scale_without_gap_or_overlap(key, low, high):
    one = instrument(key)
    assert (one.low, one.high) == (low, high)
    assert [number for band in one.bands for number in range(band.low, band.high + 1)] == list(range(low, high + 1))


@pytest.mark.parametrize("key", ["osss-3", "who-5", "own-support", "own-wellbeing"])
def test_score_is_unknown_where_any_one_item_is_missing(key):
    one = instrument(key)
    full = [item.high for item in one.items]
    for number in range(len(full)):
        assert one.score([*full[:number], None, *full[number + 1 :]]) is None
    assert one.score([]) is one.score(full[1:]) is one.score([*full, 1]) is None


@pytest.mark.parametrize("items", [(0, 1, 1), (5, 1, 1), (1, 6, 1), (1, 1, 6), (1, 0, 1), (1, 1, 0), (-1, 5, 5)])
def test_answer_that_an_item_does_not_have_is_refused(items):
    with pytest.raises(ValueError, match="no answers"):
        instrument("osss-3").score(items)


@pytest.mark.parametrize(("key", "score"), [("osss-3", 2), ("osss-3", 15), ("who-5", -4), ("who-5", 104)])
def test_score_outside_of_the_scale_has_no_band(key, score):
    with pytest.raises(ValueError, match="no score"):
        instrument(key).band(score)


@pytest.mark.parametrize(
    ("key", "score", "calls"),
    [
        *(("who-5", 28, True), ("who-5", 0, True), ("who-5", 32, False), ("who-5", None, False)),
        *(("own-wellbeing", 3, True), ("own-wellbeing", 4, False), ("osss-3", 3, False), ("own-support", 0, False)),
    ],
)
def test_only_low_well_being_shows_whom_to_talk_to(key, score, calls):
    assert instrument(key).calls_for_help(score) is calls


def test_only_our_own_words_are_shipped_and_marked_as_not_validated():
    worded = {key for key, one in instruments().items() if one.has_words}
    assert worded == {"own-support", "own-wellbeing"}
    assert not any(instrument(key).is_validated for key in worded)
    assert all(one.source and one.licence for one in instruments().values())
    assert (asked("support").key, asked("wellbeing").key) == ("own-support", "own-wellbeing")


def test_operator_puts_the_words_in_through_a_file(settings, tmp_path):
    settings.INSTRUMENTS_FILE = tmp_path / "words.toml"
    settings.INSTRUMENTS_FILE.write_text(WORDS)
    assert asked("wellbeing").key == "who-5"
    assert [item.text for item in asked("wellbeing").items] == ["One", "Two", "Three", "Four", "Five"]
    assert asked("wellbeing").score([1, 2, 3, 4, 5]) == 60
    assert asked("support").key == "own-support"


@pytest.mark.parametrize(
    "words",
    [
        "[who-5",
        "[phq-9]\nitems = []",
        "[who-5]",
        WORDS.replace('"f"', '""', 1),
        WORDS.replace('"Five"', '" "'),
        WORDS.replace(', "f"', "", 1),
        WORDS.replace('    { text = "Five"', '    # { text = "Five"'),
    ],
)
def test_file_that_lacks_something_stops_the_start(settings, tmp_path, words):
    settings.INSTRUMENTS_FILE = tmp_path / "words.toml"
    settings.INSTRUMENTS_FILE.write_text(words)
    with pytest.raises(ImproperlyConfigured, match="INSTRUMENTS_FILE"):
        instruments()


def test_file_that_is_not_there_stops_the_start(settings, tmp_path):
    settings.INSTRUMENTS_FILE = tmp_path / "nothing.toml"
    with pytest.raises(ImproperlyConfigured, match="INSTRUMENTS_FILE"):
        instruments()
