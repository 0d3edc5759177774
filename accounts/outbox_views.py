"""The outbox as a page, for a site on one's own machine that sends no mail anywhere."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import Mail

SHOWN = 50


@never_cache
@require_safe
def outbox(request):
    """The last 50 mails with what they say; not found unless MAIL_SHOWN, for they hold sign-in codes and links."""
    if not settings.MAIL_SHOWN:
        raise Http404
    return render(request, "accounts/outbox/outbox.html", {"mails": Mail.objects.all()[:SHOWN]})
