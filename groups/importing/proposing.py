"""A change at a source as a proposal: the public sees what it saw until a moderator has decided."""

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from groups import content, moderation
from groups.importing.saving import write
from groups.models import Listing


def propose(made, shelf):
    """Propose what a draft says of a public listing. Answers an error where it makes no sense, else None."""
    listing = Listing.objects.get(pk=made.pk)
    live = content.content_of(listing)
    try:
        wanted = _as_written(made, shelf)
        changed = content.changed_sections(live, wanted)
        note = _("From the source “%(source)s”.") % {"source": shelf.source.name}
        with transaction.atomic():
            moderation.propose(listing, changed, by=None, note=note)
    except (ValidationError, IntegrityError, DataError) as error:
        return error
    return None


def _as_written(made, shelf):
    """The document the listing would be: it is written, read and taken back. Slots that are new get no key."""
    known = set(made.known.entry.listing.schedules.values_list("pk", flat=True))
    try:
        with transaction.atomic():
            write([made], shelf)
            wanted = content.content_of(Listing.objects.get(pk=made.pk))
            transaction.set_rollback(True)
    finally:
        shelf.forget()
    for slot in wanted["times"]:
        slot["id"] = slot["id"] if slot["id"] in known else None
    return wanted
