"""An .xlsx file as lines of texts. It is a zip file of XML, so it is looked at before anything is unpacked."""

import io
import zipfile
from datetime import date, datetime, time
from zipfile import BadZipFile, ZipFile

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.packaging.manifest import Manifest
from openpyxl.packaging.relationship import get_dependents
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.xml.constants import ARC_CONTENT_TYPES, XLSM, XLSX, XLTM, XLTX
from openpyxl.xml.functions import fromstring

from groups.interop.reading import UnreadableFileError

MAX_UNPACKED = 60 * 2**20
MAX_PART = 2 * 2**20
"""Of each part that is read as a whole, such as the styles: as objects it takes a hundred times as much memory."""
READ_BY_ROWS = ("xl/worksheets/", "xl/sharedstrings.xml")
NEVER_READ = "xl/media/"
WORKBOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
MAX_PARTS = 1_000
MAX_LINES = 1_048_576
"""As many as a sheet can have: empty ones between others are skipped."""
MAX_COLUMNS = 201
KINDS_OF_WORKBOOK = (XLSX, XLSM, XLTX, XLTM)
FORBIDDEN = ("vbaproject", "externallinks/", "activex/", "embeddings/", "macrosheets/")
DAMAGED = (
    BadZipFile,
    InvalidFileException,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    SyntaxError,  # as errors of XML are
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,  # a password
    ArithmeticError,
    zipfile.zlib.error,
)


def lines(data):
    """`(number, cells)` of every row of the first sheet that is shown; of a formula its stored result.

    Raises UnreadableFileError for what is no workbook, is too large unpacked, or holds macros or links elsewhere.
    """
    try:
        with ZipFile(io.BytesIO(data)) as parts:
            look_at(parts.infolist())
            look_at_index(parts)
        yield from sheet_lines(data)
    except UnreadableFileError:
        raise
    except DAMAGED as error:
        raise UnreadableFileError(
            _("This workbook is cut off or damaged. Save it again as .xlsx, or as CSV.")
        ) from error


def look_at(parts):
    """Refuse what could fill the memory or does more than hold a table."""
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise too_large()
    if any(part.file_size > MAX_PART and not is_read_in_pieces(part.filename.lower()) for part in parts):
        raise too_large()
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableFileError(_("This workbook has a password. Save it without one."))
    names = [part.filename.lower() for part in parts]
    if any(word in name for name in names for word in FORBIDDEN):
        told = _(
            "This workbook holds macros, embedded files or links to other files. Save it as a plain .xlsx, or as CSV."
        )
        raise UnreadableFileError(told)
    if WORKBOOK not in names:
        raise no_workbook()


def is_read_in_pieces(name):
    return name.startswith((*READ_BY_ROWS, NEVER_READ)) and "/_rels/" not in name


def look_at_index(parts):
    """Refuse a workbook whose index has a part read as a whole that goes by the name of one read in pieces."""
    index = Manifest.from_tree(fromstring(parts.read(ARC_CONTENT_TYPES)))
    if any(part.ContentType in KINDS_OF_WORKBOOK and part.PartName != f"/{WORKBOOK}" for part in index.Override):
        raise no_workbook()
    charts = [one.target for one in get_dependents(parts, RELATIONS) if "chartsheet" in one.Type]
    if any(part.file_size > MAX_PART for part in parts.infolist() if part.filename in charts):
        raise too_large()


def too_large():
    return UnreadableFileError(_("Unpacked, this workbook is far too large. Save the one sheet as CSV."))


def no_workbook():
    return UnreadableFileError(_("This is not an .xlsx workbook. Save it as .xlsx, or as CSV."))


def sheet_lines(data):
    workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    shown = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
    if not shown:
        raise UnreadableFileError(_("This workbook has no sheet."))
    rows = shown[0].iter_rows(max_row=MAX_LINES, max_col=MAX_COLUMNS, values_only=True)
    for number, cells in enumerate(rows, start=1):
        if any(cells):  # one row far below the others brings a million empty ones along
            yield number, [text(cell) for cell in cells]


def text(value):
    """A cell as somebody would have typed it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return "" if value is None else str(value)
