"""Check-ins, where an operator answers for them: to take one, and one's own over time."""

from functools import wraps

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.permissions import member_required
from groups import check_ins, crisis
from groups.forms.check_ins import CheckInForm, LookForm, ReminderForm, Said, TakeBackForm
from groups.forms.said import SaidForm
from groups.views.saying import back_to


def only_where_somebody_answers(view):
    """Not found, for anybody, while the operator names nobody who answers for check-ins."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not check_ins.are_on():
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@only_where_somebody_answers
@never_cache
@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def my_check_ins(request):
    """One's own check-ins as pictures and as a table; POST sets the reminder. A low score shows whom to talk to."""
    if request.method == "POST":
        form = ReminderForm(request.POST)
        is_wanted = form.is_valid() and form.cleaned_data["is_wanted"]
        check_ins.set_reminder(request.user, is_wanted=is_wanted)
        return back_to("my-check-ins", Said.REMINDER)
    mine = check_ins.history(request.user)
    latest = mine[0] if mine else None
    due_on, today = check_ins.due_on(mine), timezone.localdate()
    context = {
        "check_ins": mine,
        "charts": check_ins.charts_of(mine),
        "due_on": due_on,
        "is_due": due_on <= today,
        "may_check_in": latest is None or latest.taken_on < today,
        "needs_help": latest is not None and check_ins.calls_for_help(latest),
        "has_agreed": check_ins.has_agreed(request.user),
        "is_reminded": check_ins.is_reminded(request.user),
        "operator": settings.CHECK_INS_ANSWERED_BY,
        "crisis": crisis.help_for(check_ins.country_of(latest)),
        "said": SaidForm(request.GET, Said).words,
    }
    return render(request, "groups/check_ins/mine.html", context)


@only_where_somebody_answers
@never_cache
@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_check_in(request):
    """The questions; POST keeps the answers, or looks for a listing by name and keeps nothing."""
    has_agreed, data = check_ins.has_agreed(request.user), request.POST if request.method == "POST" else None
    look = LookForm(request.POST)
    offered = look.offered(request.user)
    form = CheckInForm(data, offered=offered, asks_consent=not has_agreed, is_looking=look.is_looking)
    if not look.is_looking and form.is_valid() and take(request.user, form):
        return back_to("my-check-ins", Said.KEPT)
    context = {
        "form": form,
        "look": look,
        "consent_words": check_ins.words(),
        "operator": settings.CHECK_INS_ANSWERED_BY,
        "crisis": crisis.help_for(settings.DEFAULT_COUNTRY or None),
    }
    return render(request, "groups/check_ins/new.html", context)


def take(user, form):
    """Keep the check-in, and the consent if it was given just now, or neither; else the form says why."""
    try:
        with transaction.atomic():
            if form.cleaned_data.get("agrees"):
                check_ins.agree(user)
            check_ins.take(user, **form.said)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    return True


@only_where_somebody_answers
@never_cache
@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request):
    """Take back the consent: say what that does, then erase all check-ins."""
    form = TakeBackForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        check_ins.take_back(request.user)
        return back_to("my-check-ins", Said.ERASED)
    return render(request, "groups/check_ins/take_back.html", {"form": form})
