"""How a first visit comes in, is decided about, and goes again."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import erasures
from groups import emails, moderation
from groups.choices import Decision
from groups.models import Story
from groups.models.secret import digest_of, new_token
from groups.stories.reading import may_tell

WORDS = gettext_lazy(
    "I agree that my words, and the name I chose, may stand on the page of this group for everybody to read. That I "
    "was there can say something about my health. I can erase them at any time with the link in my mail."
)
"""The words of consent, as the form shows them and as they are kept."""


@transaction.atomic
def tell(listing, *, text, nickname="", email="", by=None):
    """Keep how a first visit was; answers the `Story`. Nobody reads it before its sender confirmed it.

    A member (`by`) is known: their story waits for a moderator at once. Everybody is mailed the secret address at
    which it can be sent in and erased. Raises ValidationError for a listing whose visits are not told.
    """
    if not may_tell(listing) or not listing.is_published:
        raise ValidationError(_("First visits to this group are not told here."))
    token = new_token()
    story = Story.objects.create(
        listing=listing,
        text=text,
        nickname=nickname,
        user=by,
        email="" if by else email,
        digest=digest_of(token),
        consent_words=str(WORDS),
        email_verified_at=timezone.now() if by else None,
    )
    words = {"story": story, "url": emails.address("story", token)}
    emails.send("story_sent" if by else "story_confirm", _sender(story), words)
    return story


@transaction.atomic
def confirm(story):
    """It was theirs: now it waits for a moderator. Safe to repeat; answers whether it was the first time."""
    sent = Story.objects.filter(pk=story.pk, email_verified_at=None)
    return bool(sent.update(email_verified_at=timezone.now()))


@transaction.atomic
def erase(story):
    """Remove a story for good, shown or not."""
    gone = Story.objects.filter(pk=story.pk)
    erasures.note(gone)
    gone.delete()


def waiting():
    """Stories that a moderator has to read, oldest first."""
    return Story.objects.waiting().select_related("listing__place").order_by("consented_at", "pk")


def shown():
    """Stories that the public reads, newest first."""
    return Story.objects.shown().select_related("listing__place").order_by("-decided_at", "-pk")


@transaction.atomic
def decide(story, *, by, is_shown, reason=""):
    """Show a story to everybody or not; its sender is told, with the `reason` for a no, and their address erased.

    Raises AlreadyDecided where somebody was quicker or it was erased meanwhile.
    """
    held = Story.objects.waiting().select_for_update(of=["self"]).select_related("user").filter(pk=story.pk).first()
    if held is None:
        raise moderation.AlreadyDecided
    sender = _sender(held)
    held.decision = Decision.APPROVED if is_shown else Decision.REJECTED
    held.decided_at, held.decided_by, held.email, held.language = timezone.now(), by, "", ""
    held.save(update_fields=["decision", "decided_at", "decided_by", "email", "language"])
    words = {"is_shown": is_shown, "reason": reason}
    emails.send("story_decided", sender, words, key=f"story-decided-{held.pk}")


@transaction.atomic
def take_away(story, *, by, reason=""):
    """Show a story no longer; a member who told it is mailed, with the `reason`.

    The address of anybody else was erased with the first decision. Raises AlreadyDecided where it is not shown.
    """
    held = Story.objects.shown().select_for_update(of=["self"]).select_related("user").filter(pk=story.pk).first()
    if held is None:
        raise moderation.AlreadyDecided
    held.decision, held.decided_at, held.decided_by = Decision.REJECTED, timezone.now(), by
    held.save(update_fields=["decision", "decided_at", "decided_by"])
    if held.user:  # the address of anybody else was erased with the first decision
        words = {"is_shown": False, "reason": reason}
        emails.send("story_decided", _sender(held), words, key=f"story-away-{held.pk}")


def forget(before):
    """Erase stories that nobody confirmed, or that were declined, before the moment `before`; answers how many."""
    unsent = Story.objects.filter(email_verified_at=None, consented_at__lt=before)
    declined = Story.objects.filter(decision=Decision.REJECTED, decided_at__lt=before)
    return (unsent | declined).delete()[1].get("groups.Story", 0)


def _sender(story):
    """Who told it, as a `Reader`."""
    if story.user:
        return emails.Reader(story.user.email, story.language or story.user.language)
    return emails.Reader.of(story)
