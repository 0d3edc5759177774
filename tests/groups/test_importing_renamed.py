"""A row that is called otherwise at its source than before is the same listing, and nothing that hangs on it goes."""

from dataclasses import replace

import pytest

from groups.importing import Missing, run
from groups.interop.record import SlotPart
from groups.models import Closure, Listing, Place, PrivateAddress, SourceEntry
from tests.groups.test_importing import LIBRARY, TUESDAY, bring, lantern
from tests.groups.test_importing_concealed import home

pytestmark = pytest.mark.django_db
RENAMED = {"ref": "at-1", "former_ref": "lantern"}


def test_listing_known_by_its_service_is_known_by_its_place_from_now_on(now):
    bring(lantern("service"))
    before = Listing.objects.get().pk
    moved = replace(LIBRARY, street="9 Hill Road")
    sites = [lantern("at-1", former_ref="service"), lantern("at-2", former_ref="service", place=moved, slots=[])]
    assert (bring(*sites).new, Listing.objects.get(source_ref="at-1").pk) == (1, before)
    assert bring(*sites).unchanged == 2
    assert bring(*reversed(sites)).unchanged == 2


def test_listing_that_is_refused_today_is_not_missing(now):
    bring(lantern(), lantern("b"))
    refused = lantern("at-1", former_ref="lantern", kind="zoo")
    summary = bring(refused, lantern("b"), missing=Missing(after=1, most=0.9))
    assert (summary.refused, summary.missing, summary.withdrawn) == (1, 0, 0)


@pytest.mark.parametrize("former_first", [True, False])
def test_former_name_that_comes_up_in_another_batch_keeps_its_listing(now, monkeypatch, former_first):
    monkeypatch.setattr(run, "BATCH", 1)
    bring(lantern())
    before = Listing.objects.get().pk
    rows = [lantern(), lantern("b", name="Beacon Group", former_ref="lantern", slots=[])]
    assert bring(*(rows if former_first else reversed(rows))).new == 1
    assert Listing.objects.get(name="Lantern Group").pk == before


def test_home_under_another_name_keeps_the_address_that_only_we_know(now):
    bring(home())
    place = Place.objects.get()
    PrivateAddress.objects.create(place=place, street="5 Mill Lane", lat=42.7, lon=-73.7)
    Closure.objects.create(place=place, starts_on=now.date())
    bring(replace(home(), source_ref="at-1", former_ref="lantern", description="Tea."))
    assert (Listing.objects.get().place, Listing.objects.get().description) == (place, "Tea.")
    assert PrivateAddress.objects.exists()
    assert Closure.objects.exists()


def test_proposed_change_of_a_renamed_row_leaves_one_entry(now):
    bring(lantern())
    rows = [lantern(**RENAMED, description="Tea.")]
    bring(*rows, proposes=True)
    assert bring(*rows, proposes=True).missing == 0
    assert SourceEntry.objects.get().ref == "at-1"


@pytest.mark.parametrize("options", [{}, {"proposes": True}], ids=str)
def test_renamed_row_that_the_database_refuses_is_not_missing(now, options):
    bring(lantern(), lantern("b"))
    slots = [SlotPart("lantern-tu", TUESDAY)]  # by which it is known
    refused = lantern("at-1", slots=slots, minimum_age=30, maximum_age=20)
    summary = bring(refused, lantern("b"), missing=Missing(after=1, most=0.9), **options)
    assert (summary.refused, summary.missing, summary.withdrawn) == (1, 0, 0)
