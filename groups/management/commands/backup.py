"""`manage.py backup`: everything that cannot be made again, in one file."""

import sys

from django.conf import settings
from django.core.management import CommandError
from django.core.management.base import BaseCommand
from django.db import connection
from django.utils.translation import gettext as _

from accounts import erasures
from supportfinder import backup
from supportfinder.backup.programs import Server


class Command(BaseCommand):
    """Writes a backup into a folder, or to a program that encrypts it, and removes old ones from the folder."""

    help = "Back up the database into one file, and remove backups that need not stay (BACKUPS_KEEP)."

    def add_arguments(self, parser):
        """Where to."""
        parser.add_argument("folder", nargs="?", default=settings.BACKUP_FOLDER, help="“-” writes it to the output.")

    def handle(self, *args, folder, **options):
        """Raises CommandError, with a sentence, where nothing was made."""
        if not erasures.write():
            self.stderr.write(_("The journal of erasures cannot be written: %s") % settings.ERASURES_FILE)
        server = Server.of(connection)
        try:
            if str(folder) == "-":
                backup.make_to(server, sys.stdout.buffer)
                return
            path, manifest = backup.make(server, folder, say=self.stdout.write)
            gone = backup.prune(folder, settings.BACKUPS_KEEP)
        except backup.BackupProblem as problem:
            raise CommandError(str(problem)) from problem
        rows = sum(rows for rows, _checksum in manifest.tables.values())
        size = path.stat().st_size / 1e6
        self.stdout.write(_("%(path)s: %(rows)d rows, %(size).1f MB") % {"path": path, "rows": rows, "size": size})
        for old in gone:
            self.stdout.write(_("Removed: %(name)s") % {"name": old.name})
