"""What facilitators send in: new listings, and changes of those the public sees."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import leads
from groups import content
from groups.choices import Act, Cause, Decision, Status
from groups.models import Listing, Revision
from groups.moderation.history import record
from groups.moderation.queue import close_reviews, open_review

MAY_SUBMIT = (Status.DRAFT, Status.REJECTED, Status.WITHDRAWN)


def locked(listing):
    """The listing as it is now, held until the end of the transaction, so that two deciders take turns.

    Rows that only point to it, such as coming dates, may be written meanwhile.
    """
    return Listing.objects.select_for_update(of=["self"], no_key=True).get(pk=listing.pk)


@transaction.atomic
def submit(listing, *, by, note="", via_link=False):
    """Send a draft in for review. Raises ValidationError where it already waits or is public.

    `note` is a word to the moderator.
    """
    listing = locked(listing)
    if listing.status not in MAY_SUBMIT:
        raise ValidationError(_("This listing was already sent in."))
    listing.status = Status.PENDING
    listing.full_clean()
    listing.save(update_fields=["status", "updated_at"])
    open_review(listing, Cause.NEW)
    record(listing, Act.SUBMITTED, by=by, reason=note, via_link=via_link)


@transaction.atomic
def propose(listing, sections, *, by, note="", via_link=False):
    """Change `sections` of a listing: at once while the public does not see it, else as a `Revision` that waits.

    Where one waits already, as for a listing hidden meanwhile, the change goes into it whatever the public sees.

    Answers the waiting revision, or None where nothing waits. Raises ValidationError as `content.write` does.
    """
    listing = locked(listing)
    live = content.content_of(listing)
    changed = content.changed_sections(live, sections)
    if listing.status == Status.PUBLISHED or Revision.objects.waiting().filter(listing=listing).exists():
        return _wait(listing, live, sections, by=by, note=note, via_link=via_link)
    if changed:
        content.write(listing, changed)
        if listing.status != Status.DRAFT:
            _record_change(listing, Act.EDITED, live, changed, by=by, via_link=via_link)
    return None


def _wait(listing, live, sections, *, by, note, via_link):
    """Add `sections` to the one change that waits; what is as the public sees it already drops out of it."""
    revision = Revision.objects.waiting().filter(listing=listing).first() or Revision(listing=listing)
    _refuse_nonsense(listing, revision.proposed | sections)
    proposed = content.changed_sections(live, revision.proposed | sections)
    new = content.changed_sections(revision.proposed, {name: proposed[name] for name in proposed if name in sections})
    if not proposed:
        _drop(revision, by=by)
        return None
    revision.before = {name: revision.before.get(name, live[name]) for name in proposed}
    revision.proposed, revision.created_by, revision.note = proposed, by, note or revision.note
    revision.save()
    open_review(listing, Cause.CHANGE)
    if new:
        _record_change(listing, Act.PROPOSED, live, new, by=by, via_link=via_link, reason=note)
    return revision


def _refuse_nonsense(listing, sections):
    """Try the change and take it back: a proposal that could never be written is refused now, in sentences."""
    trial = transaction.savepoint()
    try:
        content.write(Listing.objects.get(pk=listing.pk), sections)
    finally:
        transaction.savepoint_rollback(trial)


def _drop(revision, *, by):
    if revision.pk:
        revision.delete()
        close_reviews(revision.listing, [Cause.CHANGE], by=by)


def _record_change(listing, act, live, changed, *, by, via_link, **more):
    """Keep the change; where it is of those who look after it, it answers what a moderator asked."""
    before = {name: live[name] for name in changed}
    record(listing, act, by=by, via_link=via_link, before=before, after=changed, **more)
    if via_link or (by and leads(by, listing)):
        listing.reviews.open().update(asked_at=None, asked_by=None)


@transaction.atomic
def take_back(listing, *, by, via_link=False):
    """Take back the change of `listing` that waits; answers whether there was one."""
    listing = locked(listing)
    revision = Revision.objects.waiting().filter(listing=listing).first()
    if revision is None:
        return False
    settle(revision, Decision.TAKEN_BACK, by=by)
    close_reviews(listing, [Cause.CHANGE], by=by)
    record(listing, Act.TOOK_BACK, by=by, via_link=via_link)
    return True


def take_off_the_table(listing, *, by):
    """Settle the change of `listing` that waits, if any, because the listing itself goes."""
    for revision in Revision.objects.waiting().filter(listing=listing):
        settle(revision, Decision.TAKEN_BACK, by=by)


def settle(revision, decision, *, by, reason=""):
    """Note what became of a change; contacts and private addresses in it have served and go."""
    revision.decide(decision, by=by, reason=reason)
    revision.proposed = content.public_part(revision.proposed)
    revision.before = content.public_part(revision.before)
    revision.save()
