"""From the first screen to the queue: beginning a draft, and sending it in with or without an account."""

from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone

from groups import content, emails, facilitating, moderation
from groups.choices import Act
from groups.models import Invitation, Listing, Revision, Submission
from groups.models.secret import digest_of, new_token


@transaction.atomic
def begin(sections, *, by=None, email=""):
    """A new draft made of `sections`, and the token of its secret link ("" for somebody signed in).

    Without `by` the draft belongs to whoever holds the link; `email` is where its confirmation will go. Raises
    ValidationError as `content.create` does.
    """
    listing = content.create(sections, owner=by)
    if by:
        return listing, ""
    Submission.objects.create(listing=listing, email=email, digest=digest_of(new_token()))
    return listing, facilitating.new_link(listing, by=None)


def waits_for_address(listing):
    """Whether whoever sends the listing in has not shown yet that the e-mail address is theirs."""
    submission = getattr(listing, "submission", None)
    return listing.owner_id is None and submission is not None and submission.email_verified_at is None


@transaction.atomic
def ask_to_confirm(listing):
    """Mail a link that proves the address of a submission; an earlier one stops working. Nothing enters the queue."""
    submission = Submission.objects.select_for_update().get(listing=listing)
    token = new_token()
    submission.digest = digest_of(token)
    submission.save(update_fields=["digest"])
    words = {"listing": listing, "url": emails.address("post-confirm", token)}
    emails.send("confirm_submission", emails.Reader.of(submission), words)


@transaction.atomic
def confirm_address(submission, *, note=""):
    """The address is theirs: send the draft in and mail them a secret link of their own. Answers whether it was new.

    `note` is a word to the moderator. Raises ValidationError where the draft cannot be sent in.
    """
    submission = Submission.objects.select_for_update().select_related("listing").get(pk=submission.pk)
    if submission.email_verified_at:
        return False
    listing = submission.listing
    submission.email_verified_at = timezone.now()
    submission.save(update_fields=["email_verified_at"])
    Listing.objects.filter(pk=listing.pk).update(answered_by_mail=True)
    moderation.submit(listing, by=None, note=note, via_link=True)
    words = {"listing": listing, "manage_url": emails.secret_address(listing)}
    emails.send("submission_sent_in", emails.Reader.of(submission), words)
    return True


@transaction.atomic
def forget(before):
    """Erase drafts sent in before the moment `before` from addresses that nobody confirmed, and old invitations.

    Answers how many drafts they were.
    """
    Invitation.objects.filter(expires_at__lt=before, accepted_at=None).delete()
    unconfirmed = Submission.objects.filter(email_verified_at=None, created_at__lt=before)
    return content.erase(Listing.objects.filter(submission__in=unconfirmed, owner=None, facilitators=None))


def discard(listing):
    """Erase a draft for good, with its history; False where it is none any more."""
    return content.erase(Listing.objects.filter(pk=listing.pk)) > 0


@transaction.atomic
def write_to_moderator(listing, note, *, by, via_link=False):
    """Add a word to what waits for review; what a moderator had asked back comes forward again.

    Answers whether anything waits: where nothing does, nobody would read it and it is not kept.
    """
    if not listing.reviews.open().update(asked_at=None, asked_by=None):
        return False
    if Revision.objects.waiting().filter(listing=listing).exists():
        moderation.propose(listing, {}, by=by, note=note, via_link=via_link)
    moderation.record(listing, Act.EDITED, by=by, reason=note, via_link=via_link)
    return True


@contextmanager
def as_proposed(listing):
    """`listing` as it would be with the change that waits, for as long as the block lasts; nothing stays written."""
    with transaction.atomic():
        revision = Revision.objects.waiting().filter(listing=listing).first()
        if revision:
            draft = Listing.objects.get(pk=listing.pk)
            content.write(draft, content.changed_sections(content.content_of(draft), revision.proposed))
        yield Listing.objects.get(pk=listing.pk)
        transaction.set_rollback(True)
