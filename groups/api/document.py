"""The OpenAPI document: what the operations say of themselves, with parameters, headers, problems and examples."""

from functools import cache
from http import HTTPStatus

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from groups.api import parameters
from groups.api.application import api
from groups.api.schemas.parts import ProblemDetails
from groups.problems import MEDIA_TYPE

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
LISTING_ID = "7f3kq9w2xh5b"
REFERENCES = "#/components/schemas/"


def build(root):
    """The whole document (OpenAPI 3.1) as a dict, in the language that is active; `root` is the path of the API."""
    return _build(root, get_language())


@cache
def _build(root, _language):
    document = dict(api.get_openapi_schema(path_prefix=root))
    schemas = document["components"]["schemas"]
    schemas["Problem"] = ProblemDetails.model_json_schema(ref_template=REFERENCES + "{model}", mode="serialization")
    schemas |= schemas["Problem"].pop("$defs", {})
    for methods in document["paths"].values():
        for method, operation in methods.items():
            complete(method, operation, schemas)
    document["components"]["headers"] = headers()
    document["servers"] = [{"url": "/"}]
    return document


def complete(method, operation, schemas):
    """Add to an operation what it does not say by itself."""
    taken = parameters.parameters(operation["operationId"])
    for one in operation["parameters"]:
        one |= {"description": _("The id of a listing."), "example": LISTING_ID}
        one["schema"] = {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"}
    if method == "post":
        operation["requestBody"] = body(taken)
    else:
        operation["parameters"] += [one.as_openapi for one in taken]
    operation["responses"] = responses(method, operation, schemas)


def body(taken):
    """Parameters as a form sends them."""
    properties = {one.name: in_a_form(one.schema) | {"description": one.words} for one in taken}
    schema = {"type": "object", "properties": properties, "additionalProperties": False}
    example = {one.name: one.example for one in taken if one.name in ("near", "topic", "radius")}
    return {"required": False, "content": {FORM: {"schema": schema, "example": example}}}


def in_a_form(schema):
    """A list of one cannot be told from a single value there."""
    return {"anyOf": [{"type": "string"}, schema]} if schema.get("type") == "array" else schema


def responses(method, operation, schemas):
    """All answers by status, with their headers and examples."""
    (good,) = operation["responses"].values()
    content = good["content"][JSON]
    content["example"] = example_of(content["schema"], schemas)
    good |= {"description": _("The answer."), "headers": references("RateLimit", "RateLimit-Policy")}
    found = {"200": good}
    if method == "get":
        good["headers"] |= references("ETag")
        found["304"] = {"description": _("Nothing has changed since the answer with the ETag that was sent along.")}
    if "listing" in operation["operationId"]:
        found["404"] = problem(404, _("There is no such public listing."))
    if operation["operationId"] == "listing":
        found["301"] = {"description": _("It was merged into another listing; Location says which.")}
    else:
        found["422"] = problem(422, _("Parameters do not make sense; “errors” says which and why."))
    if method == "post":
        found["415"] = problem(415, _("The body is not that of a form."))
    found["400"] = problem(400, _("The request cannot be read."))
    found["405"] = problem(405, _("This address does not take that method; Allow says which it takes."))
    found["429"] = problem(429, _("Too many at once; Retry-After says how many seconds to wait."))
    found["429"]["headers"] = references("Retry-After", "RateLimit", "RateLimit-Policy")
    found["500"] = problem(500, _("Something went wrong on our side."))
    found["503"] = problem(503, _("We cannot read the directory just now; Retry-After says how many seconds to wait."))
    found["503"]["headers"] = references("Retry-After")
    return found


def problem(status, description):
    status = HTTPStatus(status)
    told = {"type": "about:blank", "title": status.phrase, "status": status.value, "detail": description, "errors": []}
    schema = {"$ref": f"{REFERENCES}Problem"}
    return {"description": description, "content": {MEDIA_TYPE: {"schema": schema, "example": told}}}


def references(*names):
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def headers():
    """What the headers of answers mean."""
    told = {
        "RateLimit-Policy": (_("How often one may ask: so many (q) in so many seconds (w)."), '"api";q=300;w=300'),
        "RateLimit": (_("How many are left (r) and the seconds until they are renewed (t)."), '"api";r=299;t=120'),
        "Retry-After": (_("Seconds to wait."), "120"),
        "ETag": (_("Send it as If-None-Match: where nothing has changed, 304 comes without a body."), '"3f2c"'),
    }
    return {
        name: {"description": words, "schema": {"type": "string"}, "example": example}
        for name, (words, example) in told.items()
    }


def example_of(schema, schemas):
    """An example put together from those of the fields."""
    if "examples" in schema:
        return schema["examples"][0]
    if "$ref" in schema:
        return example_of(schemas[schema["$ref"].removeprefix(REFERENCES)], schemas)
    if "anyOf" in schema:
        return example_of(schema["anyOf"][0], schemas)
    if schema.get("type") == "array":
        return [example_of(schema["items"], schemas)]
    if "properties" in schema:
        return {name: example_of(part, schemas) for name, part in schema["properties"].items()}
    return {"boolean": False, "null": None}.get(schema.get("type"), "2026-03-01T10:00:00Z")
