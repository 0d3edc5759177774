"""What a restored database needs before anybody uses it: today's tables, derived rows, periods, erasures."""

from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from accounts import erasures
from groups import areas, schedule, vocabulary
from groups.models import ManageLink
from supportfinder import retention
from supportfinder.backup import BackupProblem


def prepare(name):
    """Bring the database `name` up to this version, and make again what a backup leaves out.

    What has outlived its period since the backup was made goes at once. So do links from mails that ask whether a
    listing still holds: each mail ended the link of the one before, and the next brings a new one.
    """
    with standing_in(name):
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        schedule.refresh_dates()
        vocabulary.refresh()
        areas.refresh()
        ManageLink.objects.filter(is_for_question=True).delete()
        retention.apply(timezone.now())


def finish(name):
    """Erase in the database `name` what was erased since the backup was made; answers how many rows that were.

    Raises BackupProblem where the journal holds lines that nobody can read here: people would come back.
    """
    with standing_in(name):
        told = erasures.replay()
    if told.unreadable:
        raise BackupProblem(
            f"{told.unreadable} lines of the journal of erasures were written with another key. Set ERASURES_KEY, or "
            "the earlier SECRET_KEY in SECRET_KEY_FALLBACKS, or people would come back who were erased."
        )
    return told.erased


@contextmanager
def standing_in(name):
    """The site's code works on the database `name` of the same server, for as long as the block lasts."""
    own = connection.settings_dict["NAME"]
    let_go(connection)
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        let_go(connection)
        connection.settings_dict["NAME"] = own


def let_go(connection):
    """Close what this process holds of the database, so that it can be renamed."""
    connection.close()
    connection.close_pool()
