"""How sure the public can be that a listing is still on."""

from django import template
from django.utils import timezone

from groups import freshness

register = template.Library()


@register.simple_tag
def freshness_label(listing):
    """The `freshness.Label` of a listing now; no query where its `source` is loaded."""
    return freshness.label(listing, timezone.now())
