"""The secret links of one listing: make one, mail one, let one open nothing any more."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from groups import emails, facilitating, limits
from groups.forms.managing import RowForm, Said, said_in
from groups.models import ManageLink
from groups.views.managing.access import of_my_listing


def only_for_team(view):
    """Not found for who may not say who else gets in."""

    def guarded(request, listing, access, *args):
        if not access.may_change_team:
            raise Http404
        return view(request, listing, access, *args)

    return guarded


@require_safe
@of_my_listing
@only_for_team
def links(request, listing, access):
    """The links there are, and buttons for a new one."""
    return render_links(request, listing, access)


def render_links(request, listing, access, new_url=""):
    """The page; `new_url` is a link just made, the one time it can be shown."""
    context = {
        "listing": listing,
        "access": access,
        "links": listing.manage_links.filter(revoked_at=None).order_by("-created_at", "-pk"),
        "new_url": new_url,
        "may_mail": bool(address_of(listing, access)),
        "said": said_in(request),
    }
    return render(request, "groups/managing/links.html", context)


@require_POST
@of_my_listing
@only_for_team
def make_link(request, listing, access):
    """A new link, shown this once; nothing else is kept of it than its digest."""
    token = facilitating.new_link(listing, by=access.by)
    return render_links(request, listing, access, request.build_absolute_uri(reverse("manage", args=[token])))


@require_POST
@of_my_listing
@only_for_team
def mail_link(request, listing, access):
    """A new link by e-mail: to who is signed in, or to the confirmed address the listing was sent in from."""
    address = address_of(listing, access)
    if not address:
        raise Http404
    if not limits.within(request, "mailing", address.lower()):
        return access.back(Said.ENOUGH, page="manage-links")
    reader = emails.Reader(address, get_language())  # they wait for it, in the language of this page
    emails.send("secret_link", reader, {"listing": listing, "manage_url": emails.secret_address(listing)})
    return access.back(Said.MAILED, page="manage-links")


def address_of(listing, access):
    """Where to mail to: an address that somebody has shown to be theirs, or none."""
    submission = getattr(listing, "submission", None)
    if access.by:
        return access.by.email
    return submission.email if submission and submission.email_verified_at else ""


@require_POST
@of_my_listing
@only_for_team
def revoke_link(request, listing, access):
    """Let one link open nothing any more; for its own holder this is the last thing it does."""
    form = RowForm(request.POST)
    if not form.is_valid():
        return access.back(Said.TOO_LATE, page="manage-links")
    link = get_object_or_404(ManageLink, pk=form.cleaned_data["row"], listing=listing)
    facilitating.revoke_link(link, by=access.by)
    if access.link == link:
        return render(request, "groups/managing/revoked.html", {"listing": listing})
    return access.back(Said.REVOKED, page="manage-links")
