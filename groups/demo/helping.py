"""Practical help at sample listings of organizations: what their words name already, and now and then a way there."""

from groups.choices import Attendance, Facet
from groups.demo.texts import dice, read, spelled
from groups.models import PracticalHelp
from groups.models.helping import HELP

PROMISED_SHARE = 0.7
FETCHED_SHARE = 0.08


def practical_help(plan, listing, words, terms):
    """The unsaved help of a listing, none without an organization; `terms` are the words of the directory by name."""
    if listing.organization is None:
        return []
    rng = dice("help", plan.ref)
    named = [slug for facet, slug, _, _ in words if facet == Facet.ACCESS and slug in HELP]
    slugs = [slug for slug in named if rng.random() < PROMISED_SHARE]
    if listing.attendance == Attendance.IN_PERSON and rng.random() < FETCHED_SHARE:
        slugs.append("transport")
    return [
        PracticalHelp(
            listing=listing,
            term=terms[Facet.ACCESS, slug],
            how_to_ask=spelled(rng.choice(read("texts")["help"][slug]), plan.city),
            position=position,
        )
        for position, slug in enumerate(slugs)
    ]
