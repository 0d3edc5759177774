"""A condition on many ids at once."""

from django.db.models import BooleanField, Field, Func, Value


def one_of(column, pks):
    """That `column`, such as `listing_id`, is one of `pks`: the same as `__in`, for thousands of them.

    They are sent as one array. Each as a value of its own costs more than to find its row.
    """
    array = Value(list(pks), output_field=Field())  # which looks at none of them
    return Func(column, array, template="(%(expressions)s))", arg_joiner=" = ANY(", output_field=BooleanField())
