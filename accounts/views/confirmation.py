"""Showing again that it is them: a second factor for moderators, a code by e-mail for people who have no other way."""

import time
from urllib.parse import urlencode

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import BaseReauthenticateView
from allauth.core import ratelimit
from allauth.mfa.models import Authenticator
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from accounts.forms import ConfirmByCodeForm
from accounts.permissions import has_second_factor, member_required, second_factors

STATE = "account_confirmation_code"
"""Where the session keeps the code: when it was made, and the code itself."""


@require_safe
@member_required
def second_factor(request):
    """Why a moderator needs a second factor, and the way to it: set one up, or confirm with the one they have."""
    target = request.GET.get(REDIRECT_FIELD_NAME, "")
    is_ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    if not (is_ours and target.startswith("/")):  # `redirect` would take anything else for the name of a page
        target = reverse("account-home")
    if has_second_factor(request):
        return redirect(target)
    return render(request, "accounts/second_factor.html", {"confirm_url": _confirm_url(request.user, target)})


def _confirm_url(user, target):
    """Where `user` confirms with the factor they have and goes on to `target`; "" when they have none."""
    kinds = second_factors(user)
    if not kinds:
        return ""
    name = "mfa_reauthenticate" if Authenticator.Type.TOTP in kinds else "mfa_reauthenticate_webauthn"
    return f"{reverse(name)}?{urlencode({REDIRECT_FIELD_NAME: target})}"


@method_decorator(member_required, name="dispatch")
class ReauthenticateByCodeView(BaseReauthenticateView):
    """Sends a code to the person's address, and takes it back. GET sends nothing."""

    form_class = ConfirmByCodeForm
    template_name = "accounts/confirm_by_code.html"

    def post(self, request, *args, **kwargs):
        if request.POST.get("action") == "send":
            return self._send()
        return super().post(request, *args, **kwargs)

    def _send(self):
        key = self.request.user.email.lower()
        refusal = ratelimit.consume_or_429(self.request, action="request_login_code", key=key)
        if refusal:
            return refusal
        adapter = get_adapter()
        code = adapter.generate_login_code()
        adapter.send_mail("account/email/login_code", self.request.user.email, {"code": code})
        self.request.session[STATE] = {"code": code, "at": time.time()}
        return redirect(self.passthrough_next_url(self.request.path))

    def _code(self):
        state = self.request.session.get(STATE, {"code": "", "at": 0})
        return state["code"] if time.time() - state["at"] < app_settings.LOGIN_BY_CODE_TIMEOUT else ""

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"code": self._code()}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"is_sent": bool(self._code())}

    def form_valid(self, form):
        del self.request.session[STATE]
        record_authentication(self.request, self.request.user, method="code", reauthenticated=True)
        return super().form_valid(form)


reauthenticate_by_code = ReauthenticateByCodeView.as_view()
