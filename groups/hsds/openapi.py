"""The description of the HSDS addresses (OpenAPI 3.1), made of the forms that clean their parameters."""

from typing import NamedTuple

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _

from groups.choices import Weekday
from groups.forms.hsds import (
    JSON,
    NDJSON,
    DaysField,
    FlagField,
    MinimalForm,
    OrganizationForm,
    OrganizationsForm,
    PageForm,
    ServicesForm,
    TermsForm,
)

STANDARD = "https://raw.githubusercontent.com/openreferral/specification/3.0/schema"
"""Where the standard keeps its schemas; nothing is fetched from there."""

VERSION = "3.0"


class Resource(NamedTuple):
    """Objects of one sort: their name, the schema of one in a list and of one by itself, and the forms of each."""

    name: str
    listed: str
    single: str
    form: type
    single_form: type = forms.Form


RESOURCES = (
    Resource("services", "compiled/service_list", "compiled/service", MinimalForm),
    Resource(
        "organizations", "compiled/organization_list", "compiled/organization", OrganizationsForm, OrganizationForm
    ),
    Resource(
        "service_at_locations",
        "compiled/service_at_location_list",
        "compiled/service_at_location",
        ServicesForm,
    ),
    Resource("taxonomies", "taxonomy", "taxonomy", PageForm),
    Resource("taxonomy_terms", "taxonomy_term", "taxonomy_term", TermsForm),
)
TYPES = (
    (FlagField, {"type": "boolean"}),
    (DaysField, {"type": "array", "items": {"type": "string", "enum": Weekday.values}}),
    (forms.UUIDField, {"type": "string", "format": "uuid"}),
    (forms.TimeField, {"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$"}),
    (forms.DateTimeField, {"type": "string", "format": "date-time"}),
    (forms.FloatField, {"type": "number"}),
    (forms.IntegerField, {"type": "integer"}),
    (forms.ChoiceField, {"type": "string", "enum": [JSON, NDJSON]}),
    (forms.CharField, {"type": "string"}),
)
"""The first that fits holds: a float field of forms is an integer field too."""

PAGE = {
    "total_items": "integer",
    "total_pages": "integer",
    "page_number": "integer",
    "size": "integer",
    "first_page": "boolean",
    "last_page": "boolean",
    "empty": "boolean",
    "contents": "array",
}


def document(site):
    """The whole description; `site` stands before every path."""
    paths = {"/": {"get": operation("about", _("What this API is."), {"type": "object"}, [])}}
    for resource in RESOURCES:
        paths |= paths_of(resource)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": _("Support Finder as Human Services Data"),
            "version": VERSION,
            "description": _(
                "Formal services and informal meetups. Everything is public and may be read without an account."
            ),
        },
        "servers": [{"url": site + reverse("hsds").rstrip("/")}],
        "paths": paths,
        "components": {
            "schemas": {
                "Page": {
                    "type": "object",
                    "required": list(PAGE),
                    "properties": {name: {"type": sort} for name, sort in PAGE.items()},
                },
                "Problem": {
                    "type": "object",
                    "required": ["message", "errors"],
                    "properties": {"message": {"type": "string"}, "errors": {"type": "object"}},
                },
            }
        },
    }


def paths_of(resource):
    """A list and a single object of one sort."""
    entry = {"properties": {"contents": {"type": "array", "items": reference(resource.listed)}}}
    page = {"allOf": [{"$ref": "#/components/schemas/Page"}, entry]}
    own_id = {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}
    listed = operation(f"list_{resource.name}", _("A page of them."), page, parameters(resource.form), streams=True)
    single = operation(
        f"get_{resource.name}", _("One of them."), reference(resource.single), parameters(resource.single_form)
    )
    single["responses"]["404"] = {"description": _("Nothing public has this id.")}
    return {
        f"/{resource.name}": {"get": listed},
        f"/{resource.name}/{{id}}": {"parameters": [own_id], "get": single},
    }


def reference(schema):
    return {"$ref": f"{STANDARD}/{schema}.json"}


def operation(name, summary, schema, given, *, streams=False):
    content = {"application/json": {"schema": schema}}
    problem = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    refused = {"400": {"description": _("A parameter is wrong; the answer says which and why."), "content": problem}}
    if streams:
        content["application/x-ndjson"] = {"schema": {"type": "string"}}
        refused["429"] = {
            "description": _("Everything was asked for too often; Retry-After says when it may be again.")
        }
    return {
        "operationId": name,
        "summary": summary,
        "parameters": given,
        "responses": {"200": {"description": summary, "content": content}, **refused},
    }


def parameters(form):
    """The fields of a form as parameters of an address."""
    return [
        {
            "name": name,
            "in": "query",
            "required": False,
            "description": str(field.help_text),
            "schema": schema_of(field),
        }
        | ({"style": "form", "explode": False} if isinstance(field, DaysField) else {})
        for name, field in form.base_fields.items()
    ]


def schema_of(field):
    schema = dict(next(schema for sort, schema in TYPES if isinstance(field, sort)))
    for name, key in (("min_value", "minimum"), ("max_value", "maximum"), ("max_length", "maxLength")):
        limit = getattr(field, name, None)
        if limit is not None:
            schema[key] = limit
    return schema
