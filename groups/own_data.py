"""What this app keeps about a person, given out and erased; `GroupsConfig` puts both into the registry of accounts.

Acts in the history, and earlier versions of listings, hold a plain number for a person. Once the account is erased it
points to nobody.
"""

from django.db import transaction
from django.db.models import Q

from groups import content, facilitating, moderation, posting
from groups.choices import Cause, Decision, Status
from groups.models import (
    Claim,
    Closure,
    Facilitator,
    FirstVisit,
    Invitation,
    Listing,
    ModerationEvent,
    Organization,
    PhoneCheck,
    PrivateAddress,
    Question,
    Report,
    Review,
    Revision,
    Submission,
)

COVERS = [
    "groups.Listing",
    "groups.Facilitator",
    "groups.ManageLink",
    "groups.Invitation",
    "groups.Claim",
    "groups.Revision",
    "groups.Review",
    "groups.ModerationEvent",
    "groups.PhoneCheck",
    "groups.Report",
    "groups.Question",
    "groups.Closure",
    "groups.Organization_members",
    "groups.ListingVersion",
]


def export(user):
    """What `user` posted, looks after, asked and decided, as plain data by kind."""
    mine = Q(email__iexact=user.email)
    return {
        "listings": [
            {"address": listing.get_absolute_url(), "status": listing.status} | content.content_of(listing)
            for listing in led_by(user)
        ],
        "listings_confirmed": list(_ids(Listing.objects.filter(confirmed_by=user))),
        "organizations": list(Organization.objects.filter(members=user).order_by("pk").values_list("name", flat=True)),
        "invitations": _rows(Invitation.objects.filter(mine | Q(accepted_by=user)), "listing__name", "created_at"),
        "submissions": _rows(
            Submission.objects.filter(mine), "listing__name", "language", "created_at", "email_verified_at"
        ),
        "claims": _rows(
            Claim.objects.filter(user=user), "listing__name", "message", "created_at", "decision", "reason"
        ),
        "changes": _rows(Revision.objects.filter(created_by=user), "listing__name", "note", "created_at", "proposed"),
        "reports": _rows(
            Report.objects.filter(mine), "listing__name", "fault", "text", "language", "created_at", "outcome"
        ),
        "questions": _rows(
            Question.objects.filter(mine), "listing__name", "nickname", "text", "language", "created_at", "answer"
        ),
        "answers": _rows(Question.objects.filter(answered_by=user), "listing__name", "answer", "answered_at"),
        "closures": _rows(Closure.objects.filter(created_by=user), "starts_on", "ends_on", "note"),
        "phone_checks": _rows(
            PhoneCheck.objects.filter(phoned_by=user), "listing__name", "phoned_at", "result", "note"
        ),
        "queue": _rows(Review.objects.filter(Q(closed_by=user) | Q(asked_by=user)), "listing__name", "cause"),
        "acts": _rows(ModerationEvent.objects.filter(by=user), "listing__name", "act", "created_at", "reason"),
    }


@transaction.atomic
def erase(user):
    """Part `user` from everything here: listings are handed over or withdrawn, what they wrote in private goes."""
    for listing in led_by(user).filter(owner=user):
        hand_over_or_withdraw(listing, user)
    for submission in Submission.objects.filter(email__iexact=user.email).select_related("listing"):
        if submission.listing.answered_by_mail or submission.email_verified_at is None:
            hand_over_or_withdraw(submission.listing, user)
        submission.delete()
    take_back_claims(user)
    Invitation.objects.filter(email__iexact=user.email).delete()
    Question.objects.filter(email__iexact=user.email).delete()
    Report.objects.filter(email__iexact=user.email).update(email="", language="", digest="")


def take_back_claims(user):
    """Remove what `user` asked to take over; a listing that nobody else asked for leaves the queue for it."""
    for claim in Claim.objects.filter(user=user, decision=Decision.WAITING).select_related("listing"):
        claim.delete()
        if not claim.listing.claims.filter(decision=Decision.WAITING).exists():
            moderation.close_reviews(claim.listing, [Cause.CLAIM], by=None)


def led_by(user):
    """Listings that `user` looks after, alone or with others, by name."""
    together = Facilitator.objects.filter(user=user).values("listing")
    return Listing.objects.filter(Q(owner=user) | Q(pk__in=together)).order_by("name", "pk")


def hand_over_or_withdraw(listing, user):
    """Let somebody else answer for a listing of `user`: a co-facilitator, the organization or the source.

    An organization answers where it has members here; else it is but a name that the person typed.
    Where nobody is left, the listing is withdrawn and what could lead to the person is taken out of it; a draft goes
    altogether, with its history.
    """
    heir = listing.facilitators.exclude(user=user).order_by("joined_on", "pk").first()
    listing.manage_links.all().delete()
    if heir:
        facilitating.hand_over(listing, heir.user, by=None)
    elif listing.source_id or (listing.organization_id and listing.organization.members.exists()):
        Listing.objects.filter(pk=listing.pk).update(owner=None, answered_by_mail=False)
    else:
        clear(listing)


def clear(listing):
    """Take a listing that nobody answers for out of sight, without contacts and without the address of a home."""
    if posting.discard(listing):
        return
    if listing.status != Status.WITHDRAWN:
        moderation.withdraw_one(listing, by=None, reason="")
    listing.contacts.all().delete()
    listing.revisions.all().delete()
    listing.manage_links.all().delete()
    PrivateAddress.objects.filter(place__listings=listing).delete()
    FirstVisit.objects.filter(listing=listing).update(greeter="")
    nobody = {"owner": None, "answered_by_mail": False, "safeguarding_contact": ""}
    Listing.objects.filter(pk=listing.pk).update(**nobody)


def _ids(queryset):
    return queryset.order_by("pk").values_list("public_id", flat=True)


def _rows(queryset, *fields):
    return [
        {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in row.items()}
        for row in queryset.order_by("pk").values(*fields)
    ]
