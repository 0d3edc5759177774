"""Mails about listings: what they say is in `templates/email/`, who gets them is decided here.

A mail is written in the transaction of its cause; the outbox sends it afterwards. Subjects are neutral: they never
name a topic or a group, because somebody else may see the screen.

Every mail goes to a `Reader` and is in their language, whoever writes it: a job, or somebody who reads another one. So
what a mail is made of must be put into words only while it is written: addresses are `address`es, labels lazy.
"""

from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import override

from accounts.models import User, understood
from groups.models import ManageLink, NewsLink
from groups.models.secret import digest_of, new_token

KEY_HEADER = "X-Mail-Key"


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom a mail is for: an address, and the code of the language its person reads, "" where nobody knows."""

    email: str
    language: str

    @classmethod
    def of(cls, who):
        """Who sent `who` in, or `who` themselves: whatever has an `email` and a `language`."""
        return cls(who.email, who.language)

    @classmethod
    def of_booking(cls, booking):
        """Who made a `Booking`."""
        return cls(booking.address, booking.reads)


@dataclass(frozen=True, slots=True)
class Addressee(Reader):
    """Somebody who looks after a listing, and what opens it for them in addresses of its pages: its name, or a
    secret."""

    key: str

    @property
    def manage_url(self):
        """The full address at which they look after it."""
        return address("manage", self.key)

    def evening_url(self, date):
        """The full address at which they see who comes to one `SessionDate`."""
        return address("manage-evening", self.key, query={"date": date.id})


def absolute(path):
    """The full address of a path of this site."""
    return settings.SITE_URL.rstrip("/") + path


def _address(name, args, query):
    return absolute(reverse(name, args=args, query=query))


_lazy_address = lazy(_address, str)


def address(name, *args, query=None):
    """The full address of a page for a mail: a lazy text, because it is another one in each language."""
    return _lazy_address(name, args, query)


def compose(template, reader, context, *, key=None, headers=None):
    """The mail `templates/email/<template>.txt` to one `Reader`, not sent yet; its first line is `Subject: …`.

    `context` is what the template needs. `key` names the cause: the same cause writes no second mail.
    """
    language = understood(reader.language)
    with override(language):
        words = {"site_url": settings.SITE_URL, **context}
        first, _newline, text = render_to_string(f"email/{template}.txt", words).lstrip().partition("\n")
        subject, text = first.removeprefix("Subject:").strip(), text.strip()
        html = render_to_string("email/letter.html", {"subject": subject, "text": text})
        headers = {name: str(value) for name, value in (headers or {}).items()} | {"Content-Language": language}
    headers |= {KEY_HEADER: key} if key else {}
    mail = EmailMultiAlternatives(subject, text + "\n", to=[reader.email], headers=headers)
    mail.attach_alternative(html, "text/html")
    return mail


def send(template, reader, context, *, key=None):
    """Write the mail that `compose` makes of the same arguments."""
    compose(template, reader, context, key=key).send()


def cause(kind, *parts):
    """The key of a mail about `parts` (a person, a date), from which nobody without our secret learns what they are.

    A key stays when its mail is emptied; this one then tells no more than the `kind` of mail.
    """
    digest = salted_hmac(f"groups.emails.{kind}", "\n".join(map(str, parts)), algorithm="sha256")
    return f"{kind}-{digest.hexdigest()}"


def reader_at(email, otherwise=""):
    """Who gets mail at an address that somebody gave us: in the language of the account it belongs to, `otherwise` in
    that one."""
    person = User.objects.of_address(email).filter(is_active=True).only("language").first()
    return Reader(email, (person and person.language) or otherwise)


def facilitators_of(listing):
    """Everybody who looks after `listing`, as `Addressee`s: accounts first, else who sent it in without one.

    Whoever has no account gets a fresh secret link, because the earlier ones are kept as digests only.
    """
    people = _accounts_of(listing).order_by("pk")
    known = [Addressee(person.email, person.language, listing.public_id) for person in people]
    if known or not listing.sender_email:
        return known
    return [Addressee(listing.sender_email, listing.submission.language, _new_key(listing))]


def has_facilitators(listing):
    """Whether `facilitators_of` finds anybody for `listing`; makes no link."""
    return bool(listing.sender_email) or _accounts_of(listing).exists()


def _accounts_of(listing):
    people = [listing.owner_id, *listing.facilitators.values_list("user", flat=True)]
    return User.objects.filter(pk__in=people, is_active=True)


def secret_address(listing):
    """A new secret address at which `listing` can be looked after without signing in."""
    return address("manage", _new_key(listing))


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
    return address("news-stop", token, query={"which": which})


def stop_headers(address):
    """What lets a mail program end such mails by itself, at that address (RFC 8058)."""
    return {
        "List-Unsubscribe": format_lazy("<{}>", address),
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Precedence": "bulk",
    }
