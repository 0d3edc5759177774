"""How values read on a page: distances, dates in words, freshness, and addresses of a changed search."""

from datetime import timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django import template
from django.utils import formats, timezone
from django.utils.html import escape, format_html, json_script
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groups.in_words import slot_in_words, zone_name

register = template.Library()

CHOICES_SHOWN = 8
A_DAY = timedelta(hours=23, minutes=59)
DAYS_AS_DAYS, DAYS_AS_WEEKS = 14, 60


register.filter("zone_name", zone_name)
register.filter("slot_in_words", slot_in_words)


@register.filter
def local(moment, zone):
    """The moment by the clock of the zone named; without its zone, or Django would turn it into the site's own."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


@register.simple_tag
def day_in_words(moment, zone, now):
    """Today, tomorrow, or weekday and date, by the calendar of the place."""
    there = moment.astimezone(ZoneInfo(zone)).date()
    days = (there - now.astimezone(ZoneInfo(zone)).date()).days
    if days == 0:
        return _("Today")
    if days == 1:
        return _("Tomorrow")
    return formats.date_format(there, "WEEKDAY_FORMAT" if days < 300 else "DATE_FORMAT")


@register.simple_tag
def times(starts_at, ends_at, zone):
    """From when to when by the clock of the zone: “18:30 to 20:00”, or “all day”."""
    if ends_at - starts_at >= A_DAY:
        return _("all day")
    begin, end = (formats.time_format(local(moment, zone), "TIME_FORMAT") for moment in (starts_at, ends_at))
    return _("%(begin)s to %(end)s") % {"begin": begin, "end": end}


@register.filter
def ago(moment):
    """How long ago in whole days, weeks or months: “3 weeks ago”."""
    days = max(0, (timezone.now() - moment).days)
    if days == 0:
        return _("today")
    if days < DAYS_AS_DAYS:
        return ngettext("%(n)d day ago", "%(n)d days ago", days) % {"n": days}
    if days < DAYS_AS_WEEKS:
        return ngettext("%(n)d week ago", "%(n)d weeks ago", days // 7) % {"n": days // 7}
    return ngettext("%(n)d month ago", "%(n)d months ago", days // 30) % {"n": days // 30}


@register.filter
def words(listing, facet):
    """The terms of one facet of a listing."""
    return listing.words(facet)


BOX = '<label class="choice"><input type="checkbox" id="f-{0}-{1}" name="{0}" value="{1}" form="search-form"'
LABEL = '> <span>{}</span> <span class="count">'


@register.simple_tag
def choices_of(group):
    """The choices of one facet as list items with a box to tick; those after the first eight can be folded away.

    There are some hundred on a page: put together here, from parts that are made once, they cost a tenth of what a
    template takes for them.
    """
    return mark_safe("".join(choice(group.facet.value, option, nth) for nth, option in enumerate(group.options)))


def choice(facet, option, nth):
    box, label = choice_parts(facet, option.term.slug, option.term.name)
    item = "<li>" if nth < CHOICES_SHOWN or option.is_chosen else '<li class="more">'
    return f"{item}{box}{' checked' if option.is_chosen else ''}{label}{escape(option.shown)}</span></label></li>"


@lru_cache(maxsize=4096)
def choice_parts(facet, slug, name):
    """The box and the label of a choice, escaped; all of it words of the operator."""
    return format_html(BOX, facet, slug), format_html(LABEL, name)


@register.simple_tag
def address_of(search, **changes):
    """The query string of `search` with some parameters changed; None takes one out. Back to page 1 unless given."""
    params = search.params()
    for name, value in {"page": None, **changes}.items():
        params.pop(name, None)
        if value is not None:
            params[name] = value
    return f"?{params.urlencode()}" if params else "?"


@register.simple_tag
def data_block(value):
    """A value as a schema.org data block: text for programs, escaped so that it can never become a script."""
    return mark_safe(json_script(value).replace('type="application/json"', 'type="application/ld+json"', 1))
