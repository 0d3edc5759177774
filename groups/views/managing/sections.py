"""The sections of a listing, one page each, saved at every step."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from groups import content, mine, moderation
from groups.forms.managing import Said, said_in
from groups.forms.sections import SECTION_FORMS
from groups.forms.times import TimesForm
from groups.models import Revision
from groups.punctuation import by_commas
from groups.views.managing.access import of_my_listing
from groups.views.search import country_bias

FORMS = SECTION_FORMS | {"times": TimesForm}
TITLES = {
    "basics": _("What it is"),
    "place": _("Where"),
    "times": _("When"),
    "contacts": _("How to reach you"),
    "words": _("What it offers"),
    "help": _("Practical help"),
    "joining": _("How to join"),
    "first_visit": _("The first visit"),
    "people": _("Ages and size"),
    "texts": _("In other languages"),
}
"""The sections in the order in which they are asked, with their headings."""
MISSING = {
    "basics": _("Say in a few sentences what happens there."),
    "times": _("No times yet. People look for those first."),
    "contacts": _("No way to reach you yet."),
    "words": _("Say what it is about and what it costs, so that it is found."),
    "joining": _("Say how to join."),
    "first_visit": _("Newcomers like to know what awaits them."),
    "people": _("Say who it is for, if not for all ages."),
}
LINES_SHOWN = 3
SAY_ALL = ("basics", "place", "times", "contacts", "help")
"""Sections whose values speak for themselves; in the others each is named."""


@dataclass(frozen=True)
class Step:
    """One section on the page of the listing: what it says now in a line or two, what is missing, and if it waits."""

    title: str
    url: str
    summary: list[str]
    missing: str
    is_waiting: bool


@require_http_methods(["GET", "HEAD", "POST"])
@of_my_listing
def edit(request, listing, access, section):
    """One section to fill in; what does not fit comes back with a sentence and everything that was typed."""
    if section not in FORMS or not access.may_edit:
        raise Http404
    document = current_content(listing)
    form = form_for(request, listing, section, document)
    is_sent = request.method == "POST" and not getattr(form, "is_only_edited", False)
    if is_sent and form.is_valid() and (said := save(form, listing, access)):
        return after(request, access, following(section, document), said)
    asked = asked_of(document, section)
    context = {
        "listing": listing,
        "access": access,
        "form": form,
        "section": section,
        "section_template": f"groups/posting/{section}.html",
        "title": TITLES[section],
        "number": asked.index(section) + 1,
        "total": len(asked),
        "next": following(section, document),
        "enter": "next" if following(section, document) else "back",
        "problems": list(form.problems()) if is_sent else [],
        "said": said_in(request),
    }
    return render(request, "groups/managing/section.html", context)


def form_for(request, listing, section, document):
    """The form of a section, filled with what `document`, the content to begin with, says there."""
    form = FORMS[section]
    more = {
        "times": {"zone": document["place"]["timezone"]},
        "help": {"has_organization": document["basics"]["organization"] is not None},
    }
    return form(
        request.POST if request.method == "POST" else None,
        initial=form.initial_from(document[section]),
        formality=listing.formality,
        country_bias=country_bias(request),
        **more.get(section, {}),
    )


def current_content(listing):
    """The document of a listing with the change that waits laid over it."""
    waiting = Revision.objects.waiting().filter(listing=listing).values_list("proposed", flat=True).first()
    return content.content_of(listing) | (waiting or {})


def save(form, listing, access):
    """Write or propose what the form says; answers what to tell, or None where the listing as a whole refuses it."""
    try:
        sections = {form.section: form.content()}
        revision = moderation.propose(listing, sections, by=access.by, via_link=access.via_link)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return None
    if revision:
        return Said.WAITS
    return Said.UNCHANGED if listing.is_published else Said.SAVED


def after(request, access, name, said):
    """On to the section called `name`, where there is one and that was the button; else back to the listing."""
    if "next" in request.POST and name:
        return redirect(f"{access.address('manage-edit', name)}?said={said.value}")
    return access.back(said.value)


def asked_of(document, section=""):
    """The names of the sections to ask of a document, and `section` itself: help where an organization promises it."""
    is_promised = document["basics"]["organization"] is not None
    return [name for name in TITLES if name != "help" or is_promised or name == section]


def following(section, document):
    """The section asked after this one; None after the last."""
    names = asked_of(document, section)
    return next(iter(names[names.index(section) + 1 :]), None)


def steps(listing, access):
    """The sections of a listing as `Step`s for its page."""
    live = content.content_of(listing)
    waiting = Revision.objects.waiting().filter(listing=listing).values_list("proposed", flat=True).first() or {}
    document = live | waiting
    said = content.differences({}, document)
    gaps = mine.gaps(document)
    return [
        Step(
            title=TITLES[section],
            url=access.address("manage-edit", section),
            summary=summary_of(section, said),
            missing=MISSING[section] if section in gaps else "",
            is_waiting=section in waiting,
        )
        for section in asked_of(document)
    ]


def summary_of(section, said):
    """The first lines of what a section says; `said` is a document as `Difference`s."""
    own = [one for one in said if one.section == section]
    if section in SAY_ALL:
        return [line for one in own for line in one.after][:LINES_SHOWN]
    return [f"{capfirst(one.label)}: {by_commas(one.after)}" for one in own][:LINES_SHOWN]
