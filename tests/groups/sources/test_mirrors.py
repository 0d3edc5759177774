"""The same listing at two sources: one listing here, whichever of them speaks."""

import pytest

from groups import duplicates, moderation, provenance
from groups.choices import Status, Trust
from groups.models import Contact, Listing, SourceEntry
from tests.groups.sources.lists import NAMES, ask, make_source, meeting, meetings

pytestmark = pytest.mark.django_db


@pytest.fixture
def west(feeds, now):
    return make_source(feeds)


@pytest.fixture
def copy(feeds, west):
    """A mirror of `west` at another address."""
    return make_source(feeds, "copy", "/copy.json", mirrors=west)


def ask_copy(feeds, copy, rows=None):
    return ask(feeds, copy, rows, path="/copy.json")


def test_two_mirrors_with_overlap_are_one_directory(feeds, west, copy):
    ask(feeds, west, meetings(*NAMES[:7]))
    run = ask_copy(feeds, copy, meetings(*NAMES[4:], prefix="c"))
    assert (run.counts["joined"], run.counts["new"]) == (3, 3)
    assert (Listing.objects.count(), SourceEntry.objects.count()) == (10, 13)
    for again in (ask(feeds, west), ask_copy(feeds, copy)):
        assert again.counts.keys() & {"new", "changed", "joined", "withdrawn"} == set()
    assert Listing.objects.searchable().count() == 10


def test_what_starts_at_the_mirror_is_found_from_the_other_side(feeds, west, copy):
    ask_copy(feeds, copy, meetings(prefix="c"))
    assert ask(feeds, west, meetings()).counts["joined"] == 10
    assert Listing.objects.count() == 10


@pytest.mark.parametrize(
    "changes",
    [{"time": "19:30"}, {"day": 2}, {"latitude": 53.9}, {"name": "Saturday Walkers"}],
    ids=["time", "day", "place", "name"],
)
def test_what_differs_is_not_joined_by_the_rule(feeds, west, copy, changes):
    ask(feeds, west, meetings("Amber"))
    run = ask_copy(feeds, copy, [meeting("c-amber", "Amber Circle") | changes])
    assert "joined" not in run.counts


def test_two_alike_at_the_mirror_are_not_both_the_same(feeds, west, copy):
    ask(feeds, west, meetings("Amber"))
    rows = [meeting("c-1", "Amber Circle"), meeting("c-2", "The Amber Circle", formatted_address="9 Quay St, Galway")]
    rows[1]["latitude"] = rows[0]["latitude"]
    run = ask_copy(feeds, copy, rows)
    assert (run.counts["joined"], run.counts["new"]) == (1, 1)


def test_without_the_rule_a_moderator_merges_and_it_stays_merged(feeds, west):
    other = make_source(feeds, "other", "/copy.json")
    ask(feeds, west, meetings())
    ask_copy(feeds, other, meetings(prefix="c"))
    one, two = Listing.objects.filter(name="Amber Circle").order_by("pk")
    assert next(twin.listing for twin in duplicates.likely_same(two)) == one
    moderation.merge(two, into=one, by=None)
    for run in (ask(feeds, west), ask_copy(feeds, other)):
        assert run.counts.keys() & {"new", "changed", "published", "withdrawn", "returned", "missing"} == set()
    two.refresh_from_db()
    assert (two.status, two.merged_into) == (Status.WITHDRAWN, one)
    assert {entry.source.slug for entry in one.source_entries.all()} == {"west", "other"}


def test_of_two_trusted_alike_who_changed_last_is_believed(feeds, west, copy):
    ask(feeds, west, meetings("Amber"))
    ask_copy(feeds, copy, meetings("Amber", prefix="c"))
    ask_copy(feeds, copy, meetings("Amber", prefix="c", notes="Ring twice."))
    assert "Ring twice." in Listing.objects.get().description
    assert "changed" not in ask(feeds, west).counts
    assert "Ring twice." in Listing.objects.get().description


def test_less_trusted_source_does_not_overrule_and_the_more_trusted_does(feeds, west, copy):
    copy.trust = Trust.QUEUE
    copy.save()
    ask(feeds, west, meetings("Amber", notes="First word."))
    run = ask_copy(feeds, copy, meetings("Amber", prefix="c", notes="Other word."))
    assert "First word." in Listing.objects.get().description
    assert run.report["corrected"][0]["facts"][0][0] == "Description"
    ask(feeds, west, meetings("Amber", notes="New word."))
    assert "New word." in Listing.objects.get().description
    [origin] = provenance.origins(Listing.objects.get())
    assert origin.source == west


def test_silence_does_not_empty_what_the_other_says(feeds, west, copy):
    ask(feeds, west, meetings("Amber"))
    ask_copy(feeds, copy, meetings("Amber", prefix="c", email="amber@example.org"))
    assert Contact.objects.get().value == "amber@example.org"
    ask(feeds, west, meetings("Amber", location="Old Hall"))
    assert Contact.objects.get().value == "amber@example.org"
    assert Listing.objects.get().place.name == "Old Hall"


def test_gone_at_one_mirror_stays_while_the_other_has_it(feeds, west, copy):
    ask(feeds, west, meetings())
    ask_copy(feeds, copy, meetings(prefix="c"))
    for _again in range(2):
        ask(feeds, west, meetings()[1:])
    assert Listing.objects.searchable().count() == 10
    for _again in range(2):
        ask_copy(feeds, copy, meetings(prefix="c")[1:])
    assert Listing.objects.searchable().count() == 9


@pytest.mark.parametrize("first", ["west", "copy"])
def test_gone_at_both_comes_back_with_either(feeds, west, copy, first):
    ask(feeds, west, meetings())
    ask_copy(feeds, copy, meetings(prefix="c"))
    for _again in range(2):
        ask(feeds, west, meetings()[1:])
        ask_copy(feeds, copy, meetings(prefix="c")[1:])
    assert Listing.objects.searchable().count() == 9
    run = ask(feeds, west, meetings()) if first == "west" else ask_copy(feeds, copy, meetings(prefix="c"))
    assert (run.counts["returned"], Listing.objects.searchable().count()) == (1, 10)


def test_withdrawn_one_comes_back_with_a_mirror_that_is_new(feeds, west, copy):
    for rows in (meetings(), meetings()[1:], meetings()[1:]):
        ask(feeds, west, rows)
    assert ask_copy(feeds, copy, meetings(prefix="c")).counts["joined"] == 10
    assert Listing.objects.searchable().count() == Listing.objects.count() == 10
