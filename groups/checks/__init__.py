"""What a moderator should look at twice in a listing: plain values beside the form. Nothing here blocks anything."""

from django.utils import timezone
from django.utils.translation import gettext as _

from groups import content
from groups.checks import addresses, people, times, words
from groups.checks.check import Check, Level
from groups.checks.words import contacts_in
from groups.duplicates import likely_same
from groups.models import Listing

RULES = (
    words.unsafe,
    words.links,
    words.typed_contacts,
    addresses.home,
    addresses.leaks,
    people.young,
    people.first_visit,
)
SURELY_SAME = 0.8

WORDING = (words.unsafe, words.links, words.typed_contacts)

__all__ = ["Check", "Level", "checks_of", "checks_of_text", "contacts_in"]


def checks_of(listing_or_content, *, now=None):
    """The `Check`s of a stored listing or of a document (`groups.content`), what is urgent first.

    A document is judged by what it says, and only a stored listing is compared with others. `now` is an aware moment.
    """
    is_stored = isinstance(listing_or_content, Listing)
    document = content.content_of(listing_or_content) if is_stored else listing_or_content
    found = [check for rule in RULES for check in rule(document)]
    found += times.checks(document, now or timezone.now())
    if is_stored:
        found += _twins(listing_or_content)
    return sorted(found, key=lambda check: (check.level, check.field, check.code))


def checks_of_text(text):
    """The `Check`s of words that stand on their own, such as a first visit told."""
    document = {"basics": {"description": text, "organization": None}, "contacts": []}
    found = [check for rule in WORDING for check in rule(document)]
    return sorted(found, key=lambda check: (check.level, check.code))


def _twins(listing):
    for twin in likely_same(listing):
        sentence = _("Perhaps listed already as “%(name)s” (%(percent)d %% alike).") % {
            "name": twin.listing.name,
            "percent": round(twin.score * 100),
        }
        yield Check("duplicate", Level.URGENT if twin.score >= SURELY_SAME else Level.LOOK, sentence, "basics.name")
