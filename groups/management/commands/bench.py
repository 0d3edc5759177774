"""`make bench`: a made-up directory of a given size in a database of its own, and what the site needs over it."""

import os
import time
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from groups import vocabulary
from groups.bench import filling, machine, plots, tables, waiting
from groups.bench.figures import Figures
from groups.bench.parts import PARTS

ROOT = Path(settings.BASE_DIR)
BAR = 40


class Command(BaseCommand):
    """Fills, measures, prints, and keeps the figures with machine and date: as JSON, as tables and as pictures.

    Interrupted, it goes on: with the listings that are missing, and with the parts that were not measured yet. Run
    again after it came to its end, or with `--only`, it measures anew.
    """

    help = "Fill a database of its own with a made-up directory and measure over it."

    def add_arguments(self, parser):
        """How many listings (what is filled once is used again), and which parts to measure."""
        parser.add_argument("--size", type=int, default=10_000, help="Listings, such as 1000000.")
        parser.add_argument("--only", choices=PARTS, action="append", help="Measure this part alone (can be repeated).")
        parser.add_argument("--results", type=Path, default=ROOT / "benchmarks" / "results.json")
        parser.add_argument(
            "--docs", type=Path, default=ROOT / "docs", help="Where performance.md and its pictures are."
        )

    def handle(self, *args, size: int, only: list[str] | None, results: Path, docs: Path, **options):
        """Leaves the database of that size behind, so that the next run only measures."""
        self.figures = Figures(results)
        self.use_database(f"bench_{size}")
        self.fill(size)
        for part in self.figures.begin(size, only or list(PARTS), anew=bool(only)):
            self.stdout.write(f"\n{part}")
            self.measure(size, part)
        tables.write(docs / "performance.md", self.figures)
        plots.write(docs / "images", self.figures)
        self.stdout.write("\n" + tables.bar(self.figures))

    def use_database(self, name: str):
        """Make the database `name` on the same server, if need be, and go there, with all we start later."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if not cursor.fetchone():
                cursor.execute(f"CREATE DATABASE {connection.ops.quote_name(name)}")
        connection.close()
        connection.close_pool()
        connection.settings_dict["NAME"] = name
        address, mark, options = os.environ["DATABASE_URL"].partition("?")
        os.environ["DATABASE_URL"] = f"{address.rpartition('/')[0]}/{name}{mark}{options}"

    def fill(self, size: int):
        """What is there already stays; says and keeps how long the rest took."""
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        call_command("load_gazetteer", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        missing, began = size - filling.filled(), time.monotonic()
        filling.fill(size, self.say_progress)
        seconds = round(time.monotonic() - began, 1)
        waiting.fill(size)
        if missing > 0:
            vocabulary.refresh()
            filling.run("VACUUM ANALYZE")
            self.stdout.write(_("\nFilled in %(seconds).0f s.") % {"seconds": seconds})
            self.keep(size, "filling", [("filling", {"listings": missing, "seconds": seconds})])

    def measure(self, size: int, part: str):
        """One part: each of its figures is said as soon as it is known, all are kept at its end."""
        rows = []
        for kind, row in PARTS[part](size, self.say_progress):
            self.clear_line()
            self.stdout.write("  " + tables.line(kind, row))
            rows.append((kind, row))
        self.keep(size, part, rows)

    def keep(self, size: int, part: str, rows: list):
        """Into the file, with machine and date."""
        self.figures.keep(size, part, rows, machine=machine.described(), date=timezone.localdate().isoformat())

    def say_progress(self, done: int, size: int):
        """Draws the progress bar anew; only where somebody watches, not into a file."""
        if self.stdout.isatty():
            self.stdout.write(f"\r[{'#' * (BAR * done // max(size, 1)):<{BAR}}] {done:,} / {size:,}", ending="")
            self.stdout.flush()

    def clear_line(self):
        """Takes the progress bar away, so that a figure can stand in its place."""
        if self.stdout.isatty():
            self.stdout.write("\r" + " " * (BAR + 30) + "\r", ending="")
