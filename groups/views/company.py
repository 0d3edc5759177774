"""Company among members, where the operator allows it: for one date, and afterwards how it was."""

from functools import wraps

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.permissions import member_required
from groups import helping, sessions
from groups.forms.company import CheckInForm, CompanyForm, TakeBackForm
from groups.models import Offer
from groups.views.listings import help_for
from groups.views.secret_links import opened, secret_page


def only_where_members_offer(view):
    """Not found, for anybody, where the operator does not allow it."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not settings.MEMBER_OFFERS:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@only_where_members_offer
@never_cache
@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def company(request, name):
    """What one offers or wishes for one date, and a form to say more; not found where that cannot be."""
    date = sessions.find(name)
    if date is None or not helping.is_open_to(date.slot.listing):
        raise Http404
    form = CompanyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and ("row" in request.POST or form.is_valid()) and change(request, date, form):
        return redirect("session-company", name)
    now = timezone.now()
    context = {
        "date": date,
        "listing": date.slot.listing,
        "form": form,
        "comes": helping.booking_of(request.user, date) is not None,
        "said": list(helping.offers_of(request.user, date)),
        "is_ahead": date.takes_place and date.starts_at > now,
        "has_begun": date.starts_at <= now,
        "now": now,
        "crisis": help_for(date.slot.listing),
    }
    return render(request, "groups/company/company.html", context)


def change(request, date, form):
    """Take back what was said, or keep what `form` says; False where it cannot be, which the form then says."""
    if "row" in request.POST:
        return take_back(request)
    try:
        helping.offer(date, by=request.user, **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    return True


def take_back(request):
    """Take back one's own offer or wish; of somebody else's nobody learns that it is there."""
    row = TakeBackForm(request.POST)
    if not row.is_valid():
        raise Http404
    helping.take_back(get_object_or_404(Offer.objects.of(request.user), pk=row.cleaned_data["row"]), by=request.user)
    return True


@only_where_members_offer
@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request, token):
    """Afterwards: one button says that all was well, another that something was wrong."""
    said, refusal = opened(request, helping, token)
    if said is None:
        return refusal
    form = CheckInForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        helping.say(said, form.cleaned_data["outcome"], text=form.cleaned_data["text"])
        return redirect(reverse("check-in", args=[token]))
    context = {"said": said, "form": form, "crisis": help_for(said.booking.slot.listing)}
    return render(request, "groups/company/check_in.html", context)
