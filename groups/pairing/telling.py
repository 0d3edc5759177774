"""The one mail that asks the other side whether two listings go well together."""

from groups import asking, emails
from groups.models import PairingLink
from groups.models.secret import digest_of, new_token


def tell(pairing, listing):
    """Mail those who answer for `listing`, one of the two, a link at which they say yes or no.

    That is who looks after it, else who sent it in, else its own address. The same pair is asked about once, whatever
    became of it since; so the links of earlier mails lead to this one.
    """
    is_for_first = pairing.first_id == listing.pk
    PairingLink.objects.to(listing, pairing.other_than(listing)).update(pairing=pairing, is_for_first=is_for_first)
    readers = asking.readers_of(listing)
    if not readers:
        return
    token = new_token()
    PairingLink.objects.create(pairing=pairing, is_for_first=is_for_first, digest=digest_of(token))
    other = pairing.second if is_for_first else pairing.first
    url = emails.address("pairing-link", token)
    words = {"listing": listing, "other": other, "pairing": pairing, "url": url}
    for reader in readers:
        key = emails.cause("pairing", listing.pk, other.pk, reader.email.lower())
        emails.send("pairing", reader, words, key=key)
