"""A second listing like the first, as a draft."""

from django.db import transaction

from groups import content

DATED = ("wait_weeks", "wait_checked_on", "accepting_new", "accepting_new_checked_on")


@transaction.atomic
def copy(listing, *, by):
    """A draft of `by` with the content of `listing`: words, place, slots, contacts.

    Left behind are its source, its standing, and everything that somebody once checked.
    """
    sections = content.content_of(listing)
    sections["times"] = [slot | {"id": None} for slot in sections["times"]]
    sections["joining"] = sections["joining"] | dict.fromkeys(DATED)
    return content.create(sections, owner=by)
