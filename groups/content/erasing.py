"""Erasing what the public never saw, with everything that was its own."""

import pgtrigger
from django.db import transaction
from django.db.models import Exists, OuterRef

from accounts import erasures
from groups.choices import Status
from groups.content import placing
from groups.models import (
    Listing,
    ListingVersion,
    ModerationEvent,
    Organization,
    Place,
    PlaceVersion,
    ScheduleVersion,
    SessionVersion,
)

HISTORY = [ListingVersion, PlaceVersion, ScheduleVersion, SessionVersion, ModerationEvent]


@transaction.atomic
def erase(listings):
    """Erase those of `listings` (a queryset) that are drafts, for good; answers how many they were.

    With a draft go its history, the place where no other listing is, the address of a home among it, and each
    organization it named that nothing else relies on. What another listing once had stays.
    """
    drafts = list(listings.filter(status=Status.DRAFT).select_for_update(of=["self"]).order_by("pk"))
    gone = [draft.pk for draft in drafts]
    places = list(Place.objects.filter(listings__in=gone).distinct())
    named = set(_versions(gone).values_list("organization", flat=True)) | {draft.organization_id for draft in drafts}
    erasures.note(drafts)
    Listing.objects.filter(pk__in=gone).delete()
    for place in places:
        placing.drop_unused(place)
    unused = Organization.objects.filter(
        pk__in=named - {None}, listings=None, members=None, source=None, description=""
    )
    unused.exclude(Exists(_others_versions(gone).filter(organization=OuterRef("pk")))).delete()
    _erase_history(gone)
    return len(gone)


def _erase_history(gone):
    """Erase what is kept of listings that are no more; nothing else ever removes a row of these tables."""
    slots = ScheduleVersion.objects.filter(listing__in=gone).values("pgh_obj")
    places = _versions(gone).filter(place__isnull=False).values("place")
    there = Exists(Place.objects.filter(pk=OuterRef("pgh_obj")))
    was_of_another = Exists(_others_versions(gone).filter(place=OuterRef("pgh_obj")))
    with pgtrigger.ignore(*(f"{model._meta.label}:append_only" for model in HISTORY)):
        SessionVersion.objects.filter(schedule__in=slots).delete()
        PlaceVersion.objects.filter(pgh_obj__in=places).exclude(there | was_of_another).delete()
        ScheduleVersion.objects.filter(listing__in=gone).delete()
        _versions(gone).delete()
        ModerationEvent.objects.filter(listing__in=gone).delete()


def _versions(listings):
    return ListingVersion.objects.filter(pgh_obj__in=listings)


def _others_versions(listings):
    return ListingVersion.objects.exclude(pgh_obj__in=listings)
