"""How sure the public can be that a listing is still on."""

from django import template
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from groups import freshness
from groups.templatetags.support import ago

register = template.Library()


@register.simple_tag
def freshness_label(listing):
    """The `freshness.Label` of a listing now; no query where its `source` is loaded."""
    return freshness.label(listing, timezone.now())


@register.simple_tag
def who_said_so(listing, label):
    """Who last said that a listing is on, and when: “Confirmed 3 weeks ago”. `label` is its `freshness.Label`."""
    if label.is_confirmed:
        return _("Confirmed %(when)s") % {"when": ago(listing.confirmed_at)}
    source = listing.source
    if source and source.as_of:
        said = {"source": source.name, "day": formats.date_format(source.as_of, "SHORT_DATE_FORMAT")}
        return _("From %(source)s, %(day)s, not checked by us") % said
    return _("From %(source)s, not checked by us") % {"source": source.name} if source else _("Not confirmed yet")
