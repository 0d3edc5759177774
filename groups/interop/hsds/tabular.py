"""HSDS as a zip of CSV files, one for each table (`services.csv`, `locations.csv`, …), out and in."""

import csv
import io
import re
import zipfile
import zlib
from contextlib import ExitStack
from pathlib import PurePosixPath
from tempfile import TemporaryFile

from django.utils.translation import gettext as _

from groups.interop.cells import as_meant, harmless
from groups.interop.hsds.dumping import full, in_site_language
from groups.interop.hsds.loading import load as load_service
from groups.interop.hsds.tables import COLUMNS, SINGULAR, Index, rows
from groups.interop.reading import MAX_BYTES, UnreadableFileError

MAX_ROWS = 2_000_000
"""Of all tables together: a directory of 100,000 services with a dozen attributes each fits."""

MAX_FILES = 100
NUMBER = re.compile(r"[+-][\d\s()./-]*", re.ASCII)
"""A phone number or a day counted from the end of a month: no spreadsheet reads a formula in it."""


def dump(records, words, file, now=None):
    """Write `records` to the binary `file` as a zip of tables. What lies about meanwhile is in temporary files."""
    with ExitStack() as stack:
        parts = {table: stack.enter_context(TemporaryFile("w+b")) for table in COLUMNS}
        texts = {table: io.TextIOWrapper(part, "utf-8", newline="") for table, part in parts.items()}
        writers = {table: csv.DictWriter(text, COLUMNS[table]) for table, text in texts.items()}
        for writer in writers.values():
            writer.writeheader()
        write_rows(records, words, writers, now)
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for table, text in texts.items():
                text.flush()
                text.seek(0)
                with archive.open(f"{table}.csv", "w", force_zip64=True) as member:
                    member.writelines(iter(lambda part=parts[table]: part.read(2**16), b""))


def write_rows(records, words, writers, now):
    """Each row once: many services share an organization, and all of them the terms."""
    shared = {"organizations", "taxonomy_terms", "taxonomies"}
    seen = set()
    for record in records:
        for table, row in rows("services", in_site_language(full, record, words, now)):
            if table in shared:
                if row["id"] in seen:
                    continue
                seen.add(row["id"])
            writers[table].writerow({name: guarded(value) for name, value in row.items()})
    for taxonomy in words.taxonomies():
        writers["taxonomies"].writerow(taxonomy)


def guarded(value):
    """A cell that no spreadsheet takes for a formula; phone numbers stay as they are."""
    return value if not isinstance(value, str) or NUMBER.fullmatch(value) else harmless(value)


def load(file):
    """Yield `Record`s of a binary `file` that is such a zip; tables we do not know are left alone.

    Raises UnreadableFileError for what is no zip, unpacks to too much, or has no services.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            tables = read_tables(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise UnreadableFileError(_("The file is no zip of CSV files, or it is damaged.")) from error
    if not tables.get("services"):
        raise UnreadableFileError(_("This zip holds no services.csv with a service in it."))
    for service in Index(tables).objects("services"):
        yield from load_service(service)


def read_tables(archive):
    """Lists of rows by table. Sizes are counted while unpacking: what a zip says of itself may be wrong."""
    members = archive.infolist()
    if len(members) > MAX_FILES:
        raise UnreadableFileError(_("This zip holds more than %(count)s files.") % {"count": MAX_FILES})
    tables, bytes_left, rows_left = {}, MAX_BYTES, MAX_ROWS
    for member in members:
        table = table_of(member.filename)
        if table not in COLUMNS:
            continue
        if table in tables:
            raise UnreadableFileError(_("This zip holds “%(name)s.csv” twice.") % {"name": table})
        text, size = unpacked(archive, member, bytes_left)
        tables[table] = parsed(table, text, rows_left)
        bytes_left, rows_left = bytes_left - size, rows_left - len(tables[table])
    return tables


def table_of(filename):
    """The table a file is of, in whatever folder it lies; empty for what is no CSV file."""
    path = PurePosixPath(filename.replace("\\", "/").lower())
    return SINGULAR.get(path.stem, path.stem) if path.suffix == ".csv" else ""


def unpacked(archive, member, bytes_left):
    """`(text, size in bytes)` of one file."""
    with archive.open(member) as part:
        raw = part.read(bytes_left + 1)
    if len(raw) > bytes_left:
        size = MAX_BYTES // 2**20
        raise UnreadableFileError(_("The file is larger than %(size)s MB. Split it up.") % {"size": size})
    try:
        return raw.decode("utf-8-sig"), len(raw)
    except UnicodeDecodeError as error:
        sentence = _("“%(name)s” is not UTF-8 text. Save it as UTF-8 and try again.")
        raise UnreadableFileError(sentence % {"name": member.filename[:60]}) from error


def parsed(table, text, rows_left):
    """The rows of one table, only columns we know and cells that say something."""
    found, known = [], {*COLUMNS[table], "name", "uri"}
    try:
        for row in csv.DictReader(io.StringIO(text, newline="")):
            if len(found) == rows_left:
                raise UnreadableFileError(_("This zip holds more than %(count)s rows.") % {"count": MAX_ROWS})
            found.append({name: as_meant(cell) for name, cell in row.items() if name in known and cell})
    except csv.Error as error:
        sentence = _("“%(name)s.csv” is not a table of comma-separated values.")
        raise UnreadableFileError(sentence % {"name": table}) from error
    return found
