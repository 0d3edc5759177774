"""Tables as people hand them over."""

import csv
import io

from django.core.files.uploadedfile import SimpleUploadedFile

from groups import uploading
from groups.interop.tabular import tables

GOOD = {
    "id": "1",
    "name": "Tuesday Circle",
    "kind": "peer-circle",
    "town": "London",
    "street": "4 Linden Street",
    "country": "GB",
    "lat": "51.545",
    "lon": "-0.055",
    "timezone": "Europe/London",
    "times": "every Tuesday 18:30-20:00",
    "topic": "grief; depression",
    "phone": "020 7946 0018",
}


def csv_bytes(*rows, delimiter=",", encoding="utf-8"):
    """A file of rows by column; the first has them all."""
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0], delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def good(**changes):
    return GOOD | changes


def upload_file(data, name="table.csv"):
    return SimpleUploadedFile(name, data)


def brought(user, *rows):
    """An upload of rows, its columns taken as guessed, looked at but not brought in."""
    table = tables.read(io.BytesIO(csv_bytes(*rows)))
    upload = uploading.receive(table, "table.csv", by=user)
    uploading.take_columns(upload, {int(number): name for number, name in upload.mapping.items()})
    uploading.check(upload.pk)
    upload.refresh_from_db()
    return upload


def bring(user, *rows):
    """The same, brought in."""
    upload = brought(user, *rows)
    uploading.go_ahead(upload)
    uploading.bring_in(upload.pk)
    upload.refresh_from_db()
    return upload


def fates(upload):
    return [row.fate for row in upload.rows.order_by("number", "pk")]


def sentences(upload):
    return [told["says"] for row in upload.rows.order_by("number", "pk") for told in row.sentences]
