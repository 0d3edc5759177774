"""Members who would go together to one session, and putting two of them together."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from groups import helping, sessions
from groups.forms.company import DateForm, MatchForm
from groups.views.company import only_where_members_offer
from groups.views.managing.access import of_my_listing
from groups.views.managing.dates import only_where_dates_change


@only_where_members_offer
@require_http_methods(["GET", "HEAD", "POST"])
@of_my_listing
@only_where_dates_change
def offers(request, listing, access):
    """What members offer and wish for one session; POST puts two of them together."""
    date = asked_date(request, listing)
    together = helping.together_at(date)
    if together is None:
        raise Http404
    form = MatchForm(request.POST if request.method == "POST" else None, together=together)
    if form.is_valid() and put_together(date, form, access):
        return redirect(f"{access.address('manage-offers')}?{urlencode({'date': date.id})}")
    context = {
        "listing": listing,
        "access": access,
        "one": date,
        "together": together,
        "match_form": form,
        "now": timezone.now(),
    }
    return render(request, "groups/managing/company.html", context)


def asked_date(request, listing):
    """The session of `listing` that is asked for; 404 for any other."""
    form = DateForm(request.POST if request.method == "POST" else request.GET)
    date = sessions.find(form.cleaned_data["date"]) if form.is_valid() else None
    if date is None or date.slot.listing_id != listing.pk:
        raise Http404
    return date


def put_together(date, form, access):
    """Match the two who were chosen; False where it cannot be, which the form then says."""
    try:
        helping.match(date, form.cleaned_data["chosen"], by=access.by)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    return True
