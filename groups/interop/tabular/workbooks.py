"""A table of listings as an .xlsx workbook, and the empty one that people fill in."""

import io
from itertools import islice

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.datavalidation import DataValidation

from groups.choices import Facet
from groups.interop.reading import UNSTORABLE
from groups.interop.tabular.columns import COLUMNS, HEADER, NAMES
from groups.interop.tabular.example import EXAMPLE
from groups.interop.tabular.loading import load
from groups.interop.tabular.rows import row, text
from groups.models import Term

__all__ = ["MOST_ROWS", "dump", "load", "template"]
MOST_ROWS = 5_000
"""A workbook is made as a whole before it is sent; what is more goes into CSV."""
LONGEST_CELL = 32_767
VALIDATED_ROWS = 1_001
WIDTHS = {"description": 40, "times": 34, "name": 28, "help": 70, "words": 60}


def dump(records):
    """The bytes of a workbook with a row for each of the first `MOST_ROWS` of `records`."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Listings")
    begin(sheet, HEADER)
    for record in islice(records, MOST_ROWS):
        cells = row(record)
        sheet.append([cell(sheet, cells.get(name)) for name in HEADER])
    return saved(workbook)


def begin(sheet, header):
    """Widths, a first row that stays in sight, and the names of the columns."""
    sheet.freeze_panes = "A2"
    for number, name in enumerate(header):
        sheet.column_dimensions[letter(number)].width = WIDTHS.get(name, 16)
    sheet.append([bold(sheet, name) for name in header])


def cell(sheet, value):
    """A cell of text or a number; a text that begins like a formula stays a text."""
    if value is None or isinstance(value, int | float):
        return value
    said = UNSTORABLE.sub("", text(value))[:LONGEST_CELL]
    if not said.startswith(("=", "+", "-", "@")):
        return said
    made = WriteOnlyCell(sheet, value=said)
    made.data_type = "s"
    made.quotePrefix = True
    return made


def bold(sheet, value):
    made = WriteOnlyCell(sheet, value=str(value))
    made.font = Font(bold=True)
    return made


def letter(number):
    """The letters of a column, counted from nought."""
    return (chr(64 + number // 26) if number >= 26 else "") + chr(65 + number % 26)


def saved(workbook):
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def template():
    """The bytes of a workbook to fill in: a sheet for the listings, one that explains the columns, one with our words.

    Where only certain words may stand, the sheet offers them.
    """
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(_("Listings"))
    lexicon = Term.objects.lexicon()
    ranges = word_columns(lexicon)
    for number, column in enumerate(COLUMNS):
        if column.choices and not column.is_list:
            sheet.data_validations.append(validation(column, letter(number), ranges))
    begin(sheet, NAMES)
    sheet.append([cell(sheet, example) for example in EXAMPLE.values()])
    explain(workbook.create_sheet(_("Columns")))
    list_words(workbook.create_sheet("Words"), ranges)
    return saved(workbook)


def validation(column, letters, ranges):
    """The list of words that one column offers."""
    place, words = ranges[column.name]
    formula = f"Words!${letter(place)}$2:${letter(place)}${len(words) + 1}"
    made = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=False)
    made.add(f"{letters}2:{letters}{VALIDATED_ROWS}")
    return made


def word_columns(lexicon):
    """`{column: (its place on the sheet of words, the words)}`."""
    chosen = [column for column in COLUMNS if column.choices]
    return {column.name: (place, words_of(column, lexicon)) for place, column in enumerate(chosen)}


def words_of(column, lexicon):
    """What may stand in a column."""
    if isinstance(column.choices, Facet):
        return [term.slug for term in lexicon.offered(column.choices)]
    return list(column.choices.values)


def explain(sheet):
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 26, 32
    sheet.column_dimensions["C"].width, sheet.column_dimensions["D"].width = WIDTHS["help"], 30
    sheet.append(
        [bold(sheet, word) for word in (_("Column"), _("What it is"), _("What may stand in it"), _("Example"))]
    )
    for column in COLUMNS:
        explained = WriteOnlyCell(sheet, value=str(column.help))
        explained.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.append([column.name, str(column.title), explained, cell(sheet, column.example)])


def list_words(sheet, ranges):
    """A column of allowed words under the name of each column that has some."""
    sheet.append([bold(sheet, name) for name in ranges])
    longest = max(len(words) for _place, words in ranges.values())
    for number in range(longest):
        sheet.append([words[number] if number < len(words) else None for _place, words in ranges.values()])
