"""What surrounds an import: nobody else imports the same source, a dry run is undone, and a refusal is told."""

from contextlib import contextmanager, suppress

from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connections, transaction
from django.utils.translation import gettext as _

from groups.models import Contact, FirstVisit, Listing, ListingTerm, Organization, Place, Schedule

STORED = (Place, Organization, Listing, ListingTerm, Contact, Schedule, FirstVisit)


class ImportBusyError(RuntimeError):
    """Somebody is importing this source already; its text is a sentence for people."""


@contextmanager
def undone():
    """Everything in the block happens in the database, and then has not happened."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def alone_with(slug):
    """Keep others from importing the same source; a crash frees it.

    The lock belongs to a transaction on a connection of its own, which stays open for so long: behind a pooler such as
    PgBouncer nothing else can be kept longer than one statement of ours.
    """
    keeper = connections.create_connection(DEFAULT_DB_ALIAS)
    try:
        keeper.set_autocommit(False)
        with keeper.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext('import_records'), hashtext(%s))", [slug])
            if not cursor.fetchone()[0]:
                raise ImportBusyError(
                    _("“%(source)s” is being imported already. Wait until that is done.") % {"source": slug}
                )
        yield
    finally:
        with suppress(InterfaceError, OperationalError):
            keeper.rollback()
        keeper.close()


def told(error):
    """The field and the sentence for what the database refused: that of the broken constraint."""
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    constraints = {constraint.name: constraint for model in STORED for constraint in model._meta.constraints}
    if name in constraints:
        return name, str(constraints[name].get_violation_error_message())
    return "row", _("The database did not accept this row. It was left out.")
