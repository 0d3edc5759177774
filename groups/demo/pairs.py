"""Sample listings that go well together: some both sides say so, some the one, one a moderator has looked at."""

from groups import pairing
from groups.demo.people import person
from groups.models import Listing, Pairing

LINKED = 12
AGREED = 3  # one in so many both sides agree to
CHECKED = 5  # and one in so many a moderator confirms


def fill(now):
    """Link a dozen meetups with what is suggested first for each, as said at the aware moment `now`.

    Those of the sample facilitator are among them. Nobody is asked by mail: their addresses are made up.
    """
    links, linked = [], set()
    for listing in _meetups():
        best = next((match for match in pairing.suggestions(listing) if match.other.pk not in linked), None)
        if best:
            links.append(_link(listing, best, len(links), now))
            linked.add(best.other.pk)
        if len(links) == LINKED:
            break
    Pairing.objects.bulk_create(links)


def _meetups():
    """Those that somebody looks after, then others in the order they were written."""
    listings = Listing.objects.searchable().filter(formality="informal").select_related("kind", "place")
    return [*listings.filter(owner__isnull=False).order_by("pk"), *listings.filter(owner=None).order_by("pk")[:60]]


def _link(listing, match, number, now):
    """The unsaved link of `listing` with its `match`, by the word of the listing at least."""
    first, second = (match.other.pk, listing.pk) if match.is_other_first else (listing.pk, match.other.pk)
    own, other = ("second", "first") if match.is_other_first else ("first", "second")
    said = {f"{own}_agreed_at": now, f"{own}_agreed_by": listing.owner}
    if number % AGREED == 0:
        said[f"{other}_agreed_at"] = now
    elif number % CHECKED == 0:
        said |= {"checked_at": now, "checked_by": person("moderator")}
    return Pairing(first_id=first, second_id=second, sort=match.sort, **said)
