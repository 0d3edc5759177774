"""One date in a list of them: when it is, whether it takes place, and if there is room."""

from django import template
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groups.punctuation import by_commas
from groups.templatetags.dates import for_script
from groups.templatetags.support import times

register = template.Library()


@register.inclusion_tag("groups/listings/date.html")
def date_line(date, now, places=None, *, has_page=False):
    """One `SessionDate` of a list, with a link where it `has_page`; `places` is `{date.id: Places}`."""
    return {
        "date": date,
        "words": short(date),
        "is_on": date.is_on(now),
        "room": room(places.get(date.id)) if places and date.takes_place else "",
        "url": reverse("session-detail", args=[date.id]) if has_page else "",
        **for_script(date.starts_at, date.ends_at),
    }


@register.filter
def short(date):
    """When a `SessionDate` is by the clock of its place: “Tue 3 Mar, 18:30 to 20:00”."""
    day = formats.date_format(date.starts_at.date(), "SHORT_WEEKDAY_FORMAT")
    return by_commas([day, times(date.starts_at, date.ends_at, date.slot.timezone)])


def room(places):
    """How many of `Places` are left: “3 places left”, “full”; empty where they are not counted."""
    if places is None or places.capacity is None:
        return ""
    if places.is_full:
        return _("full")
    return ngettext("%(n)d place left", "%(n)d places left", places.left) % {"n": places.left}
