"""What the button under a search would keep of it."""

from django import template

from groups import news

register = template.Library()


@register.simple_tag
def kept_of(search):
    """What is kept of a `ListingFilter`; at most one question, where it is around a position."""
    return news.kept(search)
