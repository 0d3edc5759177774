"""What of an import becomes public, and which decisions of people it leaves alone."""

from collections import defaultdict

from django.db.models import Exists, OuterRef

from groups import moderation
from groups.choices import Act, Status
from groups.importing.entries import others_of
from groups.models import Listing, ModerationEvent, PrivateAddress, SourceEntry
from groups.provenance import FACTS_OF_SECTION

WRITTEN = (Act.EDITED, Act.APPROVED, Act.RESTORED, Act.UNDID)
"""Acts whose `after` holds the sections that somebody here wrote."""


def decide(drafts, source, summary, *, pending):
    """Publish or queue what nobody has decided about; take back what its source does not show any more."""
    waiting = {None, Status.DRAFT} if pending else {None, Status.DRAFT, Status.PENDING}
    shown = [made for made in drafts if made.record.is_published]
    back = without_withdrawn_here([made.pk for made in shown if is_back(made)])
    arrived = without_decided([made.pk for made in shown if status(made) in waiting] + back)
    others = others_of(drafts, source)
    hidden = [made for made in drafts if not made.record.is_published and status(made) == Status.PUBLISHED]
    gone = [made.pk for made in hidden if not others[made.pk]]
    verb = moderation.queue if pending else moderation.publish
    if arrived:
        verb(Listing.objects.filter(pk__in=arrived), by=None)
    if gone:
        moderation.withdraw(Listing.objects.filter(pk__in=gone), by=None)
    if back:
        SourceEntry.objects.filter(listing__in=back).update(is_withdrawn=False)
    summary.returned += len(back)
    summary.queued += len(arrived) if pending else 0
    summary.published += 0 if pending else len(arrived)
    summary.unpublished += sum(not made.record.is_published for made in drafts)


def without_decided(pks):
    """Those of `pks` that no person has hidden, turned down or sent in again: such a listing waits for a moderator."""
    decided = ModerationEvent.objects.filter(listing__in=pks, act__in=[Act.HID, Act.REJECTED, Act.SUBMITTED])
    known = set(decided.values_list("listing_id", flat=True)) if pks else set()
    return [pk for pk in pks if pk not in known]


def without_withdrawn_here(pks):
    """Those of `pks` that were last withdrawn by an import, and not by a person after somebody had shown them again."""
    acts = ModerationEvent.objects.filter(listing__in=pks, act=Act.WITHDREW, by__isnull=False)
    later = ModerationEvent.objects.filter(
        listing=OuterRef("listing"), act=Act.WITHDREW, by=None, created_at__gt=OuterRef("created_at")
    )
    here = set(acts.exclude(Exists(later)).values_list("listing_id", flat=True)) if pks else set()
    return [pk for pk in pks if pk not in here]


def edited_before(pks):
    """The names of the facts that people of this site have written, by listing: for listings brought in before what
    their source says was kept. All facts of a section count, since its history is kept by section."""
    facts = defaultdict(set)
    acts = ModerationEvent.objects.filter(listing__in=pks, act__in=WRITTEN) if pks else ModerationEvent.objects.none()
    for pk, after in acts.values_list("listing_id", "after"):
        facts[pk].update(fact for section in after for fact in FACTS_OF_SECTION.get(section, ()))
    return facts


def with_private_address(pks):
    """Those of `pks` at whose home somebody here has told us the address: no source says one."""
    homes = PrivateAddress.objects.filter(place__listings__in=pks)
    return set(homes.values_list("place__listings", flat=True)) if pks else set()


def status(made):
    """The status of what is known of a draft, None for what is new."""
    return made.known.status if made.known else None


def is_back(made):
    """Whether the source has a listing again that was withdrawn because it was missing there."""
    return status(made) == Status.WITHDRAWN and made.known.entry.is_withdrawn
