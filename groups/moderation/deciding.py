"""What moderators decide about one listing."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from groups import content, emails, provenance
from groups.choices import Act, Cause, Decision, Status
from groups.models import Facilitator, Listing, Review, Revision
from groups.moderation.editing import Edits, Undecided
from groups.moderation.history import record
from groups.moderation.publishing import publish, refresh_searchable
from groups.moderation.queue import DECIDED, DONE_WITH, LOOKED_AT, close_reviews, open_review
from groups.moderation.submitting import locked, settle, take_off_the_table


class AlreadyDecided(ValidationError):
    """Somebody else was quicker; nothing was changed."""

    def __init__(self):
        super().__init__(_("Somebody has already decided about this. Nothing was changed now."))


@transaction.atomic
def approve(listing, *, by, sections=None, reason=""):
    """Let the public see what waits: a new listing or a proposed change, with `sections` edited by the moderator.

    Where only changes made at once wait, they stand as looked at. Who looks after it reads in a mail what moderators
    changed; answers whether there is anybody. Raises AlreadyDecided where nothing waits, and ValidationError where the
    listing as edited makes no sense.
    """
    listing = locked(listing)
    revision = Revision.objects.waiting().filter(listing=listing).first()
    is_new = listing.status == Status.PENDING
    if not (is_new or revision or sections or _was_urgent(listing)):
        raise AlreadyDecided
    live, undecided = content.content_of(listing), Undecided(listing)
    waiting = live | (revision.proposed if revision else {})
    edited = content.changed_sections(waiting, sections or {})
    sent_in = {name: waiting[name] for name in edited} | undecided.overwritten()
    changed = content.changed_sections(live, waiting | edited)
    if changed:
        content.write(listing, changed)
    if revision:
        settle(revision, Decision.APPROVED, by=by, reason=reason)
    if is_new or revision:
        publish(_only(listing), by=by)
    before = {name: live[name] for name in changed}
    act = Act.APPROVED if is_new or changed else Act.LOOKED
    record(listing, act, by=by, reason=reason, before=before, after=changed)
    close_reviews(listing, DECIDED, by=by)
    if not (is_new or revision or edited):
        return False
    is_theirs = is_new or bool(revision and not undecided.is_only_by_moderators)
    more = {"is_theirs": is_theirs, "edits": Edits.of(sent_in, listing)}
    return _tell(listing, "approved", reason=reason, is_new=is_new, **more)


@transaction.atomic
def approve_all(listings, *, by):
    """Publish all of `listings` (a queryset) that wait as new; answers how many.

    One with a change beside, or reported as unsafe, needs a look of its own.
    """
    unsafe = Review.objects.open().filter(cause=Cause.UNSAFE).values("listing")
    waiting = (
        listings.filter(status=Status.PENDING).exclude(revisions__decision=Decision.WAITING).exclude(pk__in=unsafe)
    )
    chosen = list(waiting.order_by("pk").select_for_update(of=["self"]))
    sent_in = {listing: Undecided(listing).overwritten() for listing in chosen}
    count = publish(Listing.objects.filter(pk__in=[one.pk for one in chosen]), by=by)
    for listing in chosen:
        more = {"is_theirs": True, "edits": Edits.of(sent_in[listing], listing)}
        _tell(listing, "approved", reason="", is_new=True, **more)
    return count


@transaction.atomic
def reject(listing, *, by, reason):
    """Turn down what waits, with a reason that is mailed; answers whether anybody gets it.

    Raises AlreadyDecided where nothing waits.
    """
    listing = locked(listing)
    revision = Revision.objects.waiting().filter(listing=listing).first()
    if revision:
        settle(revision, Decision.REJECTED, by=by, reason=reason)
    elif listing.status == Status.PENDING:
        listing.status = Status.REJECTED
        listing.save(update_fields=["status", "updated_at"])
    else:
        raise AlreadyDecided
    proposed = content.changed_sections(revision.before, revision.proposed) if revision else {}
    record(listing, Act.REJECTED, by=by, reason=reason, after=proposed)
    close_reviews(listing, [Cause.CHANGE] if revision else [Cause.NEW, Cause.CHANGE], by=by)
    return _tell(listing, "rejected", reason=reason, is_new=revision is None)


@transaction.atomic
def ask(listing, *, by, question):
    """Ask the facilitators of what waits; it stays in the queue, behind what needs a moderator now.

    Raises AlreadyDecided where nothing waits, and ValidationError where nobody would get the question.
    """
    listing = locked(listing)
    waiting = listing.reviews.open()
    if not waiting.exists():
        raise AlreadyDecided
    if not emails.has_facilitators(listing):
        raise ValidationError(_("Nobody looks after this listing, so nobody would get your question."))
    event = record(listing, Act.ASKED, by=by, reason=question)
    waiting.update(asked_at=event.created_at, asked_by=by)
    _tell(listing, "asked", reason=question, is_new=listing.status == Status.PENDING)


@transaction.atomic
def leave(listing, *, by, reason=""):
    """Leave a public listing as it is: somebody looked, nothing is wrong. Raises AlreadyDecided where nothing waits."""
    listing = locked(listing)
    if not close_reviews(listing, LOOKED_AT, by=by):
        raise AlreadyDecided
    record(listing, Act.LOOKED, by=by, reason=reason)


@transaction.atomic
def hide(listing, *, by, reason):
    """Take a public listing out of sight at once; it waits in the queue until somebody decides."""
    listing = locked(listing)
    if listing.status != Status.PUBLISHED:
        raise AlreadyDecided
    listing.status, listing.searchable = Status.PENDING, False
    listing.save(update_fields=["status", "searchable", "updated_at"])
    open_review(listing, Cause.NEW)
    record(listing, Act.HID, by=by, reason=reason)


@transaction.atomic
def withdraw_one(listing, *, by, reason, via_link=False):
    """Take one listing out of the public's sight, for a reason that its history keeps.

    It leaves the queue but for what visitors reported and who asked for it: they still want an answer.
    """
    listing = locked(listing)
    if listing.status == Status.WITHDRAWN:
        raise AlreadyDecided
    listing.status, listing.searchable = Status.WITHDRAWN, False
    listing.save(update_fields=["status", "searchable", "updated_at"])
    take_off_the_table(listing, by=by)
    close_reviews(listing, DONE_WITH, by=by)
    record(listing, Act.WITHDREW, by=by, reason=reason, via_link=via_link)


@transaction.atomic
def merge(duplicate, *, into, by, reason=""):
    """Withdraw `duplicate` in favour of `into`: its page leads there and its facilitators look after that one.

    Raises ValidationError where the two are one, or `into` is itself merged or not public.
    """
    first, second = sorted([duplicate, into], key=lambda listing: listing.pk)
    held = {one.pk: one for one in (locked(first), locked(second))}
    duplicate, into = held[duplicate.pk], held[into.pk]
    if duplicate.pk == into.pk or into.status != Status.PUBLISHED or into.merged_into_id:
        raise ValidationError(_("Choose another public listing to merge this one into."))
    if duplicate.merged_into_id:
        raise AlreadyDecided
    duplicate.status, duplicate.merged_into = Status.WITHDRAWN, into
    duplicate.searchable = False
    duplicate.save(update_fields=["status", "merged_into", "searchable", "updated_at"])
    Listing.objects.filter(merged_into=duplicate).update(merged_into=into)
    _bring_team(duplicate, into)
    provenance.carry_over(duplicate, into=into)
    take_off_the_table(duplicate, by=by)
    close_reviews(duplicate, DONE_WITH, by=by)
    close_reviews(into, [Cause.DUPLICATE], by=by)
    _tell(duplicate, "merged", reason=reason, is_new=False, into=into)
    for listing, other in ((duplicate, into), (into, duplicate)):
        record(listing, Act.MERGED, by=by, reason=reason, after={"merged": other.public_id})


def _bring_team(duplicate, into):
    """Who looked after the duplicate looks after the listing it became."""
    people = {duplicate.owner_id, *duplicate.facilitators.values_list("user", flat=True)} - {None, into.owner_id}
    if into.owner_id is None and duplicate.owner_id:
        into.owner_id = duplicate.owner_id
        into.save(update_fields=["owner", "updated_at"])
        people.discard(duplicate.owner_id)
    team = [Facilitator(listing=into, user_id=pk) for pk in sorted(people)]
    Facilitator.objects.bulk_create(team, ignore_conflicts=True)


@transaction.atomic
def restore(event, *, by):
    """Write the sections again that an act of the history changed, as they were before it.

    Contacts and private addresses are not in the history and stay as they are. Raises ValidationError where nothing
    can be restored.
    """
    listing = locked(event.listing)
    live = content.content_of(listing)
    changed = content.changed_sections(live, _earlier(event, live))
    if not changed:
        raise ValidationError(_("There is nothing here that could be restored."))
    content.write(listing, changed)
    refresh_searchable(_only(listing))
    record(
        listing,
        Act.RESTORED,
        by=by,
        before={name: live[name] for name in changed},
        after=changed,
        undoes=event,
    )


def _earlier(event, live):
    """The sections an act kept, as far as they may be written again (`content.place_stays`)."""
    kept = {name: value for name, value in event.before.items() if name in content.SECTIONS and name != "contacts"}
    if "place" in kept and content.place_stays(kept["place"], live["place"]):
        del kept["place"]
    for name, keys in content.PERSONAL.items():
        if kept.get(name) and live[name]:
            kept[name] = kept[name] | {key: live[name][key] for key in keys}
    return kept


def _only(listing):
    return Listing.objects.filter(pk=listing.pk)


def _was_urgent(listing):
    return listing.reviews.open().filter(cause=Cause.URGENT).exists()


def _tell(listing, template, *, reason, is_new, **more):
    """Mail everybody who looks after it; answers whether there is anybody."""
    people = emails.facilitators_of(listing)
    for person in people:
        words = {"listing": listing, "reason": reason, "is_new": is_new, "manage_url": person.manage_url, **more}
        emails.send(template, person, words)
    return bool(people)
