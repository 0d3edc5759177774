"""The table of listings: what is written is read again, in every sort of file."""

import io
from dataclasses import fields, replace
from datetime import date, time, timedelta

import openpyxl
import pytest

from groups import outgoing
from groups.choices import Facet
from groups.interop import formats, geojson
from groups.interop.record import ContactPart, OrganizationPart, PlacePart, Record, SlotPart, TermUse
from groups.interop.tabular import columns, csv_files, loading, tables, times, workbooks
from groups.interop.tabular.example import EXAMPLE
from groups.interop.tabular.rows import RowReader
from groups.interop.tabular.words import Words
from groups.models import Listing, Term
from groups.recurrence import Rule
from tests.factories import add_contact, add_first_visit, make_listing, weekly

pytestmark = pytest.mark.django_db
LOST = {
    "url": "told, and not read again",
    "updated_at": "told, and not read again",
    "confirmed_at": "told, and not read again",
    "closures": "told, and not read again",
    "attribution": "told, and not read again",
    "row": "what the reader has beside the record",
}
"""Fields of a record that a table does not bring back, and why."""
TUESDAYS = Rule(date(2020, 1, 7), time(18, 30), timedelta(minutes=90), "Europe/London", "WEEKLY", byday=("TU",))
WHOLE = Record(
    "k7",
    "=Tuesday | Circle; London",
    "peer-circle",
    "We talk.\nThere is tea, “and” cake; really.",
    led_by="members",
    organization=OrganizationPart("open door", "Open Door", "https://opendoor.example.org", "+ all friends"),
    place=PlacePart(
        "Library",
        "4 Linden Street",
        "Hackney",
        "London",
        "England",
        "E8 3QE",
        "GB",
        51.545,
        -0.055,
        "exact",
        timezone="Europe/London",
        directions="Ring twice.",
    ),
    terms=[TermUse("topic", "grief"), TermUse("audience", "women", "only", "on Mondays; and | at night")],
    contacts=[ContactPart("phone", "+44 20 7946 0018", "for new people"), ContactPart("email", "a@example.org")],
    slots=[SlotPart("k7-1", TUESDAYS, "side door; left")],
    minimum_age=18,
    maximum_age=99,
    how_to_join="-Just come",
    first_visit={"must_speak": "no", "greeter": "Ana", "what_to_expect": "Tea"},
    formality="informal",
    training="@course",
    minimum_size=3,
    maximum_size=12,
    safeguarding_contact="Ben",
    wait_weeks=0,
    wait_checked_on=date(2026, 3, 1),
    accepting_new=False,
    accepting_new_checked_on=date(2026, 3, 1),
)


def as_file(kind, records):
    if kind == "csv":
        return io.BytesIO("".join(csv_files.dump(records)).encode())
    if kind == "geojson":
        return io.BytesIO("".join(geojson.dump(records)).encode())
    return io.BytesIO(workbooks.dump(records))


def comparable(record):
    """A record without what a table loses; words in the order of the columns, an organization by its name."""
    kept = replace(record, **{name: getattr(Record(""), name) for name in LOST})
    kept.terms = sorted(kept.terms)
    kept.slots = [replace(slot, source_ref="", rule=times.canonical(slot.rule)) for slot in kept.slots]
    kept.organization = kept.organization and replace(kept.organization, ref="")
    return kept


@pytest.mark.parametrize("kind", ["csv", "geojson", "xlsx"])
def test_record_with_everything_comes_back_whole(kind):
    (back,) = loading.load(as_file(kind, [WHOLE]))
    assert back.problems == []
    for part in fields(Record):
        assert getattr(comparable(back), part.name) == getattr(comparable(WHOLE), part.name), part.name


@pytest.mark.parametrize("kind", ["csv", "geojson", "xlsx"])
def test_listings_of_ours_come_back_as_they_left(kind, circle, clinic, evening, now):
    add_contact(circle)
    add_first_visit(circle, must_speak="no")
    make_listing(circle.source, "Monthly", slots=[weekly("TU", "10:00", freq="MONTHLY", byday=["1TU", "-1TU"])])
    sent = list(outgoing.records(Listing.objects.all(), now=now))
    back = list(loading.load(as_file(kind, sent)))
    assert [record.problems for record in back] == [[]] * 4
    assert [comparable(record) for record in back] == [comparable(record) for record in sent]


def test_csv_has_no_cell_that_begins_a_formula():
    wild = replace(WHOLE, name="=cmd|' /C calc'!A0", description="\t=1+1", how_to_join="@SUM(1)", training="-1+1")
    text = "".join(csv_files.dump([wild]))
    table = list(tables.from_csv(text.removeprefix("\ufeff")))
    assert not [cell for _number, cells in table for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    (back,) = loading.load(io.BytesIO(text.encode()))
    assert (back.name, back.training) == (wild.name, wild.training)


def test_workbook_holds_formulas_as_text_only():
    workbook = openpyxl.load_workbook(io.BytesIO(workbooks.dump([replace(WHOLE, name="=1+1")])))
    cell = workbook.active["B2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)


def test_template_of_either_sort_loads_without_a_word(now):
    for data in (workbooks.template(), "".join(csv_files.template()).encode()):
        (_number, cells), *_others = tables.read(io.BytesIO(data)).rows
        said = dict(zip(columns.NAMES, cells, strict=False)) | {"name": "Our circle"}
        record = RowReader(Words(Term.objects.lexicon())).record(said, 2)
        assert record.problems == []
        assert (record.name, record.kind) == ("Our circle", "peer-circle")
        assert record.slots[0].rule.byday == ("TU",)


@pytest.mark.parametrize("gone", [{}, {"id": "", "phone": ""}, {"lat": "51,545", "wait_checked_on": "01/03/2026"}])
def test_untouched_example_row_is_no_listing(now, gone):
    reader = RowReader(Words(Term.objects.lexicon()))
    record = reader.record(EXAMPLE | gone, 2)
    assert not record.is_listing
    assert "example row of our template" in record.problems[0].sentence
    assert reader.record(EXAMPLE | gone | {"town": "Leeds"}, 2).is_listing
    assert reader.record({"name": EXAMPLE["name"], "kind": EXAMPLE["kind"]}, 2).is_listing


@pytest.mark.parametrize("word", ["home", "private", "Hidden", "private home", "confidential?"])
def test_word_that_may_mean_to_hide_the_place_leaves_its_area_alone(now, word):
    reader = RowReader(Words(Term.objects.lexicon()))
    row = {"name": "Kitchen", "kind": "peer-circle", "street": "4 Linden Street", "lat": "51.5", "lon": "0.1"}
    record = reader.record(row | {"precision": word}, 2)
    assert (record.is_listing, record.place.precision) == (True, "area")
    assert f"“{word}” is not a word we know" in record.problems[0].sentence
    assert record.problems[1].sentence == "Until it is one of these, only the name of the area is shown."
    assert reader.record(row | {"precision": "CELL"}, 2).place.precision == "cell"


@pytest.mark.parametrize(("word", "is_kept"), [("cell", False), ("area", False), ("private", False), ("exact", True)])
def test_address_of_a_home_is_in_no_list_of_problems(now, word, is_kept):
    where = {"street": "4 Linden Street", "postal_code": "E8 1AA", "lat": "51.5451", "lon": "-0.0551", "place": "Ana's"}
    row = {"name": "Kitchen", "kind": "peer-circle", "town": "London", "minimum_age": "old", "precision": word} | where
    record = RowReader(Words(Term.objects.lexicon())).record(row, 2)
    assert record.problems
    assert record.row["town"] == "London"
    assert [value in record.row.values() for value in where.values()] == [is_kept] * 5


def test_template_explains_every_column_and_offers_words():
    workbook = openpyxl.load_workbook(io.BytesIO(workbooks.template()))
    listings, explained, words = workbook.worksheets
    assert [cell.value for cell in listings[1]] == list(columns.NAMES)
    assert [row[0].value for row in explained.iter_rows(min_row=2)] == list(columns.NAMES)
    offered = {cell.value for cell in words["A"]}
    assert {"kind", "peer-circle"} <= offered
    assert len(listings.data_validations.dataValidation) == 12


def test_words_are_known_in_any_language_and_spelling(now):
    Term.objects.filter(facet=Facet.TOPIC, slug="grief").update(translations={"es": "Duelo"})
    row = {"name": "Círculo", "kind": "Peer circle", "topic": "duelo, Depression; GRIEF", "language": "es"}
    (record,) = loading.load(
        io.BytesIO("\n".join([";".join(row), ";".join(f'"{cell}"' for cell in row.values())]).encode())
    )
    assert record.kind == "peer-circle"
    assert {use.slug for use in record.terms} == {"grief", "depression", "es"}


def test_headers_are_guessed_by_what_they_mean():
    header = ["Group", "TYPE", "City", "Zip Code", "When", "E-Mail", "Latitude", "Colour"]
    meant = ["name", "kind", "town", "postal_code", "times", "email", "lat"]
    assert columns.guess(header) == dict(enumerate(meant))


def test_names_of_columns_are_those_documented():
    assert columns.NAMES[:6] == ("id", "name", "kind", "description", "formality", "organization")
    assert len(set(columns.HEADER)) == len(columns.HEADER)


def test_the_format_is_in_the_table_of_formats():
    assert formats.FORMATS["table"].load is loading.load
