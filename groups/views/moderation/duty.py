"""A moderator's own duty: where, and who stands in while they are away."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import Duty
from accounts.permissions import moderator_required
from groups.forms.duty import DutyForm


@moderator_required
@require_http_methods(["GET", "HEAD", "POST"])
def duty(request):
    """The area, absence and deputy of whoever is signed in."""
    own = Duty.objects.filter(user=request.user).first() or Duty(user=request.user)
    form = DutyForm(request.POST if request.method == "POST" else None, instance=own)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Kept."))
        return redirect("moderation-duty")
    today = timezone.localdate()
    standing_in = Duty.objects.filter(deputy=request.user).select_related("user").order_by("pk")
    context = {"form": form, "away_now": [one for one in standing_in if one.is_away(today)]}
    return render(request, "groups/moderation/duty.html", context)
