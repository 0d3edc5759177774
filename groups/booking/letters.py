"""Mails to whoever booked: neutral words, when and where as far as that is public, and a link of their own.

They never name the group or its topic, and hold nothing but text: somebody else may see the screen.
"""

from django.core.mail import EmailMultiAlternatives
from django.urls import reverse

from groups import emails
from groups.models import BookingLink
from groups.models.secret import digest_of, new_token

PLACEHOLDER = "0" * 32
"""Stands for the secret in a text that many people get; each has another."""


def write(template, booking, when, **more):
    """Write the mail `templates/email/<template>.txt` about `booking`.

    `when` is the `Span` in question, None where there is none. `more` is what the template needs besides; `key` names
    the cause. Nothing is written to a closed account.
    """
    if booking.user_id and not booking.user.is_active:
        return
    key = more.pop("key", None)
    words = about(booking.slot, when) | {"booking": booking, "url": new_address(booking)} | more
    emails.send(template, booking.address, words, key=key)


def write_to_facilitators(template, slot, date, when):
    """Write that mail about `date` (a `SessionDate` of `slot`; `when` is its `Span`) to everybody who looks after the
    listing, with their way to who comes."""
    for person in emails.facilitators_of(slot.listing):
        emails.send(template, person.email, about(slot, when) | {"evening_url": person.evening_url(date)})


def copy_to(mail, recipient, key, change=str):
    """`mail` (as `emails.compose` answers it) to somebody else, its texts put through `change`; `key` names the cause.

    For many people who are told the same: a text is made once.
    """
    copy = EmailMultiAlternatives(mail.subject, change(mail.body), to=[recipient], headers={emails.KEY_HEADER: key})
    for content, kind in mail.alternatives:
        copy.attach_alternative(change(content), kind)
    return copy


def with_token(token):
    """For `copy_to`: a text with this secret in place of the `PLACEHOLDER`."""
    return lambda text: text.replace(PLACEHOLDER, token)


def about(slot, when):
    """What every mail says of a date of `slot`: when, by the clock of its place, and where."""
    return {"when": when, "zone": slot.timezone, "listing": slot.listing, "slot": slot}


def new_address(booking):
    """A new secret address at which `booking` can be seen and cancelled without signing in."""
    token = new_token()
    BookingLink.objects.create(booking=booking, digest=digest_of(token))
    return address(token)


def address(token):
    """The full secret address that holds `token`."""
    return emails.absolute(reverse("booking", args=[token]))
