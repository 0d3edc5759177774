"""One row of a table: what it would become, and making it so. Trying is doing, and then undoing it."""

from contextlib import suppress
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.permissions import leads
from groups import content, moderation
from groups.choices import RowFate, RowGap, Status
from groups.models import BroughtListing, Listing, Revision
from groups.uploading import sections

SENTENCES_SHOWN = 20
REMARKS = ("place", "timezone")
"""What is said of these was found in another way, and nothing is left out."""


@dataclass(slots=True)
class Outcome:
    """What became of a row, with sentences for the person who brought it; `gaps` has the `RowGap` of some of them."""

    fate: str
    sentences: list[str] = field(default_factory=list)
    listing: Listing | None = None
    gaps: dict[str, str] = field(default_factory=dict)

    @property
    def told(self):
        """The sentences as `UploadRow` keeps them."""
        return [{"says": sentence, "gap": self.gaps.get(sentence, "")} for sentence in self.sentences]


class NotTakenError(Exception):
    """The row cannot be taken; its arguments are sentences."""


def bring(record, cells, *, by, write, found=()):
    """Bring one settled record in for the person `by`; without `write` everything is tried and nothing kept.

    `cells` are its texts by column; `found` are problems met on the way. Answers an `Outcome`; nothing is raised for
    whatever a row holds.
    """
    if not record.is_listing:
        return with_problems(Outcome(RowFate.REFUSED), record, found)
    try:
        with transaction.atomic():
            outcome = _bring(record, cells, by)
            transaction.set_rollback(not write)
    except NotTakenError as error:
        outcome = Outcome(RowFate.REFUSED, list(error.args))
    except ValidationError as error:
        outcome = Outcome(RowFate.REFUSED, told(error))
    except (IntegrityError, DataError):
        outcome = Outcome(RowFate.REFUSED, [_("The database did not accept this row.")])
    return with_problems(outcome, record, found)


def would_be_new(record, found=()):
    """What `bring` answers, without `write`, for a record that is known to be new and sound (`trying`)."""
    return with_problems(Outcome(RowFate.NEW), record, found)


def with_problems(outcome, record, found):
    """The outcome with what was not understood of its row behind its own sentences."""
    outcome.gaps = {problem.sentence: gap(problem, record) for problem in (*record.problems, *found)}
    outcome.sentences = list(dict.fromkeys([*outcome.sentences, *outcome.gaps]))[:SENTENCES_SHOWN]
    return outcome


def gap(problem, record):
    """What the listing of a settled record lacks because of a problem: a `RowGap`, or "" for a mere remark."""
    if problem.field in ("times", "timezone") and record.row.get("times") and not record.slots:
        return RowGap.TIMES.value
    return {"times": RowGap.SOME_TIMES.value}.get(problem.field, "" if problem.field in REMARKS else RowGap.PART.value)


def _bring(record, cells, by):
    known = BroughtListing.objects.select_for_update().filter(owner=by, ref=record.source_ref).first()
    digests = sections.digests(cells)
    if known and known.digests == digests:
        return Outcome(RowFate.UNCHANGED, listing=known.listing)
    listing = known.listing if known else own_listing(record.source_ref, by)
    if listing is None:
        outcome = begun(record, by)
    else:
        changed = {name for name, one in digests.items() if known is None or known.digests.get(name) != one}
        outcome = proposed(listing, record, {name for name in cells if sections.BY_NAME[name].section in changed}, by)
    remembered = {"listing": outcome.listing, "digests": digests}
    BroughtListing.objects.update_or_create(owner=by, ref=record.source_ref, defaults=remembered)
    return outcome


def own_listing(ref, by):
    """The listing of ours that a row names by its id, as our own files do; None where it names none.

    Raises NotTakenError where somebody else looks after it.
    """
    listing = Listing.objects.filter(public_id=ref).first()
    if listing and not leads(by, listing) and not listing.is_published:
        return None  # nobody is to learn from a table what is not public
    if listing and not leads(by, listing):
        raise NotTakenError(
            _("This listing is here already, and you do not look after it. You can ask to on its page.")
        )
    return listing


def begun(record, by):
    """A new listing of the person, sent in for review."""
    listing = content.create(filled(sections.of_record(record)), owner=by)
    moderation.submit(listing, by=by)
    return Outcome(RowFate.NEW, listing=listing)


def filled(document):
    """A document for a listing that is not there yet: without a first visit nobody has told of."""
    return document | {"first_visit": document["first_visit"] if any(document["first_visit"].values()) else None}


def proposed(listing, record, columns, by):
    """What the row says anew of a listing: at once while the public does not see it, else as a proposed change."""
    if not leads(by, listing):
        raise NotTakenError(_("Somebody else looks after this listing now."))
    live = content.content_of(listing)
    waiting = Revision.objects.waiting().filter(listing=listing).first()
    current = live | (waiting.proposed if waiting else {})
    said = sections.on_top(sections.of_record(record), current, columns)
    changed = content.changed_sections(current, said)
    if "first_visit" in changed and not any((said["first_visit"] or {}).values()) and not current["first_visit"]:
        del changed["first_visit"]
    if not changed:
        return Outcome(RowFate.UNCHANGED, listing=listing)
    moderation.propose(listing, changed, by=by)
    return Outcome(RowFate.CHANGED, list(aside(listing)), listing)


def aside(listing):
    """What a person should know of a listing that the public does not see any more."""
    if listing.status in (Status.WITHDRAWN, Status.REJECTED):
        yield _("The listing is not public. It is changed, and stays as it is until you send it in again.")


def told(error):
    """The sentences of a ValidationError, those about one column with its name before them."""
    with suppress(AttributeError):
        return [
            sentence if name == "__all__" else f"{label(name)}: {sentence}"
            for name, sentences in error.message_dict.items()
            for sentence in sentences
        ]
    return error.messages


def label(name):
    column = sections.BY_NAME.get(name)
    return column.title if column else name.replace("_", " ")
