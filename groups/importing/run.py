"""The way through an import, batch by batch; a dry run does all of it and then undoes it."""

from contextlib import nullcontext
from itertools import chain, islice
from time import perf_counter
from typing import NamedTuple

from django.db import DataError, IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from groups import provenance, schedule
from groups.choices import Status
from groups.importing import deciding, entries
from groups.importing.describing import replace_problems, stored_source
from groups.importing.drafting import draft
from groups.importing.guarding import STORED, alone_with, told, undone
from groups.importing.joining import Joiner
from groups.importing.matching import Matcher, names_of
from groups.importing.placing import settle
from groups.importing.proposing import propose
from groups.importing.saving import Shelf, write
from groups.importing.summary import Summary
from groups.importing.weighing import weigh
from groups.interop.record import Problem
from groups.models import Lexicon, Schedule, Term

BATCH = 500


class Missing(NamedTuple):
    """What becomes of listings that the source does not have any more: withdrawn when missing `after` runs in a row;
    where more than the share `most` is missing, the whole run is given up."""

    after: int
    most: float


def import_records(
    records, *, source, write=False, pending=False, proposes=False, missing=None, whole=False, progress=None, now=None
):
    """Bring `records` (any iterable of `Record`) in under `source` (an `ImportSource`, stored or not; known by slug).

    Without `write` everything is tried and nothing kept. New listings are published, or queued with `pending`; so
    are those still waiting, while what a moderator took away stays away. A batch is stored whole or not at all.
    With `proposes` a change of a public listing waits for a moderator too. `missing` (a `Missing`) says what becomes
    of listings that are gone; without it they stay. With `whole` everything is stored or nothing.
    What somebody put right here stays (`weighing`).
    `progress` is called with the `Summary` after each; `now` (an aware moment) is where coming dates begin.
    Answers the Summary. Raises ImportBusyError where the source is being imported already, and TooMuchMissingError.
    """
    started = perf_counter()
    records = begun(records)
    kept = (transaction.atomic() if whole else nullcontext()) if write else undone()
    with alone_with(source.slug), kept:
        run = Run(stored_source(source), pending=pending, proposes=proposes, progress=progress, now=now)
        run.take(records)
        run.finish(missing)
    run.summary.seconds = perf_counter() - started
    return run.summary


class Run:
    """One import under way."""

    def __init__(self, source, *, pending, proposes, progress, now):
        self.source, self.pending, self.proposes = source, pending, proposes
        self.progress, self.now = progress, now
        self.summary = Summary()
        self.lexicon = Lexicon(tuple(Term.objects.all()))
        self.shelf = Shelf(source)
        self.matcher, self.joiner = Matcher(source), Joiner(source)
        entries.adopt(source)
        self.known = entries.shown(source).count()
        self.seen, self.unread = set(), set()
        self.stored, self.statistics_due = 0, BATCH // 2

    def take(self, records):
        """Everything, in batches; then the listings whose name at the source changed."""
        while batch := list(islice(records, BATCH)):
            drafts = [made for settled in settle(batch) if (made := self.prepare(*settled))]
            self.store(self.matcher.match(drafts))
            if self.progress:
                self.progress(self.summary)
        self.store(self.matcher.match_rest(self.seen))

    def finish(self, missing):
        """What is no longer there, and the problems met."""
        there = self.seen | self.unread
        known = self.source.entries.filter(listing__status__in=entries.SEEN)
        names = [name for ref, name in known.values_list("ref", "listing__name") if ref not in there]
        self.summary.note_missing(names)
        if missing:
            entries.count_missing(self.source, there, self.known, self.summary, **missing._asdict())
        replace_problems(self.source, self.summary.problems)

    def prepare(self, record, problems):
        """The checked draft of a settled record, or None where there is nothing to store; what went wrong is noted."""
        self.summary.read(record)
        if not record.is_listing:
            self.unread |= names_of(record)
        if not record.is_listing or self.is_repeated(record):
            self.summary.note(record, record.problems)
            return None
        made = draft(record, self.lexicon)
        self.summary.note(record, [*record.problems, *problems, *made.problems])
        if made.listing:
            return made
        self.unread |= names_of(record)
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
        for made in drafts:
            made.known = made.known or self.joined(made)
        same = [made for made in drafts if not made.differs]
        unsettled = [made for made in same if not entries.is_settled(made)]
        differing = [made for made in drafts if made.differs]
        for made in [*unsettled, *differing]:
            made.state()
        waiting = self.weighed(differing)
        written = self.written([made for made in differing if made not in waiting])
        proposed = [made for made in waiting if self.is_proposed(made)]
        self.count(same, written, proposed)
        deciding.decide([*same, *written, *proposed], self.source, self.summary, pending=self.pending)
        entries.keep([*unsettled, *written, *proposed], self.source)
        self.freshen_statistics(len(written))
        scheduled = [made.pk for made in written if made.slots]
        if scheduled:
            schedule.refresh_dates(Schedule.objects.filter(listing__in=scheduled), now=self.now)

    def joined(self, made):
        known = self.joiner.find(made)
        self.summary.joined += known is not None
        return known

    def weighed(self, drafts):
        """Say of each known draft what is kept of the listing; answers the set of those that are to be proposed."""
        known = [made for made in drafts if made.known]
        ours = provenance.facts_of([made.pk for made in known])
        others = entries.others_of(known, self.source)
        edited = deciding.edited_before([made.pk for made in known if not made.known.entry.said])
        homes = deciding.with_private_address([made.pk for made in known])
        waiting = set()
        for made in known:
            pk, here = made.pk, ours[made.pk]
            with_whom = {"trust": self.source.trust, "others": others[pk], "edited": edited.get(pk, ())}
            with_whom["has_private_address"] = pk in homes
            result = weigh(made.known.entry, made.facts, here, **with_whom)
            made.kept = frozenset(result.kept)
            taken, told = (
                {name: provenance.change_in_words(name, here.get(name, []), made.facts.get(name, [])) for name in names}
                for names in (result.taken, result.told)
            )
            self.summary.note_changes((made.record.name, made.record.source_ref), taken, told)
            if self.proposes and taken and made.known.status == Status.PUBLISHED:
                waiting.add(made)
        return waiting

    def is_proposed(self, made):
        error = propose(made, self.shelf)
        if error is None:
            return True
        self.refuse(made, Problem("row", _("The change makes no sense here. It was left out.")))
        return False

    def refuse(self, made, problem):
        """Leave a draft out, for a reason; what is known of it is at the source all the same, by whatever name."""
        self.unread |= names_of(made.record) | ({made.known.entry.ref} if made.known else set())
        self.summary.refused += 1
        self.summary.note(made.record, [problem])

    def count(self, same, written, proposed):
        new = [made for made in written if made.known is None]
        self.summary.unchanged += len(same)
        self.summary.new += len(new)
        self.summary.note_names("new", [made.record.name for made in new])
        self.summary.changed += len(written) - len(new) + len(proposed)
        self.summary.proposed += len(proposed)

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
        again.known, again.kept, again.facts = made.known, made.kept, made.facts
        return again

    def is_stored(self, made):
        error = self.refusal([made])
        if error is None:
            return True
        self.refuse(made, Problem(*told(error)))
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


def begun(records):
    """The same records, the first of them read: a file that cannot be read says so before anything is written."""
    records = iter(records)
    return chain(list(islice(records, 1)), records)
