"""What the button that puts a listing into a circle of support has to know."""

from django import template

from groups import circle
from groups.choices import Facet, Support

register = template.Library()


@register.simple_tag
def keeps_circle(user):
    """Whether `user` keeps a circle in their account; one question, none for who is not signed in."""
    return user.is_authenticated and circle.has_agreed(user)


@register.filter
def supports_of(listing):
    """Every `Support` with whether the listing says that it gives it; no question."""
    given = {term.slug for term in listing.words(Facet.SUPPORT)}
    return [(support, support.value in given) for support in Support]
