from django import template
from django.db import InterfaceError, OperationalError

register = template.Library()


@register.simple_tag(takes_context=True)
def is_signed_in(context):
    """Whether the page is for somebody who is signed in.

    No while the database is away: the pages that say whom to call must open then too. Visitors without a session cost
    no query and get no cookie.
    """
    request = context.get("request")
    if request is None or context.get("is_failure"):
        return False
    try:
        return request.user.is_authenticated
    except (AttributeError, InterfaceError, OperationalError):  # an early refusal has no user yet
        return False
