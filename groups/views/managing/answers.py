"""Codes on paper with which people say what helped; the facilitators learn neither who did nor how many."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods

from groups import answering, emails
from groups.forms.answering import CodesForm
from groups.views.listings import code_for
from groups.views.managing.access import of_my_listing
from groups.views.managing.dates import only_where_dates_change

USUAL_NUMBER = 12


@dataclass(frozen=True, slots=True)
class Slip:
    """One code as it is printed, and as a picture for a phone, which holds its whole address."""

    printed: str
    picture: SafeString


@require_http_methods(["GET", "HEAD", "POST"])
@of_my_listing
@only_where_dates_change
def answers(request, listing, access):
    """Choose a date and a number; POST shows new codes for it, to print, this once."""
    if not answering.may_have_codes(listing):
        raise Http404
    now = timezone.now()
    dates = answering.codes_for(listing, now)
    form = CodesForm(request.POST if request.method == "POST" else None, dates=dates, initial={"number": USUAL_NUMBER})
    context = {"listing": listing, "access": access, "form": form, "dates": dates, "now": now}
    if form.is_valid() and (slips := slips_for(form)):
        context |= {"slips": slips, "one": form.chosen, "until": now + answering.GOOD_FOR}
        context |= {"address": emails.absolute(reverse("helped")).partition("://")[2]}
        return render(request, "groups/answering/sheet.html", context)
    return render(request, "groups/answering/codes.html", context)


def slips_for(form):
    """New codes as `Slip`s; none where that cannot be, which the form then says."""
    try:
        codes = answering.make_codes(form.chosen, form.cleaned_data["number"])
    except ValidationError as error:
        form.add_error(None, error.messages)
        return []
    return [
        Slip(answering.printed(code), code_for(emails.absolute(reverse("helped-by-code", args=[code]))))
        for code in codes
    ]
