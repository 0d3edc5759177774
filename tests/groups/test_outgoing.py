"""What leaves the site of a listing: all that the public may know, and nothing else."""

from datetime import UTC, date, datetime

import pytest

from groups import outgoing
from groups.choices import Precision, Visibility
from groups.interop.record import ClosedPart, TermUse
from groups.models import Closure, Listing
from tests.factories import (
    add_contact,
    add_first_visit,
    add_help,
    make_home,
    make_listing,
    make_organization,
    make_place,
    weekly,
)

pytestmark = pytest.mark.django_db


def sent(now, **options):
    return list(outgoing.records(Listing.objects.all(), now=now, **options))


def test_records_hold_words_slots_and_first_visit(source, now):
    listing = make_listing(source, "Tuesday circle", terms=["topic:grief"], slots=[weekly("TU", "18:30")])
    add_first_visit(listing, must_speak="no", greeter="Ana")
    (record,) = sent(now, site="https://example.org")
    assert (record.source_ref, record.kind, record.formality) == (listing.public_id, "peer-circle", "informal")
    assert record.terms == [TermUse("topic", "grief")]
    assert record.first_visit == {"must_speak": "no", "greeter": "Ana"}
    assert record.slots[0].rule == listing.schedules.get().rule
    assert record.url == f"https://example.org/listings/{listing.public_id}/"
    assert record.attribution.name == "Field notes"


def test_records_leave_out_private_contacts(source, now):
    listing = make_listing(source)
    add_contact(listing, value="020 7946 0018")
    add_contact(listing, value="020 7946 0019", visibility=Visibility.AFTER_CONTACT)
    assert [contact.value for contact in sent(now)[0].contacts] == ["020 7946 0018"]


def test_records_leave_out_confidential_venues_and_what_search_does_not_show(source, now):
    make_listing(source, "Refuge", place=make_place(name="", street="", precision=Precision.AREA, lat=None, lon=None))
    make_listing(source, "Draft", published=False)
    assert sent(now) == []


def test_records_of_a_home_hold_only_its_cell(source, now):
    home = make_home()
    make_listing(source, "Kitchen table", place=home)
    place = sent(now)[0].place
    assert (place.street, place.lat, place.lon) == ("", home.lat, home.lon)
    assert "Hidden Row" not in repr(place)


def test_records_tell_closures_of_listing_and_place_to_come(source, now):
    listing = make_listing(source)
    Closure.objects.create(place=listing.place, starts_on=date(2026, 4, 1), ends_on=date(2026, 4, 6), note="Easter")
    Closure.objects.create(listing=listing, starts_on=date(2026, 3, 1))
    Closure.objects.create(listing=listing, starts_on=date(2026, 1, 1), ends_on=date(2026, 1, 2))
    assert sent(now)[0].closures == [
        ClosedPart(date(2026, 3, 1), None),
        ClosedPart(date(2026, 4, 1), date(2026, 4, 6), "Easter"),
    ]


def test_closure_ends_by_the_calendar_of_the_place(source):
    listing = make_listing(source, place=make_place(timezone="America/Los_Angeles"))
    Closure.objects.create(listing=listing, starts_on=date(2026, 3, 1), ends_on=date(2026, 3, 2))
    assert sent(datetime(2026, 3, 3, 7, 59, tzinfo=UTC))[0].closures
    assert sent(datetime(2026, 3, 3, 8, 0, tzinfo=UTC))[0].closures == []


def test_closure_of_a_group_without_a_place_ends_by_the_calendar_of_its_slot(source):
    slot = weekly("WE", "09:00", timezone="America/Los_Angeles")
    listing = make_listing(source, place=None, attendance="online", slots=[slot])
    Closure.objects.create(listing=listing, starts_on=date(2026, 3, 1), ends_on=date(2026, 3, 2))
    assert sent(datetime(2026, 3, 3, 7, 59, tzinfo=UTC))[0].closures
    assert sent(datetime(2026, 3, 3, 8, 0, tzinfo=UTC))[0].closures == []


def test_practical_help_is_told_where_an_organization_answers_for_it(source, now):
    listing = make_listing(source, organization=make_organization())
    add_help(listing, "food", "Ask at the door.")
    assert TermUse("access", "food", "", "Ask at the door.") in sent(now)[0].terms
    Listing.objects.update(organization=None)
    assert sent(now)[0].terms == []


@pytest.mark.parametrize("number", [1, 3])
def test_records_ask_the_same_number_of_questions(source, now, number, django_assert_num_queries):
    for index in range(number):
        make_listing(source, f"Circle {index}", terms=["topic:grief"], slots=[weekly("TU", "18:30")])
    sent(now)  # the lexicon is kept
    with django_assert_num_queries(7):
        assert len(sent(now)) == number


def test_records_come_in_batches_by_key(source, now, monkeypatch):
    monkeypatch.setattr(outgoing, "BATCH", 2)
    refs = [make_listing(source, f"Circle {index}").public_id for index in range(5)]
    assert [record.source_ref for record in sent(now)] == refs
