"""`make bench`: a made-up directory of a given size in a database of its own, and what the site needs over it."""

import json
import os
import platform
import time
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.bench import filling, people, waiting

RESULTS = Path(settings.BASE_DIR) / "benchmarks" / "results.json"


class Command(BaseCommand):
    """Fills, measures, prints a table and keeps the figures with machine and date. Interrupted, it goes on."""

    help = "Fill a database of its own with a made-up directory and measure over it."

    def add_arguments(self, parser):
        """How many listings; what is filled once is used again."""
        parser.add_argument("--size", type=int, default=10_000, help="Listings, such as 1000000.")

    def handle(self, *args, size: int, **options):
        """Leaves the database of that size behind, so that the next run only measures."""
        self.use_database(f"bench_{size}")
        began = time.monotonic()
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        call_command("load_gazetteer", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        filling.fill(size, self.say_progress)
        waiting.fill(size)
        self.stdout.write(_("\nFilled in %(seconds).0f s.") % {"seconds": time.monotonic() - began})
        runs = [self.say_run(run) for run in people.measure(size)]
        self.keep(size, [run.row() for run in runs])

    def use_database(self, name: str):
        """Make the database `name` on the same server, if need be, and go there."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if not cursor.fetchone():
                cursor.execute(f"CREATE DATABASE {connection.ops.quote_name(name)}")
        connection.close()
        connection.close_pool()
        connection.settings_dict["NAME"] = name

    def say_progress(self, done: int, size: int):
        """Draws the progress bar anew."""
        share = done / size
        self.stdout.write(f"\r[{'#' * int(share * 40):<40}] {done:,} / {size:,}", ending="")
        self.stdout.flush()

    def say_run(self, run):
        """Prints one line of the table as soon as it is known."""
        row = run.row()
        self.stdout.write(
            f"{row['query']:<34} p50 {row['p50_ms']:>9,.1f} ms   p95 {row['p95_ms']:>9,.1f} ms   "
            f"database p95 {row['db_p95_ms']:>9,.1f} ms   {row['queries']:>3} queries"
        )
        return run

    def keep(self, size: int, rows: list[dict]):
        """Write the figures of this size over the earlier ones of the same; other sizes stay."""
        known = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {"runs": []}
        kept = [row for row in known["runs"] if row["size"] != size]
        machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
        runs = sorted(kept + rows, key=lambda row: (row["size"], row["query"]))
        result = {"machine": machine, "date": timezone.localdate().isoformat(), "runs": runs}
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(json.dumps(result, indent=1) + "\n", "utf-8")
