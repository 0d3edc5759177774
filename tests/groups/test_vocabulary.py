"""The words of the directory: all that search can find and people can pick, less the slips of who wrote them."""

import pytest
from django.db.models.expressions import RawSQL

from groups import tasks, vocabulary
from groups.models import Listing, Term
from groups.models.vocabulary import Word
from tests import factories
from tests.groups.together import at_once


def known():
    return dict(Word.objects.values_list("text", "listings"))


def rows():
    """Words with the place of their row, which another one takes when it is written again."""
    return set(Word.objects.values_list("text", RawSQL("ctid::text", ())))


def describe(source, *texts):
    """A public listing for each text."""
    for number, text in enumerate(texts):
        factories.make_listing(source, f"No {number}", attendance="online", description=text)


def test_words_are_folded_and_counted_by_listing(source):
    describe(source, "Crème brûlée, CRÈME again", "creme for 2 at 12345 and 12steps", "an-ex " + "y" * 41)
    vocabulary.refresh()
    words = known()
    assert (words["creme"], words["brulee"], words["12steps"]) == (2, 1, 1)
    assert not {"12345", "for", "an", "ex", "y" * 41} & words.keys()


def test_words_of_what_search_does_not_show_stay_out(source):
    describe(source, "zebra")
    factories.make_listing(source, "Heron", published=False)
    Listing.objects.filter(name="No 0").update(searchable=False)
    vocabulary.refresh()
    assert not {"zebra", "heron"} & known().keys()


def test_words_people_can_pick_are_known_before_any_listing_has_them(db):
    Term.objects.filter(facet="topic", slug="bipolar").update(is_active=False, synonyms=["seesawing"])
    vocabulary.refresh()
    words = known()
    assert words["bereavement"] == 0
    assert "seesawing" not in words


def test_refreshing_says_how_many_words_and_writes_only_what_changed(source):
    describe(source, "marmot weasel", "weasel")
    assert vocabulary.refresh() == Word.objects.count()
    before = rows()
    Listing.objects.filter(name="No 0").update(description="badger")
    vocabulary.refresh()
    assert {text for text, _where in before ^ rows()} == {"marmot", "badger", "weasel"}
    assert known()["weasel"] == 1


def test_refreshing_takes_one_statement(source, django_assert_num_queries):
    describe(source, "marmot")
    with django_assert_num_queries(5):  # savepoint, lock, the statement, statistics, release
        vocabulary.refresh()


@pytest.mark.parametrize(
    ("slip", "right", "is_left_out"),
    [
        ("marmalde", "marmalade", True),
        ("mramalade", "marmalade", True),
        ("narmalade", "marmalade", False),  # in the first letter
        ("marmlde", "marmalade", False),  # two slips
        ("marbld", "marbled", False),  # too short to tell
        ("marbled", "marble", False),
        ("depresion", "depression", True),
        ("bereavement", "bereavements", False),  # a word to pick is right, however rare
    ],
)
def test_slip_of_a_word_that_is_far_more_common_is_no_word(source, monkeypatch, slip, right, is_left_out):
    monkeypatch.setattr(vocabulary, "FAR_MORE", 3)
    describe(source, slip, right, right, right)
    vocabulary.refresh()
    assert right in known()
    assert (slip not in known()) is is_left_out


def test_rare_word_beside_one_not_far_more_common_stays(source, monkeypatch):
    monkeypatch.setattr(vocabulary, "FAR_MORE", 3)
    describe(source, *["marmalde"] * 2, *["marmalade"] * 5)
    vocabulary.refresh()
    assert known()["marmalde"] == 2


def test_nightly_job_refreshes_the_words(source):
    describe(source, "marmot")
    tasks.refresh_vocabulary(timestamp=0)
    assert known()["marmot"] == 1


def test_refreshing_twice_at_once_harms_nothing(committed):
    assert at_once(*[vocabulary.refresh] * 4) == [None] * 4
    assert Word.objects.filter(text="bereavement").count() == 1
    Word.objects.all().delete()
