"""HSDS of other directories, and files that are not what they should be."""

import io
import json
import zipfile
from datetime import time, timedelta
from pathlib import Path

import pytest

from groups.choices import Attendance, Channel
from groups.geo import Point, cell_centre
from groups.importing.placing import settle
from groups.interop.formats import FORMATS
from groups.interop.hsds import files, tables, tabular
from groups.interop.hsds.facts import FACT
from groups.interop.hsds.words import TAXONOMY_IDS
from groups.interop.reading import UnreadableFileError
from groups.models.place import AREA_CELL_KM
from tests.groups.interop.files import fields, json_file, zipped
from tests.groups.interop.hsds.records import ALL, expected, ndjson
from tests.groups.interop.hsds.records import tables as tables_of

EXAMPLES = Path(__file__).resolve().parents[5] / "shared/standards/hsds/examples"
needs_examples = pytest.mark.skipif(not EXAMPLES.exists(), reason="needs ../shared/standards/hsds beside the project")
AREA = cell_centre(Point(40.7123, -74.0045), AREA_CELL_KM)
ID = "ac148810-d857-441c-9679-408f346de14b"


def read(**service):
    """The one record of a service with these fields."""
    (record,) = files.load(json_file({"id": ID, "name": "Counselling", "status": "active"} | service))
    return record


def slot(**schedule):
    """`(slot or None, problems)` of one schedule, which is on Mondays at nine unless it says otherwise."""
    record = read(schedules=[{"freq": "WEEKLY", "byday": "MO", "opens_at": "09:00"} | schedule])
    return (record.slots or [None])[0], record.problems


def test_plain_service_is_read_with_its_id():
    record = read(description=" Help ", application_process="Ring.", minimum_age="12", maximum_age=100.0)
    assert (record.source_ref, record.name, record.description) == (ID, "Counselling", "Help")
    assert (record.minimum_age, record.maximum_age, record.how_to_join) == (12, 100, "Ring.")
    assert record.assumed == ["kind", "attendance"]


@pytest.mark.parametrize(("status", "shown"), [("active", True), ("temporarily closed", True), ("defunct", False)])
def test_what_is_gone_is_not_published(status, shown):
    assert read(status=status).is_published == shown


@pytest.mark.parametrize(
    ("alert", "text"),
    [("Flooded until May.", "Flooded until May.\n\nHelp"), ("", "It is said to be closed for the time being; ")],
)
def test_service_closed_for_a_time_meets_at_no_time_and_says_so(alert, text):
    schedules = [{"freq": "WEEKLY", "byday": "MO", "opens_at": "09:00"}]
    closed = read(status="Temporarily closed", alert=alert, description="Help", schedules=schedules)
    assert [slot.is_live for slot in closed.slots] == [False]
    assert closed.description.startswith(text)
    assert closed.problems[0].field == "status"
    again = read(alert=alert, description="Help", schedules=schedules)
    assert ([slot.is_live for slot in again.slots], again.problems) == ([True], [])


def test_service_at_two_places_becomes_two_listings():
    places = [
        {"id": f"{ID[:-1]}{n}", "location": {"location_type": "physical", "latitude": n, "longitude": 1}}
        for n in (1, 2)
    ]
    records = list(files.load(json_file({"id": ID, "name": "A", "status": "active", "service_at_locations": places})))
    assert [record.source_ref for record in records] == [place["id"] for place in places]
    assert [record.place.lat for record in records] == [1.0, 2.0]


@pytest.mark.parametrize("has_ids", [True, False])
def test_second_place_of_a_service_leaves_the_first_as_it_is(has_ids):
    sites = [
        {"id": f"at-{n}" if has_ids else "", "location": {"location_type": "physical", "latitude": n, "longitude": 1}}
        for n in (51, 52)
    ]
    service = {"id": ID, "name": "A", "status": "active"}
    before, after = (
        [record.source_ref for record in files.load(json_file(service | {"service_at_locations": given}))]
        for given in (sites[:1], sites)
    )
    assert after[:1] == before
    assert len(set(after)) == 2


def test_words_of_others_are_found_by_their_names():
    names = ["Grief", "peer support group", "Underwater basket weaving"]
    record = read(attributes=[{"taxonomy_term": {"name": name}} for name in names])
    assert "Underwater basket weaving" in record.problems[0].sentence
    assert fields(record) == {"attributes": 1}
    assert [(use.facet, use.slug) for use in record.terms][:1] == [("topic", "grief")]


def test_names_of_people_and_fax_numbers_are_not_taken():
    phones = [{"number": "020 1"}, {"number": "020 2", "type": "fax"}, {"number": "020 3", "extension": 7}]
    contacts = [
        {"name": "Ann Persona", "title": "Reception", "email": "a@example.org", "phones": [{"number": "020 4"}]}
    ]
    record = read(phones=phones, contacts=contacts, url="https://example.org/")
    assert [(one.value, one.note) for one in record.contacts if one.channel == Channel.PHONE] == [
        ("020 1", ""),
        ("020 3", "extension 7"),
        ("020 4", ""),
    ]
    assert "Persona" not in repr(record)
    assert record.contacts[-1].channel == Channel.WEBSITE


def test_virtual_location_means_online():
    location = {"location_type": "virtual", "url": "https://meet.example.org/"}
    record = read(service_at_locations=[{"location": location}])
    assert (record.attendance, record.place) == (Attendance.ONLINE, None)
    assert record.contacts[0].channel == Channel.ONLINE_LINK


@pytest.mark.parametrize(
    ("kinds", "street"),
    [(["postal", "physical"], "2 Road"), (["postal"], ""), (["Mailing", ""], "2 Road"), (["virtual"], "")],
)
def test_address_for_mail_is_nowhere_to_go(kinds, street):
    addresses = [{"address_type": kind, "address_1": f"{n} Road", "city": "Leeds"} for n, kind in enumerate(kinds, 1)]
    location = {"location_type": "physical", "addresses": addresses}
    place = read(service_at_locations=[{"location": location}]).place
    assert (place.street, place.town) == (street, "Leeds" if street else "")


@pytest.mark.parametrize(
    ("kinds", "precision", "lat"),
    [
        (["postal"], "area", AREA.lat),
        (["mailing", "virtual"], "area", AREA.lat),
        (["postal", "physical"], "street", 40.7123),
        ([], "exact", 40.7123),
    ],
)
def test_position_of_a_post_box_is_no_place_to_go(now, gazetteer, kinds, precision, lat):
    addresses = [{"address_type": kind, "address_1": "2 Road", "city": "New York"} for kind in kinds]
    location = {"name": "Ann's", "location_type": "physical", "latitude": 40.7123, "longitude": -74.0045}
    record = read(service_at_locations=[{"location": location | {"addresses": addresses}}])
    [(settled, problems)] = settle([record])
    assert (settled.place.precision, settled.place.lat) == (precision, lat)
    assert settled.place.name == ("" if precision == "area" else "Ann's")
    assert (settled.place.timezone, record.problems, problems) == ("America/New_York", [], [])


@pytest.mark.parametrize(("word", "precision"), [("home", "area"), ("Exact", "area"), ("town", "town")])
def test_precision_we_do_not_know_may_be_meant_to_hide_the_place(word, precision):
    fact = {"taxonomy_term": {"code": "precision", "taxonomy_id": TAXONOMY_IDS[FACT]}, "value": word}
    location = {"location_type": "physical", "latitude": 40.7, "longitude": -74, "attributes": [fact]}
    assert read(service_at_locations=[{"location": location}]).place.precision == precision


@pytest.mark.parametrize("opens", ["09:00", "09:00:00", "09:00Z", "09:00-05:00", "09:00+0530"])
def test_times_are_read_with_and_without_offset(opens):
    found, _problems = slot(opens_at=opens, closes_at="10:30")
    assert (found.rule.start_time, found.rule.duration) == (time(9), timedelta(minutes=90))


@pytest.mark.parametrize(("hours", "zone"), [(0, "Etc/UTC"), (3, "Etc/GMT-3"), (-5, "Etc/GMT+5"), (5.5, ""), ("x", "")])
def test_offset_without_a_place_becomes_a_zone_where_there_is_one(hours, zone):
    assert slot(timezone=hours)[0].rule.timezone == zone


@pytest.mark.parametrize(("location_type", "zone"), [("physical", "America/New_York"), ("virtual", "Etc/GMT+5")])
def test_offset_never_stops_the_clocks_of_a_place(now, gazetteer, location_type, zone):
    there = {"location_type": location_type, "latitude": 40.7, "longitude": -74}
    schedule = {"freq": "WEEKLY", "byday": "MO", "opens_at": "09:00-05:00", "timezone": -5}
    record = read(service_at_locations=[{"location": there}], schedules=[schedule])
    [(settled, problems)] = settle([record])
    assert [slot.rule.timezone for slot in settled.slots] == [zone]
    assert problems == []


@pytest.mark.parametrize(
    ("schedule", "why"),
    [
        ({"opens_at": "late"}, "no time"),
        ({"byweekno": "41,42"}, "weeks or days of the year"),
        ({"byday": ""}, "neither a first date nor a day"),
        ({"freq": ""}, "how often"),
        ({"byday": "XX"}, "not a day"),
        ({"freq": "YEARLY"}, "not a pattern"),
        ({"count": 3, "interval": -1}, "INTERVAL|step"),
    ],
)
def test_schedule_we_cannot_show_is_said(schedule, why):
    found, problems = slot(**schedule)
    assert found is None
    assert any(part in problems[-1].sentence for part in why.split("|"))


def test_until_and_valid_to_end_a_schedule():
    assert str(slot(dtstart="2026-01-05", valid_to="2026-06-30")[0].rule.until) == "2026-06-30"
    assert slot(dtstart="2026-01-05", until="2026-06-30", count=3)[0].rule.count == 3
    assert slot(freq="", byday="", dtstart="2026-01-05", interval="")[0].rule.freq == "ONCE"


@pytest.mark.parametrize("service", [
    {"minimum_age": "old"}, {"minimum_age": -1}, {"maximum_age": 1e400}, {"phones": "x"}, {"attributes": [1, {}]},
    {"attributes": [{"taxonomy_term": {"taxonomy_id": [1], "code": {}}}]}, {"organization": []}, {"status": {}},
    {"service_at_locations": [{"location": [1]}]}, {"schedules": [{"opens_at": 9}]}, {"description": ["a"]},
    {"service_at_locations": [{"location": {"latitude": "north", "longitude": True, "addresses": [3]}}]},
])  # fmt: skip
def test_odd_values_cost_only_themselves(service):
    assert read(**service).name == "Counselling"


def test_bad_facts_of_our_profile_are_said():
    (line,) = ndjson(ALL[:1]).getvalue().splitlines()
    text = line.replace(b'"value": "12"', b'"value": "a dozen"').replace(b'"value": "no"', b'"value": "nope"')
    (record,) = files.load(io.BytesIO(text))
    assert (record.maximum_size, "must_speak" in record.first_visit) == (None, False)
    assert fields(record) == {"maximum-size": 1}


@needs_examples
@pytest.mark.parametrize(
    ("name", "problems"),
    [
        ("service_full", {"latitude": 1, "attributes": 1, "schedules": 1}),
        ("organization_full", {"latitude": 1, "attributes": 1, "schedules": 1}),
        ("service_at_location_full", {"latitude": 1, "attributes": 1, "schedules": 1}),
        ("service_list", {}),
        ("service_at_location_list", {"latitude": 1}),
    ],
)
def test_examples_of_the_standard_are_read(name, problems):
    with (EXAMPLES / f"{name}.json").open("rb") as file:
        (record,) = files.load(file)
    assert (record.former_ref, record.organization.name) == (ID, "Example Organization Inc.")
    assert fields(record) == problems  # latitude 100, a term called "name", weeks of the year


@needs_examples
def test_tabular_example_of_the_standard_is_read():
    example = json.loads((EXAMPLES / "tabular.json").read_text("utf-8"))
    (record,) = tabular.load(archive({name: csv_of(rows) for name, rows in example.items()}))
    assert (record.former_ref, record.place.street, record.minimum_age) == (ID, "", 12)  # its address is for mail
    assert [one.value for one in record.contacts][:2] == ["+44 1234 234567", "email@example.com"]


def csv_of(rows):
    quoted = [",".join(f'"{str(value).replace(chr(34), chr(34) * 2)}"' for value in row.values()) for row in rows]
    return "\r\n".join([",".join(rows[0]), *quoted])


def archive(members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    file.seek(0)
    return file


SERVICES = "id,name,status\n1,A,active\n"


def test_tables_lie_in_any_folder_and_others_are_left_alone():
    members = {"data/Services.CSV": SERVICES, "data/readme.txt": b"\xff", "data/datapackage.json": "{", "odd.csv": "\0"}
    assert [record.name for record in tabular.load(archive(members))] == ["A"]


def too_many_files():
    return archive({f"{number}.txt": "" for number in range(tabular.MAX_FILES + 1)})


BAD_ZIPS = {
    "nothing": lambda: io.BytesIO(b""),
    "no zip": lambda: io.BytesIO(b"name\nCafe"),
    "cut off": lambda: io.BytesIO(archive({"services.csv": SERVICES * 100}).getvalue()[:-30]),
    "no services": lambda: archive({"organizations.csv": "id,name\n1,A\n"}),
    "no rows": lambda: archive({"services.csv": "id,name,status\n"}),
    "twice": lambda: archive({"a/services.csv": SERVICES, "b/services.csv": SERVICES}),
    "latin-1": lambda: archive({"services.csv": "id,name\n1,Café".encode("latin-1")}),
    "huge cell": lambda: archive({"services.csv": SERVICES + "2," + "x" * 200_000}),
    "many files": too_many_files,
}


@pytest.mark.parametrize("make", BAD_ZIPS.values(), ids=BAD_ZIPS)
def test_bad_zip_is_a_sentence(make):
    with pytest.raises(UnreadableFileError) as raised:
        list(tabular.load(make()))
    assert str(raised.value).endswith(".")


def test_zip_that_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(tabular, "MAX_BYTES", 1000)
    bomb = archive({"services.csv": SERVICES, "phones.csv": "id,number\n" + "1,2\n" * 300})
    with pytest.raises(UnreadableFileError, match="larger than"):
        list(tabular.load(bomb))


def test_zip_of_too_many_rows_is_refused(monkeypatch):
    monkeypatch.setattr(tabular, "MAX_ROWS", 3)
    with pytest.raises(UnreadableFileError, match="more than 3 rows"):
        list(tabular.load(archive({"services.csv": SERVICES, "phones.csv": "id,number\n1,2\n3,4\n5,6\n"})))


BAD_FILES = {
    "empty": b"",
    "not a service": b'{"error": "not found"}',
    "empty page": b'{"contents": []}',
    "web page": b"<!doctype html>",
    "deep": b"[" * 100_000,
    "nested": b"[" * 50 + b"]" * 50,
    "cut off": zipped(ndjson(ALL)).getvalue()[:-30],
    "half a line": b'{"id": 1, "name":',
}


@pytest.mark.parametrize("content", BAD_FILES.values(), ids=BAD_FILES)
def test_bad_file_is_a_sentence(content):
    with pytest.raises(UnreadableFileError) as raised:
        list(files.load(io.BytesIO(content)))
    assert str(raised.value).endswith(".")


def test_damaged_gzip_says_so_before_the_first_record():
    records = files.load(io.BytesIO(zipped(ndjson(ALL * 50)).getvalue()[:-30]))
    with pytest.raises(UnreadableFileError):
        next(records)


def test_line_that_is_no_json_costs_only_itself():
    lines = ndjson(ALL[:2]).getvalue().split(b"\n")
    records = list(files.load(io.BytesIO(b"\n".join([lines[0], b"{oops", b"", lines[1]]))))
    assert [record.name for record in records] == ["Tuesday Circle", "", "Lea Clinic"]
    assert "Line 2" in records[1].problems[0].sentence


def test_line_or_file_beyond_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr(files, "MAX_BYTES", 1000)
    with pytest.raises(UnreadableFileError, match="larger than"):
        list(files.load(ndjson(ALL)))


def test_service_without_a_name_is_said():
    (record,) = files.load(json_file([{"id": ID, "name": " ", "status": "active"}]))
    assert not record.is_listing
    assert fields(record) == {"name": 1}


def test_formats_are_in_the_table_of_imports():
    assert FORMATS["hsds"].load is files.load
    (first, *_rest) = FORMATS["hsds-csv"].load(tables_of(ALL))
    assert first.name == expected(ALL[0]).name


def test_every_column_that_names_another_row_is_written():
    for table in tables.COLUMNS:
        for nest in tables.nests(table).values():
            holder = nest.table if isinstance(nest, tables.Many) else table
            assert nest.key in tables.COLUMNS[holder], (table, nest)
