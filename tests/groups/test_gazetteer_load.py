"""Loading the gazetteer: complete, repeatable, and all or nothing."""

import io
import lzma
import re

import pytest
from django.core.management import call_command
from django.db import connection

from groups.management.commands import load_gazetteer
from groups.models.gazetteer import Locality, LocalityName, PostalCode
from groups.place_names import DATA_FOLDER, countries

LOCALITIES = [
    ["6269131", "1"], ["region", "city"], ["England", "Hackney"], ["GB", "GB"], ["ENG", "ENG"], ["51.6", "51.55"],
    ["-1.1", "-0.05"], ["240", ""], ["1000", "0"], ["Europe/London", "Europe/London"], ["", ""], ["eng", "the hack"],
]  # fmt: skip
CODES = [["GB"], ["E8"], ["Dalston"], ["ENG"], ["51.54"], ["-0.06"], ["Europe/London"]]


def load():
    said = io.StringIO()
    call_command("load_gazetteer", stdout=said)
    return said.getvalue()


CASTS = r"::(character varying|text)(\[\])?|[()]"


def schema():
    """Indexes and constraints of the directory; casts aside, which PostgreSQL writes anew when it copies one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE tablename LIKE 'groups_%'")
        indexes = sorted(re.sub(CASTS, "", definition) for (definition,) in cursor.fetchall())
        cursor.execute("SELECT conname, conrelid::regclass::text FROM pg_constraint ORDER BY 2, 1")
        return indexes, cursor.fetchall()


@pytest.fixture
def small(db, tmp_path, monkeypatch):
    """Writes small data files in place of the real ones."""

    def write(localities=LOCALITIES, codes=CODES):
        for name, columns in (("LOCALITIES", localities), ("POSTAL_CODES", codes)):
            path = tmp_path / name
            path.write_bytes(lzma.compress("".join("\t".join(c) + "\n" for c in columns).encode()))
            monkeypatch.setattr(load_gazetteer, name, path)

    write()
    return write


def test_load_fills_every_table(small):
    assert "2 places" in load()
    hackney = Locality.objects.get(pk=1)
    assert (hackney.region_name, hackney.radius_km, hackney.pos is None) == ("England", None, False)
    names = LocalityName.objects.filter(locality=1).values_list("key", "weight", "is_primary")
    assert set(names) == {("hackney", 3000, True), ("the hack", 600, False)}
    assert PostalCode.objects.get(pk=("E8", "GB")).is_coarse


def test_load_a_second_time_does_nothing(small):
    load()
    Locality.objects.filter(pk=1).delete()
    assert load() == "Gazetteer: up to date.\n"
    assert not Locality.objects.filter(pk=1).exists()


def test_load_of_new_data_replaces_all_and_keeps_keys_and_indexes(small):
    before = schema()
    load()
    small(codes=[[value.replace("E8", "E9") for value in column] for column in CODES])
    load()
    assert list(PostalCode.objects.values_list("code", flat=True)) == ["E9"]
    assert schema() == before


def test_load_that_fails_leaves_what_was_there(small):
    load()
    small(codes=[*CODES[:4], ["not a number"], *CODES[5:]])
    with pytest.raises(Exception, match="not a number"):
        load()
    assert PostalCode.objects.get().code == "E8"
    assert Locality.objects.count() == 2


def test_shipped_gazetteer_is_the_whole_world(gazetteer):
    assert Locality.objects.settled().count() > 150_000
    assert PostalCode.objects.count() > 450_000
    assert len(countries()) == 250
    assert not Locality.objects.filter(timezone="").exists()
    assert sum(path.stat().st_size for path in DATA_FOLDER.iterdir()) < 6_000_000
