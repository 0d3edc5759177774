"""Payloads in every text column that the models know, behind the back of all forms: pages have to be sound by
themselves. Columns are found by looking, so that a new one is filled by itself."""

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import DatabaseError, models, transaction

from tests.proofs.attacks.payloads import fitting

NOT_TYPED = {
    "timezone": "a name from a list, by which dates are reckoned",
    "country": "two letters",
    "digest": "made by us",
    "public_id": "made by us",
    "password": "a hash",
    "slug": "a word of ours in addresses",
    "facet": "a word of ours",
    "key": "made by us",
    "freq": "a word of RFC 5545",
    "byday": "letters of RFC 5545",
    "rrule": "a rule of RFC 5545",
    "kind": "a word of ours",
    "language": "a code",
    "format": "a word of ours",
    "fields": "words of ours",
    "field": "a word of ours",
}
APPS = ("groups", "accounts")
MOST = 1000
"""Rows of a table that are filled: more than the stage has, and few of a gazetteer that an earlier test loaded."""


def text_fields(model):
    """The columns of `model` in which words stand that somebody typed."""
    for field in model._meta.concrete_fields:
        is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
        if is_text and not field.primary_key and not field.is_relation and field.name not in NOT_TYPED:
            yield field


def list_fields(model):
    """The columns of `model` that hold lists of words."""
    for field in model._meta.concrete_fields:
        is_list = isinstance(field, ArrayField) and isinstance(field.base_field, models.CharField | models.TextField)
        if is_list and not field.base_field.choices and field.name not in NOT_TYPED:
            yield field


def fill(payload=fitting, but=()):
    """Put `payload(longest)` into every text column of every table; answers `{(model, field): rows filled}`.

    Columns of the types in `but` are left alone. Where the database refuses, as in the empty street of a private home,
    the row keeps what it had.
    """
    filled = {}
    for model in models_with_rows():
        for field in (field for field in text_fields(model) if not isinstance(field, but)):
            filled[model.__name__, field.name] = put(model, field, payload(field.max_length))
        for field in list_fields(model):
            filled[model.__name__, field.name] = put(model, field, [payload(field.base_field.max_length)])
    return filled


def models_with_rows():
    return [model for model in every_model() if model._base_manager.exists()]


def every_model():
    every = [model for app in APPS for model in apps.get_app_config(app).get_models()]
    return [model for model in every if model._meta.managed and not model._meta.proxy]


def put(model, field, value):
    """Write `value` into one column of the first rows, or of those that may have it; answers how many."""
    rows = list(model._base_manager.order_by("pk").values_list("pk", flat=True)[:MOST])
    if written := try_to(model._base_manager.filter(pk__in=rows), field, value):
        return written
    written = sum(try_to(model._base_manager.filter(pk=pk), field, one_of(value, pk, field)) for pk in rows)
    return written or add_to(model, field, value)


def add_to(model, field, value):
    """One more row where rows are written once and never changed, as those of a history."""
    row = model._base_manager.order_by("pk").last()
    row.pk, row._state.adding = None, True
    setattr(row, field.attname, value)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            return 1
    except DatabaseError:
        return 0


def one_of(value, pk, field):
    """The value, with the number of the row where no two may be the same."""
    return f"{value[: (field.max_length or 10**6) - 12]}{pk}" if field.unique and isinstance(value, str) else value


def try_to(rows, field, value):
    try:
        with transaction.atomic():
            return rows.update(**{field.name: value})
    except DatabaseError:
        return 0
