"""The outbox: a mail is a row in the transaction of its cause, and is sent after it."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

NO_SERVER = "server: "
"""How `last_error` begins when our own mail server failed, not one mail or its recipient."""


class MailQuerySet(models.QuerySet):
    def waiting(self):
        """Mails that still have to be sent, now or later."""
        return self.filter(sent_at__isnull=True, given_up_at__isnull=True)

    def due(self, now):
        """Mails whose turn has come at the aware moment `now`, oldest first."""
        return self.waiting().filter(send_after__lte=now).order_by("send_after", "pk")

    def late(self, moment):
        """Mails that nobody tried since `moment`, and mails from before it that found the mail server away.

        A mail that its recipient's side puts off (a full mailbox) is not late: it says nothing about us.
        """
        server_away = Q(created_at__lte=moment, last_error__startswith=NO_SERVER)
        return self.waiting().filter(Q(send_after__lte=moment) | server_away)

    def try_again(self, now):
        """Let mails that were given up wait again from the aware moment `now` on, as if new; answers how many.

        For the day on which the mail server is mended. What was emptied meanwhile stays given up.
        """
        given_up = self.filter(given_up_at__isnull=False).exclude(text="")
        return given_up.update(given_up_at=None, attempts=0, send_after=now)

    def forget(self, finished_before):
        """Empty what was sent or given up before the aware moment `finished_before`; answers how many mails.

        Mails hold secret links and codes, and who got them says something too. The row stays without all that, so
        that its cause writes no second mail.
        """
        finished = Q(sent_at__lt=finished_before) | Q(given_up_at__lt=finished_before)
        nothing = {"recipient": "", "text": "", "html": "", "reply_to": "", "headers": {}, "last_error": ""}
        return self.filter(finished).exclude(text="", recipient="").update(**nothing)


class Mail(models.Model):
    """One mail to one address. `key` names its cause, so that the same cause writes no second one."""

    key = models.CharField(_("cause"), max_length=200, unique=True, null=True, blank=True)
    recipient = models.EmailField(_("to"))
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("as plain text"))
    html = models.TextField(_("as HTML"), blank=True)
    reply_to = models.EmailField(_("answers go to"), blank=True)
    headers = models.JSONField(_("more headers"), default=dict, blank=True)
    created_at = models.DateTimeField(_("written"), auto_now_add=True)
    send_after = models.DateTimeField(_("not before"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    given_up_at = models.DateTimeField(_("given up"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.CharField(_("last answer of the mail server"), max_length=300, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(
                fields=["send_after", "id"],
                name="mail_waiting",
                condition=Q(sent_at__isnull=True, given_up_at__isnull=True),
            ),
        ]

    def __str__(self):
        return self.subject
