"""The page behind the link in a mail: whether two listings go well together."""

from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.permissions import leads
from groups import pairing
from groups.forms.pairing import AnswerForm, Choice
from groups.models import PairingLink
from groups.views.secret_links import opened, secret_page


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def pair_by_link(request, token):
    """The two listings with two buttons; only a button does something, and it may be pressed again."""
    links = PairingLink.objects.select_related("pairing__first__place", "pairing__second__place")
    link, refusal = opened(request, links, token)
    if link is None:
        return refusal
    pair = link.pairing
    own, other = (pair.first, pair.second) if link.is_for_first else (pair.second, pair.first)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and keep_answer(request, form, pair, own):
        return redirect(request.path)
    context = {"pair": pair, "listing": own, "other": other, "form": form, "has_agreed": pair.has_agreed(own)}
    return render(request, "groups/pairing/answer.html", context)


def keep_answer(request, form, pair, own):
    """Do what the button says; False where it is too late, which the form then says."""
    by = request.user if leads(request.user, own) else None
    act = pairing.agree if form.cleaned_data["answer"] == Choice.YES else pairing.end
    try:
        act(pair, own, by=by, via_link=True)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    return True
