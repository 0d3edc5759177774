"""Whatever file somebody hands over, as a plain table of texts: CSV as spreadsheet programs write it, .xlsx, GeoJSON.

Nothing in a file is believed: its size is known before it is unpacked, formulas are never worked out, and what it
refers to elsewhere is never fetched.
"""

import csv
import io
import json
from typing import NamedTuple

from django.utils.translation import gettext as _

from groups.interop.cells import as_meant
from groups.interop.reading import LINE_ENDS, UnreadableFileError, clean
from groups.interop.tabular import workbook_reading
from groups.interop.tabular.columns import HEADER, guess

MAX_BYTES = 10 * 2**20
MAX_ROWS = 5_000
MAX_COLUMNS = 200
LONGEST_CELL = 20_000
DELIMITERS = ",;\t|"
MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
ZIP, OLD_OFFICE, PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"


class Table(NamedTuple):
    """The first row that says anything, and `rows`: `(number in the file, cells)` of all others that do."""

    header: list[str]
    rows: list[tuple[int, list[str]]]


def read(file, *, max_bytes=MAX_BYTES, max_rows=MAX_ROWS):
    """The `Table` of a binary `file`. Raises UnreadableFileError with a sentence where it is none or is too large."""
    data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        told = _("The file is larger than %(size)d MB. Split it up.")
        raise UnreadableFileError(told % {"size": max_bytes // 2**20})
    found = [(number, cells) for number, cells in limited(lines(data), max_rows)]
    if not found:
        raise UnreadableFileError(_("There is no table in the file: it has no row that says anything."))
    (_number, header), *rows = found
    if max(len(cells) for _number, cells in found) == 1 or not (rows or guess(header)):
        raise UnreadableFileError(_("This is a text, not a table. A table has columns: a name, a kind, and so on."))
    if not rows:
        raise UnreadableFileError(
            _("The table has only one row. The first names the columns, the others are listings.")
        )
    return Table(header, rows)


def lines(data):
    """`(number, cells)` of every line of a file."""
    if data.startswith(ZIP):
        return workbook_reading.lines(data)
    if data.startswith((OLD_OFFICE, PDF)):
        raise UnreadableFileError(_("This is not a table we can read. Save it as .xlsx without a password, or as CSV."))
    text = decoded(data)
    return from_geojson(text) if text.lstrip().startswith("{") else from_csv(text)


def limited(found, max_rows):
    """Those lines that say anything, with cells fit to store, until there are too many."""
    count = 0
    for number, cells in found:
        cells = [as_meant(clean(cell)) for cell in cells]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        count += 1
        check(number, cells, count, max_rows)
        yield number, cells


def check(number, cells, count, max_rows):
    if count > max_rows + 1:
        told = _("The table has more than %(rows)d rows. Split it up.")
        raise UnreadableFileError(told % {"rows": max_rows})
    if len(cells) > MAX_COLUMNS:
        told = _("Row %(row)d has more than %(columns)d columns.")
        raise UnreadableFileError(told % {"row": number, "columns": MAX_COLUMNS})
    if any(len(cell) > LONGEST_CELL for cell in cells):
        told = _("Row %(row)d has a cell of more than %(longest)d characters. Is a quotation mark missing?")
        raise UnreadableFileError(told % {"row": number, "longest": LONGEST_CELL})


def decoded(data):
    """The text of a file: UTF-8 with or without a mark, UTF-16 with one, else as older programs write Western text."""
    for mark, encoding in MARKS.items():
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise UnreadableFileError(_("The file is cut off or damaged.")) from error
    if b"\0" in data:
        raise UnreadableFileError(_("This is not a table we can read. Save it as .xlsx or as CSV."))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def from_csv(text):
    """Lines of separated values; what separates them is what the first line has most of."""
    text = LINE_ENDS.sub("\n", text)
    first = next((line for line in text.split("\n") if line.strip()), "")
    delimiter = max(DELIMITERS, key=lambda sign: (outside_quotes(first).count(sign), -DELIMITERS.index(sign)))
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        told = _("Near line %(line)d a quotation mark is open or stands in the wrong place. Is the file cut off?")
        raise UnreadableFileError(told % {"line": reader.line_num}) from error


def outside_quotes(line):
    return "".join(line.split('"')[::2])


def from_geojson(text):
    """The features of a collection as lines; a point gives latitude and longitude where no property does."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableFileError(_("The file begins like GeoJSON, but it is none, or it was cut off.")) from error
    features = data.get("features")
    if data.get("type") != "FeatureCollection" or not isinstance(features, list):
        raise UnreadableFileError(_("This JSON file is not a GeoJSON FeatureCollection."))
    found = [properties(feature) for feature in features]
    names = dict.fromkeys(name for cells in found for name in cells)
    header = [name for name in HEADER if name in names] + [name for name in names if name not in HEADER]
    yield 0, header
    for number, cells in enumerate(found, start=1):
        yield number, [cells.get(name, "") for name in header]


def properties(feature):
    """The properties of a feature as texts by name."""
    feature = feature if isinstance(feature, dict) else {}
    given = feature.get("properties")
    cells = {clean(name): cell(value) for name, value in given.items()} if isinstance(given, dict) else {}
    geometry = feature.get("geometry")
    position = geometry.get("coordinates") if isinstance(geometry, dict) else None
    is_point = isinstance(geometry, dict) and geometry.get("type") == "Point" and isinstance(position, list)
    if is_point and len(position) >= 2 and not (cells.get("lat") or cells.get("lon")):
        cells |= {"lon": cell(position[0]), "lat": cell(position[1])}
    return cells


def cell(value):
    """A JSON value as a cell: several texts are separated as in any table. A list in a list says nothing here."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(cell(one) for one in value[:50] if not isinstance(one, list))
    return "" if value is None or isinstance(value, dict) else str(value)
