"""A real directory at two mirrors that overlap: one directory here, as if it had been read whole."""

from dataclasses import replace
from pathlib import Path

import pytest

from groups.importing import import_records
from groups.interop import bmlt
from groups.models import ImportSource, Listing, SourceEntry
from tests.groups.test_importing import no_writes

MEETINGS = Path(__file__).resolve().parents[4] / "shared/data/bmlt_new_york.json.gz"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not MEETINGS.exists(), reason="needs the real directories beside the project (../shared/data)"),
    pytest.mark.usefixtures("gazetteer"),
]


def records(part, prefix=""):
    """Some of the listings as a mirror has them, with names of its own for each."""
    with MEETINGS.open("rb") as file:
        whole = sorted((one for one in bmlt.load(file) if one.is_listing), key=lambda one: one.source_ref)
    for one in whole[part]:
        slots = [replace(slot, source_ref=prefix + slot.source_ref) for slot in one.slots]
        yield replace(one, source_ref=prefix + one.source_ref, slots=slots)


def test_two_overlapping_mirrors_are_one_directory(now):
    first = ImportSource.objects.create(slug="first", name="First")
    second = ImportSource.objects.create(slug="second", name="Second", mirrors=first)
    parts = {first: (slice(0, 800), ""), second: (slice(530, None), "b-")}
    made = [import_records(records(*parts[source]), source=source, write=True) for source in parts]
    # 270 are at both; one more is twice in the directory itself, at "9586 Beaver Falls Rd" and at "… Road"
    assert [(one.listings, one.new, one.joined, one.refused) for one in made] == [(800, 800, 0, 0), (796, 525, 271, 0)]
    assert (Listing.objects.count(), SourceEntry.objects.count()) == (1325, 1596)
    with no_writes():
        again = [import_records(records(*parts[source]), source=source, write=True) for source in parts]
    assert [(one.unchanged, one.new, one.changed) for one in again] == [(800, 0, 0), (796, 0, 0)]
