"""Earlier versions of rows, kept by database triggers, so that no way of writing goes unseen.

A version is the row as it was before an update or a removal; a first import therefore writes none. Contacts and
private addresses are not kept. What somebody did, and why, is a `ModerationEvent`.
"""

import pghistory
import pgtrigger

from groups.choices import SessionStatus
from groups.models.listing import Listing
from groups.models.place import Place
from groups.models.schedule import Schedule
from groups.models.session import Session

LISTING_FIELDS = [
    *("name", "description", "kind", "formality", "attendance", "organization", "place", "led_by", "training"),
    *("minimum_size", "maximum_size", "minimum_age", "maximum_age", "how_to_join", "wait_weeks", "accepting_new"),
    *("texts", "status", "searchable", "closed_on", "merged_into", "owner"),
]
PLACE_FIELDS = [
    *("name", "street", "district", "town", "region", "postal_code", "country", "lat", "lon", "precision"),
    *("cell_km", "timezone", "directions"),
]
SCHEDULE_FIELDS = [
    *("listing", "starts_on", "start_time", "duration", "timezone", "freq", "interval", "byday", "bymonthday"),
    *("until", "count", "season_from", "season_until", "note", "is_live"),
]
SESSION_FIELDS = ["schedule", "original_on", "status", "starts_at", "ends_at", "note", "stand_in"]


def _said_something(row):
    """That `row` ("old" or "new") of a session tells the public something, as a condition of a trigger."""
    said = {f"{row}__status__df": SessionStatus.ON, f"{row}__note__df": "", f"{row}__stand_in__df": ""}
    return pgtrigger.Q(*said.items(), _connector=pgtrigger.Q.OR)


SESSION_SAID_SOMETHING = _said_something("old")
SESSION_CHANGED = (SESSION_SAID_SOMETHING | _said_something("new")) & pgtrigger.Q(
    *((f"old__{name}__df", pgtrigger.F(f"new__{name}")) for name in SESSION_FIELDS), _connector=pgtrigger.Q.OR
)
"""A row that was there only because somebody booked the date leaves no trace of it, wherever its slot goes."""


def versions_of(model, fields, *, changed_if=None, removed_if=None):
    """What a model that keeps the earlier versions of `model` builds on.

    Nothing can change them, and only erasing a draft (`groups.content.erase`) removes them.

    `changed_if` and `removed_if` are the conditions under which a changed or a removed row is kept, as `pgtrigger` has
    them; None: every change of `fields`, every removal.
    """
    earlier = {"row": pghistory.Old}
    return pghistory.create_event_model(
        model,
        pghistory.UpdateEvent(condition=changed_if or pghistory.AnyChange(*fields), **earlier),
        pghistory.DeleteEvent(condition=removed_if, **earlier),
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


class SessionVersion(
    versions_of(Session, SESSION_FIELDS, changed_if=SESSION_CHANGED, removed_if=SESSION_SAID_SOMETHING)
):
    """A date with something attached as it once was."""
