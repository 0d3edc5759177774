"""What the database refuses, and the sentence a person gets for it."""

from contextlib import suppress
from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, InternalError, connection, transaction

from groups.choices import Precision
from groups.models import Listing, Place, Schedule, Session, Term
from tests import factories


def refuse(row, sentence):
    """The form says `sentence`, and the database itself refuses the row too."""
    with pytest.raises(ValidationError, match=sentence):
        row.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        type(row).objects.bulk_create([row])


def draft(source, fields):
    kind = factories.term("kind:peer-circle")
    values = {"name": "A circle", "kind": kind, "formality": "informal", "source": source}
    if "attendance" not in fields:
        values["place"] = factories.make_place()
    return Listing(**values | fields)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"formality": "formal"}, "needs the organization that runs it"),
        ({"source": None, "status": "pending"}, "Somebody has to answer for a listing"),
        ({"place": None}, "a place is needed"),
        ({"minimum_age": 60, "maximum_age": 30}, "youngest age is above the oldest"),
        ({"minimum_size": 9, "maximum_size": 3}, "smallest group is larger"),
        ({"maximum_age": 17}, "who answers for their safety"),
        ({"accepting_new": True}, "on which day you checked whether"),
        ({"wait_weeks": 4}, "on which day you checked the waiting time"),
        ({"searchable": True}, "Only a published listing"),
    ],
)
def test_listing_that_makes_no_sense_is_refused(source, fields, sentence):
    refuse(draft(source, fields), sentence)


def test_listing_online_has_no_place(source):
    refuse(draft(source, {"attendance": "online", "place": factories.make_place()}), "has no place")


def test_listing_for_minors_with_organization_and_contact_is_fine(source):
    organization = factories.make_organization()
    row = draft(source, {"maximum_age": 17, "organization": organization, "safeguarding_contact": "Ines Okoro"})
    row.full_clean()
    row.save()


def test_listing_takes_the_usual_formality_of_its_kind(source):
    clinic = {"kind": factories.term("kind:clinic"), "organization": factories.make_organization()}
    row = draft(source, clinic | {"formality": ""})
    row.full_clean()
    assert row.formality == "formal"


def test_listing_is_imported_once_from_a_source(source):
    factories.make_listing(source, "Twice")
    with pytest.raises(IntegrityError), transaction.atomic():
        Listing.objects.bulk_create([draft(source, {"source_ref": "Twice"})])


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"lat": 91}, "less than or equal to 90"),
        ({"lat": None}, "latitude from -90 to 90"),
        ({"precision": Precision.AREA}, "public by its area only"),
        ({"precision": Precision.CELL, "cell_km": 1}, "public by its area only"),
        ({"precision": Precision.CELL, "name": "", "street": ""}, "grid cell of at least one kilometre"),
    ],
)
def test_place_that_would_give_too_much_away_is_refused(db, fields, sentence):
    values = {
        "name": "Hall",
        "street": "1 Row",
        "lat": 51.5,
        "lon": 0,
        "precision": "exact",
        "timezone": "Europe/London",
    }
    refuse(Place(**values | fields), sentence)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"interval": 0}, "starts at 1"),
        ({"until": date(2026, 2, 1), "count": 3}, "not both"),
        ({"until": date(2025, 1, 1)}, "before the first"),
        ({"season_from": "11-01"}, "beginning and an end"),
    ],
)
def test_slot_that_makes_no_sense_is_refused(circle, fields, sentence):
    row = Schedule(listing=circle, **factories.weekly("TU", "18:30") | fields)
    refuse(row, sentence)


def test_slot_outside_the_subset_is_refused_by_name(circle):
    row = Schedule(listing=circle, **factories.weekly("TU", "18:30", timezone="Mars/Olympus"))
    with pytest.raises(ValidationError, match="Mars/Olympus"):
        row.full_clean()


def test_session_once_per_date_and_moved_to_somewhere(circle, now):
    slot = circle.schedules.get()
    Session.objects.create(schedule=slot, original_on=date(2026, 3, 3))
    refuse(Session(schedule=slot, original_on=date(2026, 3, 3)), "already has an entry")
    refuse(Session(schedule=slot, original_on=date(2026, 3, 10), status="moved"), "needs a new start")


def test_term_is_named_once_in_its_facet_and_a_kind_has_its_category(db):
    refuse(Term(facet="topic", slug="grief", label="Grief"), "already has a term")
    refuse(Term(facet="kind", slug="choir", label="Choir", default_formality="informal"), "needs its category")
    refuse(Term(facet="topic", slug="choir", label="Choir", default_formality="formal"), "no other term has one")


def test_time_of_a_slot_is_kept_to_the_minute(circle):
    row = Schedule(listing=circle, **factories.weekly("TU", "18:30") | {"start_time": time(18, 30, 15)})
    with pytest.raises(ValidationError):
        row.full_clean()
    assert row.duration == timedelta(minutes=90)


def test_database_that_fails_is_not_taken_for_a_broken_constraint(circle):
    """Here the transaction has failed; a server that was killed amid a form says as little."""
    slot = circle.schedules.get()
    with connection.cursor() as cursor, suppress(DataError):
        cursor.execute("SELECT 1 / 0")
    with pytest.raises(InternalError):
        slot.validate_constraints()
