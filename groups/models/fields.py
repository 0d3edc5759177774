"""Column types and expressions of PostgreSQL's `cube` and `intarray` that Django does not bring along."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Func, Lookup, Value
from psycopg.types.json import Jsonb

from groups.geo import EARTH_RADIUS_M, to_cube


class LinkField(models.URLField):
    """A web address; one typed without a scheme is taken for https."""

    def formfield(self, **kwargs):
        return super().formfield(**{"assume_scheme": "https", **kwargs})


class CubeField(models.Field):
    """A point in space (`cube`, metres from the Earth's centre). Written by the database, never by hand."""

    description = "Point on the sphere for nearest-first indexes"

    def db_type(self, connection):
        return "cube"


class SphereCube(Func):
    """`(lat, lon)` in degrees as a `cube` on the sphere of `geo.EARTH_RADIUS_M`; NULL where either is NULL.

    The one-number-at-a-time form of `cube()` is strict and immutable, as a stored generated column needs.
    """

    arity = 2
    output_field = CubeField()

    def as_sql(self, compiler, connection, **extra):
        lat, params = compiler.compile(self.source_expressions[0])
        lon, _ = compiler.compile(self.source_expressions[1])
        ring = f"{EARTH_RADIUS_M!r} * cos(radians({lat}))"
        return (
            f"cube(cube(cube({ring} * cos(radians({lon}))), {ring} * sin(radians({lon}))), "
            f"{EARTH_RADIUS_M!r} * sin(radians({lat})))"
        ), params


def cube_at(point):
    """The query point as an SQL value that the index on a `CubeField` can be asked with."""
    x, y, z = to_cube(point)
    return Func(Value([x, y, z], ArrayField(models.FloatField())), function="cube", output_field=CubeField())


class ChordTo(Func):
    """`pos <-> point`: metres in a straight line; the order a GiST index walks nearest first."""

    template = "(%(expressions)s)"
    arg_joiner = " <-> "
    arity = 2
    output_field = models.FloatField()


class CubeEnlarge(Func):
    """The box that holds every point within `chord` metres of a point."""

    function = "cube_enlarge"
    output_field = CubeField()


@CubeField.register_lookup
class ContainedBy(Lookup):
    """`pos__inside=box`: the point lies in the box (`<@`)."""

    lookup_name = "inside"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        lhs, lhs_params = self.process_lhs(compiler, connection)
        rhs, rhs_params = self.process_rhs(compiler, connection)
        return f"{lhs} <@ {rhs}", [*lhs_params, *rhs_params]


class LocalDate(Func):
    """The calendar date of a moment in the zone named by a second column, or the date `days` later."""

    template = "((%(expressions)s)::date + %(days)d)"
    arg_joiner = " AT TIME ZONE "
    arity = 2
    output_field = models.DateField()

    def __init__(self, moment, zone, *, days=0):
        super().__init__(moment, zone, days=days)


class Span(Func):
    """The first and the last day of something, as a list of two dates; either may be NULL."""

    template = "ARRAY[%(expressions)s]"
    arity = 2
    output_field = ArrayField(models.DateField())


class Unnest(Func):
    """One row per element of an array: what facet counts are grouped by."""

    function = "unnest"
    arity = 1
    set_returning = True
    output_field = models.IntegerField()


@SearchVectorField.register_lookup
class HoldsWords(Lookup):
    """`document__words=(text, also)`: every word of a person's text is there, from its beginning, accents and case
    aside, or instead of it a word of `also` (lists by folded word), from its beginning too."""

    lookup_name = "words"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        lhs, lhs_params = self.process_lhs(compiler, connection)
        text, also = self.rhs
        if not also:
            return f"{lhs} @@ groups_words_query(%s)", [*lhs_params, text]
        return f"{lhs} @@ groups_words_query(%s, %s)", [*lhs_params, text, Jsonb(also)]


@ArrayField.register_lookup
class AnyOf(Lookup):
    """`tags__any_of=ids`: at least one id is there, by PostgreSQL's own operator.

    `tags__overlap` means the same by that of `intarray`, which the index of positions and tags knows; this one is
    for the index of tags alone. Two operators, so that the planner never takes the one index for the other's work.
    """

    lookup_name = "any_of"

    def as_sql(self, compiler, connection):
        lhs, lhs_params = self.process_lhs(compiler, connection)
        rhs, rhs_params = self.process_rhs(compiler, connection)
        return f"{lhs} OPERATOR(pg_catalog.&&) {rhs}::integer[]", [*lhs_params, *rhs_params]


def cube_between(least, greatest):
    """The upright box between two corners, each `(x, y, z)` in metres, as an SQL value."""
    corners = [Value(list(corner), ArrayField(models.FloatField())) for corner in (least, greatest)]
    return Func(*corners, function="cube", output_field=CubeField())
