"""Who stands before a page of `/manage/<key>/`: a signed-in facilitator, or the holder of the secret link."""

from dataclasses import dataclass
from functools import wraps
from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from accounts.models import User
from accounts.permissions import leads, to_sign_in
from groups import mine
from groups.choices import Status
from groups.models import Listing, ManageLink

LONGEST_ID = 12  # a public id; secrets are longer


@dataclass(frozen=True)
class Access:
    """How somebody came to one listing, and what follows from it.

    `by` is the signed-in facilitator, or None for the holder of the secret link whoever it is.
    """

    listing: Listing
    key: str
    by: User | None = None
    link: ManageLink | None = None

    @property
    def via_link(self):
        return self.link is not None

    @property
    def may_edit(self):
        """Whether it can still be changed: a listing merged into another lives on there."""
        return self.listing.merged_into_id is None

    @property
    def may_change_dates(self):
        """Whether there are dates the public relies on."""
        return self.may_edit and self.listing.is_published and self.listing.closed_on is None

    @property
    def may_send_in(self):
        return self.may_edit and self.listing.status in (Status.DRAFT, Status.REJECTED, Status.WITHDRAWN)

    @property
    def may_withdraw(self):
        return self.may_edit and self.listing.status in (Status.PENDING, Status.PUBLISHED)

    @property
    def may_discard(self):
        """Whether it may be erased: a draft. A link that leaked must not take it from its facilitators."""
        if self.listing.status != Status.DRAFT:
            return False
        return self.by is not None or not (self.listing.owner_id or self.listing.facilitators.exists())

    @property
    def may_change_team(self):
        """Whether they may say who else gets in. A link that leaked must not lock its facilitators out."""
        return self.may_edit and (self.by is not None or self.listing.owner_id is None)

    def address(self, name="manage", *args):
        """Address of a page of this listing, reached the same way."""
        return reverse(name, args=[self.key, *args])

    def back(self, said=None, *, event=None, page="manage", **asked):
        """Back to a page of the listing, which then says what was done: `said` (a `Said`), or what `event` did.

        `asked` is what else the page is asked for.
        """
        asked |= {"said": said} if said else {"event": event.pk} if event else {}
        return redirect(f"{self.address(page)}{'?' if asked else ''}{urlencode(asked)}")


def of_my_listing(view):
    """Open `view(request, listing, access, …)` to who looks after the listing that `key` names.

    Signed out with a public id: to the sign-in page, whether it exists or not. Everything else that does not fit is
    not found, always with the same page. Only a POST counts as use of the secret link.
    """

    @never_cache
    @wraps(view)
    def guarded(request, key, *args, **kwargs):
        if len(key) > LONGEST_ID:
            access = _by_link(request, key)
        elif request.user.is_authenticated:
            access = _by_user(request.user, key)
        else:
            return to_sign_in(request)
        response = view(request, access.listing, access, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex"
        return response

    return guarded


def _listings():
    return mine.with_standing(Listing.objects.select_related("owner"), timezone.now())


def _by_link(request, token):
    link = ManageLink.objects.opened_by(token).filter(revoked_at=None).first()
    if link is None:
        raise Http404
    if request.method == "POST":
        ManageLink.objects.filter(pk=link.pk).update(last_used_on=timezone.localdate())
    listing = _listings().get(pk=link.listing_id)
    by = request.user if leads(request.user, listing) else None
    return Access(listing, token, by, link)


def _by_user(user, public_id):
    listing = _listings().filter(public_id=public_id).first()
    if listing is None or not leads(user, listing):
        raise Http404
    return Access(listing, public_id, user)
