"""What tests of posting and managing send, and the people who send it."""

import re

from django.urls import reverse

from groups import facilitating
from groups.models import Listing
from tests.accounts.people import make_person, sign_in

SCREEN = {
    "basics-name": "Tuesday Circle",
    "basics-kind": "peer-circle",
    "place-attendance": "in_person",
    "place-venue": "open",
    "place-name": "Linden Street Library",
    "place-town": "Leeds",
    "place-country": "GB",
    "contacts-channel_0": "phone",
    "contacts-value_0": "020 7946 0018",
    "times-slot_count": "1",
    "times-0-repeats": "weekly",
    "times-0-weekdays": ["TU"],
    "times-0-starts_on": "2026-03-10",
    "times-0-starts_at": "18:30",
    "times-0-ends_at": "20:00",
}
SENDER = {"submitter-email": "ana@example.org"}
FORBIDDEN = {
    "status": "published",
    "searchable": "on",
    "owner": "1",
    "owner_id": "1",
    "public_id": "chosen",
    "confirmed_at": "2026-01-01",
    "is_checked_now": "on",
    "answered_by_mail": "on",
    "closed_on": "2026-01-01",
    "merged_into": "1",
    "by": "1",
    "via_link": "",
    "email_verified_at": "2026-01-01",
}
"""What no form of ours asks, under the names a browser could send it by."""


def standing(listing):
    """What only verbs may write of a listing."""
    names = ("status", "searchable", "owner_id", "public_id", "confirmed_at", "is_checked_now", "answered_by_mail")
    names += ("closed_on", "merged_into_id", "is_unsure", "is_stale", "source_id")
    return Listing.objects.values(*names).get(pk=listing.pk)


def lead(client, listing, email="ana@example.org"):
    """Sign somebody in who answers for `listing` from now on; answers them."""
    person = make_person(email)
    Listing.objects.filter(pk=listing.pk).update(owner=person)
    listing.refresh_from_db()
    sign_in(client, person)
    return person


def link_of(listing):
    """The token of a new secret link."""
    return facilitating.new_link(listing, by=None)


def page(name, key, *args):
    return reverse(name, args=[key, *args])


def text_of(response):
    """The words of a page, with single spaces."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def address_in(mail):
    """The path of the one address that a mail asks to open."""
    return re.search(r"https?://[^/]+(/\S+)", mail.body).group(1)
