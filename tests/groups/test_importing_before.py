"""A directory brought in before it was kept what a source says: nothing is doubled, and what people wrote stays."""

import pytest

from groups import content, moderation
from groups.models import Listing, SourceEntry
from tests.groups.reviewing import make_moderator
from tests.groups.test_importing import bring, lantern

pytestmark = pytest.mark.django_db


@pytest.fixture
def before(now):
    """Two listings as the code of then left them: with their digest, and no word of what the source said."""
    bring(lantern(), lantern("b", name="Beacon Group"))
    SourceEntry.objects.all().delete()


def beacon():
    return Listing.objects.get(source_ref="b")


def forgotten():
    SourceEntry.objects.all().delete()


def test_same_file_doubles_nothing_and_changes_nothing(before):
    put = list(Listing.objects.order_by("pk").values_list("pk", "updated_at"))
    summary = bring(lantern(), lantern("b", name="Beacon Group"))
    assert (summary.new, summary.changed, summary.unchanged, summary.missing) == (0, 0, 2, 0)
    assert list(Listing.objects.order_by("pk").values_list("pk", "updated_at")) == put
    assert all(entry.said and entry.fields for entry in SourceEntry.objects.all())


def test_what_was_put_right_here_stays_with_the_same_file(before):
    Listing.objects.filter(pk=beacon().pk).update(name="Beacon Circle")
    bring(lantern(), lantern("b", name="Beacon Group"))
    assert beacon().name == "Beacon Circle"
    assert "name" not in SourceEntry.objects.get(ref="b").fields
    bring(lantern(), lantern("b", name="Beacon Group", description="Ring the bell."))
    assert (beacon().name, beacon().description) == ("Beacon Circle", "Ring the bell.")


def test_what_history_knows_stays_although_the_record_is_another(before):
    basics = content.content_of(beacon())["basics"] | {"name": "Beacon Circle"}
    moderation.propose(beacon(), {"basics": basics}, by=None)
    moderation.approve(beacon(), by=make_moderator())
    forgotten()
    changed = {"how_to_join": "Just come.", "description": "Ring the bell."}
    summary = bring(lantern(), lantern("b", name="Beacon Group", **changed))
    assert (beacon().name, beacon().how_to_join) == ("Beacon Circle", "Just come.")
    assert summary.corrected == 1


def test_what_nobody_wrote_follows_the_source(before):
    bring(lantern(), lantern("b", name="Beacon Ring"))
    assert beacon().name == "Beacon Ring"


def test_merged_one_is_not_doubled(before):
    moderation.merge(beacon(), into=Listing.objects.get(source_ref="lantern"), by=None)
    forgotten()
    summary = bring(lantern(), lantern("b", name="Beacon Group"))
    assert (summary.new, summary.published, Listing.objects.searchable().count()) == (0, 0, 1)
    assert {entry.listing.source_ref for entry in SourceEntry.objects.all()} == {"lantern"}
