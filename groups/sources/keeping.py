"""What a moderator does to a source."""

from django.utils import timezone

from groups import provenance
from groups.choices import CONCEALED


def switch(source, *, on):
    """Have `source` asked on its schedule from now on, or not any more. What it brought stays."""
    source.is_active = on
    source.due_at = timezone.now() if on else None
    source.failures = 0
    source.save(update_fields=["is_active", "due_at", "failures"])


def ask_now(source):
    """Have `source` asked with the next job, even where it is paused or its file seems the same."""
    source.due_at, source.etag, source.last_modified = timezone.now(), "", ""
    source.save(update_fields=["due_at", "etag", "last_modified"])


def let_through(source):
    """Somebody has looked: the next run withdraws at once what is missing, however much it is. It is asked now."""
    source.may_lose_many = True
    source.save(update_fields=["may_lose_many"])
    ask_now(source)


def take_word(source, entry, fact):
    """Somebody has looked: what `source` says of a `fact` (`groups.provenance`) of the listing of `entry` is taken,
    instead of what was put right here; from a source that is not trusted, as a change that waits. It is asked now."""
    provenance.ask_for(fact, entry)
    if source.is_active:
        ask_now(source)


def concealed_here(source, refs):
    """Those of `refs`, names at `source`, whose place is a private home or confidential here. No word of a source is
    taken for it (`groups.importing.weighing`), so nobody is to ask for one. One query, or none without names."""
    entries = source.entries.filter(ref__in=refs, listing__place__precision__in=CONCEALED)
    return set(entries.values_list("ref", flat=True)) if refs else set()
