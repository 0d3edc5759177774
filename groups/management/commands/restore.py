"""`manage.py restore FILE`: a backup in place of the database, compared, cleaned and brought up to date."""

from contextlib import suppress

from django.core.management import CommandError
from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from accounts import erasures
from groups import after_restore
from supportfinder import backup
from supportfinder.backup.programs import Server


class Command(BaseCommand):
    """Asks nothing. Whatever fails, the database is as it was."""

    help = "Bring a backup back; nobody stays signed in, and who was erased stays erased."

    def add_arguments(self, parser):
        """Which file, and whether it may take the place of a database that holds something."""
        parser.add_argument("file")
        parser.add_argument("--replace", action="store_true", help="The old database stays under another name.")
        parser.add_argument("--database", help="Another name than that of the site's database.")

    def handle(self, *args, file, replace, database, **options):
        """Raises CommandError, with a sentence, where nothing was changed."""
        server = Server.of(connection, database)
        if not database:
            self.move_marks()
        try:
            manifest, old = backup.restore(
                file,
                server,
                replace=replace,
                prepare=after_restore.prepare,
                finish=self.finish,
                say=self.stdout.write,
            )
        except backup.BackupProblem as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(_("Restored as it was on %(made)s.") % {"made": manifest.made})
        if old:
            self.stdout.write(
                _("The database from before stays as “%(old)s”. When all is well: dropdb %(old)s") % {"old": old}
            )

    def move_marks(self):
        """What the old database, where one answers, still has to say in the journal; then nothing of it is held."""
        with suppress(DatabaseError):
            erasures.write()
        after_restore.let_go(connection)

    def finish(self, name):
        """The last steps, and what they found."""
        self.stdout.write(_("Erased again: %(count)d") % {"count": after_restore.finish(name)})
