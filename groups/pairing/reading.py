"""What pages show of a listing's links with others, and of what might go well with it."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from groups.geo import distance_km
from groups.models import Listing, Pairing
from groups.pairing import words
from groups.pairing.suggesting import suggestions

MOST_PAIRS = 8
"""So many links the public page shows; those that both sides agree to, or a moderator confirmed, come first."""


@dataclass(frozen=True, slots=True)
class Partner:
    """Another listing, and what is said of it on the page of the one: `way`, `reasons`, and for a link who `says` so;
    it is empty where nobody has yet. `way` is empty where nothing more is known than that they may go together.

    `may_agree` tells whether the side of the one has not said so. `pairing` is None for a suggestion.
    """

    listing: Listing
    way: str
    reasons: list[str] = field(default_factory=list)
    says: str = ""
    pairing: Pairing | None = None
    may_agree: bool = False


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a listing: `pairs` that somebody has said go well with it, and what is `suggested`."""

    pairs: list[Partner]
    suggested: list[Partner]


def beside(listing):
    """The `Beside` of a listing (read with `kind` and `place`), as the public sees it: three questions at most."""
    links = list(Pairing.objects.of(listing).order_by("pk"))
    return _beside(listing, links, sorted((link for link in links if link.is_confirmed), key=_doubt), most=MOST_PAIRS)


def standing(listing):
    """The same for who looks after `listing`: links that nobody has confirmed yet are among the pairs."""
    links = list(Pairing.objects.of(listing).order_by("pk"))
    return _beside(listing, links, [link for link in links if link.ended_at is None])


def _doubt(link):
    """How little stands behind a link that is shown: 0 where both sides say so."""
    return 2 - min(2, sum(map(bool, (link.first_agreed_at, link.second_agreed_at, link.checked_at))))


def _beside(listing, links, shown, *, most=None):
    """What was linked once is not suggested again, whatever became of it."""
    if not listing.searchable:
        return Beside([], [])
    matches = suggestions(listing, without={link.other_than(listing) for link in links})
    wanted = [link.other_than(listing) for link in shown] + [match.other.pk for match in matches]
    others = _searchable(wanted)
    pairs = [linked(listing, others[pk], link) for link in shown if (pk := link.other_than(listing)) in others]
    return Beside(
        pairs=pairs[:most],
        suggested=[_suggested(listing, others[match.other.pk], match) for match in matches],
    )


def linked(listing, other, link):
    """What is said on the page of `listing` of its `link` with `other`."""
    km = distance_km(listing.point, other.point) if listing.point and other.point else None
    return Partner(
        listing=other,
        way=words.way(link.sort, is_other_first=link.first_id == other.pk),
        reasons=list(filter(None, [words.distance(km, listing, other)])),
        says=says(listing, other, link),
        pairing=link,
        may_agree=not link.has_agreed(listing),
    )


def says(listing, other, link):
    """Who has said that the two go well together, as the page of `listing` tells it."""
    if link.has_agreed(listing) and link.has_agreed(other):
        return _("Both say so")
    if link.checked_at:
        return _("Checked by a moderator")
    if link.has_agreed(listing):
        return _("The people here say so")
    return _("“%(name)s” says so") % {"name": other.name} if link.has_agreed(other) else ""


def _suggested(listing, other, match):
    return Partner(listing=other, way=words.way_supposed(match), reasons=words.reasons(match, listing, other))


def _searchable(pks):
    listings = Listing.objects.searchable().filter(pk__in=pks).select_related("kind", "place", "organization")
    found = listings.defer("document", "pos").order_by("pk") if pks else []
    return {listing.pk: listing for listing in found}
