"""What visitors and holders of secret links wrote, read by a moderator before anybody else does."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import is_admin, moderator_required
from groups import moderation, stories, visitors_words, volunteering, wishes
from groups.checks import checks_of_text
from groups.forms.giving import HelpersVerdictForm, NearForm, RowForm, StoryVerdictForm, WishVerdictForm
from groups.queue import in_area_of

MOST = 50
"""So many are shown at once; the oldest come first, and the rest move up."""
PAGE_SIZE = 20
"""Of what is shown to the public already."""


@dataclass
class Waiting:
    """One that waits: the row, what a moderator should look at twice, and the form to decide it with."""

    row: Any
    checks: list
    form: RowForm


@moderator_required
@require_http_methods(["GET", "HEAD", "POST"])
def wishes_waiting(request):
    """Topics wished for."""

    def decide(wish, form):
        wishes.decide(wish, by=request.user, is_done=form.is_yes, **form.answers())

    page = {"template": "wishes", "name": "moderation-wishes", "form": WishVerdictForm}
    return deciding(request, wishes.waiting(), decide, lambda wish: f"{wish.word}\n{wish.why}", **page)


@moderator_required
@require_http_methods(["GET", "HEAD", "POST"])
def stories_waiting(request):
    """First visits told, in the moderator's area: those that wait, and those the public reads."""

    def decide(story, form):
        if form.is_away:
            stories.take_away(story, by=request.user, reason=form.cleaned_data["reason"])
        else:
            stories.decide(story, by=request.user, is_shown=form.is_yes, reason=form.cleaned_data["reason"])

    page = {"template": "stories", "name": "moderation-stories", "form": StoryVerdictForm}
    rows, shown = (in_area(request.user, some) for some in (stories.waiting(), stories.shown()))
    return deciding(request, rows, decide, lambda story: story.text, shown=shown, **page)


@moderator_required
@require_http_methods(["GET", "HEAD", "POST"])
def helpers_waiting(request):
    """Helpers wanted, in the moderator's area: those that came by a secret link and wait, and those shown."""

    def decide(wanted, form):
        if form.is_away:
            volunteering.take_away(wanted, by=request.user, stamp=form.cleaned_data["stamp"])
        else:
            volunteering.decide(wanted, by=request.user, is_shown=form.is_yes, stamp=form.cleaned_data["stamp"])

    page = {"template": "helpers", "name": "moderation-helpers", "form": HelpersVerdictForm}
    rows, shown = (in_area(request.user, some) for some in (volunteering.waiting(), volunteering.shown()))
    page |= {"shown": shown, "as_proposed": lambda wanted: wanted.as_proposed}
    return deciding(request, rows, decide, lambda wanted: f"{wanted.what}\n{wanted.how_to_say}", **page)


def in_area(user, rows):
    """Those of `rows` whose listing lies where `user` decides."""
    return visitors_words.in_area(rows, in_area_of(user, timezone.localdate()))


def shown_page(request, rows):
    """The page asked for of what the public reads."""
    _near, page = NearForm.asked(request.GET)
    return Paginator(rows, PAGE_SIZE).get_page(page)


def deciding(request, waiting, decide, words_of, *, template, name, form, shown=None, as_proposed=lambda row: row):
    """The page of the rows `waiting`, `as_proposed`, and of those `shown` (querysets); POST has `decide(row, form)`
    settle one, which may have gone meanwhile."""
    sent = form(request.POST) if request.method == "POST" else None
    if sent and sent.is_valid():
        settle(request, decide, meant(sent, waiting, shown), sent)
        return redirect(name)
    rows, page = [as_proposed(row) for row in waiting[:MOST]], shown_page(request, shown) if shown is not None else ()
    forms = {row.pk: form.about(row, request.POST if sent and sent.is_about(row) else None) for row in (*rows, *page)}
    waiting, public = (
        [Waiting(row, checks_of_text(words_of(row)), forms[row.pk]) for row in some] for some in (rows, page)
    )
    context = {"waiting": waiting, "public": public, "page": page, "may_add_terms": is_admin(request.user)}
    return render(request, f"groups/moderation/giving_{template}.html", context)


def meant(sent, *lots):
    """The row that the form `sent` is about, or None: whichever page it is on by now, as the list goes on moving."""
    pk = sent.cleaned_data["row"]
    return next((row for lot in lots if lot is not None for row in lot.filter(pk=pk)), None)


def settle(request, decide, row, form):
    """Have `row` (None: it is gone) decided, and say whether it was."""
    try:
        if row is None:
            raise moderation.AlreadyDecided
        decide(row, form)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("Decided."))
