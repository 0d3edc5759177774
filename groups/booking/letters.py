"""Mails to whoever booked: neutral words, when and where as far as that is public, and a link of their own.

They never name the group or its topic, and hold nothing but text: somebody else may see the screen.
"""

import re

from django.core.mail import EmailMultiAlternatives

from accounts.models import Mail
from groups import emails
from groups.models import BookingLink
from groups.models.secret import digest_of, new_token

SECRET = re.compile(r"[\w-]{20,}")
"""Whatever in a mail may be the secret of an address."""
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
    emails.send(template, emails.Reader.of_booking(booking), words, key=key)


def write_to_facilitators(template, slot, date, when):
    """Write that mail about `date` (a `SessionDate` of `slot`; `when` is its `Span`) to everybody who looks after the
    listing, with their way to who comes."""
    for person in emails.facilitators_of(slot.listing):
        emails.send(template, person, about(slot, when) | {"evening_url": person.evening_url(date)})


def copy_to(mail, recipient, key, change=str):
    """`mail` (as `emails.compose` answers it) to somebody else, its texts and headers put through `change`; `key` names
    the cause.

    For many people who are told the same in the same language: a text is made once.
    """
    headers = {name: change(value) for name, value in mail.extra_headers.items()} | {emails.KEY_HEADER: key}
    copy = EmailMultiAlternatives(mail.subject, change(mail.body), to=[recipient], headers=headers)
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


def unsend(bookings):
    """Remove mails about `bookings` (a queryset) that still wait; answers how many. One that is being sent just now is
    not waited for.

    Each such mail holds an address that opens its booking: by that it is known.
    """
    about_them = set(BookingLink.objects.filter(booking__in=bookings).values_list("digest", flat=True))
    people = {booking.address for booking in bookings.select_related("user")}
    waiting = Mail.objects.waiting().filter(recipient__in=people).select_for_update(skip_locked=True)
    spent = [mail.pk for mail in waiting if about_them & {digest_of(token) for token in SECRET.findall(mail.text)}]
    return Mail.objects.filter(pk__in=spent).delete()[0]


def address(token):
    """The full secret address that holds `token`."""
    return emails.address("booking", token)
