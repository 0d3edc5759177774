"""What is told of a listing that somebody picked, in short lines for a table and in plain ones for paper."""

from django import template
from django.utils import formats
from django.utils.translation import gettext as _

from groups import chosen, freshness, insights
from groups.compare import compare, referral_in_words, taking_new_in_words, wait_in_words
from groups.in_words import pause_in_words, place_in_words, zone_name
from groups.templatetags.cards import distance, next_in_words
from groups.templatetags.coming import short
from groups.templatetags.freshness import who_said_so

register = template.Library()


@register.filter
def state_lines(listing):
    """Whatever keeps the door shut, or may: closed for good, paused, being checked; none where all is well."""
    if listing.closed_on:
        return [_("Closed for good since %(day)s") % {"day": formats.date_format(listing.closed_on, "DATE_FORMAT")}]
    is_doubtful = listing.is_checked_now or listing.has_change
    return list(filter(None, [pause_in_words(listing), _("Being checked: call before you go") if is_doubtful else ""]))


@register.filter
def date_lines(dates):
    """The next `SessionDate`s, cancelled ones said to be so, by the clock of their place."""
    cancelled = _("%(day)s: cancelled")
    lines = [short(one) if one.takes_place else cancelled % {"day": short(one)} for one in dates]
    return [*lines, zone_name(dates[0].slot.timezone)] if lines else []


@register.filter
def place_lines(listing):
    """The address as far as it is public, and how else one meets there."""
    attendance = "" if listing.attendance == "in_person" else str(listing.get_attendance_display())
    return list(filter(None, [place_in_words(listing.place), attendance]))


def distance_lines(listing, units):
    """How far it is; from anywhere where it has no place, nothing where it cannot be told."""
    return [_("Join from anywhere")] if listing.is_placeless else list(filter(None, [distance(listing, units)]))


def freshness_lines(listing, now):
    """Who said when that it is on, and what to mind."""
    label = freshness.label(listing, now)
    visited = label.visited_on and formats.date_format(label.visited_on, "SHORT_DATE_FORMAT")
    was_there = _("A visitor said on %(day)s that it was on") % {"day": visited} if visited else ""
    return list(filter(None, [str(who_said_so(listing, label)), str(label.words), was_there]))


@register.simple_tag
def comparison_of(picked, now, units):
    """The `Comparison` of what was picked: distances only where they are asked for, in `units`; whether each is on,
    and what people found helpful, only where there is something to say of one."""
    told = {
        "next": [date_lines(picked.dates[listing.pk]) for listing in picked.listings],
        "where": [place_lines(listing) for listing in picked.listings],
        "fresh": [freshness_lines(listing, now) for listing in picked.listings],
    }
    if any(map(state_lines, picked.listings)):
        told["state"] = [state_lines(one) or [_("We know of nothing that stops it")] for one in picked.listings]
    helpful = insights.helpful_for(picked.listings)
    if any(helpful.values()):
        told["helpful"] = [[helpful[one.pk] or _("Too few answers to say")] for one in picked.listings]
    if units:
        told["far"] = [distance_lines(listing, units) for listing in picked.listings]
    return compare(picked.listings, chosen.words_of(picked.listings), told)


@register.simple_tag
def plainly(listing):
    """What decides whether the door is open to a person, as (question, answer) in words; what nobody said is said."""
    unsaid = _("Not said. Ask first.")
    return [
        (_("Can I come without a referral?"), referral_in_words(listing) or unsaid),
        (_("How long is the wait?"), wait_in_words(listing) or unsaid),
        (_("Does it take new people?"), taking_new_in_words(listing) or unsaid),
    ]


@register.inclusion_tag("groups/search/small_card.html")
def small_card(listing, search):
    """A few lines on a `listing` (read by `for_cards`, without its parts) near where a `search` looks; no query."""
    return {
        "listing": listing,
        "next": next_in_words(listing, search.now),
        "pause": pause_in_words(listing),
        "place": place_in_words(listing.place),
        "far": distance(listing, search.form.units_or_default),
    }
