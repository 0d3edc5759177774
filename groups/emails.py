"""Mails about listings: what they say is in `templates/email/`, who gets them is decided here.

A mail is written in the transaction of its cause; the outbox sends it afterwards. Subjects are neutral: they never
name a topic or a group, because somebody else may see the screen.
"""

from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language

from accounts.models import User
from groups.models import ManageLink
from groups.models.secret import digest_of, new_token

KEY_HEADER = "X-Mail-Key"


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody who looks after a listing, and the address at which they do."""

    email: str
    manage_url: str


def absolute(path):
    """The full address of a path of this site, for a mail."""
    return settings.SITE_URL.rstrip("/") + path


def compose(template, recipient, context, *, key=None, headers=None):
    """The mail `templates/email/<template>.txt` to one address, not sent yet; its first line is `Subject: …`.

    `context` is what the template needs. `key` names the cause: the same cause writes no second mail.
    """
    words = {"site_url": settings.SITE_URL, **context}
    first, _newline, text = render_to_string(f"email/{template}.txt", words).lstrip().partition("\n")
    subject, text = first.removeprefix("Subject:").strip(), text.strip()
    headers = (headers or {}) | ({KEY_HEADER: key} if key else {})
    mail = EmailMultiAlternatives(subject, text + "\n", to=[recipient], headers=headers)
    parts = {"subject": subject, "text": text, "language": get_language()}
    mail.attach_alternative(render_to_string("email/letter.html", parts), "text/html")
    return mail


def send(template, recipient, context, *, key=None):
    """Write the mail that `compose` makes of the same arguments."""
    compose(template, recipient, context, key=key).send()


def facilitators_of(listing):
    """Everybody who looks after `listing`, as `Addressee`s: accounts first, else who sent it in without one.

    Whoever has no account gets a fresh secret link, because the earlier ones are kept as digests only.
    """
    people = User.objects.filter(pk__in=[listing.owner_id, *listing.facilitators.values_list("user", flat=True)])
    here = absolute(reverse("manage", args=[listing.public_id]))
    known = [Addressee(person.email, here) for person in people.filter(is_active=True).order_by("pk")]
    if known or not listing.sender_email:
        return known
    return [Addressee(listing.sender_email, secret_address(listing))]


def secret_address(listing):
    """A new secret address at which `listing` can be looked after without signing in."""
    token = new_token()
    ManageLink.objects.create(listing=listing, digest=digest_of(token))
    return absolute(reverse("manage", args=[token]))
