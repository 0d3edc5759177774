"""Many constraints, one question."""

from functools import reduce
from operator import and_

from django.core.exceptions import FieldError
from django.db import models, router
from django.db.models import CheckConstraint, Q


class CheckedAtOnce(models.Model):
    """A model whose check constraints are asked of the database together, and one by one only where one is broken.

    Django asks for each by itself, with all columns of the row in every question: most of the time that writing a
    listing took.
    """

    class Meta:
        abstract = True

    def validate_constraints(self, exclude=None):
        """As of Django, with the same sentences."""
        if not self._passes_checks(exclude):
            return super().validate_constraints(exclude)
        using = router.db_for_write(type(self), instance=self)
        for constraint in self._meta.constraints:
            if not isinstance(constraint, CheckConstraint):
                constraint.validate(type(self), self, exclude=exclude, using=using)
        return None

    def _passes_checks(self, exclude):
        """Whether all hold; False too where one is about a column that is not to be looked at."""
        checks = [one.condition for one in self._meta.constraints if isinstance(one, CheckConstraint)]
        against = self._get_field_expression_map(meta=self._meta, exclude=exclude)
        try:
            return reduce(and_, map(Q, checks)).check(against, using=router.db_for_write(type(self), instance=self))
        except FieldError:
            return False
