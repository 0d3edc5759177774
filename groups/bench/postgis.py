"""The same rows and questions in PostGIS, on a server that POSTGIS_URL names (a libpq address).

The copy has what the search needs: position, words, and whether it is found at all, with one index on position and
words of what is, as our own is. Distances are on the sphere there too, which is quicker than the ellipsoid.
"""

import os

import psycopg
from django.db import connection

from groups.bench.product import FIRST, Asked
from groups.bench.questions import NEAR_KM
from groups.bench.statements import Server
from groups.models import Listing

COLUMNS = "id, lat, lon, tags, searchable"
SEEN = "count(*), sum(id), sum(cardinality(tags)), sum(round(lat * 1000)::bigint), sum(searchable::int)"

MAKE = """
CREATE EXTENSION IF NOT EXISTS postgis;
CREATE EXTENSION IF NOT EXISTS intarray;
CREATE SCHEMA IF NOT EXISTS support_finder_bench;
DROP TABLE IF EXISTS support_finder_bench.listing;
CREATE TABLE support_finder_bench.listing (
    id bigint NOT NULL, lat float8, lon float8, tags int[] NOT NULL, searchable boolean NOT NULL,
    geog geography(Point, 4326)
        GENERATED ALWAYS AS (ST_SetSRID(ST_MakePoint(lon, lat), 4326)::geography) STORED
);
"""
INDEX = """
CREATE INDEX listing_near_and_tagged ON support_finder_bench.listing
    USING gist (geog, tags gist__intbig_ops (siglen = 32)) WHERE searchable;
CREATE INDEX listing_placeless ON support_finder_bench.listing (id) WHERE searchable AND geog IS NULL;
"""
TABLE = "support_finder_bench.listing"


def connected(say):
    """The engine, holding a copy of the filled directory; None where no server is named."""
    address = os.environ.get("POSTGIS_URL")
    return PostGIS(address, say) if address else None


class PostGIS:
    """A PostGIS with the same rows. Copies them when it holds others; raises psycopg.Error where it cannot."""

    name = "postgis"

    def __init__(self, address, say):
        self.raw = psycopg.connect(address, autocommit=True)
        self.server = Server(self.raw)
        if not self.holds_the_same():
            self.copy(say)
        (version, server), *_ = self.rows("SELECT extversion, current_setting('server_version') "
                                          "FROM pg_extension WHERE extname = 'postgis'")  # fmt: skip
        self.version = f"PostGIS {version}, PostgreSQL {server.split()[0]}"

    def rows(self, statement):
        return self.server.ask(statement).rows

    def holds_the_same(self):
        """Whether the copy is of the rows that are asked now."""
        if self.rows(f"SELECT to_regclass('{TABLE}')") == [(None,)]:
            return False
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {SEEN} FROM {Listing._meta.db_table}")  # noqa: S608 - our own names
            return cursor.fetchall() == self.rows(f"SELECT {SEEN} FROM {TABLE}")  # noqa: S608 - our own names

    def copy(self, say):
        """Bring the rows over as they are, then index them."""
        self.raw.execute(MAKE)
        source = f"COPY (SELECT {COLUMNS} FROM {Listing._meta.db_table} ORDER BY id) TO STDOUT"  # noqa: S608 - our own
        size, done = Listing.objects.count(), 0
        with (
            connection.cursor() as ours,
            self.raw.cursor() as theirs,
            ours.copy(source) as out,
            theirs.copy(f"COPY {TABLE} ({COLUMNS}) FROM STDIN") as into,
        ):
            for lines in out:
                into.write(lines)
                done += bytes(lines).count(b"\n")
                say(done, size)
        self.raw.execute(INDEX)
        self.raw.execute(f"VACUUM ANALYZE {TABLE}")

    def answers(self, question):
        """It has no words to search in."""
        return not question.text

    def ask(self, question, place):
        """Ids and distances of the first 20, as an `Asked`.

        Ordered by distance alone inside, as its planner only then walks the index nearest first.
        """
        spot = _at(place)
        statement = f"""
            SELECT id, metres FROM (
                SELECT id, geog <-> {spot} AS metres FROM {TABLE}
                WHERE searchable AND {_within(spot, question.km)} {_tagged(*question.groups)}
                ORDER BY geog <-> {spot} LIMIT {FIRST}
            ) AS nearest ORDER BY metres, id
        """  # noqa: S608 - numbers and our own names
        answer = self.server.ask(statement)
        return Asked([pk for pk, _metres in answer.rows], answer.ms, answer.ms, {"cpu": answer.cpu_ms})

    def count(self, question, place):
        """Exact counts of every word with the filter (and of all, under 0), and without it, as an `Answer`.

        Near ones and those joined from anywhere, as the product counts them.
        """
        near = _within(_at(place), NEAR_KM)
        branches = [
            _counted(where, tagged) for where in (near, "geog IS NULL") for tagged in (_tagged((question.term,)), "")
        ]
        return self.server.ask(" UNION ALL ".join(branches))


def _counted(where, tagged):
    """Listings by word, and all of them under the word 0."""
    return f"""
        SELECT word, count(*) FROM {TABLE}, unnest(tags || 0) AS word
        WHERE searchable AND {where} {tagged} GROUP BY word
    """  # noqa: S608 - numbers and our own names


def _at(place):
    return f"ST_SetSRID(ST_MakePoint({place.lon:f}, {place.lat:f}), 4326)::geography"


def _within(spot, km):
    return "geog IS NOT NULL" if km is None else f"ST_DWithin(geog, {spot}, {km * 1000:f}, false)"


def _tagged(*groups):
    return "".join(f" AND tags && ARRAY[{','.join(map(str, ids))}]" for ids in groups)
