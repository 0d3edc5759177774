"""Ask the group: the question, the link that proves the address, and the answer."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import leads
from groups import asking, limits
from groups.forms.asking import AnswerForm, QuestionForm
from groups.models import Question
from groups.views.listings import help_for, public_listing
from groups.views.secret_links import opened, secret_page


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request, public_id):
    """The form; not found where nobody of the group gets mail."""
    listing = askable(public_id)
    form = QuestionForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_valid():
        if may_ask(request, listing, form.cleaned_data["email"]):
            asking.ask(listing, **form.cleaned_data)
            return redirect("listing-ask-sent", public_id)
        form.add_error(None, _("That was a lot at once. Please wait an hour and send it then; it is still here."))
        status = 429
    context = {"listing": listing, "form": form, "crisis": help_for(listing)}
    return render(request, "groups/asking/ask.html", context, status=status)


def askable(public_id):
    """A public listing that can be asked; 404 for any other."""
    listing = public_listing(public_id)
    if not listing.can_be_asked:
        raise Http404
    return listing


def may_ask(request, listing, email):
    """Whether this visitor, this listing and this address leave room for one more question."""
    return (
        limits.within(request, "asking")
        and limits.within(request, "mailing", email.lower())
        and limits.within(request, "asking_one_group", listing.public_id)
    )


@require_safe
def sent(request, public_id):
    """Look in your mail: the link there sends the question on."""
    listing = askable(public_id)
    return render(request, "groups/asking/sent.html", {"listing": listing, "crisis": help_for(listing)})


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request, token):
    """The question once more, and a button that sends it on to the group."""
    unsent = Question.objects.filter(email_verified_at=None).select_related("listing")
    question, answer = opened(request, unsent, token)
    if question is None:
        return answer
    problem = ""
    if request.method == "POST":
        try:
            asking.confirm(question)
        except ValidationError as error:
            problem = error.message
        else:
            return redirect("question-sent")
    return render(request, "groups/asking/confirm.html", {"question": question, "problem": problem})


@require_safe
def carried(request):
    """The question is with the group."""
    return render(request, "groups/asking/carried.html")


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, token):
    """For the group: the question, and a form for the one answer that goes back."""
    asked = Question.objects.filter(
        email_verified_at__isnull=False, listing__in=asking.public_listings()
    ).select_related("listing__place")
    question, refusal = opened(request, asked, token)
    if question is None:
        return refusal
    form = AnswerForm(
        request.POST if request.method == "POST" else None, offered=asking.contacts_to_offer(question.listing)
    )
    if form.is_valid() and send_answer(request, question, form):
        return redirect(request.path)
    context = {"question": question, "listing": question.listing, "form": form, "crisis": help_for(question.listing)}
    return render(request, "groups/asking/answer.html", context)


def send_answer(request, question, form):
    """Send it, with the contacts that were ticked; False where somebody was quicker."""
    by = request.user if leads(request.user, question.listing) else None
    try:
        asking.answer(question, text=form.cleaned_data["text"], contacts=form.chosen, by=by)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    return True
