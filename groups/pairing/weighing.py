"""How well two listings go together, and what speaks for it. Pure, of `Traits`."""

from dataclasses import dataclass

from groups.choices import Facet, PairingSort
from groups.pairing.fitting import is_family, is_help_for, may_pair, related_to, sort_of
from groups.pairing.traits import EVERYONE, Traits

DISTANCES = ((1, 6), (2, 5), (5, 4), (10, 3), (15, 2))
"""Points by kilometres; farther away there is one."""
FOCUSED = 3  # topics, at most, of something that is about them
EVERYDAY_PEOPLE = {EVERYONE, "children", "teens", "young-adults", "older-adults", "family-carers"}
"""Whom nearly every service names: to have them in common says little."""
SOON_AFTER = 120  # minutes between the end of one and the beginning of the other


@dataclass(frozen=True, slots=True)
class Match:
    """That `other` goes with a listing, by how many `points`, and what speaks for it.

    `topics` are those both are about, `related` what the other is about beside that; `gives` is the sort of support
    that only the other gives. `clashes` says that nobody could go to both.
    """

    other: Traits
    sort: PairingSort
    is_other_first: bool
    points: int
    topics: frozenset[str]
    related: frozenset[str]
    people: frozenset[str]
    gives: frozenset[str]
    clashes: bool = False
    is_same_evening: bool = False
    is_on_other_days: bool = False

    @property
    def rank(self):
        """What comes first is least; no two are equal, and what is unsure comes after what is sure."""
        km = self.other.km
        return self.other.is_unsure, -self.points, km is None, km or 0.0, self.other.pk


def weigh(own, other):
    """The `Match` of `other` for `own`, times left aside; None where the two may not go together or have nothing in
    common."""
    if not may_pair(own, other):
        return None
    topics = own.of(Facet.TOPIC) & other.of(Facet.TOPIC)
    related = other.of(Facet.TOPIC) & related_to(own.of(Facet.TOPIC)) - topics
    people = (own.people & other.people) - EVERYDAY_PEOPLE
    gives = other.of(Facet.SUPPORT) - own.of(Facet.SUPPORT)
    sort, is_own_first = sort_of(own, other)
    if not (topics or related or (_is_for_all(own, other) and (gives or sort == PairingSort.PRACTICAL))):
        return None
    match = Match(other, sort, not is_own_first, 0, topics, related, people, gives)
    return _with(match, points=sum(_points(match, own)))


def with_times(match, own):
    """The same `Match`, with what the times of the two say."""
    pairs = [(a, b) for a in own.times() for b in match.other.times() if a.timezone == b.timezone]
    if not pairs:
        return match
    same_day = [(a, b) for a, b in pairs if a.days & b.days]
    clashes = len(same_day) == len(pairs) and all(_overlap(a, b) for a, b in same_day)
    follows = any(0 <= max(a.begins - b.ends, b.begins - a.ends) <= SOON_AFTER for a, b in same_day)
    more = 2 if follows else 1 if not same_day else 0
    return _with(
        match, points=match.points + more, clashes=clashes, is_same_evening=follows, is_on_other_days=not same_day
    )


def _points(match, own):
    """What speaks for a match, one after the other."""
    other = match.other
    yield min(4 + len(match.topics), 7) if match.topics else 3 if match.related else 0
    yield 2 if 0 < len(other.of(Facet.TOPIC)) <= FOCUSED and (match.topics or match.related) else 0
    yield 3 if other.only & match.people or own.only & match.people else min(len(match.people), 2)
    yield 2 + min(len(match.gives), 2) if match.gives else 0
    yield 2 if is_help_for(match.sort, is_other_first=match.is_other_first) else 0
    yield _nearness(own, other)
    yield 1 if "turn-up" in other.of(Facet.JOINING) else -2 if other.of(Facet.JOINING) == {"referral"} else 0
    yield -4 if other.is_full else 0


def _nearness(own, other):
    """For a way that is short; what is joined from anywhere should at least be awake when one is."""
    if other.km is None:
        return 1 if own.part_of_the_world == other.part_of_the_world else -2
    return next((points for km, points in DISTANCES if other.km <= km), 1)


def _is_for_all(own, other):
    """Whether one of the two is about nothing in particular, and not for families alone."""
    return not (own.of(Facet.TOPIC) and other.of(Facet.TOPIC)) and not is_family(other)


def _overlap(a, b):
    return a.begins < b.ends and b.begins < a.ends


def _with(match, **changed):
    return Match(**{name: getattr(match, name) for name in Match.__slots__} | changed)
