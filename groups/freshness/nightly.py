"""The nightly run: what nobody has confirmed is asked about, marked unsure, and in the end left out of search."""

from collections import defaultdict
from dataclasses import asdict, dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from groups import moderation
from groups.choices import Cause, Formality
from groups.freshness.asking import Question, ask, not_yet_asked
from groups.freshness.periods import milestones
from groups.freshness.stages import heard_on, is_long_ago
from groups.models import Facilitator, ImportSource, Listing
from groups.moderation.queue import open_reviews_of

BATCH = 2000
COLUMNS = ("pk", "confirmed_at", "formality", "is_unsure", "is_stale", "source__as_of", "has_people")


@dataclass(slots=True)
class Counts:
    """What a run saw and did, in listings; `asked` counts mails."""

    seen: int = 0
    unsure: int = 0
    hidden: int = 0
    shown_again: int = 0
    asked: int = 0

    as_dict = asdict


def run(now=None):
    """Bring every public listing to its stage at the aware moment `now`; answers the `Counts`.

    Safe at any time, as often as wanted and by several at once: each flag changes once and each question is mailed
    once. A few thousand listings at a time are held in memory, and locked only those that something happens to.
    """
    today, counts = timezone.localdate(now), Counts()
    for rows in batches():
        counts.seen += len(rows)
        pks = _Due(rows, today).pks
        if pks:
            _settle(pks, today, counts)
    _follow_sources(today, counts)
    return counts


def batches():
    """All public listings that were ever confirmed, oldest first, as rows of `COLUMNS`, `BATCH` at a time."""
    after = None
    while rows := list(_behind(after)[:BATCH]):
        yield rows
        after = rows[-1]


def _confirmed():
    listings = Listing.objects.published().filter(confirmed_at__isnull=False, closed_on__isnull=True)
    team = Exists(Facilitator.objects.filter(listing=OuterRef("pk")))
    listings = listings.annotate(has_people=Q(owner__isnull=False) | Q(answered_by_mail=True) | team)
    return listings.order_by("confirmed_at", "pk").values_list(*COLUMNS, named=True)


def _behind(row):
    if row is None:
        return _confirmed()
    later = Q(confirmed_at__gt=row.confirmed_at) | Q(confirmed_at=row.confirmed_at, pk__gt=row.pk)
    return _confirmed().filter(later, confirmed_at__gte=row.confirmed_at)


class _Due:
    """What has to happen to some rows on one day: `flags`, the pair (unsure, stale) by listing, and `questions`."""

    def __init__(self, rows, today):
        self.rows, self.flags = {row.pk: row for row in rows}, {}
        questions = []
        for row in self.rows.values():
            day = heard_on(row.confirmed_at, row.source__as_of, today)
            ahead = milestones(day, row.formality)
            flags = (today >= ahead.unsure_on, today >= ahead.hidden_on)
            if flags != (row.is_unsure, row.is_stale):
                self.flags[row.pk] = flags
            if row.has_people and (name := ahead.question_due(today)):
                questions.append(Question(row.pk, name, day, ahead.hidden_on))
        self.questions = not_yet_asked(questions)

    @property
    def pks(self):
        return sorted({*self.flags, *(one.listing_id for one in self.questions)})


@transaction.atomic
def _settle(pks, today, counts):
    """Hold these listings and do what is due to each as it now is: somebody may have been quicker."""
    list(Listing.objects.filter(pk__in=pks).order_by("pk").select_for_update(no_key=True).values_list("pk"))
    due = _Due(_confirmed().filter(pk__in=pks).order_by("pk"), today)
    _write_flags(due.flags)
    unsure = [pk for pk, (is_unsure, _stale) in due.flags.items() if is_unsure and not due.rows[pk].is_unsure]
    hidden = [pk for pk, (_unsure, is_stale) in due.flags.items() if is_stale and not due.rows[pk].is_stale]
    shown_again = [pk for pk, (_unsure, is_stale) in due.flags.items() if due.rows[pk].is_stale and not is_stale]
    if hidden or shown_again:
        moderation.refresh_searchable(Listing.objects.filter(pk__in=[*hidden, *shown_again]))
    open_reviews_of(unsure, Cause.STALE)
    counts.unsure += len(unsure)
    counts.hidden += len(hidden)
    counts.shown_again += len(shown_again)
    if due.questions:
        counts.asked += ask(due.questions)


def _write_flags(flags):
    alike = defaultdict(list)
    for pk, pair in flags.items():
        alike[pair].append(pk)
    for (is_unsure, is_stale), pks in sorted(alike.items()):
        Listing.objects.filter(pk__in=pks).update(is_unsure=is_unsure, is_stale=is_stale)


def _follow_sources(today, counts):
    """Where the settings say so, leave out of search what only a source of long ago told us of; else show it."""
    old = Q(pk__in=[])
    if settings.FRESHNESS_HIDES_OLD_IMPORTS:
        for source in ImportSource.objects.filter(as_of__isnull=False).order_by("pk"):
            formalities = [one for one in Formality if is_long_ago(source.as_of, one, today)]
            old |= Q(source=source, formality__in=formalities)
    imported = Listing.objects.published().filter(confirmed_at__isnull=True, source__isnull=False)
    counts.hidden += _mark(imported.filter(old, is_stale=False), is_stale=True)
    counts.shown_again += _mark(imported.filter(is_stale=True).exclude(old), is_stale=False)


def _mark(listings, *, is_stale):
    """Write the flag `BATCH` listings at a time; answers how many."""
    marked = 0
    while pks := list(listings.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            Listing.objects.filter(pk__in=pks).update(is_stale=is_stale)
            moderation.refresh_searchable(Listing.objects.filter(pk__in=pks))
        marked += len(pks)
    return marked
