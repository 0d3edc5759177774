"""A statement as the database gets it: its text, what it took without Django, its processor time and its plan."""

import json
import time
from dataclasses import dataclass
from pathlib import Path

from psycopg import ClientCursor

LOOPBACK = ("", "localhost", "127.0.0.1", "::1")


def literal(queryset, connection):
    """The text that Django sends for a queryset: values are written into it, so each is planned for its own."""
    return connection.ops.compose_sql(*queryset.query.sql_with_params())


@dataclass
class Answer:
    """The rows, and milliseconds until all of them were here; of these `cpu_ms` are the server's processor time.

    That is None where it cannot be known.
    """

    rows: list[tuple]
    ms: float
    cpu_ms: float | None


class Server:
    """The server behind a connection of the driver, asked without Django."""

    def __init__(self, raw):
        self.raw = raw
        self.account = account_of(raw)

    def ask(self, statement):
        """Send a statement; an `Answer`. The clock stops before the values are read: it is for the server."""
        with ClientCursor(self.raw) as cursor:
            before, began = self.processor_ms(), time.perf_counter()
            cursor.execute(statement)
            taken = (time.perf_counter() - began) * 1000
            cpu = None if before is None else self.processor_ms() - before
            return Answer(cursor.fetchall(), taken, cpu)

    def processor_ms(self):
        """Processor time of the server process of this connection so far, or None.

        What other processes do for it (reading from the disk, parallel work) is not in it.
        """
        return int(self.account.read_text().split()[0]) / 1e6 if self.account else None

    def shape(self, statement, table):
        """How the plan reaches the rows of `table`, such as "Index Scan listing_near_and_tagged"."""
        plan = self.ask(f"EXPLAIN (FORMAT JSON) {statement}").rows[0][0]
        root = (json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]
        ways = [way_in(node) for node in nodes(root) if node.get("Relation Name") == table]
        sorts = [node["Node Type"] for node in nodes(root) if node["Node Type"] == "Sort"]
        return ", ".join(dict.fromkeys(ways + sorts))


def account_of(raw):
    """The file with the nanoseconds of the server process of a connection: under Linux, where it runs here."""
    account = Path(f"/proc/{raw.info.backend_pid}/schedstat")
    is_here = raw.info.host.startswith("/") or raw.info.host in LOOPBACK
    is_it = is_here and account.exists() and account.with_name("comm").read_text().strip() == "postgres"
    return account if is_it else None


def nodes(node):
    """A node of a plan and all below it."""
    yield node
    for child in node.get("Plans", ()):
        yield from nodes(child)


def way_in(node):
    """A scan and its index; for one by bitmaps, each of their indexes."""
    indexes = dict.fromkeys(below["Index Name"] for below in nodes(node) if "Index Name" in below)
    return " ".join([node["Node Type"], " + ".join(indexes)]).strip()
