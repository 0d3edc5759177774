"""Every address of the site by its name, and how to fill it in."""

import re
from functools import cache

from django.urls import get_resolver
from django.urls.resolvers import RegexPattern, URLPattern

PART = re.compile(r"<(?:\w+:)?(\w+)>")
NOWHERE = "admin:nowhere"
"""Name for what the admin answers where it has no page."""


@cache
def every_url():
    """All addresses as `{name: (route, pattern)}`; one that has no name goes by its neighbour's, ending in `_old`."""
    found = {}
    for name, route, pattern in _walk(get_resolver().url_patterns):
        found.setdefault(name, (route, pattern))  # the first of two with one name is the one that answers
    return found


def _walk(patterns, space="", route="/"):
    name = ""
    for pattern in patterns:
        part = _route_of(pattern.pattern)
        if isinstance(pattern, URLPattern):
            name = f"{space}{pattern.name}" if pattern.name else _name_after(name, pattern)
            yield name, route + part, pattern
        else:
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, inner, route + part)


def _name_after(neighbour, pattern):
    is_last = isinstance(pattern.pattern, RegexPattern)
    return NOWHERE if is_last else f"{neighbour.rpartition('_')[0]}_old"


def _route_of(pattern):
    """A route with its parts as `<name>`, whether written as a path or as a regular expression."""
    return re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", str(pattern)).strip("^$")


def fill(route, values):
    """The path of a route; `values` maps the names of its parts."""
    return PART.sub(lambda part: str(values[part[1]]), route)
