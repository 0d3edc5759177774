"""The forms of the account pages: allauth's own with our words and one more limit, and those for a person's data."""

import unicodedata

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.core import context, ratelimit
from allauth.mfa.base import forms as factor
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts import sessions
from accounts.models import User

EMAIL, PASSWORD, NEW_PASSWORD, CODE = _("E-mail address"), _("Password"), _("New password"), _("Code")
CODE_HINT = _("Eight letters, such as BCDF-GHJK. Small letters are fine.")
APP_HINT = _("Six digits from your app, or one of your recovery codes.")
PASSWORD_HINT = lazy(lambda: " ".join(password_validators_help_texts()), str)()


class PlainWords:
    """Gives fields our label and hint, and takes out the texts that vanish when one types."""

    words = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("password2", None)  # typing a password twice guards against little
        for name, field in self.fields.items():
            label, hint = self.words.get(name, (field.label, ""))
            field.label, field.help_text = label, hint
            field.widget.attrs.pop("placeholder", None)


class GuardedCode(PlainWords):
    """Counts the guesses of a session in the shared cache, where parallel requests are counted too."""

    words = {"code": (CODE, CODE_HINT)}

    def clean_code(self):
        session = context.request.session.session_key
        if not ratelimit.consume(context.request, action="guess_code", key=session):
            raise get_adapter().validation_error("too_many_login_attempts")
        return super().clean_code()


class SignUpForm(PlainWords, account.SignupForm):
    """An e-mail address is enough.

    Without a password both answers take the same time: making one for a new address only would tell them apart.
    """

    words = {"email": (EMAIL, _("We send a code to it. Nobody else ever sees it."))}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("password1", None)


class PasswordSignInForm(PlainWords, account.LoginForm):
    words = {"login": (EMAIL, ""), "password": (PASSWORD, "")}

    def login(self, request, redirect_url=None):
        """Sign in, or go on to the second factor. allauth sets an end of its own then, which every writing puts off."""
        answer = super().login(request, redirect_url=redirect_url)
        sessions.set_end(request.session)
        return answer


class CodeRequestForm(PlainWords, account.RequestLoginCodeForm):
    words = {"email": (EMAIL, "")}


class SignInCodeForm(GuardedCode, account.ConfirmLoginCodeForm):
    pass


class EmailCodeForm(GuardedCode, account.ConfirmEmailVerificationCodeForm):
    pass


class ResetCodeForm(GuardedCode, account.ConfirmPasswordResetCodeForm):
    pass


class ConfirmByCodeForm(GuardedCode, account.BaseConfirmCodeForm):
    """The code that shows again that it is them, for people without password or second factor."""


class NewEmailForm(PlainWords, account.AddEmailForm):
    words = {"email": (_("New e-mail address"), _("We send a code to it. Until you type it, the old one stays."))}


class PasswordChangeForm(PlainWords, account.ChangePasswordForm):
    words = {"oldpassword": (_("Current password"), ""), "password1": (NEW_PASSWORD, PASSWORD_HINT)}


class FirstPasswordForm(PlainWords, account.SetPasswordForm):
    words = {"password1": (NEW_PASSWORD, PASSWORD_HINT)}


class PasswordResetForm(PlainWords, account.ResetPasswordForm):
    words = {"email": (EMAIL, "")}


class ResetPasswordForm(PlainWords, account.ResetPasswordKeyForm):
    words = {"password1": (NEW_PASSWORD, PASSWORD_HINT)}


class ConfirmByPasswordForm(PlainWords, account.ReauthenticateForm):
    words = {"password": (PASSWORD, "")}


class AnyDigits:
    """Takes the digits of an app's code in whichever script they were typed."""

    def clean_code(self):
        typed = self.cleaned_data["code"]
        self.cleaned_data["code"] = "".join(str(unicodedata.decimal(sign, sign)) for sign in typed)
        return super().clean_code()


class FactorCodeForm(AnyDigits, PlainWords, factor.AuthenticateForm):
    words = {"code": (CODE, APP_HINT)}


class ConfirmByFactorForm(AnyDigits, PlainWords, factor.ReauthenticateForm):
    words = {"code": (CODE, APP_HINT)}


class AppCodeForm(AnyDigits, PlainWords, ActivateTOTPForm):
    words = {"code": (CODE, _("Six digits that the app shows now."))}


NAME = (_("Name of this passkey"), _("Such as “My phone”, to tell several apart."))


class PasskeyForm(PlainWords, webauthn.AddWebAuthnForm):
    words = {
        "name": NAME,
        "passwordless": (_("Sign in with it alone"), _("It then asks for your finger, face or PIN. No code needed.")),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True


class FirstPasskeyForm(PlainWords, webauthn.SignupWebAuthnForm):
    words = {"name": NAME}


class PasskeyNameForm(PlainWords, webauthn.EditWebAuthnForm):
    words = {"name": NAME}


class NicknameForm(forms.ModelForm):
    """The only name others see. It may be empty; then they see “Somebody”."""

    class Meta:
        model = User
        fields = ["nickname"]
        help_texts = {
            "nickname": format_lazy(
                "{} {}", _("Others see this and nothing else of you."), _("Please do not use your full name.")
            )
        }

    def clean_nickname(self):
        nickname = " ".join(unicodedata.normalize("NFKC", self.cleaned_data["nickname"]).split())
        if "@" in nickname:
            raise forms.ValidationError(_("A nickname is no e-mail address: please leave out the @."))
        if any(unicodedata.category(sign) in ("Cc", "Cf") for sign in nickname):
            raise forms.ValidationError(_("There is a sign in this name that cannot be seen. Please type it anew."))
        return nickname


class LanguageForm(forms.Form):
    """In which language mails to somebody come when nobody is there to see which one they read."""

    language = forms.ChoiceField(
        label=_("Language of our mails to you"),
        choices=lambda: settings.LANGUAGES,
        help_text=_(
            "Signing in on a page in another language changes it too. A mail about a booking comes in the "
            "language you booked in."
        ),
        error_messages={"invalid_choice": _("This site does not speak this language. Please choose another one.")},
    )


class DeleteForm(forms.Form):
    """The tick that stands between a person and the end of their account."""

    sure = forms.BooleanField(
        label=_("Yes, delete my account and everything in it"),
        error_messages={"required": _("Please tick the box if you want to delete your account.")},
    )
