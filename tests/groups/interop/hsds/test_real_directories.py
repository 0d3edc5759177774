"""The real directories as HSDS and back, where they lie beside the project."""

from dataclasses import replace
from pathlib import Path

import pytest

from groups.interop import bmlt, samhsa
from groups.interop.hsds import files, tabular
from tests.groups.interop.hsds.records import expected, ndjson, tables

DATA = Path(__file__).resolve().parents[5] / "shared/data"
DIRECTORIES = {
    "bmlt": (bmlt.load, "bmlt_new_york.json.gz", 1326),
    "samhsa": (samhsa.load, "samhsa_mental_health_2022_facilities.csv.gz", 9037),
}
WAYS = {"ndjson": (ndjson, files.load), "tables": (tables, tabular.load)}
SPELLED_AGAIN = {("samhsa", "tables"): 19}
"""Facilities that write their organization another way than the first that has it: in tables it is one row."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not DATA.exists(), reason="needs the real directories beside the project (../shared/data)"),
]


def of_the_listing(record):
    """A record without what the import said of its rows."""
    return replace(record, row={}, row_count=1, assumed=[], problems=[])


def spelled_once(records):
    """The same with each organization as the first record has it, and how many had it another way."""
    known, again = {}, 0
    for record in records:
        part = record.organization
        if part and known.setdefault(part.ref, part) != part:
            record.organization, again = known[part.ref], again + 1
    return records, again


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("directory", DIRECTORIES)
def test_every_listing_comes_back_equal(directory, way):
    read, name, count = DIRECTORIES[directory]
    write, load = WAYS[way]
    with (DATA / name).open("rb") as file:
        records = [record for record in read(file) if record.is_listing]
    back = {record.source_ref: of_the_listing(record) for record in load(write(records))}
    records, again = spelled_once(records) if way == "tables" else (records, 0)
    lost = [
        record.source_ref for record in records if back[expected(record).source_ref] != of_the_listing(expected(record))
    ]
    assert (len(back), lost, again) == (count, [], SPELLED_AGAIN.get((directory, way), 0))
