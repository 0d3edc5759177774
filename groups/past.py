"""What was done to a listing, as moderators may see it today: acts with their differences, and changes without one.

Earlier versions obey the visibility of today: where the place is concealed now, no earlier name, street or position
is shown, whatever was public then. Contacts are never in the history.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from groups import content
from groups.choices import CHANGES, Act, SessionStatus
from groups.models import ListingVersion, ModerationEvent, PlaceVersion, ScheduleVersion, SessionVersion
from groups.models.history import LISTING_FIELDS, PLACE_FIELDS, SCHEDULE_FIELDS, SESSION_FIELDS

PAGE_SIZE = 20
MOST_VERSIONS = 200
"""Of one table, on one page."""
EXPLAINS = timedelta(seconds=10)
"""An act explains the versions that the database kept since shortly before it: both are of one transaction."""
WHERE_EXACTLY = ("name", "street", "postal_code", "directions")
SAYS_WHERE = {*WHERE_EXACTLY, "lat", "lon"}
KEPT = {
    ListingVersion: (LISTING_FIELDS, "pgh_obj"),
    PlaceVersion: (PLACE_FIELDS, "pgh_obj"),
    ScheduleVersion: ([name for name in SCHEDULE_FIELDS if name != "listing"], "listing"),
    SessionVersion: ([name for name in SESSION_FIELDS if name != "schedule"], "schedule__listing"),
}
"""By table: the columns that are told, and the way to the listing."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One entry of the history: what happened, when, by whom, why, and what it changed.

    `event` is None where only the database noticed.
    """

    at: datetime
    title: str
    who: str
    reason: str = ""
    differences: list = field(default_factory=list)
    event: ModerationEvent | None = None
    may_restore: bool = False


class Past:
    """The history of `listing` in pages, latest first; a page begins behind the act `before`, or with the latest."""

    def __init__(self, listing, before=None):
        self.listing, self.before = listing, before
        found = list(earlier_than(acts_of(listing), before)[: PAGE_SIZE + 1])
        self.acts, self.has_more = found[:PAGE_SIZE], len(found) > PAGE_SIZE

    @property
    def moments(self):
        """The entries of this page."""
        told = told_acts(self.acts, self.listing)
        return sorted(told + self.unexplained(), key=lambda moment: moment.at, reverse=True)

    @property
    def last(self):
        """The act behind which the next page begins, or None."""
        return self.acts[-1] if self.has_more else None

    def unexplained(self):
        """Changes of the time of this page that no act explains, such as those in the admin or by an import."""
        times = list(acts_of(self.listing).order_by().values_list("created_at", flat=True))
        return [
            moment
            for model, (fields, path) in KEPT.items()
            for moment in self.changes(model, fields, path)
            if not any(moment.at - EXPLAINS <= at <= moment.at + EXPLAINS for at in times)
        ]

    def changes(self, model, fields, path):
        """What changed in the rows of one table: each version against the one after it, the last against now."""
        owner = self.listing.place_id if model is PlaceVersion else self.listing.pk
        versions = model.objects.filter(**{path: owner}) if owner else model.objects.none()
        related = [name for name in fields if model._meta.get_field(name).is_relation]
        versions = versions.select_related(*related or [None]).order_by("-pgh_created_at", "-pgh_id")[:MOST_VERSIONS]
        rows = model.pgh_tracked_model.objects.select_related(*related or [None])
        following = rows.in_bulk({version.pgh_obj_id for version in versions})
        for version in versions:
            after = following.get(version.pgh_obj_id)
            following[version.pgh_obj_id] = version
            if self.covers(version.pgh_created_at):
                shown = list(row_differences(version, after, self.shown_fields(model, fields)))
                yield Moment(version.pgh_created_at, title_of(version, after), "", differences=shown)

    def covers(self, moment):
        """Whether `moment` belongs to this page."""
        until = self.before.created_at if self.before else None
        since = self.last.created_at if self.last else None
        return (until is None or moment < until) and (since is None or moment >= since)

    def shown_fields(self, model, fields):
        """Those of `fields` that today's visibility allows."""
        if model is PlaceVersion and is_concealed(self.listing):
            return [name for name in fields if name not in SAYS_WHERE]
        if model is ListingVersion and is_concealed(self.listing):
            return [name for name in fields if name != "place"]
        return fields


def acts_of(listing):
    """The acts of a listing, latest first."""
    return ModerationEvent.objects.filter(listing=listing).select_related("by").order_by("-created_at", "-pk")


def earlier_than(acts, act):
    """Those of `acts` before `act`, or all for None."""
    if act is None:
        return acts
    return acts.filter(Q(created_at__lt=act.created_at) | Q(created_at=act.created_at, pk__lt=act.pk))


def latest(listing, number):
    """The last few acts as `Moment`s."""
    return told_acts(list(acts_of(listing)[:number]), listing)


def told_acts(acts, listing):
    """Some acts of the history, latest first, as `Moment`s: an edit after a question says so."""
    asked, moments = None, []
    for act in reversed(acts):
        moments.append(told_act(act, listing, title=title_after(asked, act)))
        if act.act == Act.ASKED:
            asked = act
        elif act.act not in CHANGES:
            asked = None
    return moments[::-1]


def title_after(asked, act):
    """What an act was; `asked` is the question before it that nobody has decided on since, or None."""
    if asked is None or act.act not in CHANGES or act.by_id == asked.by_id:
        return act.get_act_display()
    words = {"act": act.get_act_display(), "day": date_format(asked.created_at, "DATE_FORMAT")}
    return _("%(act)s, after the question of %(day)s") % words


def told_act(act, listing, *, title):
    """An act as a `Moment` called `title`."""
    before, after = (sections_of(version, listing) for version in (act.before, act.after))
    return Moment(
        at=act.created_at,
        title=title,
        who=who_did(act),
        reason=act.reason,
        differences=content.differences(before, after) + one_date(act),
        event=act,
        may_restore=may_restore(act, listing),
    )


def one_date(act):
    """What an act said about one date, as a list of one difference at most."""
    before, after = (
        [*date_in_words(version["date"])] if "date" in version else [] for version in (act.before, act.after)
    )
    day = act.after.get("date", {}).get("original_on", "")
    return [content.Difference("date", day, tuple(before), tuple(after))] if before != after else []


def date_in_words(state):
    """The lines that tell of one date (None for none): what happens, when instead, the note, who stands in."""
    if state is None:
        return
    yield str(SessionStatus(state["status"]).label)
    moments = [datetime.fromisoformat(state[name]) for name in ("starts_at", "ends_at") if state[name]]
    if moments:
        yield " – ".join(date_format(moment, "DATETIME_FORMAT") for moment in moments) + " UTC"
    if state["note"]:
        yield state["note"]
    if state.get("stand_in"):  # acts from before there were stand-ins know of none
        yield _("%(who)s stands in") % {"who": state["stand_in"]}


def may_restore(act, listing):
    """Whether the act changed something one can go back from; never a place that stays (`content.place_stays`)."""
    if act.act not in (Act.APPROVED, Act.EDITED, Act.RESTORED):
        return False
    kept = {name for name in act.before if name in content.SECTIONS} - {"contacts"}
    place = act.before.get("place") if listing.place else None
    return bool(kept) and not (place and content.place_stays(place, content.SECTIONS["place"](listing)))


def sections_of(version, listing):
    """The sections of a kept version, without what today's visibility conceals."""
    sections = {name: value for name, value in version.items() if name in content.SECTIONS}
    if sections.get("place") and is_concealed(listing):
        sections["place"] = sections["place"] | dict.fromkeys(WHERE_EXACTLY, "") | {"lat": None, "lon": None}
    return content.public_part(sections)


def is_concealed(listing):
    return listing.place is not None and listing.place.is_concealed


def who_did(act):
    """Who it was, as far as is known: nicknames only."""
    if act.by:
        return str(act.by)
    if act.via_link:
        return _("By the secret link")
    return _("Somebody whose account is gone") if act.by_id else _("Nobody with an account")


def title_of(version, after):
    model = type(version).pgh_tracked_model._meta.verbose_name
    words = _("Changed without an act: %(what)s") if after else _("Removed without an act: %(what)s")
    return words % {"what": model}


def row_differences(version, after, names):
    """What differs between two states of a row (`after` is None where it went), as `content.Difference`s."""
    for name in names:
        column = type(version)._meta.get_field(name)
        old, new = (getattr(row, column.attname) if row else None for row in (version, after))
        if old != new:
            lines = (said(row, column) if row else () for row in (version, after))
            yield content.Difference("", column.verbose_name, *lines)


def said(row, column):
    """A column of a row in words, as lines."""
    value = getattr(row, column.attname)
    if value in (None, "", []):
        return ()
    if column.is_relation:
        return (str(getattr(row, column.name) or _("(gone)")),)
    if isinstance(value, bool):
        return (_("Yes") if value else _("No"),)
    return (str(getattr(row, f"get_{column.name}_display")() if column.choices else value),)
