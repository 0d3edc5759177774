"""The directory for admins: everything can be looked up and mended; status and decisions change only by verbs."""

from groups.admin import history, importing, listing, places, queue, schedule, team, words

__all__ = ["history", "importing", "listing", "places", "queue", "schedule", "team", "words"]
