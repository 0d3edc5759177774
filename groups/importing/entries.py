"""What a source said of its listings: read before an import, kept after it, and counted where it says no more."""

from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext as _

from groups import moderation, provenance
from groups.choices import Act, Status
from groups.models import Listing, SourceEntry

BATCH = 500
SEEN = (Status.PUBLISHED, Status.PENDING)


class TooMuchMissingError(RuntimeError):
    """So many listings are missing that the file is more likely broken than they are gone; nothing was kept.

    Its text is a sentence for people, `summary` what the run would have done.
    """

    def __init__(self, missing, known, summary):
        sentence = _("%(missing)s of %(known)s listings are missing. Nothing was changed until somebody has looked.")
        super().__init__(sentence % {"missing": missing, "known": known})
        self.summary = summary


def adopt(source):
    """Give listings brought in before what sources say was kept their entry; a merged one's is that of the other.

    One that its source calls otherwise by now has its entry under that name.
    """
    named = SourceEntry.objects.filter(source=source, ref=OuterRef("source_ref"))
    renamed = SourceEntry.objects.filter(source=source, listing=OuterRef("pk"))
    without = Listing.objects.filter(~Exists(named), ~Exists(renamed), source=source)
    without = without.exclude(source_ref="").order_by("pk")
    rows = without.values_list("source_ref", "source_digest", "pk", "merged_into")
    made = [
        SourceEntry(source=source, ref=ref, digest=digest, listing_id=merged_into or pk)
        for ref, digest, pk, merged_into in rows
    ]
    SourceEntry.objects.bulk_create(made, batch_size=BATCH)


def keep(drafts, source):
    """Store what `source` says in `drafts`, all of them stored: which facts are as it says follows from the rows."""
    new, known = [], []
    stored = provenance.facts_of([made.pk for made in drafts if made.known])
    for made in drafts:
        entry = made.known.entry if made.known else SourceEntry(source=source, listing_id=made.pk)
        entry.ref, entry.digest, entry.missing_runs = made.record.source_ref, made.digest, 0
        entry.is_withdrawn = False
        entry.said = provenance.digests_of(made.facts)
        here = provenance.digests_of(stored[made.pk]) if made.known else entry.said
        entry.fields = provenance.agreeing(entry.said, here)
        (known if entry.pk else new).append(entry)
    SourceEntry.objects.bulk_create(new, batch_size=BATCH)
    changed = ["ref", "digest", "said", "fields", "missing_runs", "is_withdrawn"]
    SourceEntry.objects.bulk_update(known, changed, batch_size=BATCH)


def is_settled(made):
    """Whether nothing is to be kept of a draft that says the same as last time."""
    entry = made.known.entry
    return bool(entry.said) and not entry.missing_runs and not entry.is_withdrawn


def others_of(drafts, source):
    """What other sources say of the listings of `drafts`, by key of the listing."""
    others = {made.pk: [] for made in drafts}
    found = SourceEntry.objects.filter(listing__in=others, missing_runs=0).exclude(source=source)
    for entry in found.select_related("source").order_by("pk"):
        others[entry.listing_id].append(entry)
    return others


def shown(source):
    """The entries of the listings of `source` that people see, or soon may."""
    return source.entries.exclude(is_withdrawn=True).filter(listing__status__in=SEEN)


def count_missing(source, there, known, summary, *, after, most):
    """Count what `source` does not say any more, and withdraw what was missing `after` times in a row, unless it is
    still there under another name, or at another source. `there` are the names that came up, readable or not; `known`
    is how many were shown before. Raises TooMuchMissingError where more than the share `most` of these is missing, or
    everything."""
    missing = [pk for pk, ref in shown(source).values_list("pk", "ref") if ref not in there]
    if (known and not there) or len(missing) > max(1, most * known):
        raise TooMuchMissingError(len(missing), known, summary)
    source.entries.filter(pk__in=missing).update(missing_runs=F("missing_runs") + 1)
    gone = source.entries.filter(pk__in=missing, missing_runs__gte=after)
    still_told = SourceEntry.objects.filter(listing=OuterRef("listing"), missing_runs=0)
    withdraw(source, gone.exclude(Exists(still_told)), summary)


def withdraw(source, entries, summary):
    """Take the listings of `entries` out of sight; they come back when the source has them again."""
    listings = list(Listing.objects.filter(source_entries__in=entries).order_by("name", "pk").only("name"))
    SourceEntry.objects.filter(listing__in=listings).update(is_withdrawn=True)
    reason = _("It was no longer at the source “%(source)s”.") % {"source": source.name}
    moderation.withdraw(Listing.objects.filter(pk__in=[one.pk for one in listings]), by=None)
    for listing in listings:
        moderation.record(listing, Act.WITHDREW, by=None, reason=reason)
    summary.note_withdrawn([listing.name for listing in listings])
