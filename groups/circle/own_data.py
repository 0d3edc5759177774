"""The circle somebody keeps in their account is theirs: given out to them, and gone with them."""

from groups.circle.consent import erase
from groups.models import CircleEntry, CircleGoal

COVERS = ["groups.CircleEntry", "groups.CircleGoal"]

__all__ = ["COVERS", "erase", "export"]


def export(user):
    """Who is in the circle of `user`, and their goals, oldest first."""
    entries = CircleEntry.objects.filter(user=user).select_related("listing").order_by("pk")
    return {
        "helpers": [
            {
                "listing": one.listing and one.listing.get_absolute_url(),
                "words": one.words,
                "formality": one.formality,
                "supports": one.supports,
                "when": one.times,
                "added": one.created_at.isoformat(),
            }
            for one in entries
        ],
        "goals": [
            {"words": one.words, "reached": one.is_reached, "added": one.created_at.isoformat()}
            for one in CircleGoal.objects.filter(user=user).order_by("pk")
        ],
    }
