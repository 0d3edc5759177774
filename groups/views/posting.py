"""Adding a listing: two doors, one screen, and for those without an account the link that sends it in."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from groups import limits, posting
from groups.forms.managing import Said, WordForm
from groups.forms.posting import OneScreenForm
from groups.models import Submission
from groups.views.search import country_bias
from groups.views.secret_links import secret_page


@require_safe
def doors(request):
    """Formal service or informal meetup, and what it takes."""
    return render(request, "groups/posting/doors.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one_screen(request, formality):
    """Name, where, when, how to reach you: enough for a draft. Nothing is kept before that fits together."""
    form = OneScreenForm(
        request.POST if request.method == "POST" else None,
        formality=formality,
        asks_email=not request.user.is_authenticated,
        country_bias=country_bias(request),
    )
    status = 200
    if request.method == "POST" and form.is_valid():
        if limits.within(request, "posting"):
            if done := begin(request, form):
                return done
        else:
            form.basics.add_error(None, _("That was a lot for one day. Please go on tomorrow, or write to us."))
            status = 429
    context = {"form": form, "formality": formality, "problems": list(form.problems())}
    return render(request, "groups/posting/one_screen.html", context, status=status)


def begin(request, form):
    """Keep the draft and go on to its page; None where the listing as a whole refuses what was filled in."""
    by = request.user if request.user.is_authenticated else None
    try:
        listing, token = posting.begin(form.content(), by=by, email=form.email)
    except ValidationError as error:
        form.basics.add_error(None, error.messages)
        return None
    return redirect(f"{reverse('manage', args=[token or listing.public_id])}?said={Said.BEGUN}")


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request, token):
    """The page that the mail leads to: one button says that the address is theirs and sends the listing in."""
    submission = Submission.objects.opened_by(token).select_related("listing").first()
    if submission is None:
        raise Http404
    form = WordForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            posting.confirm_address(submission, note=form.cleaned_data["note"])
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return redirect("post-confirm", token)
    return render(request, "groups/posting/confirm.html", {"submission": submission, "form": form})
