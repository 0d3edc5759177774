"""What helped: the few questions after a session, by account or by code, and one's own answers."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import member_required
from groups import answering, crisis, sessions
from groups.forms.answering import NO_SUCH_CODE, QUESTIONS, AnswerForm, CodeForm, RowForm, Said, TakeBackForm
from groups.forms.said import SaidForm
from groups.views.listings import help_for
from groups.views.saying import back_to
from groups.views.secret_links import opened, secret_page

SHOWN = 50


@never_cache
@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def session_helped(request, name):
    """The questions to somebody who came to a date that is over; not found for everybody else."""
    date = sessions.find(name)
    if date is None or not answering.may_answer(request.user, date, timezone.now()):
        raise Http404
    has_agreed = answering.has_agreed(request.user)
    form = AnswerForm(request.POST if request.method == "POST" else None, has_agreed=has_agreed)
    if form.is_valid() and keep(form, lambda: answer(request.user, date, form)):
        return back_to("my-answers", Said.KEPT)
    listing = date.slot.listing
    context = {
        "form": form,
        "listing": listing,
        "day": date.starts_at.date(),
        "is_done": answering.has_answered(request.user, date.slot, date.original_on),
        "consent_words": answering.WORDS,
        "crisis": help_for(listing),
    }
    return render(request, "groups/answering/helped.html", context)


def answer(user, date, form):
    """Keep the answer, and the consent if it was given just now, or neither."""
    with transaction.atomic():
        if form.cleaned_data.get("agrees"):
            answering.agree(user)
        answering.answer(date, by=user, **form.said)


def keep(form, deed):
    """Whether `deed` could be done; if not, the form says why."""
    try:
        deed()
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    return True


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def helped(request):
    """A box for the code on a slip of paper; a right one leads on to its questions."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        found, refusal = opened(request, answering, form.cleaned_data["code"])
        if found is not None:
            return redirect("helped-by-code", form.cleaned_data["code"])
        if refusal.status_code == 429:
            return refusal
        form.add_error("code", NO_SUCH_CODE)
    return render(request, "groups/answering/code.html", {"form": form})


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def helped_by_code(request, token):
    """The questions to who holds a code, from paper or a mail; nothing of the answer leads to a person."""
    code, refusal = opened(request, answering, token)
    if code is None:
        return refusal
    slot, day = code.session.schedule, code.session.original_on
    is_done = answering.has_answered(request.user, slot, day)
    form = AnswerForm(request.POST if request.method == "POST" else None, has_agreed=False)
    if not is_done and form.is_valid() and keep(form, lambda: answering.answer_by_code(code, **form.said)):
        return redirect("helped-thanks")
    context = {
        "form": form,
        "listing": slot.listing,
        "day": day,
        "is_done": is_done,
        "consent_words": answering.WORDS_WITHOUT_NAME,
        "crisis": help_for(slot.listing),
    }
    return render(request, "groups/answering/helped.html", context)


@require_safe
def thanks(request):
    """After an answer by code: that it is kept, and that nobody can tell whose it is."""
    return render(request, "groups/answering/thanks.html", {"crisis": crisis.help_for(None)})


@never_cache
@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def my_answers(request):
    """All that somebody said with their account, and the dates they can still say something about; POST deletes one."""
    if request.method == "POST":
        form = RowForm(request.POST)
        if not form.is_valid():
            raise Http404
        is_deleted = answering.delete(request.user, form.cleaned_data["row"])
        return back_to("my-answers", Said.DELETED if is_deleted else Said.TOO_LATE)
    context = {
        "answers": [told(one) for one in answering.answers_of(request.user)[:SHOWN]],
        "open_dates": answering.open_dates(request.user, timezone.now())[:SHOWN],
        "has_agreed": answering.has_agreed(request.user),
        "said": SaidForm(request.GET, Said).words,
        "now": timezone.now(),
    }
    return render(request, "groups/answering/mine.html", context)


def told(one):
    """An answer with its numbers as `(question, number)` and what it gave in words."""
    numbers = [(words, getattr(one, name)) for name, words in QUESTIONS.items()]
    return one, [(words, number) for words, number in numbers if number is not None], one.gave_in_words


@never_cache
@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request):
    """Take back the consent: say what that does, then erase all answers."""
    form = TakeBackForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        answering.take_back(request.user)
        return back_to("my-answers", Said.ERASED)
    return render(request, "groups/answering/take_back.html", {"form": form})
