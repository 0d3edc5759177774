"""How allauth behaves here: our words, mails in two forms, and a way to confirm for people without a password."""

import time

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from accounts import sessions

WRONG_CODE = _("This code is not right. Please look again, or ask for a new one.")
TOO_MANY = _("There were too many tries. Please wait a few minutes and try again.")


class AccountAdapter(DefaultAccountAdapter):
    """Signing in and up. A sentence never tells whether an address is known."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed."),
        "duplicate_email": _("This is your address already."),
        "email_password_mismatch": _("E-mail address and password do not fit together. Please try again."),
        "email_taken": _("This address cannot be used. Please take another one."),
        "enter_current_password": _("This is not your current password."),
        "incorrect_code": WRONG_CODE,
        "incorrect_password": _("This is not your password."),
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
    }

    def render_mail(self, template_prefix, email, context, headers=None):
        """A mail as plain text and as HTML made from the same words, without anything remote.

        Its links name SITE_URL: a mail stays, and must not lead to whatever host a request claimed to be for.
        """
        headers = (headers or {}) | {"Content-Language": get_language()}
        mail = super().render_mail(template_prefix, email, context | self.links(), headers)
        mail.attach_alternative(render_to_string("account/email/mail.html", {"text": mail.body}), "text/html")
        return mail

    def is_safe_url(self, url):
        """Whether to lead there after signing in: a place of this site, and nothing that is no address at all."""
        try:
            return super().is_safe_url(url)
        except ValueError:
            return False

    def links(self):
        """The full addresses that mails may name, by their names in the templates."""
        pages = {"login_url": "account_login", "signup_url": "account_signup"}
        return {name: settings.SITE_URL.rstrip("/") + reverse(page) for name, page in pages.items()}

    def send_account_already_exists_mail(self, email):
        """To whom signs up again: the way in, which also confirms an address that never was."""
        self.send_mail("account/email/account_already_exists", email, {})

    def login(self, request, user):
        """Sign in; the language of the page they do it on is from then on that of mails to them."""
        super().login(request, user)
        sessions.set_end(request.session)
        user.keep_language()

    def confirm_email(self, request, email_address):
        """Confirm an address by the code sent to it; that is as good as signing in by a code, and noted as such."""
        is_confirmed = super().confirm_email(request, email_address)
        if is_confirmed:
            record_authentication(request, email_address.user, method="code", email=email_address.email)
        return is_confirmed

    def get_reauthentication_methods(self, user):
        """How `user` can show again that it is them; without a second factor a code by e-mail is one way."""
        methods = super().get_reauthentication_methods(user)
        words = {
            "reauthenticate": gettext("Use your password"),
            "mfa_reauthenticate": gettext("Use a code from your app, or a recovery code"),
            "mfa_reauthenticate:webauthn": gettext("Use a passkey"),
        }
        by_code = {
            "id": "reauthenticate_by_code",
            "description": gettext("Get a code by e-mail"),
            "url": reverse("reauthenticate-by-code"),
        }
        known = [method | {"description": words[method["id"]]} for method in methods]
        known.sort(key=lambda method: method["id"] != "mfa_reauthenticate:webauthn")  # the easiest way first
        has_factor = any(method["id"] != "reauthenticate" for method in methods)
        return known if has_factor or not user.is_authenticated else [*known, by_code]

    def is_reauthentication_required(self, *, app, **kwargs):
        """Whether a change in `app` asks for it again.

        allauth takes people without password and second factor for confirmed for good; here they need a code that
        is as fresh as anybody's confirmation.
        """
        user = self.request.user
        if user.is_authenticated and not super().get_reauthentication_methods(user) and not self._has_fresh_code(user):
            raise ReauthenticationRequired
        return super().is_reauthentication_required(app=app, **kwargs)

    def _has_fresh_code(self, user):
        since = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
        return any(
            record["method"] == "code" and record["at"] > since
            for record in get_authentication_records(self.request, user)
        )


class FactorAdapter(DefaultMFAAdapter):
    """Passkeys, authenticator apps and recovery codes."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": WRONG_CODE,
        "cannot_generate_recovery_codes": _("Recovery codes need a passkey or an authenticator app first."),
        "unverified_email": _("Please confirm your e-mail address first."),
    }

    def generate_authenticator_name(self, user, kind):
        """A name for a new passkey, to be changed at will."""
        number = Authenticator.objects.filter(user=user, type=kind).count() + 1
        return gettext("Passkey") if number == 1 else gettext("Passkey {number}").format(number=number)

    def get_public_key_credential_rp_entity(self):
        """What a browser shows as the owner of a passkey."""
        return super().get_public_key_credential_rp_entity() | {"name": "Support Finder"}
