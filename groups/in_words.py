"""Parts of a listing as people say them, for pages and for paper."""

from django.utils import formats
from django.utils.translation import gettext as _


def zone_name(timezone_name):
    """An IANA zone as people say it: “London time”."""
    return _("%(city)s time") % {"city": timezone_name.rpartition("/")[2].replace("_", " ")}


def slot_in_words(slot):
    """When a slot meets, and whether the only date that it has was cancelled; `slot` as `with_cancelled` gives it."""
    return _("%(times)s (cancelled)") % {"times": slot.in_words} if slot.is_cancelled else slot.in_words


def pause_in_words(listing):
    """“Paused until 3 March”; empty where it is on. Needs `pause` (see `ListingQuerySet.with_pause`)."""
    if not listing.pause:
        return ""
    _first, last = listing.pause
    if not last:
        return _("Paused until further notice")
    return _("Paused until %(day)s") % {"day": formats.date_format(last, "MONTH_DAY_FORMAT")}


def place_in_words(place):
    """The address as far as it is public; empty without a place."""
    if place is None:
        return ""
    if place.is_concealed:
        return _("Somewhere in %(area)s; you get the address after contact") % {"area": place.area}
    return place.line
