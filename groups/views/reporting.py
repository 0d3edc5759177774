"""A visitor says what is wrong with a listing, without an account."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from groups import limits, reporting
from groups.choices import Fault
from groups.forms.reporting import ReportForm
from groups.models import Report
from groups.views.listings import help_for, public_listing
from groups.views.secret_links import opened, secret_page


@require_http_methods(["GET", "HEAD", "POST"])
def report(request, public_id):
    """The form, and after it what happens next."""
    listing = public_listing(public_id)
    form = ReportForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_valid():
        fault, email = form.cleaned_data["fault"], form.cleaned_data["email"]
        if may_report(request, email if reporting.wants_outcome(fault, email) else ""):
            keep(request, listing, form.cleaned_data)
            asked = {"fault": fault} if fault == Fault.WAS_ON else None
            return redirect(reverse("listing-report-thanks", args=[public_id], query=asked))
        form.add_error(None, _("That was a lot at once. Please wait an hour and send it then; it is still here."))
        status = 429
    context = {"listing": listing, "form": form, "crisis": help_for(listing)}
    return render(request, "groups/reporting/report.html", context, status=status)


def may_report(request, email):
    """Whether this visitor may send one more report, and `email` may get one more link."""
    return limits.within(request, "reporting") and (not email or limits.within(request, "mailing", email.lower()))


def keep(request, listing, said):
    """Keep what was said; whether it may take the listing out of search by itself, the limits decide."""
    may_pause = (
        reporting.would_pause(listing, said["fault"])
        and limits.within(request, "pausing")
        and limits.within(request, "pausing_anywhere", "everybody")
    )
    reporting.report(listing, **said, may_pause=may_pause)


@require_safe
def thanks(request, public_id):
    """That it was kept, and who looks at it: nobody needs to where it was on."""
    listing = public_listing(public_id)
    context = {"listing": listing, "crisis": help_for(listing), "was_on": request.GET.get("fault") == Fault.WAS_ON}
    return render(request, "groups/reporting/thanks.html", context)


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request, token):
    """A button that says: this address is mine, tell me what becomes of it."""
    kept, answer = opened(request, Report.objects.select_related("listing"), token)
    if kept is None:
        return answer
    if request.method == "POST":
        reporting.confirm(kept)
        return redirect(request.path)
    return render(request, "groups/reporting/confirm.html", {"report": kept})
