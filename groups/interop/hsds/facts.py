"""The profile: what we know of a listing and HSDS has no field for. Each fact is a term of one taxonomy of ours, and
the attribute that uses the term holds the value.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from groups.choices import Answer

FACT = "fact"
"""Stands among the facets for the taxonomy of these facts."""


class Fact(NamedTuple):
    """`code` names it in attributes of the HSDS table `on`. `field` is the record's own, read by `read` from text;
    where it is empty another module reads and writes it."""

    code: str
    on: str
    name: str | Promise
    description: str | Promise
    field: str = ""
    read: Callable = str


def yes(text):
    """Whether text says yes. Raises ValueError for what is neither yes nor no."""
    if text not in ("yes", "no"):
        raise ValueError(text)
    return text == "yes"


def count(text):
    """A number of people or weeks. Raises ValueError for what is not from 0 to 32,767."""
    number = int(text)
    if not 0 <= number < 2**15:
        raise ValueError(text)
    return number


def written(value):
    """A value of a record as the text of an attribute."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value)


VISIT = {
    "must_speak": _("Whether one has to speak at the first visit: yes, no or up_to_you."),
    "give_name": _("Whether one has to give a name: yes, no or up_to_you."),
    "must_commit": _("Whether one has to come again: yes, no or up_to_you."),
    "show_id": _("Whether one has to show ID: yes, no or up_to_you."),
    "bring_someone": _("Whether one may bring somebody: yes, no or up_to_you."),
    "arrive_late": _("Whether one may arrive late: yes, no or up_to_you."),
    "leave_early": _("Whether one may leave early: yes, no or up_to_you."),
    "greeter": _("Who greets somebody new."),
    "what_to_expect": _("What happens the first time, in words."),
}
OPEN_VISIT = ("greeter", "what_to_expect")
VISIT_CODE = "first-visit-"
ANSWERS = set(Answer.values)

SERVICE = "service"
LOCATION = "location"
SCHEDULE = "schedule"
FACTS = (
    Fact("page", SERVICE, _("Page"), _("Address of the page of this listing."), "url"),
    Fact("training", SERVICE, _("Training"), _("What who leads it was trained in."), "training"),
    Fact("minimum-size", SERVICE, _("Smallest group"), _("How many come at least."), "minimum_size", count),
    Fact("maximum-size", SERVICE, _("Largest group"), _("How many come at most."), "maximum_size", count),
    Fact(
        "safeguarding-contact",
        SERVICE,
        _("Safeguarding"),
        _("Who answers for the safety of minors."),
        "safeguarding_contact",
    ),
    Fact("wait-weeks", SERVICE, _("Waiting time"), _("Waiting time in weeks."), "wait_weeks", count),
    Fact(
        "wait-checked-on",
        SERVICE,
        _("Waiting time checked"),
        _("On which day the waiting time was checked."),
        "wait_checked_on",
        date.fromisoformat,
    ),
    Fact("accepting-new", SERVICE, _("Takes new people"), _("Either yes or no."), "accepting_new", yes),
    Fact(
        "accepting-new-checked-on",
        SERVICE,
        _("Taking new people checked"),
        _("On which day it was checked whether new people are taken."),
        "accepting_new_checked_on",
        date.fromisoformat,
    ),
    Fact(
        "confirmed-at",
        SERVICE,
        _("Confirmed"),
        _("When somebody who leads it last confirmed that all is right."),
        "confirmed_at",
        datetime.fromisoformat,
    ),
    Fact("website", SERVICE, _("Website"), _("A website of the listing; the label says what it is for.")),
    Fact("online-link", SERVICE, _("Link to join"), _("Where to join online; the label says more.")),
    Fact("source-name", SERVICE, _("Source"), _("Directory this listing was copied from.")),
    Fact("source-url", SERVICE, _("Address of the source"), _("Where that directory is found.")),
    Fact("source-licence", SERVICE, _("Licence"), _("What the data of that directory may be used for.")),
    Fact("source-as-of", SERVICE, _("Date of the data"), _("Of which day the data of that directory is.")),
    *(Fact(f"{VISIT_CODE}{name}", SERVICE, _("First visit"), text) for name, text in VISIT.items()),
    Fact(
        "precision",
        LOCATION,
        _("How exactly the place is known"),
        _(
            "exact, street, postcode, town or cell. A cell is the middle of a square of about a kilometre or more "
            "that a private home lies in; such a place has no address."
        ),
    ),
    Fact("timezone", LOCATION, _("Time zone"), _("Name of the time zone of the place (IANA).")),
    Fact("district", LOCATION, _("District"), _("District of a place without an address.")),
    Fact("town", LOCATION, _("Town"), _("Town of a place without an address.")),
    Fact("region", LOCATION, _("Region"), _("Region of a place without an address.")),
    Fact("country", LOCATION, _("Country"), _("Country of a place without an address (ISO 3166-1).")),
    Fact("schedule-timezone", SCHEDULE, _("Time zone"), _("Name of the time zone the clock times are of (IANA).")),
    Fact(
        "rrule",
        SCHEDULE,
        _("Repeat rule"),
        _("The whole rule as calendars write it (RFC 5545), or ONCE for a single date."),
    ),
    Fact(
        "season",
        SCHEDULE,
        _("Season"),
        _("First and last day of the part of the year in which it takes place, as MM-DD/MM-DD."),
    ),
)
BY_CODE = {fact.code: fact for fact in FACTS}
PLAIN = tuple(fact for fact in FACTS if fact.field)
"""Those that are one field of a record."""
