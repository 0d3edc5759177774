"""Mails about listings: what they say is in `templates/email/`, who gets them is decided here.

A mail is written in the transaction of its cause; the outbox sends it afterwards. Subjects are neutral: they never
name a topic or a group, because somebody else may see the screen.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language

from accounts.models import User
from groups.models import ManageLink, NewsLink
from groups.models.secret import digest_of, new_token

KEY_HEADER = "X-Mail-Key"


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody who looks after a listing, and what opens it for them in addresses of its pages: its name, or a
    secret."""

    email: str
    key: str

    @property
    def manage_url(self):
        """The full address at which they look after it."""
        return absolute(reverse("manage", args=[self.key]))

    def evening_url(self, date):
        """The full address at which they see who comes to one `SessionDate`."""
        return absolute(reverse("manage-evening", args=[self.key], query={"date": date.id}))


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


def cause(kind, *parts):
    """The key of a mail about `parts` (a person, a date), from which nobody without our secret learns what they are.

    A key stays when its mail is emptied; this one then tells no more than the `kind` of mail.
    """
    digest = salted_hmac(f"groups.emails.{kind}", "\n".join(map(str, parts)), algorithm="sha256")
    return f"{kind}-{digest.hexdigest()}"


def facilitators_of(listing):
    """Everybody who looks after `listing`, as `Addressee`s: accounts first, else who sent it in without one.

    Whoever has no account gets a fresh secret link, because the earlier ones are kept as digests only.
    """
    people = User.objects.filter(pk__in=[listing.owner_id, *listing.facilitators.values_list("user", flat=True)])
    known = [Addressee(person.email, listing.public_id) for person in people.filter(is_active=True).order_by("pk")]
    if known or not listing.sender_email:
        return known
    return [Addressee(listing.sender_email, _new_key(listing))]


def secret_address(listing):
    """A new secret address at which `listing` can be looked after without signing in."""
    return absolute(reverse("manage", args=[_new_key(listing)]))


def _new_key(listing):
    token = new_token()
    ManageLink.objects.create(listing=listing, digest=digest_of(token))
    return token


def stop_tokens(people, now):
    """A new token for each of the ids in `people`, at whose address they end mails about what they saved."""
    tokens = {person: new_token() for person in people}
    links = [NewsLink(user_id=person, digest=digest_of(token), created_at=now) for person, token in tokens.items()]
    NewsLink.objects.bulk_create(links)
    return tokens


def stop_address(token, which):
    """The full secret address that ends the mails `which` (a `Stop`)."""
    return f"{absolute(reverse('news-stop', args=[token]))}?{urlencode({'which': which})}"


def stop_headers(address):
    """What lets a mail program end such mails by itself, at that address (RFC 8058)."""
    return {
        "List-Unsubscribe": f"<{address}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Precedence": "bulk",
    }
