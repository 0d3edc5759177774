"""Who gets in: secret links, invitations, leaving, and handing a listing over."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts import erasures
from groups import emails, moderation
from groups.choices import Act
from groups.facilitating.acting import held
from groups.models import Facilitator, Invitation, Listing, ManageLink
from groups.models.secret import digest_of, new_token

INVITATION_DAYS = 14


def new_link(listing, *, by):
    """Make one more secret link to `listing`; answers its token, which nobody can be told again."""
    token = new_token()
    ManageLink.objects.create(listing=listing, digest=digest_of(token))
    return token


def revoke_link(link, *, by):
    """Let one secret link open nothing any more."""
    revoke_links(link.listing, by=by, only=link)


@transaction.atomic
def revoke_links(listing, *, by, only=None):
    """Let the secret links of `listing` (or `only` one) open nothing any more, also after a restore; how many did."""
    links = ManageLink.objects.filter(listing=listing, revoked_at=None)
    links = links.filter(pk=only.pk) if only else links
    erasures.note(links)
    return links.update(revoked_at=timezone.now(), revoked_by=by)


@transaction.atomic
def invite(listing, email, *, by, hands_over=False):
    """Mail an invitation that is good for 14 days: to look after `listing` too or, if it `hands_over`, instead.

    An earlier one to the same address opens nothing any more. Answers the invitation.
    """
    now = timezone.now()
    listing.invitations.filter(email__iexact=email, accepted_at=None, expires_at__gt=now).update(expires_at=now)
    token = new_token()
    invitation = Invitation.objects.create(
        listing=listing,
        email=email,
        digest=digest_of(token),
        hands_over=hands_over,
        expires_at=now + timedelta(days=INVITATION_DAYS),
    )
    url = emails.address("invitation", token)
    words = {"listing": listing, "url": url, "hands_over": hands_over, "days": INVITATION_DAYS, "by": by}
    emails.send("invitation", emails.reader_at(email, otherwise=get_language()), words)
    return invitation


@transaction.atomic
def accept(invitation, user):
    """Let `user` look after the listing as the invitation says; answers the listing. It is good once.

    Who hands over stays as co-facilitator until they leave. Raises ValidationError where it was used or is too old.
    """
    listing = held(invitation.listing_id)
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.accepted_at or invitation.expires_at <= timezone.now():
        raise ValidationError(_("This invitation was used or is too old. Ask for a new one."))
    invitation.accepted_at, invitation.accepted_by = timezone.now(), user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    if invitation.hands_over:
        hand_over(listing, user, by=user)
    elif listing.owner_id != user.pk:
        _join(listing, user)
    return listing


@transaction.atomic
def hand_over(listing, user, *, by):
    """Make `user` the one who answers for `listing`; who did so before stays as co-facilitator.

    What others were invited to answer for before is not theirs any more.
    """
    listing = held(listing.pk)
    if listing.owner_id == user.pk:
        return
    before = listing.owner_id
    listing.owner = user
    listing.answered_by_mail = False
    listing.save(update_fields=["owner", "answered_by_mail", "updated_at"])
    close_invitations(listing, hands_over=True)
    listing.facilitators.filter(user=user).delete()
    if before:
        Facilitator.objects.get_or_create(listing=listing, user_id=before)
    moderation.record(listing, Act.HANDED_OVER, by=by)


@transaction.atomic
def remove(facilitator, *, by):
    """Take a co-facilitator out of the team; secret links and open invitations they may know open nothing more."""
    listing = held(facilitator.listing_id)
    mine = Facilitator.objects.filter(pk=facilitator.pk)
    erasures.note(mine)
    gone, _by_model = mine.delete()
    if gone:
        _lock_out(listing, by=by)
        moderation.record(listing, Act.LEFT, by=by)


@transaction.atomic
def leave(listing, user):
    """Let `user` stop looking after `listing`.

    The one who answers for it leaves it to its organization, or to the source it came from; where there is neither,
    it is withdrawn. Raises ValidationError while there are co-facilitators to hand it over to.
    """
    listing = held(listing.pk)
    if listing.owner_id != user.pk:
        facilitator = listing.facilitators.filter(user=user).first()
        if facilitator:
            remove(facilitator, by=user)
        return
    if listing.facilitators.exists():
        raise ValidationError(_("Hand it over to somebody of your team first. Then you can leave."))
    _lock_out(listing, by=user)
    moderation.record(listing, Act.LEFT, by=user)
    if not (listing.organization_id or listing.source_id):
        moderation.withdraw(Listing.objects.filter(pk=listing.pk), by=user)
    Listing.objects.filter(pk=listing.pk).update(owner=None, updated_at=timezone.now())


def _join(listing, user):
    _facilitator, is_new = Facilitator.objects.get_or_create(listing=listing, user=user)
    if is_new:
        moderation.record(listing, Act.JOINED, by=user)


def _lock_out(listing, *, by):
    """Whoever leaves may know secrets of the listing; none of them opens anything afterwards."""
    revoke_links(listing, by=by)
    close_invitations(listing)


def close_invitations(listing, **which):
    """Let the open invitations of `listing` (or those with `which` columns) open nothing, also after a restore."""
    now = timezone.now()
    recent = listing.invitations.filter(expires_at__gt=now, **which)
    erasures.note(recent)  # a backup may hold one that was accepted since as one that still opens
    recent.filter(accepted_at=None).update(expires_at=now)
