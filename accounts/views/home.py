"""My account, and the page for who tried too often."""

from collections import Counter

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms import LanguageForm, NicknameForm
from accounts.models import understood
from accounts.permissions import is_moderator, member_required

RETRY_SECONDS = 300


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def home(request):
    """Who somebody is here, how they sign in, where they are signed in, and their data; POST sets the nickname."""
    form = NicknameForm(request.POST if request.method == "POST" else None, instance=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, _("Your nickname is saved."))
        return redirect("account-home")
    kinds = Counter(Authenticator.objects.filter(user=request.user).values_list("type", flat=True))
    context = {
        "form": form,
        "language_form": LanguageForm(initial={"language": understood(request.user.language, get_language())}),
        "passkeys": kinds[Authenticator.Type.WEBAUTHN],
        "has_app": bool(kinds[Authenticator.Type.TOTP]),
        "has_recovery_codes": bool(kinds[Authenticator.Type.RECOVERY_CODES]),
        "sessions": UserSession.objects.filter(user=request.user).count(),
        "is_moderator": is_moderator(request.user),
        "has_check_ins": bool(settings.CHECK_INS_ANSWERED_BY),
    }
    return render(request, "accounts/home.html", context)


@require_POST
@member_required
def choose_language(request):
    """In which language mails to the person come from now on."""
    form = LanguageForm(request.POST)
    if form.is_valid():
        request.user.keep_language(form.cleaned_data["language"])
        messages.success(request, _("Our mails to you come in this language from now on."))
    else:
        messages.error(request, form.errors["language"][0])
    return redirect("account-home")


def too_many(request):
    """Too many tries: the same page for everybody and every reason."""
    response = render(request, "accounts/too_many.html", status=429)
    response["Retry-After"] = str(RETRY_SECONDS)
    return response
