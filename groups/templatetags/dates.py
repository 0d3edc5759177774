"""When one session is, in words; see `static/js/zones.js` for whoever lives by another clock."""

from django import template
from django.utils.translation import gettext as _

from groups.templatetags.support import A_DAY, day_in_words, times, zone_name

register = template.Library()


@register.inclusion_tag("components/when.html")
def when(date, now):
    """Day, from when to when, and zone of a `SessionDate` by the clock of its place; says too if it is on at `now`."""
    zone = date.slot.timezone
    return {
        "is_on": date.is_on(now),
        "day": day_in_words(date.starts_at, zone, now),
        "times": times(date.starts_at, date.ends_at, zone),
        "zone": zone,
        "zone_name": zone_name(zone),
        **for_script(date.starts_at, date.ends_at),
    }


def for_script(starts_at, ends_at):
    """What the script needs of a session: its beginning with the offset of its place, and the words to add.

    Both moments are by the clock of the place.
    """
    is_whole_day = ends_at - starts_at >= A_DAY
    return {
        "starts_at": starts_at.isoformat(timespec="minutes"),
        "yours": "" if is_whole_day else _("({time} your time)"),
    }
