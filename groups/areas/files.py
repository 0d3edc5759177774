"""A table of an area for other programs: lines of a spreadsheet, or plain values."""

import csv
import io

from groups.interop.cells import harmless


def plain(area, table):
    """A table as plain values for JSON, with what it is about."""
    names = [column.name for column in table.columns]
    return {
        "area": {"id": area.place.pk, "name": area.label, "population": area.population},
        "table": table.name,
        "title": table.title,
        "about": table.is_about,
        "rows": [{"name": name, **dict(zip(names, numbers, strict=True))} for name, *numbers in table.rows],
        "source": "GeoNames (CC BY 4.0)",
    }


def csv_lines(table):
    """A table as text of a CSV file, with a line of names first."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["name", *(column.name for column in table.columns)])
    writer.writerows([harmless(name), *numbers] for name, *numbers in table.rows)
    return text.getvalue()
