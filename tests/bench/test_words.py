"""Common and rare words are counted; sizes are read where they are kept."""

import pytest

from groups.bench import sizes
from groups.bench.commonness import Commonness
from groups.choices import Facet
from groups.models import Listing
from tests import factories


def test_words_are_common_or_rare_as_counted(circle, clinic, evening):
    words = Commonness()
    assert words.everything == 3
    assert words.common(Facet.SUPPORT).slug == "emotional"
    assert words.rare(Facet.SUPPORT).slug == "informational"
    assert words.share(factories.term("support:emotional")) == pytest.approx(2 / 3)


def test_words_on_more_than_half_are_no_filter_to_measure(circle, clinic, evening):
    found = Commonness().commonest(10)
    assert factories.term("support:emotional") not in found
    assert factories.term("cost:free") in found
    assert len({term.facet for term in found}) == len(found)


def test_word_nearest_to_a_third_is_on_a_third(circle, clinic, evening):
    words = Commonness()
    assert words.share(words.nearest_to(1 / 3)) == pytest.approx(1 / 3)


def test_words_of_what_is_not_searchable_do_not_count(circle, clinic):
    Listing.objects.filter(pk=clinic.pk).update(searchable=False)
    assert Commonness().counts[factories.term("topic:depression").pk] == 0


def test_sizes_name_the_table_and_its_indexes(db, silent):
    kinds = {row["relation"]: row["kind"] for row in sizes.measure(0, silent)}
    assert kinds["groups_listing"] == kinds["groups_upcomingdate"] == "table"
    assert kinds["listing_near_and_tagged"] == "index of groups_listing"
