"""Many constraints, one question; and a database that fails is not a constraint that is broken."""

from contextlib import contextmanager
from functools import reduce
from operator import and_

from django.core.exceptions import FieldError
from django.db import DatabaseError, connections, models, router
from django.db.models import CheckConstraint, Q


class CheckedAtOnce(models.Model):
    """A model whose check constraints are asked of the database together, and one by one only where one is broken.

    Django asks for each by itself, with all columns of the row in every question: most of the time that writing a
    listing took.
    """

    class Meta:
        abstract = True

    def validate_constraints(self, exclude=None):
        """As of Django, with the same sentences. Raises DatabaseError where the database cannot answer."""
        using = router.db_for_write(type(self), instance=self)
        with failures_raised(using):
            self._validate_constraints(exclude, using)

    def _validate_constraints(self, exclude, using):
        if not self._passes_checks(exclude, using):
            super().validate_constraints(exclude)
            return
        for constraint in self._meta.constraints:
            if not isinstance(constraint, CheckConstraint):
                constraint.validate(type(self), self, exclude=exclude, using=using)

    def _passes_checks(self, exclude, using):
        """Whether all hold; False too where one is about a column that is not to be looked at."""
        checks = [one.condition for one in self._meta.constraints if isinstance(one, CheckConstraint)]
        against = self._get_field_expression_map(meta=self._meta, exclude=exclude)
        try:
            return reduce(and_, map(Q, checks)).check(against, using=using)
        except FieldError:
            return False


@contextmanager
def failures_raised(using):
    """Raise what fails in the database meanwhile. `Q.check` takes an error for a yes: a unique constraint with a
    condition then says "there is one already" of a database that is away."""
    failures = []

    def noting(execute, *statement):
        try:
            return execute(*statement)
        except DatabaseError as error:
            failures.append(error)
            raise

    connections[using].ensure_connection()
    try:
        with connections[using].execute_wrapper(noting):
            yield
    finally:
        if failures:
            raise failures[0]
