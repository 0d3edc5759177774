"""The page of one listing in review: what changed, what speaks against it, and what can be decided."""

from itertools import groupby

from django.db.models import Count
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from groups import checks, content, duplicates, emails, moderation, past
from groups.choices import Cause, Channel, Decision, Fault, Status
from groups.content.reading import PLACE_COLUMNS
from groups.forms.moderation import (
    ApproveForm,
    AskForm,
    ClaimForm,
    HistoryWordForm,
    LookForm,
    MergeForm,
    NameForm,
    PhoneCheckForm,
    RejectForm,
    SettleForm,
)
from groups.models import Listing, Place, ReplyTemplate
from groups.queue import stamp_of
from groups.views.listings import listing_context, locator_of
from groups.views.managing.sections import TITLES
from groups.views.moderation.access import Trail, of_listing

FORMS = {
    "approve": ApproveForm,
    "reject": RejectForm,
    "ask": AskForm,
    "hide": HistoryWordForm,
    "withdraw": HistoryWordForm,
    "merge": MergeForm,
    "look": LookForm,
    "settle": SettleForm,
    "pause": ApproveForm,
    "phone": PhoneCheckForm,
}
"""The forms of the page by the names their fields begin with."""
REPORTS_SHOWN = 30
ACTS_SHOWN = 5
CALLS_SHOWN = 5
FOUND_BY_NAME = 8
AROUND_KM = 50


@of_listing
@require_safe
def review(request, listing):
    """Everything needed to decide about one listing."""
    return render_review(request, listing)


def render_review(request, listing, sent=None):
    """The page; `sent` maps the name of a form to that form as somebody sent it, where it has to be mended."""
    trail, stamp = Trail(request), stamp_of(listing)
    forms = {name: form(prefix=name, initial={"stamp": stamp}) for name, form in FORMS.items()} | (sent or {})
    has_people = emails.has_facilitators(listing)
    if not has_people:
        forms["reject"].for_nobody()
    context = {
        "listing": listing,
        "trail": trail,
        "stamp": stamp,
        "forms": forms,
        "sent": next(iter(sent or {}), ""),
        "causes": {entry.cause for entry in listing.open_entries},
        "replies": list(ReplyTemplate.objects.all()),
        "next_entry": trail.queue.next_after(trail.entry),
        "may": possible(listing, has_people=has_people),
        "titles": TITLES,
        **change_of(listing),
        **reports_of(listing),
        **calls_of(listing),
        **others_of(request, listing),
        "question": moderation.Undecided(listing).question,
        "claims": claims_of(listing, stamp, sent or {}),
        "moments": past.latest(listing, ACTS_SHOWN),
    }
    return render(request, "groups/moderation/review.html", context)


def possible(listing, *, has_people):
    """Which decisions make sense now; `has_people` says whether anybody looks after the listing and would be asked."""
    causes = {entry.cause for entry in listing.open_entries}
    waits = listing.status == Status.PENDING or bool(listing.waiting)
    return {
        "approve": waits or Cause.URGENT in causes,
        "reject": waits,
        "ask": bool(causes) and has_people,
        "hide": listing.is_published,
        "merge": listing.merged_into_id is None,
        "withdraw": listing.status != Status.WITHDRAWN,
        "look": bool(causes & set(moderation.LOOKED_AT)),
        "edit": listing.merged_into_id is None,
    }


def change_of(listing):
    """What an approval would change, by section, with the maps where the place is another; else how it will look."""
    live = content.content_of(listing)
    change = next(iter(listing.waiting), None)
    proposed = change.proposed if change else {}
    return {
        "change": change,
        "sections": by_section(content.differences(live, proposed)),
        "overtaken": [TITLES[name] for name in overtaken(change, live)] if change else [],
        "maps": maps(live["place"], proposed["place"]) if proposed.get("place") else None,
        "as_it_is": by_section(content.differences({}, live)),
        "shown": None if change else shown(listing),
        "checks": [(TITLES[check.field.partition(".")[0]], check) for check in checks.checks_of(live | proposed)],
    }


def overtaken(change, live):
    """Sections that somebody else changed since the change was proposed."""
    return content.changed_sections(change.before, {name: live[name] for name in change.before if name in live})


def by_section(differences):
    """`Difference`s as `(title, differences)` in the order of the sections."""
    return [(TITLES[name], list(group)) for name, group in groupby(differences, key=lambda one: one.section)]


def maps(before, after):
    """The drawn maps of two places, as far as the public may know them; None where the position is the same."""
    old, new = (Place(**{name: place[name] for name in PLACE_COLUMNS}) for place in (before, after))
    if (old.point, old.precision) == (new.point, new.precision):
        return None
    return {"before": locator_of(old), "after": locator_of(new)}


def shown(listing):
    """What the page of the listing shows, public or not yet."""
    now = timezone.now()
    read = Listing.objects.select_related("kind", "organization", "place", "source", "first_visit").with_next(now)
    return listing_context(read.get(pk=listing.pk), now) | {
        "locator": locator_of(listing.place),
        "texts": content.differences({}, {"texts": listing.texts}),
    }


def reports_of(listing):
    """Open reports by fault: how many there are of each, and the words of the latest."""
    counted = listing.reports.open().order_by("fault").values_list("fault").annotate(n=Count("pk"))
    latest = list(listing.reports.open().order_by("-created_at", "-pk")[:REPORTS_SHOWN])
    return {
        "faults": [
            {"fault": Fault(fault), "count": count, "latest": [report for report in latest if report.fault == fault]}
            for fault, count in counted
        ]
    }


def claims_of(listing, stamp, sent):
    """Who asks to look after it, each with the form that decides."""
    claims = listing.claims.filter(decision=Decision.WAITING).select_related("user").order_by("created_at", "pk")
    names = {claim: f"claim-{claim.pk}" for claim in claims}
    return [(one, sent.get(name) or ClaimForm(prefix=name, initial={"stamp": stamp})) for one, name in names.items()]


def calls_of(listing):
    """Numbers to call, and what earlier calls brought."""
    numbers = listing.contacts.filter(channel__in=[Channel.PHONE, Channel.TEXT]).order_by("position", "pk")
    return {
        "numbers": list(numbers),
        "calls": list(listing.phone_checks.select_related("phoned_by")[:CALLS_SHOWN]),
    }


def others_of(request, listing):
    """Listings that may be the same one: likely twins, and those found by the name somebody typed."""
    form = NameForm(request.GET)
    name = form.cleaned_data["name"].strip() if form.is_valid() else ""
    return {
        "twins": duplicates.likely_same(listing),
        "name_form": form,
        "by_name": list(named(listing, name)[:FOUND_BY_NAME]) if name else [],
    }


def named(listing, name):
    """Other listings in search that hold the words of `name`; where the listing has a position, those around it."""
    found = Listing.objects.searchable().exclude(pk=listing.pk).about(name)
    found = found.select_related("kind", "place").defer("document", "pos")
    return found.near(listing.point, AROUND_KM).nearest_first() if listing.point else found.order_by("name", "pk")
