"""Which two listings may go together at all, and how the one then goes with the other. Pure, of `Traits`."""

from groups.choices import Facet, PairingSort
from groups.models.listing import YOUNG
from groups.pairing.traits import EVERYONE

AFTER_CARE = {"inpatient", "residential"}
AT_HOME = {"outpatient", "day"}
CATEGORIES_OF_FAMILY = {"family"}
TOPICS_OF_FAMILY = {"someone-elses-use", "caring-for-someone"}
PRACTICAL_KINDS = {"food", "housing", "money", "work", "transport", "childcare", "neighbours-help"}
UNPAIRED_KINDS = {"crisis-line"}
"""A line for the worst hour is for everybody at any time; it stands on every page already."""
RELATED = {
    "mental-health-substance-use": {"alcohol", "drugs"},
    "someone-elses-use": {"alcohol", "drugs", "gambling"},
    "bereaved-by-suicide": {"grief"},
    "baby-loss": {"grief"},
    "caring-for-someone": {"dementia-brain-injury", "psychosis-voices", "bipolar"},
}
"""Topics of which the one leads to the other, though they are not the same."""


def related_to(topics):
    """Topics beside `topics` (short names) that have to do with them."""
    found = set()
    for topic, others in RELATED.items():
        if topic in topics:
            found |= others
        if others & topics:
            found.add(topic)
    return found - topics


def may_pair(own, other):
    """Whether `other` may be shown beside `own`: of the other formality, in a common language, for the same people."""
    return (
        own.pk != other.pk
        and own.is_formal != other.is_formal
        and not (own.of(Facet.KIND) | other.of(Facet.KIND)) & UNPAIRED_KINDS
        and _share_a_language(own, other)
        and _ages_meet(own, other)
        and is_safe_for_minors(own, other)
        and _takes_the_same_people(own, other)
    )


def is_safe_for_minors(own, other):
    """Whether minors are led to organizations only, and the young to what names young people."""
    for young, guest in ((own, other), (other, own)):
        if young.is_for_minors and guest.organization is None:
            return False
        if young.is_for_the_young and not (guest.people & YOUNG or guest.is_for_the_young or is_family(guest)):
            return False
    return True


def is_help_for(sort, *, is_other_first):
    """Whether the other of two, in a link of this sort, is what somebody at the one can use next."""
    helps_first = sort in (PairingSort.BRIDGE, PairingSort.PRACTICAL)
    return (
        sort == PairingSort.FAMILY
        or (helps_first and is_other_first)
        or (sort == PairingSort.BEFORE and not is_other_first)
    )


def sort_of(own, other):
    """`(PairingSort, whether `own` comes first in it)`; read from the first to the second, see `Pairing`."""
    if is_family(own) != is_family(other):
        return PairingSort.FAMILY, is_family(own)
    for first, second in ((own, other), (other, own)):
        if _has_waiting_list(second) and not first.is_formal and not _has_waiting_list(first):
            return PairingSort.BRIDGE, first is own
    if is_practical(own) != is_practical(other):
        return PairingSort.PRACTICAL, is_practical(own)
    for first, second in ((own, other), (other, own)):
        if _is_lived_in(first) and not _is_lived_in(second):
            return PairingSort.BEFORE, first is own
    return PairingSort.COMPLEMENTS, True


def is_family(one):
    """Whether it is for those who support somebody else, and not just for them as well."""
    topics = one.of(Facet.TOPIC)
    return (
        bool(one.of(Facet.CATEGORY) & CATEGORIES_OF_FAMILY)
        or one.only == {"family-carers"}
        or (bool(topics) and topics <= TOPICS_OF_FAMILY)
    )


def is_practical(one):
    """Whether practical help is what it is for."""
    supports = one.of(Facet.SUPPORT)
    return bool(one.of(Facet.KIND) & PRACTICAL_KINDS) or supports == {"instrumental"}


def _has_waiting_list(one):
    return "waiting-list" in one.of(Facet.JOINING)


def _is_lived_in(one):
    settings = one.of(Facet.SETTING)
    return bool(settings & AFTER_CARE) and not settings & AT_HOME


def _share_a_language(own, other):
    """Where one is silent, it speaks what is spoken there; online nobody knows what that is."""
    mine, theirs = own.of(Facet.LANGUAGE), other.of(Facet.LANGUAGE)
    if mine and theirs:
        return bool(mine & theirs)
    return other.km is not None or mine == theirs


def _ages_meet(own, other):
    youngest = max(own.minimum_age or 0, other.minimum_age or 0)
    oldest = min((age for age in (own.maximum_age, other.maximum_age) if age is not None), default=youngest)
    return youngest <= oldest


def _takes_the_same_people(own, other):
    """What is only for somebody needs the other to name them; a men's group is not for a service for women only."""
    if other.only and not (other.only & own.people):
        return False
    if own.only & {"women", "men"} and not other.only:
        named = other.people & {"women", "men"}
        return EVERYONE in other.people or not named or bool(named & own.only)
    return True
