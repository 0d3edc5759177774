"""Helpers wanted: what a listing needs hands for, and who may read that."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from groups import moderation
from groups.choices import PLACELESS, Act, Cause
from groups.geo import chord_metres
from groups.models import HelpersWanted, Listing

NEAR_KM = 50


def wanted_by(listing):
    """The `HelpersWanted` of `listing`, shown or not, or None."""
    return HelpersWanted.objects.filter(listing=listing).first()


def shown_at(listing, today):
    """What the page of `listing` (read with its `helpers_wanted`) says on the day `today`, or None; no query."""
    wanted = getattr(listing, "helpers_wanted", None)
    return wanted if wanted and wanted.is_shown(today) else None


def shown_near(point, today, km=NEAR_KM):
    """Listings that look for helpers on the day `today`: nearest first, or newest first where `point` is None.

    Those joined from anywhere have no distance and come last.
    """
    shown = HelpersWanted.objects.shown(today)
    listings = Listing.objects.searchable().filter(helpers_wanted__in=shown)
    listings = listings.select_related("helpers_wanted", "kind", "organization", "place").defer("document", "pos")
    if point is None:
        return listings.order_by("-helpers_wanted__since", "pk")
    is_near = Q(chord__lte=chord_metres(km)) | Q(attendance__in=PLACELESS)
    return listings.from_point(point).filter(is_near).order_by("chord", "pk")


@transaction.atomic
def ask_for(listing, *, what, how_to_say, since, until=None, by, via_link=False):
    """Say what `listing` needs helpers for, from the day `since` on; answers the `HelpersWanted`.

    The public reads at once what somebody with an account wrote (`by`), and a moderator afterwards. Words that came by
    the secret link alone wait until a moderator has read them; what was public before stays so until then. Raises
    ValidationError where the listing is not public or the days are not in order.
    """
    listing = Listing.objects.select_for_update(of=["self"], no_key=True).get(pk=listing.pk)
    if not listing.is_published or listing.closed_on:
        raise ValidationError(_("Only a public listing can look for helpers."))
    wanted = wanted_by(listing) or HelpersWanted(listing=listing)
    words = {"what": what, "how_to_say": how_to_say, "since": since, "until": until}
    said = wanted.saying(words, is_public=by is not None)
    said.full_clean()
    moderation.record(listing, Act.EDITED, by=by, reason=_in_words(said), via_link=via_link)
    if wanted.is_public and not said.is_public:
        wanted.proposed = words if words != wanted.words else None
        wanted.save(update_fields=["proposed", "updated_at"])
        return wanted
    said.save()
    if said.is_public:
        moderation.open_review(listing, Cause.URGENT)
    return said


@transaction.atomic
def stop(listing, *, by, via_link=False):
    """No more helpers are needed; answers whether any were looked for."""
    count, _by_model = HelpersWanted.objects.filter(listing=listing).delete()
    if count:
        moderation.record(listing, Act.EDITED, by=by, reason=_("Helpers wanted: taken away"), via_link=via_link)
    return bool(count)


def waiting():
    """What came by a secret link and nobody has read yet, oldest first."""
    return HelpersWanted.objects.waiting().select_related("listing__place").order_by("updated_at", "pk")


def shown():
    """What the public reads, will read or has read until its last day; newest first."""
    return HelpersWanted.objects.filter(is_public=True).select_related("listing__place").order_by("-updated_at", "-pk")


@transaction.atomic
def decide(wanted, *, by, is_shown, stamp):
    """Show what waits to everybody, or take it away, as it was when `by` read it (`stamp`, of `HelpersWanted.stamp`).

    What was public before gives way, or stays. Raises AlreadyDecided where somebody was quicker, and ValidationError
    where it was changed since.
    """
    held = _as_read(HelpersWanted.objects.waiting(), wanted, stamp)
    if is_shown:
        said = held.as_proposed
        said.is_public = True
        said.save()
        moderation.record(held.listing, Act.APPROVED, by=by, reason=_in_words(said))
    elif held.is_public:
        moderation.record(held.listing, Act.REJECTED, by=by, reason=_in_words(held.as_proposed))
        held.proposed = None
        held.save(update_fields=["proposed", "updated_at"])
    else:
        held.delete()
        moderation.record(held.listing, Act.REJECTED, by=by, reason=_("Helpers wanted: taken away"))


@transaction.atomic
def take_away(wanted, *, by, stamp):
    """Take away what the public reads, but not a change that waits; raises what `decide` raises."""
    held = _as_read(HelpersWanted.objects.filter(is_public=True), wanted, stamp)
    if held.proposed is None:
        held.delete()
    else:
        held.as_proposed.save()
    moderation.record(held.listing, Act.EDITED, by=by, reason=_("Helpers wanted: taken away"))


def _as_read(among, wanted, stamp):
    """`wanted`, held until the end of the transaction, if it is one of `among` and still as it was read."""
    held = among.select_for_update(of=["self"]).filter(pk=wanted.pk).first()
    if held is None:
        raise moderation.AlreadyDecided
    if held.stamp != stamp:
        raise ValidationError(_("These words were changed meanwhile. Please read them again."))
    return held


def _in_words(wanted):
    return _("Helpers wanted: %(what)s (%(how)s)") % {"what": wanted.what, "how": wanted.how_to_say}
