"""Load the gazetteer of `groups/data/gazetteer` into the database, beside the old one, then exchange them.

Every visitor sees either the whole old or the whole new gazetteer. Nothing happens where the loaded version
is the file's already. Rows go in by COPY, indexes come last.
"""

import hashlib
import lzma
from itertools import islice
from time import perf_counter

from django.core.management.base import BaseCommand
from django.db import connection, transaction

from groups.models.gazetteer import GazetteerRelease, Locality, LocalityKind, LocalityName, PostalCode
from groups.place_names import COARSE_COUNTRIES, DATA_FOLDER, name_key

LOCALITIES, POSTAL_CODES = DATA_FOLDER / "localities.tsv.xz", DATA_FOLDER / "postal_codes.tsv.xz"
LOCALITY_COLUMNS = [
    "id", "kind", "name", "country", "region_code", "region_name",
    "lat", "lon", "radius_km", "population", "timezone",
]  # fmt: skip
NAME_COLUMNS = ["key", "locality_id", "country", "weight", "is_primary"]
POSTAL_COLUMNS = [
    "code", "country", "place_name", "region_code", "region_name", "lat", "lon", "timezone", "is_coarse",
]  # fmt: skip

# How much a name weighs beside its people: "Ontario" is the province rather than the town in California, "New
# York" the city rather than the state; a by-name gives way to the usual name of a place a fifth as large.
BYNAME_SHARE = 5
REGION_SHARE = 20
UNKNOWN_POPULATION = 3_000

TABLES = [model._meta.db_table for model in (Locality, LocalityName, PostalCode)]
NEXT = "gazetteer_next"  # a schema, in which the new tables and indexes may have the old ones' names


class Command(BaseCommand):
    """`load_gazetteer`: a few seconds the first time, nothing when there is nothing new."""

    help = "Load the offline gazetteer (places and postal codes of the world) into the database."
    requires_system_checks = []  # it looks at nothing but its own tables, and a start should be quick

    def handle(self, **options):
        version = file_version()
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('load_gazetteer'))")
            if GazetteerRelease.objects.filter(version=version).exists():
                self.stdout.write("Gazetteer: up to date.")
                return
            self.load(cursor)
            GazetteerRelease.objects.update_or_create(pk=1, defaults={"version": version})

    def load(self, cursor):
        started = perf_counter()
        self.stdout.write("Gazetteer: loading the places and postal codes of the world (GeoNames) …")
        prepare(cursor)
        regions, names = {}, []
        self.report("places", copy(cursor, TABLES[0], LOCALITY_COLUMNS, localities(regions, names)))
        self.report("names", copy(cursor, TABLES[1], NAME_COLUMNS, names))
        self.report("postal codes", copy(cursor, TABLES[2], POSTAL_COLUMNS, postal_codes(regions)))
        for table in TABLES:
            add_keys_and_indexes(cursor, table)
        self.stdout.write("  indexed")
        for table in TABLES:
            cursor.execute(f"DROP TABLE {table}")
            cursor.execute(f"ALTER TABLE {NEXT}.{table} SET SCHEMA public")
        cursor.execute(f"DROP SCHEMA {NEXT}")
        self.stdout.write(f"Gazetteer: ready after {perf_counter() - started:.1f} s.")

    def report(self, what, count):
        self.stdout.write(f"  {count:,} {what}")


def file_version():
    """A hash of the data files: what is loaded is told by content, not by a number somebody must remember."""
    digest = hashlib.sha256()
    for path in (LOCALITIES, POSTAL_CODES):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def rows_of(path, columns):
    """Rows of a file in which each chunk of the table lies on its side: one line per column."""
    with lzma.open(path, "rt", encoding="utf-8", newline="\n") as lines:
        for first in lines:
            chunk = [first, *(next(lines) for _ in range(columns - 1))]
            yield from zip(*(line.rstrip("\n").split("\t") for line in chunk), strict=True)


def localities(regions, names):
    """COPY rows of places; fills `regions` ((country, code) → name) and `names` (COPY rows) on the way."""
    for row in rows_of(LOCALITIES, 12):
        number, kind, name, country, region, lat, lon, radius, population, zone, usual, others = row
        if kind == LocalityKind.REGION:
            regions[country, region] = name
        weight = (int(population) or UNKNOWN_POPULATION) // (REGION_SHARE if kind == LocalityKind.REGION else 1)
        for key in (name_key(name), *split(usual)):
            names.append((key, number, country, str(weight), "t"))
        for key in split(others):
            share = BYNAME_SHARE * (REGION_SHARE if kind == LocalityKind.COUNTRY and is_code(key) else 1)
            names.append((key, number, country, str(weight // share), "f"))
        region_name = regions.get((country, region), "")
        yield number, kind, name, country, region, region_name, lat, lon, radius or "\\N", population, zone


def split(keys):
    return keys.split("|") if keys else ()


def is_code(key):
    """ "CA" and "LA" may be Canada and Laos, but somewhere within a country is meant more often."""
    return len(key) <= 3 and key.isascii()


def postal_codes(regions):
    """COPY rows of postal codes."""
    for country, code, place, region, lat, lon, zone in rows_of(POSTAL_CODES, 7):
        region_name = regions.get((country, region), "")
        is_coarse = "t" if country in COARSE_COUNTRIES else "f"
        yield code, country, place, region, region_name, lat, lon, zone, is_coarse


def prepare(cursor):
    """Empty twins of the tables, generated columns included, without indexes."""
    cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
    cursor.execute(f"DROP SCHEMA IF EXISTS {NEXT} CASCADE")
    cursor.execute(f"CREATE SCHEMA {NEXT}")
    for table in TABLES:
        cursor.execute(f"CREATE TABLE {NEXT}.{table} (LIKE {table} INCLUDING DEFAULTS INCLUDING GENERATED)")


def copy(cursor, table, columns, rows):
    """Send rows of ready-made text fields to the new table; returns how many."""
    count = 0
    with cursor.copy(f"COPY {NEXT}.{table} ({', '.join(columns)}) FROM STDIN") as stream:
        for chunk in batched(("\t".join(row) + "\n" for row in rows), 5000):
            stream.write("".join(chunk))
            count += len(chunk)
    return count


def batched(rows, size):
    rows = iter(rows)
    while chunk := list(islice(rows, size)):
        yield chunk


def add_keys_and_indexes(cursor, table):
    """Those of the old table, by their own definitions, so that migrations find what they made."""
    cursor.execute(
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE conrelid = %s::regclass AND contype IN ('p', 'u', 'c')",
        [table],
    )
    for name, definition in cursor.fetchall():
        cursor.execute(f"ALTER TABLE {NEXT}.{table} ADD CONSTRAINT {name} {definition}")
    cursor.execute(
        "SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = %s::regclass "
        "AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)",
        [table],
    )
    for (definition,) in cursor.fetchall():
        cursor.execute(definition.replace(f" ON public.{table} ", f" ON {NEXT}.{table} "))
    cursor.execute(f"ANALYZE {NEXT}.{table}")
