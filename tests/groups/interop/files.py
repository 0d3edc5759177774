"""Files in memory, as an operator might hand them over."""

import csv
import gzip
import io
import json
from collections import Counter


def json_file(data):
    return io.BytesIO(json.dumps(data).encode())


def csv_file(rows, *, encoding="utf-8", newline="\r\n"):
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0], lineterminator=newline)
    writer.writeheader()
    writer.writerows(rows)
    return io.BytesIO(text.getvalue().encode(encoding))


def zipped(file):
    return io.BytesIO(gzip.compress(file.getvalue()))


def words(record, facet):
    """The terms of one facet: slugs, with their relation where they have one."""
    return {f"{use.slug}:{use.relation}".rstrip(":") for use in record.terms if use.facet == facet}


def fields(record):
    """How many problems a record has of each field."""
    return dict(Counter(problem.field for problem in record.problems))
