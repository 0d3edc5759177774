"""Which steps of a migration would stop the site, or break the program that still runs while it is brought in.

While a new version is put in place, the old program runs on the new tables for some minutes, and people are searching:
so nothing it reads may be gone, nothing it writes may be refused, and no table may be locked for long. The rules in
words, with what to do instead: docs/upgrading.md. Whoever knows better says so in the migration:

    class Migration(migrations.Migration):
        safe_because = "The table is new and holds no rows."
"""

from collections.abc import Iterator

from django.contrib.postgres.operations import (
    AddConstraintNotValid,
    AddIndexConcurrently,
    RemoveIndexConcurrently,
)
from django.db import models
from django.db.migrations import operations
from django.db.models import NOT_PROVIDED

BASELINE = {"groups": "0029", "accounts": "0002"}
"""What came up to here was brought in with the site stopped; newer migrations keep the rules."""
GONE = (
    operations.RemoveField,
    operations.RenameField,
    operations.RenameModel,
    operations.DeleteModel,
    operations.AlterModelTable,
)


def problems(migration) -> Iterator[str]:
    """A sentence for each step that must not be taken like this, unless the migration says why it may."""
    if getattr(migration, "safe_because", "").strip():
        return
    new = {op.name_lower for op in migration.operations if isinstance(op, operations.CreateModel)}
    for op in flat(migration.operations):
        if getattr(op, "model_name_lower", None) in new:
            continue  # a table that nobody reads yet
        for rule in RULES:
            if sentence := rule(op, migration):
                yield f"{migration.app_label}.{migration.name}: {sentence}"


def flat(steps) -> Iterator:
    """The steps that reach the database, those within others too."""
    for op in steps:
        if isinstance(op, operations.SeparateDatabaseAndState):
            yield from flat(op.database_operations)
        else:
            yield op


def is_checked(app: str, name: str) -> bool:
    """Whether a migration is newer than the baseline of its app."""
    return app in BASELINE and name[:4] > BASELINE[app]


def takes_away(op, migration):
    """The old program still reads it."""
    if isinstance(op, GONE):
        return f"{op.describe()}: the program that still runs reads it. Stop using it first; remove it a version later."
    return None


def adds_without_value(op, migration):
    """The old program writes rows without the new column."""
    if not isinstance(op, operations.AddField) or op.field.many_to_many:
        return None
    if op.field.null or op.field.db_default is not NOT_PROVIDED or getattr(op.field, "generated", False):
        return None
    return f"{op.describe()}: the program that still runs writes rows without it. Give it db_default, or null=True."


def rewrites(op, migration):
    """A column that becomes another type, or stricter, locks its table while each row is looked at."""
    if isinstance(op, operations.AddField) and getattr(op.field, "generated", False):
        return f"{op.describe()}: a generated column writes the whole table anew while nobody can read it."
    if not isinstance(op, operations.AlterField):
        return None
    was = before(migration, op)
    if was is None or looks_alike(was, op.field):
        return None
    return f"{op.describe()}: this may lock the table while it is rewritten. Add a column, fill it, change over."


def before(migration, op):
    """The field as it is until this migration; None where nobody can tell."""
    state = getattr(migration, "state_before", None)
    model = state and state.models.get((migration.app_label, op.model_name_lower))
    return model and model.fields.get(op.name)


def looks_alike(was, field) -> bool:
    """Whether the database sees no difference, or only one that costs nothing: more room, or empty allowed."""
    same_kind = was.get_internal_type() == field.get_internal_type()
    wider = (field.max_length or 10**9) >= (was.max_length or 10**9)
    as_strict = field.null or not was.null
    as_unique = was.unique or not field.unique
    as_indexed = was.db_index or not field.db_index
    return same_kind and wider and as_strict and as_unique and as_indexed


def indexes_with_a_lock(op, migration):
    """Making an index keeps everybody from writing for as long as it takes."""
    if isinstance(op, AddIndexConcurrently | RemoveIndexConcurrently):
        return migration.atomic and f"{op.describe()}: needs atomic = False, as it cannot be part of a transaction."
    if isinstance(op, operations.AddIndex):
        return f"{op.describe()}: nobody can write meanwhile. Use AddIndexConcurrently, with atomic = False."
    if isinstance(op, operations.AddField) and (op.field.unique or op.field.db_index) and not op.field.null:
        return f"{op.describe()}: its index keeps everybody from writing. Add the column, then AddIndexConcurrently."
    return None


def constrains_with_a_lock(op, migration):
    """A constraint looks at every row, and may refuse what the old program writes."""
    if not isinstance(op, operations.AddConstraint) or isinstance(op, AddConstraintNotValid):
        return None
    if isinstance(op.constraint, models.UniqueConstraint):
        return f"{op.describe()}: its index keeps everybody from writing. Make a unique index concurrently, by RunSQL."
    return f"{op.describe()}: nobody can write while it reads all rows. Use AddConstraintNotValid, ValidateConstraint."


def runs_unseen(op, migration):
    """What SQL or a function does, no rule can see."""
    if isinstance(op, operations.RunSQL | operations.RunPython):
        return f"{op.describe()}: no rule sees what this does. Say in safe_because why it locks nothing for long."
    return None


RULES = (takes_away, adds_without_value, rewrites, indexes_with_a_lock, constrains_with_a_lock, runs_unseen)
