"""Counts beside the choices follow the other filters."""

import pytest
from django.http import QueryDict

from groups.choices import Facet
from groups.facets import Facets
from groups.filters import ListingFilter
from groups.models import Term
from groups.tally import Tally
from tests import factories
from tests.conftest import NOW


@pytest.fixture
def cast(now, circle, clinic, evening):
    return circle, clinic, evening


def counts(facet, query=""):
    groups = {group.facet: group for group in Facets(Tally(ListingFilter(QueryDict(query), now=NOW))).groups}
    return {option.term.slug: option.count for option in groups[facet].options} if facet in groups else {}


def test_counts_without_a_filter_are_of_everything(cast):
    assert counts(Facet.FORMALITY) == {"formal": 1, "informal": 2}
    assert counts(Facet.TOPIC) == {"grief": 1, "depression": 1, "anxiety-panic": 1}


def test_counts_follow_the_other_filters(cast):
    assert counts(Facet.TOPIC, "formality=formal") == {"depression": 1}


def test_counts_leave_out_the_facets_own_choice(cast):
    """Another topic can still be added: its count tells how many more there would be."""
    assert counts(Facet.TOPIC, "topic=grief") == {"grief": 1, "depression": 1, "anxiety-panic": 1}
    assert counts(Facet.FORMALITY, "topic=grief") == {"informal": 1}


def test_counts_follow_the_place_and_what_is_joined_from_anywhere(cast):
    assert counts(Facet.ATTENDANCE, "lat=40.7&lon=-74") == {"online": 1}
    assert counts(Facet.ATTENDANCE, "lat=51.55&lon=-0.06") == {"in_person": 2, "online": 1}


def test_counts_of_days_follow_the_time_on_the_same_slot(now, source):
    slots = [factories.weekly("TU", "09:00"), factories.weekly("FR", "19:00")]
    factories.make_listing(source, "Two slots", slots=slots)
    assert counts(Facet.WEEKDAY, "time=morning") == {"TU": 1}
    assert counts(Facet.TIME, "weekday=FR") == {"evening": 1}
    assert counts(Facet.WEEKDAY, "weekday=FR&time=evening") == {"FR": 1}


def test_chosen_word_stays_on_offer_when_nothing_has_it(cast):
    assert counts(Facet.TOPIC, "topic=gambling")["gambling"] == 0


def test_word_no_longer_offered_is_not_shown(cast):
    Term.objects.filter(facet="topic", slug="grief").update(is_active=False)
    assert "grief" not in counts(Facet.TOPIC)


def test_counts_of_an_unknown_place_are_none(cast, gazetteer):
    assert counts(Facet.TOPIC, "near=zzzzqqq") == {}


def test_counts_are_those_of_the_search_itself(cast, client):
    for slug, count in counts(Facet.JOINING, "language=en").items():
        assert client.get(f"/search.geojson?language=en&joining={slug}").json()["total"] == count
