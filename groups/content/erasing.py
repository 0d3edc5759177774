"""Erasing what the public never saw, with everything that was its own."""

import pgtrigger
from django.db import transaction

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

KEPT_FOR_EVER = [ListingVersion, PlaceVersion, ScheduleVersion, SessionVersion, ModerationEvent]


@transaction.atomic
def erase(listings):
    """Erase those of `listings` (a queryset) that are drafts, for good; answers how many they were.

    With a draft go its history, the place where no other listing is, the address of a home among it, and the
    organization that no other listing names, that nobody belongs to and that came from no source.
    """
    drafts = list(listings.filter(status=Status.DRAFT).select_for_update(of=["self"]).order_by("pk"))
    gone = [draft.pk for draft in drafts]
    places = list(Place.objects.filter(listings__in=gone).distinct())
    organizations = [draft.organization_id for draft in drafts if draft.organization_id]
    erasures.note(drafts)
    Listing.objects.filter(pk__in=gone).delete()
    for place in places:
        placing.drop_unused(place)
    Organization.objects.filter(pk__in=organizations, listings=None, members=None, source=None).delete()
    _erase_history(gone)
    return len(gone)


def _erase_history(gone):
    """Erase what is kept of listings that are no more; nothing else ever removes a row of these tables."""
    slots = ScheduleVersion.objects.filter(listing__in=gone).values("pgh_obj")
    places = ListingVersion.objects.filter(pgh_obj__in=gone).values("place")
    there = Place.objects.filter(pk__in=places).values("pk")
    with pgtrigger.ignore(*(f"{model._meta.label}:append_only" for model in KEPT_FOR_EVER)):
        SessionVersion.objects.filter(schedule__in=slots).delete()
        PlaceVersion.objects.filter(pgh_obj__in=places).exclude(pgh_obj__in=there).delete()
        ScheduleVersion.objects.filter(listing__in=gone).delete()
        ListingVersion.objects.filter(pgh_obj__in=gone).delete()
        ModerationEvent.objects.filter(listing__in=gone).delete()
