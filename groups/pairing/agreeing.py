"""Who says that two listings go well together, and who takes it back.

Every verb is one transaction and takes who did it as `by` (None for who holds a secret address, whoever it is).
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import FloatField, Value
from django.utils import timezone
from django.utils.translation import gettext as _

from groups import moderation
from groups.choices import Act
from groups.facilitating.acting import keep
from groups.models import Listing, Pairing
from groups.pairing.fitting import is_safe_for_minors, sort_of
from groups.pairing.telling import tell
from groups.pairing.traits import read_traits, with_traits


@transaction.atomic
def propose(listing, other, *, by, via_link=False):
    """Say for `listing` that `other` goes well with it; answers the `Pairing`.

    It is shown at once, as the word of this side, and looked at afterwards; the other side gets one mail that asks.
    Raises ValidationError where the two cannot be linked, or were and somebody else ended it.
    """
    pairing = _made(listing, other, by)
    _set(pairing, listing, timezone.now(), by)
    _save(pairing)
    keep(listing, Act.PAIRED, by=by, renews=False, via_link=via_link)
    tell(pairing, other)
    return pairing


@transaction.atomic
def vouch(listing, other, *, by):
    """Say as a moderator, who came by `listing`, that `other` goes well with it; answers the `Pairing`.

    For what nobody has linked yet: each side gets one mail that asks. Raises ValidationError as `propose` does.
    """
    pairing = _made(listing, other, by)
    pairing.checked_at, pairing.checked_by = timezone.now(), by
    _save(pairing)
    moderation.record(listing, Act.PAIRED, by=by)
    for side in (listing, other):
        tell(pairing, side)
    return pairing


@transaction.atomic
def agree(pairing, listing, *, by, via_link=False):
    """Say for `listing`, one of the two, that they go well together; once more changes nothing.

    Raises ValidationError where the link was ended.
    """
    pairing = _held(pairing)
    if pairing.ended_at:
        raise ValidationError(_("These two are no longer linked."))
    if not pairing.has_agreed(listing):
        _set(pairing, listing, timezone.now(), by)
        pairing.save()
        moderation.record(listing, Act.PAIRED, by=by, via_link=via_link)


@transaction.atomic
def end(pairing, listing, *, by, via_link=False):
    """End the link, for `listing`, one of the two, or for a moderator who came by it; nobody is shown it any more."""
    pairing = _held(pairing)
    if pairing.ended_at is None:
        pairing.ended_at, pairing.ended_by = timezone.now(), by
        pairing.save(update_fields=["ended_at", "ended_by"])
        moderation.record(listing, Act.PARTED, by=by, via_link=via_link)


@transaction.atomic
def check(pairing, listing, *, by):
    """Confirm the link as a moderator, who came by `listing`. Raises ValidationError where it was ended."""
    pairing = _held(pairing)
    if pairing.ended_at:
        raise ValidationError(_("These two are no longer linked."))
    if pairing.checked_at is None:
        pairing.checked_at, pairing.checked_by = timezone.now(), by
        pairing.save(update_fields=["checked_at", "checked_by"])
        moderation.record(listing, Act.PAIRED, by=by)


def _held(pairing):
    return Pairing.objects.select_for_update(of=["self"]).get(pk=pairing.pk)


def _made(listing, other, by):
    """The unsaved link of the two, the right way round; both are held, so that two at once take turns.

    Raises ValidationError where they may not be linked.
    """
    if listing.pk == other.pk:
        raise ValidationError(_("Choose another listing: one does not go together with itself."))
    pks = sorted([listing.pk, other.pk])
    list(Listing.objects.select_for_update(no_key=True).filter(pk__in=pks).order_by("pk").values("pk"))
    _refuse_what_was_ended(listing, other, by)
    both = Listing.objects.filter(pk__in=[listing.pk, other.pk], searchable=True)
    traits = read_traits(with_traits(both.annotate(chord=Value(None, FloatField()))))
    if len(traits) < 2:
        raise ValidationError(_("Both have to be public, and shown in search."))
    own, theirs = traits[listing.pk], traits[other.pk]
    if not is_safe_for_minors(own, theirs):
        raise ValidationError(_("What young people go to is linked only with what an organization answers for."))
    sort, is_own_first = sort_of(own, theirs)
    first, second = (listing, other) if is_own_first else (other, listing)
    return Pairing(first=first, second=second, sort=sort)


def _refuse_what_was_ended(listing, other, by):
    """Only who ended a link may bring it back."""
    ended = Pairing.objects.between(listing, other).filter(ended_at__isnull=False).order_by("-ended_at", "-pk").first()
    if ended and (by is None or ended.ended_by_id != by.pk):
        raise ValidationError(_("Somebody ended this link before, so it is not asked again."))


def _save(pairing):
    pairing.full_clean()
    pairing.save()


def _set(pairing, listing, now, by):
    side = "first" if pairing.first_id == listing.pk else "second"
    setattr(pairing, f"{side}_agreed_at", now)
    setattr(pairing, f"{side}_agreed_by", by)
