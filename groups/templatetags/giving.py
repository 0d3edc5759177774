"""From a search that found nothing to the page on how to begin something."""

from django import template
from django.utils.http import urlencode

from groups.choices import Facet

register = template.Library()


@register.simple_tag
def start_query(search):
    """What `search` looked for as that page takes it: “?topic=grief&near=Leeds”; empty for neither."""
    topic, near = search.chosen(Facet.TOPIC)[:1], search.asked.get("near")
    asked = ({"topic": topic[0]} if topic else {}) | ({"near": near} if near else {})
    return f"?{urlencode(asked)}" if asked else ""
