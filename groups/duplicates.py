"""Listings that are likely one and the same: near each other, of a like name, at the same time, or reached alike.

Places are compared by their *public* point, so that nothing is told of a concealed one that search does not tell.
"""

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Q
from django.db.models.functions import Greatest
from django.utils import timezone

from groups import moderation, recurrence
from groups.choices import PINNED, Cause, Channel, Precision, Status, Visibility
from groups.geo import distance_km
from groups.models import Contact, Listing, Review, Schedule
from groups.models.listing import NOT_ON_THE_MAP

LIKELY = 0.5
"""From this score on two listings are shown as likely the same."""

REACH_KM = {Precision.POSTCODE: 2.0, Precision.TOWN: 5.0, Precision.AREA: 5.0}
PINNED_KM = 0.3
LEAST_LIKENESS = 0.35
NOISE = frozenset(
    [
        *(
            "the",
            "a",
            "an",
            "and",
            "of",
            "for",
            "in",
            "at",
            "to",
            "my",
            "our",
            "support",
            "supports",
            "group",
            "groups",
        ),
        *("circle", "meeting", "meetings", "meetup", "peer", "self", "help", "club", "community", "service"),
        *("services", "centre", "center", "inc", "ltd", "trust", "online"),
    ]
)
NOISE_WEIGHT = 0.25
NEAREST, ALIKE = 200, 50
ALIKE_FROM = 0.3  # as pg_trgm's own operator
SAME_TIME = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Twin:
    """A listing that is likely the same: how likely (`score`, up to 1), and how far apart the public points are.

    `distance_km` is None where one has no position, or one that may not leave the site.
    """

    listing: Listing
    score: float
    distance_km: float | None


def likely_same(listing, *, limit=5):
    """Public listings that are likely the same as `listing` (stored, of any status), likeliest first, as `Twin`s.

    Five queries, however many there are.
    """
    candidates = {one.pk: one for one in [*_near(listing), *_named_alike(listing)] if one != listing}
    ways, slots = _ways_of(listing.pk, candidates), _slots_of([listing.pk, *candidates])
    twins = []
    for one in candidates.values():
        same_way = bool(ways[listing.pk] & ways[one.pk]) or _same_organization(listing, one)
        score = score_of(listing, one, same_way=same_way, same_time=_meet_alike(slots[listing.pk], slots[one.pk]))
        if score >= LIKELY:
            twins.append(Twin(one, score, _shown_km(listing, one)))
    return sorted(twins, key=lambda twin: (-twin.score, twin.listing.pk))[:limit]


def score_of(listing, other, *, same_way, same_time):
    """How likely two listings are the same, 0 to 1: mostly the name, then place, time, and how they are reached.

    What meets at two places far apart is never the same; without two places to compare it takes more than a name.
    """
    name, is_near = likeness(listing.name, other.name), _are_near(listing, other)
    may_be = same_way or (listing.place is None and other.place is None) if is_near is None else is_near
    if not may_be or (name < LEAST_LIKENESS and not (same_way and same_time)):
        return 0.0
    return round(min(1.0, 0.6 * name + 0.2 * bool(is_near) + 0.15 * same_time + 0.15 * same_way), 3)


def likeness(name, other):
    """How alike two names are, 0 to 1: the share of their letter triples (as pg_trgm cuts them) that they have in
    common. Case and accents do not count, words that many names have count little, and order does not matter."""
    ours, theirs = _triples(name), _triples(other)
    total = sum(max(ours.get(triple, 0), theirs.get(triple, 0)) for triple in ours | theirs)
    common = sum(min(ours[triple], theirs[triple]) for triple in ours.keys() & theirs.keys())
    return common / total if total else 0.0


def open_duplicates(now=None):
    """Put what came or changed in the last day, and is likely listed already, into the queue; answers how many.

    Two listings of one source are never put there: the source tells them apart. A pair that somebody has looked at is
    not put there again. At most DUPLICATES_A_NIGHT listings are compared, the latest first.
    """
    since = (now or timezone.now()) - timedelta(hours=26)
    seen = Listing.objects.filter(status__in=(Status.PENDING, Status.PUBLISHED), closed_on__isnull=True)
    changed = seen.filter(updated_at__gte=since).order_by("-updated_at", "-pk").values_list("pk", flat=True)
    opened = 0
    for pk in list(changed[: settings.DUPLICATES_A_NIGHT]):
        listing = Listing.objects.select_related("place", "organization").defer("document", "pos").get(pk=pk)
        twin = next((twin for twin in likely_same(listing) if _is_news(listing, twin.listing)), None)
        if twin:
            moderation.open_review(listing, Cause.DUPLICATE, other=twin.listing)
            opened += 1
    return opened


def _candidates():
    parts = ("kind", "place", "organization", "source")
    listings = Listing.objects.published().filter(closed_on__isnull=True, merged_into__isnull=True)
    return listings.select_related(*parts).defer("document", "pos")


def _near(listing):
    """What search finds within reach of its point, nearest first."""
    point = _point(listing)
    return _candidates().searchable().near(point, _reach_km(listing.place)).nearest_first()[:NEAREST] if point else []


def _named_alike(listing):
    """What has a like name: as near as any two that are the same can be, and among what is not on the map.

    Of what meets far away a like name says nothing, and of a common name there would be thousands. A listing without
    a point is looked for everywhere.
    """
    point, listings = _point(listing), _candidates()
    if point is None:
        return _alike(listings, listing.name)
    near = listings.searchable().near(point, max(REACH_KM.values()))
    return [*_alike_here(near, listing.name), *_alike(listings.filter(NOT_ON_THE_MAP), listing.name)]


def _alike(listings, name):
    """Those of `listings` with the likest names, by the index of names."""
    alike = Q(name__trigram_similar=name) | Q(name__trigram_similar=_bare(name))
    return listings.filter(alike).order_by(TrigramSimilarity("name", name).desc(), "pk")[:ALIKE]


def _alike_here(listings, name):
    """The same of what one circle holds, by the index of positions: the names are compared one by one."""
    likeness = Greatest(TrigramSimilarity("name", name), TrigramSimilarity("name", _bare(name)))
    likest_first = (TrigramSimilarity("name", name).desc(), "pk")
    return listings.alias(likeness=likeness).filter(likeness__gte=ALIKE_FROM).order_by(*likest_first)[:ALIKE]


def _ways_of(own, others):
    """By listing: the numbers and addresses at which it is reached, written one way; of `others` the public ones, or
    a draft could be used to guess the rest."""
    ways = defaultdict(set)
    known = Contact.objects.filter(Q(listing=own) | Q(listing__in=list(others), visibility=Visibility.PUBLIC))
    for pk, channel, value in known.values_list("listing", "channel", "value"):
        ways[pk].add(_one_way(channel, value))
    return ways


def _one_way(channel, value):
    if channel in (Channel.PHONE, Channel.TEXT):
        return "".join(re.findall(r"\d", value))[-9:]
    return value.lower().removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")


def _slots_of(pks):
    """By listing: its live slots."""
    slots = defaultdict(list)
    for slot in Schedule.objects.live().filter(listing__in=pks).order_by("pk"):
        slots[slot.listing_id].append(slot)
    return slots


def _meet_alike(slots, others):
    """Whether a slot of each falls on the same weekday, and begins within half an hour of the other."""
    return any(
        recurrence.weekdays(slot.rule) & recurrence.weekdays(other.rule)
        and _minutes_apart(slot.start_time, other.start_time) <= SAME_TIME
        for slot in slots
        for other in others
    )


def _minutes_apart(one, other):
    minutes = abs((one.hour * 60 + one.minute) - (other.hour * 60 + other.minute))
    return timedelta(minutes=min(minutes, 24 * 60 - minutes))


def _same_organization(listing, other):
    return listing.organization_id is not None and listing.organization_id == other.organization_id


def _are_near(listing, other):
    """Whether their public points are within reach of the vaguer one; None where one has no point."""
    points = _point(listing), _point(other)
    if None in points:
        return None
    return distance_km(*points) <= max(_reach_km(listing.place), _reach_km(other.place))


def _shown_km(listing, other):
    points = _point(listing), _point(other)
    if None in points or listing.place.is_confidential or other.place.is_confidential:
        return None
    return round(distance_km(*points), 1)


def _point(listing):
    return listing.place.point if listing.place else None


def _reach_km(place):
    if place.precision in PINNED:
        return PINNED_KM
    return REACH_KM.get(place.precision) or 1.5 * place.cell_km


def _is_news(listing, other):
    """Whether nobody has ever been asked about this pair, and it is not one source's own."""
    if listing.source_id is not None and listing.source_id == other.source_id:
        return False
    pair = Q(listing=listing, other=other) | Q(listing=other, other=listing)
    return not Review.objects.filter(pair, cause=Cause.DUPLICATE).exists()


def _bare(text):
    """The text without case and accents."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _triples(name):
    """The letter triples of each word of a name with their weight; a name of common words only keeps them in full."""
    words = re.findall(r"[^\W_]+", _bare(name))
    is_all_noise = all(word in NOISE for word in words)
    weights = {}
    for word in words:
        weight = NOISE_WEIGHT if word in NOISE and not is_all_noise else 1.0
        padded = f"  {word} "
        for start in range(len(padded) - 2):
            triple = padded[start : start + 3]
            weights[triple] = max(weight, weights.get(triple, 0))
    return weights
