"""How long what this app keeps about people is kept, for the table that people read; see `supportfinder.retention`."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.core.cache import caches
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts import privacy, sessions
from accounts.models import Mail, User
from supportfinder import retention
from supportfinder.retention import Row
from supportfinder.shared_cache import SharedCache

UNCONFIRMED_DAYS = 7


def register():
    """Add the rows of this app; called when it is ready."""
    retention.register(
        Row(
            "accounts",
            _("Your account: e-mail address, nickname, language, password and passkeys in a form nobody can read back"),
            _("So that you can sign in"),
            _("Until you delete your account"),
            where=(
                *("accounts.User", "accounts.User_groups", "accounts.User_user_permissions", "accounts.Duty"),
                *("accounts.Verification", "account.EmailAddress", "account.EmailConfirmation", "mfa.Authenticator"),
            ),
        ),
        Row(
            "unconfirmed accounts",
            _("An address somebody signed up with and never confirmed"),
            _("It may be somebody else's"),
            lambda: days(UNCONFIRMED_DAYS),
            where=("accounts.User.email",),
            forget=forget_unconfirmed,
        ),
        Row(
            "sign-ins",
            _("Where you are signed in: the kind of browser, and a shortened address of the connection"),
            _("So that you can see it and end it"),
            lambda: days(settings.SESSION_COOKIE_AGE // 86_400),
            where=("sessions.Session", "usersessions.UserSession"),
            forget=lambda now: sessions.prune(),
        ),
        Row(
            "mails",
            _("Mails to you: the address and the text"),
            _("So that they can be sent again when a mail server is away"),
            lambda: days(settings.MAIL_KEEP_DAYS),
            where=("accounts.Mail",),
            forget=lambda now: Mail.objects.forget(now - timedelta(days=settings.MAIL_KEEP_DAYS)),
            setting="MAIL_KEEP_DAYS",
        ),
        Row(
            "acts of staff",
            _("What staff changed by hand in the administration"),
            _("So that mistakes can be found"),
            lambda: days(settings.ADMIN_LOG_KEEP_DAYS),
            where=("admin.LogEntry",),
            forget=forget_acts,
            setting="ADMIN_LOG_KEEP_DAYS",
        ),
        Row(
            "counters",
            _("Counters of how often forms are sent from one connection, under a scrambled form of its address"),
            _("To stop misuse"),
            lambda: days(1),
            where=("cache",),
            forget=forget_counters,
        ),
        Row(
            "erasures",
            _("That something was erased: a day and a mark that tells nobody whom it was about"),
            _("So that no backup brings it back"),
            _("As long as the site runs"),
            where=("accounts.Erasure",),
        ),
    )


def days(number):
    """So many days, in words."""
    return ngettext("%(days)d day", "%(days)d days", number) % {"days": number}


def forget_unconfirmed(now):
    """Erase accounts whose address nobody confirmed within days and that were never used; answers how many."""
    own = EmailAddress.objects.filter(user=OuterRef("pk"))
    never = User.objects.filter(is_staff=False, last_login=None, date_joined__lt=now - timedelta(days=UNCONFIRMED_DAYS))
    never = never.filter(Exists(own)).exclude(Exists(own.filter(verified=True)))
    people = list(never.order_by("pk"))
    for user in people:
        privacy.erase(user)
    return len(people)


def forget_acts(now):
    """Erase what the administration noted longer ago than it is kept; answers how many."""
    return LogEntry.objects.filter(action_time__lt=now - timedelta(days=settings.ADMIN_LOG_KEEP_DAYS)).delete()[0]


def forget_counters(now):
    """Remove from the shared cache what no longer counts; answers how many. Other caches do so by themselves."""
    kept = caches["default"]
    return kept.forget_ended(now) if isinstance(kept, SharedCache) else 0
