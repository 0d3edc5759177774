"""Earlier versions of rows, kept by database triggers, so that no way of writing goes unseen.

A version is the row as it was before an update or a removal; a first import therefore writes none. Contacts and
private addresses are not kept. What somebody did, and why, is a `ModerationEvent`.
"""

import pghistory

from groups.models.listing import Listing
from groups.models.place import Place
from groups.models.schedule import Schedule
from groups.models.session import Session

LISTING_FIELDS = [
    *("name", "description", "kind", "formality", "attendance", "organization", "place", "led_by", "training"),
    *("minimum_size", "maximum_size", "minimum_age", "maximum_age", "how_to_join", "wait_weeks", "accepting_new"),
    *("status", "searchable", "closed_on", "merged_into", "owner"),
]
PLACE_FIELDS = [
    *("name", "street", "district", "town", "region", "postal_code", "country", "lat", "lon", "precision"),
    *("cell_km", "timezone", "directions"),
]
SCHEDULE_FIELDS = [
    *("listing", "starts_on", "start_time", "duration", "timezone", "freq", "interval", "byday", "bymonthday"),
    *("until", "count", "season_from", "season_until", "note", "is_live"),
]
SESSION_FIELDS = ["schedule", "original_on", "status", "starts_at", "ends_at", "note"]


def versions_of(model, fields):
    """What a model that keeps the earlier versions of `model` builds on; nothing can change or remove them."""
    earlier = {"row": pghistory.Old}
    return pghistory.create_event_model(
        model,
        pghistory.UpdateEvent(condition=pghistory.AnyChange(*fields), **earlier),
        pghistory.DeleteEvent(**earlier),
        fields=fields,
        append_only=True,
        obj_field=pghistory.ObjForeignKey(related_name="versions"),
    )


class ListingVersion(versions_of(Listing, LISTING_FIELDS)):
    """A listing as it once was."""


class PlaceVersion(versions_of(Place, PLACE_FIELDS)):
    """What the public knew of a place."""


class ScheduleVersion(versions_of(Schedule, SCHEDULE_FIELDS)):
    """A slot as it once was."""


class SessionVersion(versions_of(Session, SESSION_FIELDS)):
    """A date with something attached as it once was."""
