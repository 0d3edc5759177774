"""Which listings somebody goes to, by their own choice: offered from what they booked, keep, or look for by name."""

from groups.models import Booking, CheckIn, Listing, SavedListing

MOST_PROGRAMS = 20
MOST_FOUND = 10


def near_to(user):
    """The public listings to offer `user`: those of their last check-in, what they booked and what they keep, by name.

    Each part has an index; an OR over all of them would have none.
    """
    last = CheckIn.objects.filter(user=user).order_by("-taken_on", "-pk").values("pk")[:1]
    named = CheckIn.programs.through.objects.filter(checkin__in=last).values("listing")
    booked = Booking.objects.of(user).order_by()
    dates, courses = (booked.values(f"{path}__listing") for path in ("session__schedule", "schedule"))
    kept = SavedListing.objects.filter(user=user).order_by().values("listing")
    public = Listing.objects.published().filter(pk__in=named.union(dates, courses, kept))
    return list(public.select_related("place").order_by("name", "pk")[:MOST_PROGRAMS])


def found(words):
    """The public listings whose text holds all of `words`, by name; at most `MOST_FOUND`."""
    public = Listing.objects.searchable().filter(document__words=(words, []))
    return list(public.select_related("place").order_by("name", "pk")[:MOST_FOUND])
