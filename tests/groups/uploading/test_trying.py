"""The quick way to look at rows says what the whole way would say, and asks little of the database."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groups.choices import RowFate
from groups.models import Listing, Organization, Place, Schedule
from groups.uploading import trying
from groups.uploading.bringing import Outcome
from tests.accounts.people import make_person
from tests.groups.uploading.tables import bring, brought, fates, good, sentences
from tests.groups.uploading.test_bad_input import NASTY

pytestmark = pytest.mark.django_db
SORTS = NASTY | {
    "good": good(organization="Open Door", description="We talk."),
    "clinic of nobody": good(kind="clinic"),
    "sizes crossed": good(minimum_size="9", maximum_size="3"),
    "wait without a day": good(wait_weeks="3"),
    "home": good(precision="cell"),
    "refuge": good(precision="area"),
    "online": good(attendance="online"),
    "first visit": good(must_speak="no", greeter="Ana"),
}


@pytest.fixture
def ana(db, now):
    return make_person("ana@example.org", nickname="Ana")


def many(number, **changes):
    return [good(id=str(n), name=f"Circle {n}", **changes) for n in range(number)]


@pytest.mark.parametrize("row", SORTS.values(), ids=SORTS)
def test_quick_look_says_what_the_whole_way_says(ana, row, monkeypatch):
    quick = brought(ana, row)
    monkeypatch.setattr(trying, "sound", lambda *_args, **_more: set())
    whole = brought(ana, row)
    assert (fates(quick), sentences(quick)) == (fates(whole), sentences(whole))


def test_quick_look_is_what_looks_at_good_rows(ana, monkeypatch):
    monkeypatch.setattr("groups.uploading.working.bring", None)
    assert brought(ana, *many(3)).counts == {"new": 3}


def test_check_asks_as_much_for_many_rows_as_for_few(ana):
    asked = []
    for number in (10, 60):
        with CaptureQueriesContext(connection) as questions:
            brought(ana, *many(number))
        asked.append(len(questions))
    assert asked[1] - asked[0] <= 50  # what is found out of a row is kept with it


def test_row_that_the_database_refuses_does_not_slow_its_neighbours(ana, monkeypatch):
    rows = [*many(3, minimum_age="", maximum_age=""), good(id="x", minimum_age="60", maximum_age="20")]
    whole = []
    monkeypatch.setattr(
        "groups.uploading.working.bring",
        lambda record, *_args, **_more: whole.append(record) or Outcome(RowFate.REFUSED),
    )
    assert fates(brought(ana, *rows)) == [RowFate.NEW] * 3 + [RowFate.REFUSED]
    assert [record.source_ref for record in whole] == ["x"]


def test_quick_look_keeps_nothing(ana):
    brought(ana, *many(3, organization="Open Door"))
    for model in (Listing, Place, Organization, Schedule):
        assert not model.objects.exists()


def test_row_brought_before_goes_the_whole_way(ana):
    bring(ana, good())
    assert brought(ana, good(description="New words")).counts == {"changed": 1}
    assert brought(ana, good()).counts == {"unchanged": 1}


def test_broken_constraints_are_all_said_and_whole_rows_asked_once(ana):
    bring(ana, good())
    listing = Listing.objects.get()
    with CaptureQueriesContext(connection) as questions:
        listing.validate_constraints()
    assert len(questions) == 3  # all checks together, and whether it is unique at its source
    listing.minimum_age, listing.maximum_age, listing.wait_weeks = 60, 20, 3
    with pytest.raises(ValidationError) as refused:
        listing.validate_constraints()
    assert len(refused.value.messages) == 2
