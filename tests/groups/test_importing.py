"""Records become listings: once, repeatably, in whole batches."""

import threading
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from django.db import connection

from groups import importing
from groups.choices import Channel, Precision, Status, Visibility
from groups.importing import ImportBusyError, Missing, TooMuchMissingError, import_records, run
from groups.interop.record import ContactPart, OrganizationPart, PlacePart, Problem, Record, SlotPart, TermUse
from groups.models import ImportProblem, ImportSource, Listing, Organization, Place, Revision, Schedule, UpcomingDate
from groups.recurrence import Freq, Rule

pytestmark = pytest.mark.django_db

TUESDAY = Rule(date(2020, 1, 7), time(18, 30), timedelta(minutes=90), "", Freq.WEEKLY, byday=("TU",))
LIBRARY = PlacePart(
    name="Old Library", street="5 Mill Lane", town="Troy", country="US", lat=42.7, lon=-73.7,
    precision=Precision.EXACT, timezone="America/New_York",
)  # fmt: skip
WRITES = ("INSERT", "UPDATE", "DELETE", "COPY", "SELECT NEXTVAL")


def lantern(ref="lantern", **changes):
    """The Lantern Group: meets on Tuesdays in the Old Library."""
    usual = {
        "name": "Lantern Group",
        "kind": "twelve-step",
        "organization": OrganizationPart("river", "River Area"),
        "place": replace(LIBRARY),
        "terms": [TermUse("topic", "drugs"), TermUse("cost", "free")],
        "contacts": [ContactPart(Channel.PHONE, "518-555-0100")],
        "slots": [SlotPart(f"{ref}-tu", TUESDAY)],
    }
    return Record(ref, **usual | changes)


def bring(*records, write=True, slug="lists", **options):
    return import_records(records, source=ImportSource(slug=slug, name="Lists"), write=write, **options)


@contextmanager
def no_writes():
    """Fails on the first statement that would change something."""

    def guard(execute, sql, params, many, context):
        assert not sql.lstrip().upper().startswith(WRITES), sql
        return execute(sql, params, many, context)

    with connection.execute_wrapper(guard):
        yield


def everything():
    """What is stored of all listings, without the keys the database chose."""
    return sorted(
        (
            *(row.name, row.source_ref, row.source_digest, row.status, row.place.line, row.organization.name),
            sorted(row.terms.values_list("slug", flat=True)),
            sorted(row.contacts.values_list("value", flat=True)),
            sorted(slot.in_words for slot in row.schedules.all()),
            row.upcoming_dates.count(),
        )
        for row in Listing.objects.all()
    )


def test_dry_run_tries_everything_and_keeps_nothing(now):
    summary = bring(lantern(), write=False)
    assert (summary.new, summary.published) == (1, 1)
    assert not ImportSource.objects.exists()
    assert [model.objects.count() for model in (Listing, Place, Organization, ImportProblem)] == [0, 0, 0, 0]


def test_write_publishes_with_everything_the_record_says(now):
    bring(lantern())
    listing = Listing.objects.searchable().get()
    slot = listing.schedules.get()
    assert (listing.formality, listing.source.slug, listing.confirmed_at) == ("informal", "lists", None)
    assert listing.point == (42.7, -73.7)
    assert {"drugs", "free"} == set(listing.terms.values_list("slug", flat=True))
    assert (slot.in_words, slot.timezone) == ("Every Tuesday, 18:30 to 20:00", "America/New_York")
    assert listing.upcoming_dates.count() == 13
    assert {term.slug for term in listing.words("topic")} == {"drugs"}


@pytest.mark.proof("faults", "import twice or reordered: the same end")
def test_second_run_writes_nothing(now):
    first = [lantern(), Record("row 9", problems=[Problem("name", "Row 9 has no name.")])]
    bring(*first)
    before = everything()
    with no_writes():
        summary = bring(lantern(), Record("row 9", problems=[Problem("name", "Row 9 has no name.")]))
    assert (summary.unchanged, summary.new, summary.changed) == (1, 0, 0)
    assert everything() == before


@pytest.mark.proof("faults", "import twice or reordered: the same end")
def test_order_of_rows_does_not_matter(now):
    records = [lantern(str(number), name=f"Group {number}") for number in range(5)]
    bring(*records)
    assert bring(*reversed([lantern(str(number), name=f"Group {number}") for number in range(5)])).unchanged == 5


def test_changed_row_changes_one_listing_which_keeps_its_key(now):
    bring(lantern(), lantern("b", name="Beacon Group"))
    listing = Listing.objects.get(source_ref="lantern")
    slot = listing.schedules.get()
    thursday = SlotPart("lantern-th", replace(TUESDAY, starts_on=date(2020, 1, 9), byday=("TH",)))
    changed = lantern(description="Ring the bell.", slots=[SlotPart("lantern-tu", TUESDAY), thursday])
    summary = bring(changed, lantern("b", name="Beacon Group"))
    assert (summary.changed, summary.unchanged) == (1, 1)
    again = Listing.objects.get(source_ref="lantern")
    assert (again.pk, again.public_id, again.description) == (listing.pk, listing.public_id, "Ring the bell.")
    assert again.schedules.get(source_ref="lantern-tu").pk == slot.pk
    assert again.upcoming_dates.count() == 26


def test_slot_gone_at_the_source_is_switched_off(now):
    bring(lantern())
    bring(lantern(slots=[]))
    assert not Schedule.objects.get().is_live
    assert Listing.objects.searchable().exists()


def test_slot_that_changes_its_time_keeps_its_key(now):
    bring(lantern())
    before = Schedule.objects.get()
    bring(lantern(slots=[SlotPart("lantern-tu", replace(TUESDAY, start_time=time(19)))]))
    after = Schedule.objects.get()
    assert (after.pk, after.start_time) == (before.pk, time(19))
    assert UpcomingDate.objects.filter(schedule=after, starts_at__hour=19).count() < 13


def test_listing_whose_name_at_the_source_changed_is_known_by_its_slot(now):
    bring(lantern("old", slots=[SlotPart("tu", TUESDAY)]))
    pk = Listing.objects.get().pk
    summary = bring(lantern("new", slots=[SlotPart("tu", TUESDAY)]))
    assert (summary.changed, summary.new, summary.missing) == (1, 0, 0)
    assert Listing.objects.get().pk == pk
    assert Listing.objects.get().source_ref == "new"


def test_slot_that_moves_to_another_group_does_not_take_the_listing_along(now):
    bring(lantern("old", slots=[SlotPart("tu", TUESDAY)]))
    summary = bring(lantern("new", slots=[SlotPart("tu", TUESDAY)]), lantern("old", slots=[]))
    assert (summary.new, summary.changed) == (1, 1)
    assert Listing.objects.count() == 2


def test_moved_listing_leaves_shared_place_to_the_others(now):
    bring(lantern(), lantern("b"))
    assert Place.objects.count() == Organization.objects.count() == 1
    bring(lantern(place=replace(LIBRARY, street="9 Hill Road")), lantern("b"))
    assert Place.objects.count() == 2
    bring(lantern(), lantern("b"))
    assert Place.objects.get().street == "5 Mill Lane"


def test_pending_queues_and_a_later_run_publishes(now):
    assert bring(lantern(), pending=True).queued == 1
    assert not Listing.objects.published().exists()
    assert bring(lantern()).published == 1
    assert Listing.objects.searchable().exists()


@pytest.mark.parametrize("status", [Status.WITHDRAWN, Status.REJECTED])
def test_what_a_moderator_took_away_stays_away(now, status):
    bring(lantern())
    Listing.objects.update(status=status, searchable=False)
    bring(lantern(description="Ring the bell."))
    assert Listing.objects.get().status == status


def test_unpublished_at_the_source_stays_a_draft_and_is_taken_back(now):
    bring(lantern(is_published=False))
    assert Listing.objects.get().status == Status.DRAFT
    bring(lantern())
    assert Listing.objects.get().is_published
    bring(lantern(is_published=False))
    assert not Listing.objects.published().exists()


def test_what_is_no_longer_in_the_source_is_told_and_left_alone(now):
    bring(lantern(), lantern("b", name="Beacon Group"))
    summary = bring(lantern())
    assert (summary.missing, summary.missing_names) == (1, ["Beacon Group"])
    assert Listing.objects.searchable().count() == 2


def test_share_that_is_missing_is_of_those_there_were(now):
    bring(*(lantern(f"old-{number}") for number in range(3)))
    unseen = [lantern(f"new-{number}", is_published=False) for number in range(12)]
    with pytest.raises(TooMuchMissingError, match="3 of 3 listings are missing"):
        bring(*unseen, missing=Missing(after=2, most=0.2))


def test_two_sources_do_not_know_each_other(now):
    bring(lantern(), slug="north")
    assert bring(lantern(), slug="south").new == 1
    assert bring(lantern(), slug="north").unchanged == 1


def test_row_the_database_refuses_does_not_take_its_batch_along(now):
    bad = lantern("bad", minimum_age=30, maximum_age=20)
    summary = bring(lantern(), bad, lantern("b"))
    assert (summary.new, summary.refused) == (2, 1)
    problem = ImportProblem.objects.get()
    assert (problem.source_ref, problem.sentence) == ("bad", "The youngest age is above the oldest.")


def test_change_the_database_refuses_is_not_proposed_and_takes_no_other_along(now):
    bring(lantern(), lantern("b"))
    bad, good = lantern(minimum_age=30, maximum_age=20), lantern("b", description="Tea.")
    summary = bring(bad, good, proposes=True)
    assert (summary.refused, summary.proposed) == (1, 1)
    assert Revision.objects.waiting().get().listing.source_ref == "b"
    assert ImportProblem.objects.get().source_ref == "lantern"


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"name": "x" * 201}, "name", "The listing was left out"),
        ({"kind": "zoo"}, "kind", "no kind of support called “zoo”"),
        ({"place": replace(LIBRARY, lat=99.0)}, "lat", "The listing was left out"),
    ],
)
def test_record_that_cannot_be_a_listing_is_refused_with_a_sentence(now, changes, field, sentence):
    summary = bring(lantern(**changes), lantern("b"))
    assert (summary.refused, summary.new) == (1, 1)
    assert sentence in ImportProblem.objects.get(field=field).sentence


@pytest.mark.parametrize(
    ("changes", "left_out"),
    [
        ({"contacts": [ContactPart(Channel.EMAIL, "not an address")]}, "contacts"),
        ({"slots": [SlotPart("tu", replace(TUESDAY, byday=("XX",)))]}, "schedules"),
        ({"terms": [TermUse("topic", "zoo")]}, "listing_terms"),
    ],
)
def test_part_that_is_wrong_is_left_out_with_a_sentence(now, changes, left_out):
    assert bring(lantern(**changes)).new == 1
    assert not getattr(Listing.objects.searchable().get(), left_out).exists()
    assert "left out" in ImportProblem.objects.get().sentence


def test_organization_loses_a_website_that_is_none(now):
    bring(lantern(organization=OrganizationPart("river", "River Area", "http:/river")))
    assert Organization.objects.get().website == ""
    assert ImportProblem.objects.get().field == "website"


def test_problems_are_those_of_the_last_run(now):
    bring(lantern(problems=[Problem("comments", "First.")]))
    bring(lantern(problems=[Problem("comments", "Second.")]))
    assert [problem.sentence for problem in ImportProblem.objects.all()] == ["Second."]


def test_same_name_at_the_source_twice_is_taken_once(now):
    assert bring(lantern(), lantern(name="Impostor")).new == 1
    assert Listing.objects.get().name == "Lantern Group"
    assert "same name at the source" in ImportProblem.objects.get().sentence


def test_crash_leaves_whole_batches_and_the_next_run_completes(now, monkeypatch):
    monkeypatch.setattr(run, "BATCH", 2)
    records = [lantern(str(number), name=f"Group {number}") for number in range(5)]

    def crash(summary):
        raise InterruptedError

    with pytest.raises(InterruptedError):
        bring(*records, progress=crash)
    assert Listing.objects.searchable().count() == Schedule.objects.count() == 2
    summary = bring(*[lantern(str(number), name=f"Group {number}") for number in range(5)])
    assert (summary.unchanged, summary.new) == (2, 3)
    assert Listing.objects.searchable().count() == 5


def test_source_being_imported_already_says_so():
    told = []

    def second():
        try:
            bring(lantern())
        except ImportBusyError as error:
            told.append(str(error))
        finally:
            connection.close()

    def meanwhile(summary):
        thread = threading.Thread(target=second)
        thread.start()
        thread.join()

    bring(lantern(), progress=meanwhile)
    assert told == ["“lists” is being imported already. Wait until that is done."]


def test_online_group_has_no_place_but_its_zone(now):
    link = ContactPart(Channel.ONLINE_LINK, "https://meet.example.org/1")
    bring(lantern(attendance="online", contacts=[link]))
    listing = Listing.objects.searchable().get()
    assert (listing.place, listing.schedules.get().timezone) == (None, "America/New_York")


def test_slot_without_any_zone_is_left_out(now):
    bring(lantern(attendance="online", place=None))
    assert not Schedule.objects.exists()
    assert ImportProblem.objects.get().field == "timezone"


def test_hidden_contact_is_never_public(now):
    bring(lantern(contacts=[ContactPart(Channel.PHONE, "518-555-0199", visibility=Visibility.HIDDEN)]))
    assert list(Listing.objects.searchable().get().contacts.public()) == []


@pytest.mark.usefixtures("gazetteer")
class TestPlacing:
    """Where the source gives no position, the gazetteer does."""

    def test_postcode_gives_position_and_zone_and_is_no_pin(self, now):
        bring(lantern(place=PlacePart(street="1 Bay St", town="San Francisco", postal_code="94110", country="US")))
        place = Place.objects.get()
        assert (place.precision, place.is_pinned, place.timezone) == ("postcode", False, "America/Los_Angeles")
        assert (round(place.lat), round(place.lon)) == (38, -122)

    def test_town_is_asked_where_the_postcode_is_unknown(self, now):
        bring(lantern(place=PlacePart(town="Troy", region="NY", postal_code="00000", country="US")))
        assert Place.objects.get().precision == "town"

    def test_position_gives_zone_and_country(self, now):
        summary = bring(lantern(place=replace(LIBRARY, timezone="", country="")))
        place = Place.objects.get()
        assert (place.timezone, place.country) == ("America/New_York", "US")
        assert summary.assumed == {"timezone": 1, "country": 1}

    def test_unknown_zone_is_told(self, now):
        bring(lantern(place=replace(LIBRARY, timezone="Mars/Base")))
        assert Place.objects.get().timezone == "America/New_York"
        assert "Mars/Base" in ImportProblem.objects.get().sentence

    def test_place_nobody_knows_is_refused_with_sentences(self, now):
        summary = bring(lantern(place=PlacePart(town="Nowhereville", country="US")))
        assert summary.refused == 1
        assert "Nowhereville" in ImportProblem.objects.filter(field="place").get().sentence


def test_package_offers_five_names():
    names = {"ImportBusyError", "Missing", "Summary", "TooMuchMissingError", "import_records"}
    assert set(importing.__all__) == names
