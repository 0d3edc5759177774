"""The addresses of the interface, below `/api/`."""

from django.urls import path, re_path

from groups import problems
from groups.api import reference
from groups.api.application import api
from groups.api.door import behind, door


def nowhere(request):
    """Any other address."""
    return problems.not_found()


urls, _app, _namespace = api.urls
patterns = [
    path("", reference.page, name="reference"),
    path("openapi.json", door(reference.openapi), name="openapi"),
    *[behind(pattern) for pattern in urls if pattern.name != "api-root"],
    re_path(r"^.*$", door(nowhere), name="nowhere"),
]
