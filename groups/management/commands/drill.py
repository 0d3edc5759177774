"""`make drill`: the local data backed up and brought back beside itself, with the seconds of each step."""

import tempfile
import time

from django.core.management import CommandError
from django.core.management.base import BaseCommand
from django.db import connection

from groups import after_restore
from supportfinder import backup
from supportfinder.backup import restoring
from supportfinder.backup.programs import Server


class Command(BaseCommand):
    """Changes nothing of the site's own data; the database it makes is dropped again."""

    help = (
        "Prove that a backup can be brought back: makes one, restores it beside, compares, and says how long it took."
    )

    def handle(self, *args, **options):
        """Raises CommandError where any step fails, or a table differs."""
        server = Server.of(connection)
        beside = server.named(f"{server.name[:50]}_drill")
        began = time.monotonic()
        try:
            with tempfile.TemporaryDirectory() as folder:
                path, manifest = backup.make(server, folder)
                self.say("backup", began)
                again = time.monotonic()
                steps = {"prepare": after_restore.prepare, "finish": after_restore.finish}
                backup.restore(path, beside, replace=True, **steps)
                self.say("restore", again)
        except backup.BackupProblem as problem:
            raise CommandError(str(problem)) from problem
        finally:
            restoring.drop(server, beside.name)
        rows = sum(rows for rows, _checksum in manifest.tables.values())
        self.stdout.write(f"{len(manifest.tables)} tables, {rows} rows: rows and checksums equal")

    def say(self, step, began):
        """One line of the table."""
        self.stdout.write(f"{step:<10} {time.monotonic() - began:8.1f} s")
