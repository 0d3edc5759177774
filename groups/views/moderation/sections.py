"""Approving with edits: one section per page, filled with what waits, saved for more edits or approved at once."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from groups import moderation
from groups.choices import Status
from groups.queue import stamp_of
from groups.views.managing.sections import FORMS, TITLES, current_content, form_for
from groups.views.moderation.access import Trail, of_listing
from groups.views.moderation.deciding import DISTURBED, Disturbed, hold


@of_listing
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, listing, section):
    """One section of what waits, to be put right by the moderator."""
    if section not in FORMS or listing.merged_into_id:
        raise Http404
    document = current_content(listing)
    before = document[section]
    form = form_for(request, listing, section, document | {section: without_home(section, before)})
    is_sent = request.method == "POST" and not getattr(form, "is_only_edited", False)
    if is_sent and form.is_valid() and (done := save(request, listing, form, before)):
        return done
    context = {
        "listing": listing,
        "trail": Trail(request),
        "form": form,
        "stamp": request.POST.get("stamp") or stamp_of(listing),
        "title": TITLES[section],
        "problems": list(form.problems()) if is_sent else [],
        "may_approve": may_approve(listing),
        "section_template": f"groups/posting/{section}.html",
    }
    return render(request, "groups/moderation/section.html", context)


def without_home(section, value):
    """A section as a moderator may see it: the true address of a home is not theirs to know."""
    return value | {"private": None} if section == "place" and value else value


def with_home(section, value, before):
    """The true address of a home once more, where the moderator left the home in its cell."""
    is_there = ("precision", "lat", "lon")
    if section != "place" or not before["private"] or any(value[name] != before[name] for name in is_there):
        return value
    return value | {"private": value["private"] or before["private"]}


def may_approve(listing):
    """Whether an approval lets the public see the edit: not of what is a draft, was rejected or is withdrawn."""
    return listing.is_published or listing.status == Status.PENDING or bool(listing.waiting)


def save(request, listing, form, before):
    """Keep the edit with what waits, or approve it all; None where the listing as a whole refuses it."""
    trail, name = Trail(request), form.section
    sections, approves = {name: with_home(name, form.content(), before)}, "approve" in request.POST
    try:
        with transaction.atomic():
            hold(listing, request.POST.get("stamp", ""))
            if approves and not may_approve(listing):
                raise Disturbed
            if approves:
                moderation.approve(listing, by=request.user, sections=sections)
            else:
                moderation.propose(listing, sections, by=request.user)
    except (Disturbed, moderation.AlreadyDecided):
        messages.warning(request, DISTURBED)
        return redirect(trail.to_listing(listing))
    except ValidationError as error:
        form.add_error(None, error.messages)
        return None
    if approves:
        messages.success(request, _("“%(name)s” is approved with your edit.") % {"name": listing.name})
        return trail.onward()
    messages.success(request, _("Kept. It waits with the rest until you approve it."))
    return redirect(trail.to_listing(listing))
