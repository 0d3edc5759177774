"""Who somebody is. A nickname is all others ever see."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, Group, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models.language import LanguageField, spoken


class UserManager(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        """Make a member who signs in by `email`; without a `password` they have to ask for one by e-mail first."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        """Make an admin: a person who may do everything."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def of_address(self, email):
        """Whoever signs in by `email`, however it is spelled: nobody, or one person."""
        return self.alias(spelled_small=Lower("email")).filter(spelled_small=email.lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A member, facilitator, moderator or admin. No real name is asked for or kept."""

    email = models.EmailField(_("e-mail address"), unique=True)
    nickname = models.CharField(_("nickname"), max_length=40, blank=True)
    language = LanguageField()
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_staff = models.BooleanField(_("may use the admin site"), default=False)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)

    objects = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique_ignoring_case",
                violation_error_message=_("Somebody already uses this e-mail address."),
            ),
        ]

    def __str__(self):
        return self.nickname or gettext("Somebody")

    def keep_language(self, code=""):
        """Write mails to this person in the language `code` from now on; without it in the one in use just now."""
        language = code or spoken()
        if language and language != self.language:
            self.language = language
            self.save(update_fields=["language"])


class Role(Group):
    """Django's groups under a name that cannot be mistaken for a support group."""

    class Meta:
        proxy = True
        verbose_name = _("role")
        verbose_name_plural = _("roles")
