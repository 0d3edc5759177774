"""Whatever somebody hands over: a sentence, never a failure, and nothing half brought in."""

import gzip
import io
import json
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groups.choices import RowFate
from groups.interop.reading import UnreadableFileError
from groups.interop.tabular import tables, workbooks
from groups.models import Listing, Upload
from tests.accounts.people import make_person, sign_in
from tests.groups.uploading.tables import bring, fates, good, sentences, upload_file

MB = 2**20
SHEET = "xl/worksheets/sheet1.xml"
HEAD = b"id,name,kind,lat,lon,timezone\r\n"


def workbook(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_part(name, content=b"x", data=None):
    """A workbook with one more part, or with one replaced."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data or workbook(["name"], ["Circle"]))) as old,
        zipfile.ZipFile(made, "w", 8) as new,
    ):
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return made.getvalue()


def moved(name):
    """A workbook whose index says that its workbook is the part `name`."""
    index = zipfile.ZipFile(io.BytesIO(workbook(["name"]))).read("[Content_Types].xml")
    return with_part("[Content_Types].xml", index.replace(b"/xl/workbook.xml", f"/{name}".encode()))


def with_chart(size):
    """A workbook whose sheet is a sheet with a chart, of `size` bytes."""
    relations = zipfile.ZipFile(io.BytesIO(workbook(["name"]))).read("xl/_rels/workbook.xml.rels")
    charts = with_part("xl/_rels/workbook.xml.rels", relations.replace(b"relationships/worksheet", b"/chartsheet"))
    return with_part(SHEET, b"\0" * size, charts)


def many_lines(number):
    return HEAD + b"".join(b"%d,Circle %d,peer-circle,51.5,-0.1,Europe/London\r\n" % (n, n) for n in range(number))


ENTITIES = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><worksheet>&b;</worksheet>'
FAR_ROW = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    b'<row r="99999999999"><c t="inlineStr"><is><t>x</t></is></c></row></sheetData></worksheet>'
)
FILES = {
    "11 MB": (b"name,kind\r\n" + b"x" * (11 * MB), "larger than 10 MB"),
    "10^6 rows": (many_lines(300_000)[: 10 * MB], "more than 5000 rows"),
    "one row too many": (many_lines(5_001), "more than 5000 rows"),
    "zip bomb": (with_part("xl/media/bomb.bin", b"\0" * (61 * MB)), "far too large"),
    "large styles": (with_part("xl/styles.xml", b"\0" * (3 * MB)), "far too large"),
    "large relations": (with_part("xl/worksheets/_rels/sheet1.xml.rels", b"\0" * (3 * MB)), "far too large"),
    "large workbook by the name of a sheet": (moved(SHEET), "not an .xlsx"),
    "large chart by the name of a sheet": (with_chart(3 * MB), "far too large"),
    "macros": (with_part("xl/vbaProject.bin"), "macros"),
    "links elsewhere": (with_part("xl/externalLinks/externalLink1.xml"), "links to other files"),
    "a zip that is no workbook": (
        with_part("a.txt", data=None).replace(b"xl/workbook.xml", b"xl/nothing1.xml"),
        "not an .xlsx",
    ),
    "entities": (with_part(SHEET, ENTITIES), "damaged"),
    "row far away": (with_part(SHEET, FAR_ROW), "no row that says anything"),
    "cut off workbook": (workbook(["name"], ["Circle"])[:-200], "cut off or damaged"),
    "old excel": (b"\xd0\xcf\x11\xe0" + b"\0" * 500, "not a table we can read"),
    "pdf": (b"%PDF-1.7", "not a table we can read"),
    "picture": (b"\x89PNG\r\n\x1a\n\0\0\0", "not a table we can read"),
    "gzip": (gzip.compress(b"\0" * MB), "not a table we can read"),
    "cut off in quotes": (HEAD + b'1,"Circle', "quotation mark"),
    "empty": (b"", "no row that says anything"),
    "blank": (b"\r\n , ,\r\n", "no row that says anything"),
    "header alone": (HEAD, "only one row"),
    "plain text": (b"Dear all,\n\nwe meet on Tuesdays.\n\nAna", "a text, not a table"),
    "one sentence": (b"We meet on Tuesdays, and there is tea.", "a text, not a table"),
    "lines without columns": (b"Tuesday circle\nThursday circle\n", "a text, not a table"),
    "half of utf-16": ("name,kind\n".encode("utf-16")[:-1], "cut off or damaged"),
    "too many columns": (b",".join([b"a"] * 201) + b"\r\n1", "more than 200 columns"),
    "endless cell": (HEAD + b"1," + b"x" * 30_000, "more than 20000 characters"),
    "json": (b'{"a": 1}', "not a GeoJSON"),
    "broken json": (b'{"type": "FeatureCollection", "features": [', "cut off"),
    "deep json": (b'{"a":' * 100_000, "cut off"),
    "deep property": (
        b'{"type": "FeatureCollection", "features": [{"properties": {"name": %s1%s}}]}' % (b"[" * 600, b"]" * 600),
        "a text, not a table",
    ),
    "features of nonsense": (b'{"type": "FeatureCollection", "features": [1, null, {"geometry": 5}]}', "no row"),
}


@pytest.mark.parametrize(("data", "says"), FILES.values(), ids=FILES)
def test_file_that_is_no_table_is_refused_in_a_sentence(data, says):
    with pytest.raises(UnreadableFileError, match=says):
        tables.read(io.BytesIO(data))


@pytest.mark.parametrize(
    "data",
    [
        "name;kind\r\nCafé;Kreis\r\n".encode("cp1252"),
        "name;kind\r\nCafé;Kreis\r\n".encode("latin-1"),
        "\ufeffname,kind\r\nCafé,Kreis\r\n".encode(),
        "name\tkind\rCafé\tKreis\r".encode(),
        "name,kind\nCafé,Kreis\r\n\r\n".encode(),
        "name\tkind\r\nCafé\tKreis\r\n".encode("utf-16"),
        workbook([None], ["name", "kind"], [], ["Café", "Kreis"]),
        json.dumps(
            {"type": "FeatureCollection", "features": [{"properties": {"name": "Café", "kind": "Kreis"}}]}
        ).encode(),
    ],
    ids=["cp1252", "latin-1", "bom", "tab and cr", "mixed ends", "utf-16", "xlsx", "geojson"],
)
def test_table_is_read_however_it_was_saved(data):
    table = tables.read(io.BytesIO(data))
    assert table.header == ["name", "kind"]
    assert [cells for _number, cells in table.rows] == [["Café", "Kreis"]]


def test_workbook_formulas_are_never_worked_out():
    table = tables.read(io.BytesIO(workbook(["name", "sum"], ["Circle", "=1+1"])))
    assert table.rows == [(2, ["Circle"])]


@settings(max_examples=150)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace"))))
def test_any_bytes_are_a_table_or_a_sentence(data):
    try:
        table = tables.read(io.BytesIO(data))
    except UnreadableFileError:
        return
    assert table.header
    assert table.rows


@settings(max_examples=60)
@given(st.integers(0, 5_000), st.binary(min_size=1, max_size=4))
def test_any_damage_to_a_workbook_is_a_table_or_a_sentence(place, noise):
    data = bytearray(WHOLE)
    data[place % len(data) : place % len(data) + len(noise)] = noise
    try:
        assert tables.read(io.BytesIO(bytes(data))).header
    except UnreadableFileError:
        return


WHOLE = workbook(["name", "kind"], ["Circle", "peer-circle"])
NASTY = {
    "no kind": good(kind=""),
    "endless name": good(name="x" * 300),
    "seconds": good(times="2026-01-06 18:30-20:00 FREQ=SECONDLY"),
    "quadratic rule": good(times="2026-01-06 18:30-20:00 FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2"),
    "endless rule": good(times="2026-01-06 18:30-20:00 FREQ=WEEKLY;BYDAY=" + "MO," * 5_000),
    "very many times": good(times="; ".join(["every Tuesday 18:30-20:00"] * 500)),
    "regex bait": good(times="1" * 390, audience="(" * 5_000, phone="((((" * 4_000),
    "not on earth": good(lat="91", lon="1e999"),
    "nan": good(lat="nan", lon="nan"),
    "full-width digits": good(minimum_age="１８"),
    "huge number": good(minimum_age="9" * 5_000),
    "no such zone": good(timezone="../../etc/passwd"),
    "script": good(name="<script>alert(1)</script>", website="javascript:alert(1)"),
    "owner": good(owner="admin@example.org", status="published", searchable="1", confirmed_at="2026-01-01"),
    "far year": good(wait_checked_on="9999-99-99"),
    "minors": good(maximum_age="12"),
    "ages crossed": good(minimum_age="60", maximum_age="20"),
    "country": good(country="Great Britain"),
    "mail": good(email="not an address"),
    "home nobody can find": good(lat="", lon="", town="Nowhereville", precision="cell"),
    "refuge nobody can find": good(lat="", lon="", town="Nowhereville", precision="area"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("row", NASTY.values(), ids=NASTY)
def test_nasty_row_is_taken_soundly_or_refused_and_the_next_is_taken(row, now):
    upload = bring(make_person("ana@example.org"), row, dict.fromkeys(row, "") | good(id="2", name="Sound"))
    assert fates(upload)[1] == RowFate.NEW
    assert sentences(upload) or fates(upload)[0] == RowFate.NEW
    for listing in Listing.objects.all():
        listing.full_clean()
        assert (listing.status, listing.searchable, listing.confirmed_at) == ("pending", False, None)
    assert Listing.objects.count() == fates(upload).count(RowFate.NEW)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["11 MB", "zip bomb", "macros", "broken json", "empty", "picture"])
def test_page_answers_a_bad_file_with_its_sentence_and_keeps_nothing(client, now, name):
    browser = sign_in(client, make_person("ana@example.org"))
    page = browser.post("/post/many/", {"file": upload_file(FILES[name][0], "x" * 150 + ".csv")})
    assert page.status_code == 200
    assert 'class="wrong"' in page.content.decode()
    assert not Upload.objects.exists()


def test_our_own_largest_workbook_is_one_that_we_read():
    assert workbooks.MOST_ROWS <= tables.MAX_ROWS
