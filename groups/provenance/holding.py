"""Which facts of a listing are now as a source says."""

from typing import NamedTuple

from groups.models import ImportSource, SourceEntry
from groups.provenance.facts import ASKED_FOR, digests_of, facts_of
from groups.provenance.wording import label_of


class Origin(NamedTuple):
    """A source, and the labels of the facts that are as it says, in the order of a page."""

    source: ImportSource
    labels: list


def refresh(listing):
    """After something was put right here: work out anew which facts of `listing` are as its sources say."""
    entries = list(SourceEntry.objects.filter(listing=listing))
    if not entries:
        return
    now = digests_of(facts_of([listing.pk])[listing.pk])
    for entry in entries:
        fields = agreeing(entry.said, now)
        if fields != entry.fields:
            entry.fields = fields
            entry.save(update_fields=["fields"])


def agreeing(said, now):
    """The names of the facts that are `now` (digests) as they were `said`."""
    return sorted(name for name, digest in said.items() if now.get(name) == digest)


def ask_for(name, entry):
    """Have the next import of the source take its word for the fact `name`, instead of what was put right here.

    What the source says is not kept here, so that it has to be read once more: also where its record is the same.
    """
    entry.said = entry.said | {name: ASKED_FOR}
    entry.digest = ""
    entry.save(update_fields=["said", "digest"])


def carry_over(duplicate, *, into):
    """The names that sources have for `duplicate` become names of the listing it was merged into, so that the next
    import of any of them neither doubles nor changes it."""
    SourceEntry.objects.filter(listing=duplicate).update(listing=into)
    refresh(into)


def holders_of(name, entries):
    """Those of `entries` whose sources say the fact as it is now."""
    return [entry for entry in entries if name in entry.fields]


def origins(listing):
    """From which source each fact comes, as `Origin`s; where several say the same, from the most trusted, then the
    one asked last. One query."""
    entries = SourceEntry.objects.filter(listing=listing, missing_runs=0).select_related("source").order_by("pk")
    ranked = sorted(entries, key=lambda entry: _rank(entry.source), reverse=True)
    told, found = set(), []
    for entry in ranked:
        labels = dict.fromkeys(label_of(name) for name in entry.fields if name not in told)
        told.update(entry.fields)
        if labels:
            found.append(Origin(entry.source, list(labels)))
    return found


def _rank(source):
    return source.trust, str(source.checked_on or ""), source.pk
