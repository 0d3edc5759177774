"""The page that explains the interface and lets people try it, without script, and the document both are made of."""

import json
from dataclasses import dataclass, field, replace

from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from groups import limits
from groups.api import document, parameters
from groups.api.door import ACTION
from groups.models import Listing

METHODS = ("get", "post")


@dataclass(frozen=True)
class Operation:
    """One operation as the page shows it; `action` is where its form leads, empty where there is nothing to try."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    action: str
    parameters: list
    answer: str
    example: str
    problems: list = field(default_factory=list)


@dataclass(frozen=True)
class Sort:
    """The sort of a value in words, `before` and `after` the name of the schema that it `refers_to`, if it does."""

    before: str = ""
    refers_to: str = ""
    after: str = ""


@require_safe
def openapi(request):
    """The OpenAPI document."""
    return JsonResponse(document.build(reverse("api:reference")))


@require_safe
def page(request):
    """Every operation in words, with a form to try it."""
    whole = document.build(reverse("api:reference"))
    sample = Listing.objects.searchable().order_by("pk").values_list("public_id", flat=True).first() or ""
    most, seconds = limits.rate(ACTION)
    context = {
        "operations": list(operations(whole, sample)),
        "schemas": [
            (name, schema, list(fields(schema))) for name, schema in sorted(whole["components"]["schemas"].items())
        ],
        "most": most,
        "minutes": seconds // 60,
    }
    return render(request, "groups/api/reference.html", context)


def operations(whole, sample):
    """The operations of a document in its order; those about one listing are tried on that with the id `sample`."""
    for path, methods in whole["paths"].items():
        for method in METHODS:
            if method in methods:
                yield operation(path, method, methods[method], sample)


def operation(path, method, told, sample):
    good = told["responses"]["200"]["content"][document.JSON]
    needs_sample = "{" in path
    return Operation(
        id=told["operationId"],
        method=method.upper(),
        path=path,
        summary=str(told["summary"]),
        description=str(told["description"]),
        action=path.replace("{public_id}", sample) if sample or not needs_sample else "",
        parameters=parameters.parameters(told["operationId"]),
        answer=good["schema"]["$ref"].removeprefix(document.REFERENCES),
        example=json.dumps(good["example"], indent=2, ensure_ascii=False, default=str),
        problems=[(status, one["description"]) for status, one in told["responses"].items() if status != "200"],
    )


def fields(schema):
    """`(name, Sort, words)` of each field of a schema."""
    for name, one in schema.get("properties", {}).items():
        yield name, sort_of(one), one.get("description", "")


def sort_of(schema):
    """The `Sort` of a value."""
    if "$ref" in schema:
        return Sort(refers_to=schema["$ref"].removeprefix(document.REFERENCES))
    if "anyOf" in schema:
        return replace(sort_of(schema["anyOf"][0]), after=_("or null"))
    if schema.get("type") == "array":
        inner = sort_of(schema["items"])
        return replace(inner, before=_("list of %(what)s") % {"what": inner.before})
    return Sort(before=word_for(schema))


def word_for(schema):
    if "enum" in schema:
        return " | ".join(schema["enum"])
    known = {"string": _("text"), "boolean": _("true or false"), "integer": _("whole number"), "number": _("number")}
    formats = {"date": _("day"), "date-time": _("moment")}
    return formats.get(schema.get("format")) or known.get(schema.get("type")) or _("names and values")
