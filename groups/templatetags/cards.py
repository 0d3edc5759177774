"""What a result card says, worked out once per listing so that its template only prints.

A page has twenty cards with some hundred words each: looked up one by one by a template, they cost more than the rest
of the page together.
"""

from functools import lru_cache
from zoneinfo import ZoneInfo

from django import template
from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groups.barriers import signs_of
from groups.choices import Attendance, Channel, Facet
from groups.geo import KM_PER_MILE, km_from_chord
from groups.in_words import pause_in_words, place_in_words, zone_name
from groups.models import Term
from groups.templatetags.barriers import card_lines
from groups.templatetags.dates import for_script
from groups.templatetags.support import day_in_words, times

register = template.Library()

CARD_FACETS = (Facet.COST, Facet.JOINING, Facet.ACCESS)
CARD_WORDS = 4
CARD_SLOTS = 2
LEAST_TOLD = 0.1
"""The least distance in kilometres or miles that is told: "0.0 km" says nothing."""
WAYS_AT_ONCE = (Channel.PHONE, Channel.ONLINE_LINK)


@register.inclusion_tag("components/card.html")
def card(listing, search, hard=(), *, may_choose=False):
    """The card of a `listing` (read by `for_cards`, with its `card_parts`) among what a `search` finds; no query.

    `hard` are the barriers (slugs) about which it says what helps. `may_choose`: it has a box of the form `chosen`.
    """
    only_for, fits = terms_of(listing.only_ids), search.chosen_ids
    signs = signs_of(listing.tags)
    return {
        "listing": listing,
        "by": listing.organization.name if listing.organization else "",
        "pause": pause_in_words(listing),
        "next": next_in_words(listing, search.now),
        "slots": listing.live_schedules[:CARD_SLOTS],
        "more_slots": more_slots_in_words(len(listing.live_schedules) - CARD_SLOTS),
        "place": place_in_words(listing.place),
        "far": distance(listing, search.form.units_or_default),
        "attendance": "" if listing.attendance == Attendance.IN_PERSON else listing.get_attendance_display(),
        "supports": items((f"support {term.slug}", term.name) for term in listing.words(Facet.SUPPORT)),
        "tags": items(tags_of(listing, only_for)),
        "fits": " · ".join(term.name for term in terms_of(tag for tag in listing.tags if tag in fits)),
        "signs": " ".join(signs),
        "barriers": card_lines(signs, hard),
        "may_choose": may_choose,
        "buttons": [contact for contact in listing.public_contacts if contact.channel in WAYS_AT_ONCE and contact.href],
    }


def terms_of(ids):
    """The terms with these ids, in that order."""
    by_id = Term.objects.lexicon().by_id
    return [by_id[pk] for pk in ids if pk in by_id]  # a term may be newer than the words kept here


def next_in_words(listing, now):
    """Day, times and zone of the next date, and whether it is under way; None where there is none to come."""
    begin, end, zone = listing.next_at, listing.next_ends_at, listing.next_zone
    if begin is None:
        return None
    there = ZoneInfo(zone)
    return {
        "is_on": begin <= now < end,
        "day": day_in_words(begin, zone, now),
        "times": times(begin, end, zone),
        "zone": zone_name(zone),
        **for_script(begin.astimezone(there), end.astimezone(there)),
    }


def more_slots_in_words(number):
    """“and 2 more times”; empty for none."""
    return ngettext("and %(n)s more time", "and %(n)s more times", number) % {"n": number} if number > 0 else ""


def distance(listing, units):
    """Distance from the origin of the search in words, such as “2.3 km” or “less than 0.1 km”; empty for none.

    A confidential venue has none; one known only roughly says “about”.
    """
    chord = getattr(listing, "chord", None)
    if chord is None or listing.shown_point is None:
        return ""
    number, unit = km_from_chord(chord), _("km")
    if units == "mi":
        number, unit = number / KM_PER_MILE, _("mi")
    digits = 1 if number < 10 else 0
    told = round(number, digits)
    text = f"{formats.number_format(told or LEAST_TOLD, digits)} {unit}"
    if not listing.place.is_pinned:
        return _("about %(distance)s") % {"distance": text}
    return text if told else _("less than %(distance)s") % {"distance": text}


def tags_of(listing, only_for):
    """What decides whether one can go, as `(class, words)`: those it is for alone, cost, joining, access, and if it is
    full."""
    yield from (("tag only", _("Only for: %(who)s") % {"who": term.name}) for term in only_for)
    words = [term.name for facet in CARD_FACETS for term in listing.words(facet)]
    yield from (("tag", word) for word in words[:CARD_WORDS])
    if listing.accepting_new is False:
        day = formats.date_format(listing.accepting_new_checked_on, "SHORT_DATE_FORMAT")
        yield "tag only", _("Full on %(day)s") % {"day": day}


def items(classes_and_words):
    """List items; a page has some two hundred, of a few words each that come again and again."""
    return mark_safe("".join(item(css_class, words) for css_class, words in classes_and_words))


@lru_cache(maxsize=4096)
def item(css_class, words):
    return format_html('<li class="{}">{}</li>', css_class, words)
