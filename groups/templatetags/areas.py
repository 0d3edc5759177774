"""The cells of the tables about an area."""

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _

register = template.Library()
GROUPED_FROM = 1000


@register.simple_tag
def figure(number, unit=""):
    """A number as people read it, with its unit: “12.5 %”, “1,200”; a dash where it is not known."""
    if number is None:
        return "–"
    is_plain = isinstance(number, int) and number < GROUPED_FROM  # most are, and a page has hundreds
    shown = str(number) if is_plain else number_format(number, force_grouping=True)
    return _("%(number)s %(unit)s") % {"number": shown, "unit": unit} if unit else shown
