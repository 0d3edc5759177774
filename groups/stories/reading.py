"""What the public reads of first visits."""

from django.db.models import Count, Window

from groups.models import Story

SHOWN = 3


def may_tell(listing):
    """Whether first visits to `listing` are told here: never of groups for people under 18; no query."""
    return not listing.is_for_minors


def shown_at(listing):
    """The newest first visits told of `listing`, three at most, each with `of`: how many there are in all."""
    if not may_tell(listing):
        return []
    return list(told_of(listing).annotate(of=Window(Count("pk")))[:SHOWN])


def told_of(listing):
    """All first visits told of `listing`, newest first; of a listing for minors none."""
    stories = Story.objects.shown().filter(listing=listing).order_by("-decided_at", "-pk")
    return stories if may_tell(listing) else stories.none()
