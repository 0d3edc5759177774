"""The real directories at full size, where they lie beside the project."""

import gzip
import json
from collections import defaultdict
from pathlib import Path

import pytest

from groups.choices import Precision
from groups.importing import import_records
from groups.interop import bmlt, samhsa
from groups.interop.reading import folded
from groups.models import ImportProblem, ImportSource, Listing, ListingTerm, Place, Schedule
from tests.groups.test_importing import no_writes

DATA = Path(__file__).resolve().parents[3] / "shared/data"
FACILITIES = DATA / "samhsa_mental_health_2022_facilities.csv.gz"
MEETINGS = DATA / "bmlt_new_york.json.gz"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not DATA.exists(), reason="needs the real directories beside the project (../shared/data)"),
    pytest.mark.usefixtures("gazetteer"),
]


def bring(load, path, slug):
    with path.open("rb") as file:
        return import_records(load(file), source=ImportSource(slug=slug, name=slug), write=True)


def test_every_published_meeting_is_found(now):
    summary = bring(bmlt.load, MEETINGS, "bmlt")
    assert (summary.rows, summary.listings, summary.published, summary.unpublished) == (1555, 1326, 1289, 37)
    with gzip.open(MEETINGS) as file:
        meetings = json.load(file)["meetings"]
    found = defaultdict(set)
    for slot in (
        Schedule.objects.live().filter(listing__in=Listing.objects.searchable()).select_related("listing__place")
    ):
        where = folded(slot.listing.name, slot.listing.place.street or slot.listing.place.name)
        found[where].add((slot.byday[0], f"{slot.start_time:%H:%M}"))
    days = dict(enumerate(("SU", "MO", "TU", "WE", "TH", "FR", "SA"), start=1))
    published = [row for row in meetings if row["published"] == "1"]
    lost = [
        row["id_bigint"]
        for row in published
        if (days[int(row["weekday_tinyint"])], row["start_time"][:5])
        not in found[folded(row["meeting_name"], row.get("location_street") or row.get("location_text"))]
    ]
    assert (len(published), lost) == (1513, [])
    with no_writes():
        assert bring(bmlt.load, MEETINGS, "bmlt").unchanged == 1326
    assert ImportProblem.objects.filter(field="id_bigint").count() == 8
    assert ImportProblem.objects.filter(field="comments").count() >= 35


def test_every_facility_is_found_and_none_is_a_pin(now):
    summary = bring(samhsa.load, FACILITIES, "samhsa")
    assert (summary.rows, summary.new, summary.refused) == (9037, 9037, 0)
    assert Listing.objects.searchable().filter(pos__isnull=False).count() == 9037
    assert set(Place.objects.values_list("precision", flat=True)) == {Precision.POSTCODE}
    settings = {slug: set(tagged(slug)) for slug in ("inpatient", "walk-in", "referral")}
    assert settings["inpatient"]
    assert settings["walk-in"]
    assert settings["referral"]
    assert not settings["inpatient"] & settings["walk-in"]


def tagged(slug):
    """Keys of the listings that have this setting or way to join."""
    return ListingTerm.objects.filter(term__slug=slug).values_list("listing_id", flat=True)
