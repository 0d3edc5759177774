"""How the queue and its pages say where, who and what; and addresses that keep the trail through the queue."""

from django import template
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groups.checks import Level
from groups.punctuation import by_commas
from groups.views.managing.sections import TITLES

register = template.Library()


@register.simple_tag
def narrowed(trail, **changes):
    """The query string of the queue with some filters changed; None takes one out. From the beginning unless given."""
    params = {name: value for name, value in (trail.params | changes).items() if value is not None}
    return f"?{urlencode(params)}" if params else "?"


@register.simple_tag
def entry_address(trail, entry, name, **more):
    """Address of the page or act `name` for an entry of the queue, with the trail behind it."""
    return reverse(name, args=[entry.listing.public_id]) + narrowed(trail, after=entry.pk, **more)


@register.simple_tag
def where(listing):
    """Where it meets, as far as the public may know."""
    if listing.place is None:
        return listing.get_attendance_display()
    place = listing.place
    named = [place.name or place.street] if not place.is_concealed else []
    return ", ".join(dict.fromkeys(filter(None, [*named, place.district, place.town, place.country])))


@register.simple_tag
def who_answers(listing):
    """Who answers for it: a facilitator by nickname, whoever sent it in without account, or its source.

    Of a facilitator it says if an admin checked their professional standing; fetch `owner__verification` with it.
    """
    if hasattr(listing.owner, "verification"):
        return _("by %(nickname)s, checked professional") % {"nickname": listing.owner}
    if listing.owner:
        return _("by %(nickname)s") % {"nickname": listing.owner}
    if listing.answered_by_mail:
        return _("sent in without an account")
    if listing.source:
        return _("from %(source)s") % {"source": listing.source}
    return str(listing.organization or _("nobody answers for it"))


@register.simple_tag
def section_names(sections):
    """The parts of a listing that a change touches: “When, Where”."""
    return by_commas(title for name, title in TITLES.items() if name in sections)


@register.simple_tag
def noticed_words(checks):
    """What the rules noticed, in one line: the first urgent sentence and how many more there are, or just how many."""
    urgent = [check.sentence for check in checks if check.level == Level.URGENT]
    if not checks:
        return ""
    if not urgent:
        return ngettext("%(n)d thing to look at", "%(n)d things to look at", len(checks)) % {"n": len(checks)}
    more = len(checks) - 1
    return " ".join([urgent[0], *([_("And %(n)d more.") % {"n": more}] if more else [])])


@register.filter
def percent(share):
    """A share from 0 to 1 as whole per cent."""
    return round(100 * share)
