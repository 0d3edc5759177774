"""Makers of rows without surprises: what is not given has one plain value, nothing is random."""

from datetime import date, time, timedelta

from django.http import QueryDict

from groups import moderation, schedule
from groups.choices import Attendance, Precision
from groups.geo import Point, cell_centre
from groups.models import (
    Contact,
    FirstVisit,
    ImportSource,
    Listing,
    ListingTerm,
    Organization,
    Place,
    PracticalHelp,
    Schedule,
    Term,
)
from groups.models.place import AREA_CELL_KM

LONDON = "Europe/London"
MONDAY = date(2026, 1, 5)
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def make_source(slug="field-notes", **fields):
    return ImportSource.objects.create(slug=slug, **{"name": "Field notes", **fields})


def make_organization(name="Open Door Trust", **fields):
    return Organization.objects.create(name=name, **fields)


def make_place(**fields):
    """The Linden Street Library in Hackney, exactly known, unless `fields` say otherwise."""
    values = {
        "name": "Linden Street Library",
        "street": "4 Linden Street",
        "district": "Hackney",
        "town": "London",
        "country": "GB",
        "lat": 51.545,
        "lon": -0.055,
        "precision": Precision.EXACT,
        "timezone": LONDON,
    }
    return Place.objects.create(**values | fields)


def term(name):
    """The term written `facet:slug`, such as `topic:grief`."""
    facet, slug = name.split(":")
    return Term.objects.get(facet=facet, slug=slug)


def make_listing(source, name="A circle", *, kind="peer-circle", terms=(), slots=(), published=True, **fields):
    """A whole listing, checked as a form would check it, published unless told otherwise."""
    listing = Listing(name=name, kind=term(f"kind:{kind}"), source=source, source_ref=name, **fields)
    if listing.attendance == Attendance.IN_PERSON and "place" not in fields:
        listing.place = make_place()
    listing.full_clean()
    listing.save()
    ListingTerm.objects.bulk_create(ListingTerm(listing=listing, term=term(name)) for name in terms)
    for slot in slots:
        add_slot(listing, **slot)
    if published:
        moderation.publish(Listing.objects.filter(pk=listing.pk), by=None)
    schedule.refresh_dates(Schedule.objects.filter(listing=listing))
    return Listing.objects.get(pk=listing.pk)


def weekly(day, at, minutes=90, **fields):
    """Columns of a slot every week on `day` (RFC letters) from `at` (local HH:MM)."""
    return {
        "starts_on": MONDAY + timedelta(days=DAYS.index(day)),
        "start_time": time.fromisoformat(at),
        "duration": timedelta(minutes=minutes),
        "timezone": LONDON,
        "freq": "WEEKLY",
    } | fields


def add_slot(listing, **fields):
    slot = Schedule(listing=listing, **fields)
    slot.full_clean()
    slot.save()
    return slot


def add_contact(listing, channel="phone", value="020 7946 0018", **fields):
    contact = Contact(listing=listing, channel=channel, value=value, **fields)
    contact.full_clean()
    contact.save()
    return contact


def add_first_visit(listing, **answers):
    return FirstVisit.objects.create(listing=listing, **answers)


def add_help(listing, what="food", how_to_ask="Ask at the door.", **fields):
    """Practical help by the slug of its access word."""
    return PracticalHelp.objects.create(listing=listing, term=term(f"access:{what}"), how_to_ask=how_to_ask, **fields)


def query(**params):
    """Parameters as a request brings them; each value is a list."""
    values = QueryDict(mutable=True)
    for name, given in params.items():
        values.setlist(name, given)
    return values


def make_home(**fields):
    """A private home in Hackney, stored as `Place.objects.create_home` does: the public row knows only its cell."""
    values = {
        "street": "17 Hidden Row",
        "point": Point(51.5477, -0.0633),
        "town": "London",
        "district": "Hackney",
        "country": "GB",
        "timezone": LONDON,
    }
    return Place.objects.create_home(**values | fields)


def make_venue(**fields):
    """A confidential venue in Hackney: the public knows the name of its area."""
    middle = cell_centre(Point(51.545, -0.055), AREA_CELL_KM)
    concealed = {"name": "", "street": "", "precision": Precision.AREA, "lat": middle.lat, "lon": middle.lon}
    return make_place(**concealed | fields)
