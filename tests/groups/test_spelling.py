"""Mistyped words: what they may stand for, that search looks for it too and says so, and that nothing else changes."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from groups import spelling
from groups.models import Listing
from groups.models.planning import analyze
from groups.models.vocabulary import Word
from tests import factories
from tests.groups import spelling_oracle

WORDS = {
    "depression": 50, "anxiety": 60, "anon": 9, "bereavement": 7, "group": 400, "groups": 30, "schizophrenia": 4,
    "munchen": 3, "strasse": 3, "home": 90, "rides": 5, "ridge": 5, "rider": 2, "rixes": 1, "12steps": 2, "надежда": 2,
    "1234567b": 1, "grip": 1, "y" * 40: 1,
}  # fmt: skip
OPERATORS = "& | ! : * ( ) ' \" \\ < -> % _ $1 %s {} [] ; --"


@pytest.fixture
def words(db):
    """A directory of a few words."""
    Word.objects.bulk_create(Word(text=text, listings=n) for text, n in WORDS.items())


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("depresion", ["depression"]),
        ("Dépresion", ["depression"]),
        ("anxeity", ["anxiety"]),
        ("anxciety", ["anxiety"]),
        ("anxiaty", ["anxiety"]),
        ("annon", ["anon"]),
        ("bereavment", ["bereavement"]),
        ("schizofrenia", ["schizophrenia"]),
        ("gruop", ["group"]),
        ("Muenchen", ["munchen"]),
        ("12stebs", ["12steps"]),
        ("наdежда", ["надежда"]),
        ("надежла", ["надежда"]),
        ("ridez", ["rides", "rider"]),
        ("nepression", ["depression"]),  # a slip in the first letter counts as two
        ("nepresion", []),
        ("nanxiety", ["anxiety"]),
        ("nxiety", []),
        ("rome", []),
        ("anxeiyt", []),  # two slips in a short word
        ("depresionsz", []),  # three in a long one
        ("zzzzqqq", []),
        ("grp & it", []),
        ("grp with", []),
        ("12345678", []),
        ("y" * 20 + "z" + "y" * 20, []),
    ],
)
def test_near_words_are_a_slip_or_two_away(words, typed, near):
    assert list(spelling.read(typed).near.values()) == ([near] if near else [])


@pytest.mark.parametrize("typed", ["depression", "DEPRESSION", "depress", "Straße", "München", "grou", "Home"])
def test_word_that_is_known_or_begins_one_is_not_changed(words, typed):
    assert spelling.read(f"{typed} depresion").near == {"depresion": ["depression"]}


@pytest.mark.parametrize(
    ("others", "near"),
    [
        ({"greifswald": 2}, ["grief", "greil"]),
        ({"greifswald": 2, "greifen": 0}, ["grief"]),  # counts as one
        ({"greifswald": 2, "greifen": 2}, []),
        ({"greifswald": 4}, []),
        ({"greif": 0}, []),
    ],
)
def test_beginning_of_a_rare_word_may_be_a_slip_of_one_far_more_common(db, others, near):
    given = {"grief": 300, "greil": 299, "gref": 1, **others}
    Word.objects.bulk_create(Word(text=text, listings=n) for text, n in given.items())
    assert spelling.read("greif").near.get("greif", []) == near


def test_beginning_may_be_two_slips_of_one_far_more_common(db):
    Word.objects.create(text="greifswalder", listings=3)
    common = Word.objects.create(text="greifswaltt", listings=299)
    assert spelling.read("greifswald").near == {}
    Word.objects.filter(pk=common.pk).update(listings=300)
    assert spelling.read("greifswald").near == {"greifswald": ["greifswaltt"]}


def test_nearest_words_come_first_and_three_at_most(db):
    given = {"ridge": 9, "rides": 5, "rider": 1, "ripen": 5, "ridey": 7, "briden": 90}
    Word.objects.bulk_create(Word(text=text, listings=n) for text, n in given.items())
    assert spelling.read("riden").near == {"riden": ["ridey", "rides", "ripen"]}
    Word.objects.create(text="riden", listings=0)
    assert spelling.read("riden").near == {}


def test_fewer_slips_go_before_more_listings(db):
    Word.objects.bulk_create([Word(text="recovers", listings=900), Word(text="recovery", listings=1)])
    assert spelling.read("recoverry recoverr").near == {"recoverry": ["recovery"], "recoverr": ["recovers", "recovery"]}


def test_most_alike_words_are_looked_at_before_those_in_most_listings(db):
    Word.objects.bulk_create(Word(text=f"bereavement{letter * 4}", listings=9) for letter in "abcdefghijkl")
    Word.objects.create(text="bereavement", listings=1)
    assert spelling.read("bereavmennt").near == {"bereavmennt": ["bereavement"]}


@pytest.mark.parametrize(
    ("text", "is_rare"),
    [("zzzzqqq", True), ("group zzzz", True), ("grip", False), ("gro", False), ("depress", False), ("gruop", False)],
)
def test_word_that_hardly_any_listing_holds_is_rare(words, clinic, text, is_rare):
    """Fewer than one in 200; what was meant counts too. Here is one listing in all."""
    analyze(Listing)
    assert spelling.read(text).is_rare is is_rare


def test_search_begins_at_a_rare_word(client, now, words, clinic, django_assert_max_num_queries):
    """The planner is made to by asking for it twice, which finds the same."""
    analyze(Listing)
    with django_assert_max_num_queries(12) as questions:
        assert client.get("/search.geojson?q=lea&lat=51.54&lon=0.0").json()["total"] == 1
        assert client.get("/search.geojson?q=zzzzqqq").json()["total"] == 0
    asked = " ".join(query["sql"] for query in questions.captured_queries)
    assert ("'zzzzqqq zzzzqqq'" in asked, "'lea lea'" in asked) == (True, False)
    assert Listing.objects.about("lea clinic", is_rare=True).get() == clinic


def test_typos_of_a_whole_text_take_one_query(words, django_assert_num_queries):
    with django_assert_num_queries(1):
        meant = spelling.read("gruop, anxeity! & depresion").near
    assert meant == {"gruop": ["group"], "anxeity": ["anxiety"], "depresion": ["depression"]}
    with django_assert_num_queries(0):
        assert spelling.read("a of (12) !").near == {}


def test_only_the_first_five_unknown_words_are_looked_at(words):
    assert spelling.read("qqqqa qqqqb qqqqc qqqqd depresion anxeity").near == {"depresion": ["depression"]}


@settings(max_examples=60)
@example(OPERATORS)
@example("anxeity" + OPERATORS + "gruop:*")
@given(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=200))
def test_any_text_can_be_asked_about_and_searched_for(words, text):
    """The form refuses what no database can store: the null character."""
    meant = spelling.read(text).near
    assert list(Listing.objects.about(text, also=meant)) == []
    assert all(typed not in WORDS and set(near) <= WORDS.keys() for typed, near in meant.items())


@settings(max_examples=60)
@given(st.sampled_from(sorted(WORDS)), st.integers(1, 40), st.text(st.sampled_from("abcdeirsz"), max_size=3))
def test_near_words_are_those_of_the_slow_definition(words, word, cut, letters):
    typed = word[:cut] + letters + word[cut + len(letters) // 2 :]
    expected = spelling_oracle.near(typed, WORDS)
    assert spelling.read(typed).near == ({typed: expected} if expected else {})


def test_search_finds_what_was_meant_and_says_so(client, now, clinic, circle, words):
    page = client.get("/search/?q=depresion").content.decode()
    assert "Lea Clinic" in page
    assert "Tuesday Circle" not in page
    assert "Little or nothing here says “depresion”, so this also looks for “depression”." in page


def test_search_still_finds_what_holds_the_word_as_typed(client, now, source, clinic, words):
    """The words were collected before this listing came."""
    factories.make_listing(source, "Depresions of the Fens", attendance="online")
    found = client.get("/search.geojson?q=depresion").json()
    assert {one["properties"]["name"] for one in found["features"]} == {"Depresions of the Fens", "Lea Clinic"}


def test_each_other_word_of_the_text_must_be_there_too(client, now, clinic, words):
    assert client.get("/search.geojson?q=depresion+lea").json()["total"] == 1
    assert client.get("/search.geojson?q=depresion+hackney").json()["total"] == 0
    assert client.get("/search.geojson?q=lea:*+depresion+|+hackney").json()["total"] == 0


def test_other_words_are_folded_like_typed_ones(clinic):
    """Nothing in them is read as an operator, whoever gives them."""
    assert Listing.objects.about("xxxx lea", also={"xxxx": ["(!DÉPRESSION:*", ""]}).get() == clinic
    assert not Listing.objects.about("xxxx lea", also={"xxxx": [": ( ! & | ' \\"], "lea": ["depression"]}).exists()


def test_what_was_meant_counts_from_its_beginning(client, now, source, words):
    factories.make_listing(source, "Ridgeback walkers", attendance="online")
    assert client.get("/search.geojson?q=rigde").json()["total"] == 1


def test_known_words_bring_no_notice(client, now, clinic, words):
    assert client.get("/search.geojson?q=depression").json()["notices"] == []
    assert client.get("/search.geojson").json()["notices"] == []


@pytest.mark.parametrize(
    ("near", "said"), [(["a"], "“a”"), (["a", "b"], "“a” or “b”"), (["a", "b", "c"], "“a”, “b” or “c”")]
)
def test_notice_names_all_that_is_looked_for(near, said):
    assert list(spelling.in_words({"x": near})) == [f"Little or nothing here says “x”, so this also looks for {said}."]


@pytest.mark.parametrize(("path", "queries"), [("/search/", 7), ("/search.geojson", 6)])
def test_typo_costs_one_query(client, now, clinic, words, django_assert_num_queries, path, queries):
    """Performance bar: at most 8 for the first page."""
    query = {"q": "depresion", "lat": "51.54", "lon": "0.0"}
    client.get(path, query)
    with django_assert_num_queries(queries):
        assert client.get(path, query).status_code == 200


def test_ways_out_of_an_empty_answer_do_not_ask_again(client, now, clinic, words, django_assert_max_num_queries):
    with django_assert_max_num_queries(24) as questions:
        page = client.get("/search/?q=+depresion+&formality=informal&lat=51.54&lon=0.0").content.decode()
    assert "Without “Informal support”" in page
    assert sum("groups_slips" in query["sql"] for query in questions.captured_queries) == 1
