"""Taking a listing over: somebody asks, a moderator decides; who sent it in themselves need not wait."""

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import erasures
from accounts.permissions import leads
from groups import emails, moderation
from groups.choices import Act, Cause, Decision
from groups.facilitating import close_invitations, hand_over
from groups.models import Claim, Listing


@transaction.atomic
def claim(listing, user, message):
    """Ask to look after `listing`; `message` tells a moderator why it is theirs. Answers the claim.

    Raises ValidationError where they look after it already, or have asked already.
    """
    listing = _held(listing)
    if leads(user, listing):
        raise ValidationError(_("You look after this listing already."))
    if listing.claims.filter(user=user, decision=Decision.WAITING).exists():
        raise ValidationError(_("You have asked for this listing already. Somebody will read it."))
    asked = Claim.objects.create(listing=listing, user=user, message=message)
    moderation.open_review(listing, Cause.CLAIM)
    return asked


@transaction.atomic
def decide(asked, *, by, approved, reason=""):
    """Decide on a claim; who asked is mailed, and who looked after the listing so far when it is handed over.

    They stay as co-facilitator. Raises ValidationError where somebody was quicker.
    """
    listing = _held(asked.listing)
    asked = Claim.objects.select_for_update(of=["self"]).select_related("user").get(pk=asked.pk)
    if asked.decision != Decision.WAITING:
        raise ValidationError(_("Somebody has already decided about this. Nothing was changed now."))
    asked.decision = Decision.APPROVED if approved else Decision.REJECTED
    asked.decided_at, asked.decided_by, asked.reason = timezone.now(), by, reason
    asked.save(update_fields=["decision", "decided_at", "decided_by", "reason"])
    if approved:
        so_far, stay = emails.facilitators_of(listing), not listing.answered_by_mail
        hand_over(listing, asked.user, by=by)
        close_invitations(listing)  # made by whoever looked after it so far
        erasures.note(listing.manage_links.all())
        listing.manage_links.all().delete()  # the earlier ones open what is the new one's now
        for person in so_far:
            if person.email != asked.user.email:
                emails.send("claim_handed_over", person, {"listing": listing, "stays": stay})
    else:
        moderation.record(listing, Act.LOOKED, by=by, reason=reason)
    if not listing.claims.filter(decision=Decision.WAITING).exists():
        moderation.close_reviews(listing, [Cause.CLAIM], by=by)
    words = {"listing": listing, "approved": approved, "reason": reason}
    emails.send("claim_decided", emails.Reader.of(asked.user), words)


@transaction.atomic
def claim_submission(listing, user):
    """Give `user` a listing they sent in without an account: their confirmed address is the one it came from.

    Answers whether it is theirs now; nothing happens where the addresses differ, are not confirmed, or somebody else
    answers for it already.
    """
    listing = _held(listing)
    if listing.owner_id is not None or not listing.sender_email:
        return False
    addresses = EmailAddress.objects.filter(user=user, verified=True).annotate(plain=Lower("email"))
    if not addresses.filter(plain=listing.sender_email.lower()).exists():
        return False
    hand_over(listing, user, by=user)
    return True


def _held(listing):
    listings = Listing.objects.select_for_update(of=["self"], no_key=True).select_related("owner")
    return listings.get(pk=listing.pk)
