"""Which of a source's listings a record is: by its name at the source, now or before, else by a slot it shares."""

from groups.importing.drafting import Known
from groups.models import Schedule, SourceEntry

ENTRY_COLUMNS = ("source", "ref", "listing", "digest", "said", "fields", "missing_runs", "is_withdrawn")


class Matcher:
    """Finds what is known of the drafts of one run.

    A draft whose own name is new, but whose former name or whose slots are known, belongs to a listing that has changed
    its name, unless that name comes up as well. This is only sure at the end: until then `put_off` keeps such drafts.
    """

    def __init__(self, source):
        self.source = source
        self.put_off = []

    def match(self, drafts):
        """The drafts that can be stored now, each with what is `known` of it."""
        known = self._known({name for draft in drafts for name in names_of(draft.record)})
        for draft in drafts:
            draft.known = known.get(draft.record.source_ref)
        strangers = [draft for draft in drafts if not draft.known]
        owners = self._owners([slot.source_ref for draft in strangers for slot in draft.slots])
        former = {draft: names_of(draft.record) & {*known} | _owners_of(draft, owners) for draft in strangers}
        self.put_off += [(draft, sorted(names)) for draft, names in former.items() if names]
        return [draft for draft in drafts if not former.get(draft)]

    def match_rest(self, seen):
        """As `match`, for the drafts put off; `seen` are all the names that came up in this run."""
        free = {owner for _draft, owners in self.put_off for owner in owners} - seen
        known = self._known(free)
        for draft, owners in self.put_off:
            former = next((owner for owner in owners if owner in known), None)
            draft.known = known.pop(former, None)
        return [draft for draft, _owners in self.put_off]

    def _known(self, refs):
        entries = SourceEntry.objects.filter(source=self.source, ref__in=list(refs)).select_related("listing")
        entries = entries.only(*ENTRY_COLUMNS, "listing__status")
        return {entry.ref: Known(entry.listing_id, entry.listing.status, entry) for entry in entries}

    def _owners(self, refs):
        if not refs:
            return {}
        slots = Schedule.objects.filter(listing__source_entries__source=self.source, source_ref__in=refs)
        return dict(slots.values_list("source_ref", "listing__source_entries__ref"))


def names_of(record):
    """What a record is called at its source, or was."""
    return {record.source_ref, record.former_ref} - {""}


def _owners_of(draft, owners):
    return {owners[slot.source_ref] for slot in draft.slots if slot.source_ref in owners}
