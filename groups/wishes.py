"""Topics that people miss: sent in by anybody, decided by a moderator, told to everybody in the moderator's words."""

from django.db import transaction
from django.utils import timezone

from accounts.models import spoken
from groups import emails, moderation
from groups.choices import Decision
from groups.models import Wish
from groups.models.secret import digest_of, new_token


@transaction.atomic
def wish(*, word, why="", email=""):
    """Keep the wish for a topic; answers the `Wish`. With an `email` a link goes there: who follows it is told more."""
    token = new_token() if email else ""
    language, digest = (spoken(), digest_of(token)) if token else ("", "")
    kept = Wish.objects.create(word=word, why=why, email=email, language=language, digest=digest)
    if token:
        words = {"wish": kept, "url": emails.address("wish-confirm", token)}
        emails.send("wish_confirm", emails.Reader.of(kept), words)
    return kept


@transaction.atomic
def confirm(kept):
    """The address is theirs: they are told what became of it, at once where that is known. Safe to repeat."""
    kept = Wish.objects.select_for_update(of=["self"]).get(pk=kept.pk)
    if kept.email_verified_at is None:
        kept.email_verified_at = timezone.now()
        kept.save(update_fields=["email_verified_at"])
        _tell(kept)


def waiting():
    """Wishes nobody has decided about, oldest first."""
    return Wish.objects.waiting().order_by("created_at", "pk")


def told():
    """What the public reads: decided wishes in a moderator's words, newest first."""
    return Wish.objects.told().select_related("term").order_by("-decided_at", "-pk")


@transaction.atomic
def decide(kept, *, by, is_done, answer_words, public_words="", term=None):
    """Say what became of a wish, and which `Term` it became; its sender is told `answer_words`.

    With `public_words`, the moderator's own for what was asked, everybody reads both. Raises AlreadyDecided where
    somebody was quicker.
    """
    held = Wish.objects.waiting().select_for_update(of=["self"]).filter(pk=kept.pk).first()
    if held is None:
        raise moderation.AlreadyDecided
    held.decision = Decision.APPROVED if is_done else Decision.REJECTED
    held.public_words, held.answer_words, held.term = public_words, answer_words, term
    held.decided_at, held.decided_by = timezone.now(), by
    held.save()
    _tell(held)
    return held


def forget(before):
    """Take what was decided before the moment `before`, but for the moderator's words, out of wishes; answers how many.

    An address nobody confirmed by then may be somebody else's: it goes too.
    """
    unconfirmed = Wish.objects.filter(email_verified_at=None, created_at__lt=before).exclude(email="")
    unconfirmed.update(email="", language="", digest="")
    decided = Wish.objects.exclude(decision=Decision.WAITING).filter(decided_at__lt=before)
    return decided.exclude(why="", email="", digest="").update(why="", email="", language="", digest="")


def _tell(kept):
    """Mail the outcome to who confirmed their address; once."""
    if kept.decided_at and kept.email and kept.email_verified_at:
        emails.send("wish_outcome", emails.Reader.of(kept), {"wish": kept}, key=f"wish-outcome-{kept.pk}")
