"""The way through an import, batch by batch; a dry run does all of it and then undoes it."""

import json
from contextlib import contextmanager, nullcontext, suppress
from itertools import chain, islice
from time import perf_counter

from django.db import (
    DEFAULT_DB_ALIAS,
    DataError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    connection,
    connections,
    transaction,
)
from django.utils.translation import gettext as _

from groups import moderation, schedule
from groups.choices import Act, Status
from groups.importing.drafting import draft
from groups.importing.matching import Matcher
from groups.importing.placing import settle
from groups.importing.saving import Shelf, write
from groups.importing.summary import Summary
from groups.interop.record import Problem
from groups.models import (
    Contact,
    FirstVisit,
    ImportProblem,
    ImportSource,
    Lexicon,
    Listing,
    ListingTerm,
    ModerationEvent,
    Organization,
    Place,
    Schedule,
    Term,
)

BATCH = 500
SOURCE_COLUMNS = ("name", "url", "licence", "as_of", "is_sample")

STORED = (Place, Organization, Listing, ListingTerm, Contact, Schedule, FirstVisit)


class ImportBusyError(RuntimeError):
    """Somebody is importing this source already; its text is a sentence for people."""


def import_records(records, *, source, write=False, pending=False, progress=None, now=None):
    """Bring `records` (any iterable of `Record`) in under `source` (an `ImportSource`, stored or not; known by slug).

    Without `write` everything is tried and nothing kept. New listings are published, or queued with `pending`; so
    are those still waiting, while what a moderator took away stays away. A batch is stored whole or not at all.
    `progress` is called with the `Summary` after each; `now` (an aware moment) is where coming dates begin.
    Answers the Summary. Raises ImportBusyError where the source is being imported already.
    """
    started = perf_counter()
    records = begun(records)
    with alone_with(source.slug), nullcontext() if write else undone():
        run = Run(stored_source(source), pending=pending, progress=progress, now=now)
        run.take(records)
    run.summary.seconds = perf_counter() - started
    return run.summary


class Run:
    """One import under way."""

    def __init__(self, source, *, pending, progress, now):
        self.source, self.pending, self.progress, self.now = source, pending, progress, now
        self.summary = Summary()
        self.lexicon = Lexicon(tuple(Term.objects.all()))
        self.shelf = Shelf(source)
        self.matcher = Matcher(source)
        self.seen = set()
        self.stored, self.statistics_due = 0, BATCH // 2

    def take(self, records):
        """Everything, in batches; then the listings whose name at the source changed; then what is no longer there."""
        while batch := list(islice(records, BATCH)):
            drafts = [made for settled in settle(batch) if (made := self.prepare(*settled))]
            self.store(self.matcher.match(drafts))
            if self.progress:
                self.progress(self.summary)
        self.store(self.matcher.match_rest(self.seen))
        stored = Listing.objects.filter(source=self.source).values_list("source_ref", "name")
        self.summary.note_missing([name for ref, name in stored if ref not in self.seen])
        replace_problems(self.source, self.summary.problems)

    def prepare(self, record, problems):
        """The checked draft of a settled record, or None where there is nothing to store; what went wrong is noted."""
        self.summary.read(record)
        if not record.is_listing or self.is_repeated(record):
            self.summary.note(record, record.problems)
            return None
        made = draft(record, self.lexicon)
        self.summary.note(record, [*record.problems, *problems, *made.problems])
        if made.listing:
            return made
        self.summary.refused += 1
        return None

    def is_repeated(self, record):
        if record.source_ref not in self.seen:
            self.seen.add(record.source_ref)
            return False
        sentence = _("Another row of the file has the same name at the source; this one was left out.")
        record.problems.append(Problem("source_ref", sentence))
        return True

    @transaction.atomic
    def store(self, drafts):
        """One batch: what differs is written, what is new is published or queued, and the coming dates are known."""
        same = [made for made in drafts if not made.differs]
        written = self.written([made for made in drafts if made.differs])
        self.summary.unchanged += len(same)
        self.summary.new += sum(made.known is None for made in written)
        self.summary.changed += sum(made.known is not None for made in written)
        self.decide([*same, *written])
        self.freshen_statistics(len(written))
        scheduled = [made.pk for made in written if made.slots]
        if scheduled:
            schedule.refresh_dates(Schedule.objects.filter(listing__in=scheduled), now=self.now)

    def freshen_statistics(self, number):
        """Each time the import has doubled what it wrote, tell the planner how large the tables now are.

        PostgreSQL keeps the plans of foreign keys and, from 18 on, of SQL functions such as derive our columns. Those
        made while the tables were empty read whole tables for every row: ten thousand listings took minutes. One
        column is enough; all of them take a second.
        """
        self.stored += number
        if self.stored >= self.statistics_due:
            self.statistics_due = 2 * self.stored
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE " + ", ".join(f"{model._meta.db_table} (id)" for model in STORED))

    def written(self, drafts):
        """Those of `drafts` that could be stored: all at once, or one by one where the database refuses the batch."""
        if not drafts:
            return []
        if self.refusal(drafts) is None:
            return drafts
        return [made for made in map(self.drafted_again, drafts) if self.is_stored(made)]

    def drafted_again(self, made):
        """A rolled-back batch leaves keys behind in its rows: begin from the record once more."""
        again = draft(made.record, self.lexicon)
        again.known = made.known
        return again

    def is_stored(self, made):
        error = self.refusal([made])
        if error is None:
            return True
        self.summary.refused += 1
        self.summary.note(made.record, [Problem(*told(error))])
        return False

    def refusal(self, drafts):
        """Write `drafts`; the database's error where it refuses them, and then nothing of them is stored."""
        try:
            with transaction.atomic():
                write(drafts, self.shelf)
        except (IntegrityError, DataError) as error:
            self.shelf.forget()
            return error
        self.shelf.keep()
        return None

    def decide(self, drafts):
        """Publish or queue what nobody has decided about; take back what its source does not show any more."""
        waiting = {None, Status.DRAFT} if self.pending else {None, Status.DRAFT, Status.PENDING}
        arrived = [made.pk for made in drafts if made.record.is_published and status(made) in waiting]
        arrived = without_decided(arrived)
        gone = [made.pk for made in drafts if not made.record.is_published and status(made) == Status.PUBLISHED]
        verb = moderation.queue if self.pending else moderation.publish
        if arrived:
            verb(Listing.objects.filter(pk__in=arrived), by=None)
        if gone:
            moderation.withdraw(Listing.objects.filter(pk__in=gone), by=None)
        self.summary.queued += len(arrived) if self.pending else 0
        self.summary.published += 0 if self.pending else len(arrived)
        self.summary.unpublished += sum(not made.record.is_published for made in drafts)


def without_decided(pks):
    """Those of `pks` that no person has hidden, turned down or sent in again: such a listing waits for a moderator."""
    decided = ModerationEvent.objects.filter(listing__in=pks, act__in=[Act.HID, Act.REJECTED, Act.SUBMITTED])
    known = set(decided.values_list("listing_id", flat=True)) if pks else set()
    return [pk for pk in pks if pk not in known]


def status(made):
    return made.known.status if made.known else None


def begun(records):
    """The same records, the first of them read: a file that cannot be read says so before anything is written."""
    records = iter(records)
    return chain(list(islice(records, 1)), records)


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


def stored_source(source):
    """The stored source of that slug, made or brought up to date; what `source` leaves empty stays as it was."""
    stored = ImportSource.objects.filter(slug=source.slug).first() or ImportSource(slug=source.slug)
    given = {name: getattr(source, name) for name in SOURCE_COLUMNS if getattr(source, name)}
    if stored.pk is None or any(getattr(stored, name) != value for name, value in given.items()):
        for name, value in given.items():
            setattr(stored, name, value)
        stored.full_clean()
        stored.save()
    return stored


def replace_problems(source, problems):
    """Store what this run could not read in place of what the last could not; the same again is not written."""
    if sorted(map(content, source.problems.all())) == sorted(map(content, problems)):
        return
    for problem in problems:
        problem.source = source
    with transaction.atomic():
        source.problems.all().delete()
        ImportProblem.objects.bulk_create(problems, batch_size=BATCH)


def content(problem):
    row = json.dumps(problem.row, sort_keys=True)  # the database keeps no order of fields
    return problem.source_ref, problem.field, problem.sentence, row


def told(error):
    """The field and the sentence for what the database refused: that of the broken constraint."""
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    constraints = {constraint.name: constraint for model in STORED for constraint in model._meta.constraints}
    if name in constraints:
        return name, str(constraints[name].get_violation_error_message())
    return "row", _("The database did not accept this row. It was left out.")
