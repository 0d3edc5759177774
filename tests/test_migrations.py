"""New migrations can be brought in while the site runs; each rule refuses what would stop it."""

import importlib
from pathlib import Path

import pytest
from django.contrib.postgres.operations import (
    AddConstraintNotValid,
    AddIndexConcurrently,
    RemoveIndexConcurrently,
    ValidateConstraint,
)
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader

from supportfinder import migration_rules
from supportfinder.migration_rules import is_checked, problems

CHECK = models.CheckConstraint(condition=models.Q(stars__gte=0), name="stars_not_negative")
UNIQUE = models.UniqueConstraint(fields=["name"], name="one_name")
INDEX = models.Index(fields=["name"], name="by_name")


def migration_of(*steps, atomic=True, was=None, **said):
    """A migration of an app with a table `kite`, whose field `name` was `was`."""
    kind = type("Migration", (migrations.Migration,), {"operations": list(steps), "atomic": atomic} | said)
    made = kind("0099_trial", "kites")
    state = migrations.state.ProjectState()
    fields = [("id", models.AutoField(primary_key=True)), ("name", was or models.CharField(max_length=50))]
    state.add_model(migrations.state.ModelState("kites", "Kite", fields))
    made.state_before = state
    return made


def refused(*steps, **options):
    return [sentence.removeprefix("kites.0099_trial: ") for sentence in problems(migration_of(*steps, **options))]


def test_new_migrations_keep_the_rules():
    loader = MigrationLoader(None)
    new = [migration for (app, name), migration in loader.disk_migrations.items() if is_checked(app, name)]
    for migration in new:
        parent = [node for node in migration.dependencies if node[0] == migration.app_label]
        migration.state_before = loader.project_state(parent) if parent else None
    assert [sentence for migration in new for sentence in problems(migration)] == []


def test_baseline_names_migrations_that_there_are():
    for app, number in migration_rules.BASELINE.items():
        folder = importlib.import_module(f"{app}.migrations").__path__[0]
        assert any(path.name.startswith(f"{number}_") for path in Path(folder).iterdir())
    assert is_checked("groups", "0030_more")
    assert not is_checked("groups", "0029_uploads")
    assert not is_checked("sessions", "0099_theirs")


UNSAFE = {
    "Stop using it first": [
        migrations.RemoveField("kite", "name"),
        migrations.RenameField("kite", "name", "title"),
        migrations.RenameModel("Kite", "Dragon"),
        migrations.DeleteModel("Kite"),
        migrations.AlterModelTable("kite", "dragons"),
    ],
    "Give it db_default": [
        migrations.AddField("kite", "stars", models.IntegerField(default=0)),
        migrations.AddField("kite", "stars", models.TextField()),
    ],
    "this may lock the table": [
        migrations.AlterField("kite", "name", models.TextField()),
        migrations.AlterField("kite", "name", models.CharField(max_length=20)),
        migrations.AlterField("kite", "name", models.CharField(max_length=50, unique=True)),
        migrations.AlterField("kite", "name", models.CharField(max_length=50, db_index=True)),
    ],
    "writes the whole table anew": [
        migrations.AddField(
            "kite",
            "shout",
            models.GeneratedField(
                expression=models.functions.Upper("name"), output_field=models.TextField(), db_persist=True
            ),
        )
    ],
    "Use AddIndexConcurrently": [migrations.AddIndex("kite", INDEX)],
    "needs atomic = False": [AddIndexConcurrently("kite", INDEX), RemoveIndexConcurrently("kite", "by_name")],
    "then AddIndexConcurrently": [
        migrations.AddField("kite", "code", models.CharField(max_length=9, db_default="", db_index=True))
    ],
    "Use AddConstraintNotValid": [migrations.AddConstraint("kite", CHECK)],
    "unique index concurrently": [migrations.AddConstraint("kite", UNIQUE)],
    "no rule sees": [migrations.RunSQL("SELECT 1"), migrations.RunPython(migrations.RunPython.noop)],
}


@pytest.mark.parametrize(("says", "step"), [(says, step) for says, steps in UNSAFE.items() for step in steps])
def test_step_that_stops_the_site_is_refused_with_a_sentence(says, step):
    assert any(says in sentence for sentence in refused(step))


def test_step_that_becomes_strict_is_refused():
    strict = migrations.AlterField("kite", "name", models.CharField(max_length=50))
    assert refused(strict, was=models.CharField(max_length=50, null=True))


@pytest.mark.parametrize("rule", migration_rules.RULES)
def test_each_rule_alone_refuses_something(monkeypatch, rule):
    monkeypatch.setattr(migration_rules, "RULES", [rule])
    assert [step for steps in UNSAFE.values() for step in steps if refused(step)]


@pytest.mark.parametrize(
    "step",
    [
        migrations.AddField("kite", "stars", models.IntegerField(db_default=0)),
        migrations.AddField("kite", "note", models.TextField(null=True)),
        migrations.AlterField("kite", "name", models.CharField(max_length=80, verbose_name="what it is called")),
        migrations.CreateModel("Tail", [("id", models.AutoField(primary_key=True))]),
        AddConstraintNotValid("kite", CHECK),
        ValidateConstraint("kite", "stars_not_negative"),
        migrations.AlterModelOptions("kite", {"ordering": ["name"]}),
        migrations.SeparateDatabaseAndState(state_operations=[migrations.RemoveField("kite", "name")]),
    ],
)
def test_step_that_disturbs_nobody_is_taken(step):
    assert refused(step) == []


def test_index_made_beside_the_work_is_taken():
    assert refused(AddIndexConcurrently("kite", INDEX), atomic=False) == []


def test_step_on_a_table_of_the_same_migration_is_taken():
    new = migrations.CreateModel("Tail", [("id", models.AutoField(primary_key=True))])
    assert refused(new, migrations.AddIndex("tail", INDEX)) == []
    assert refused(new, migrations.AddIndex("kite", INDEX))


def test_step_within_another_is_seen():
    within = migrations.SeparateDatabaseAndState(database_operations=[migrations.RemoveField("kite", "name")])
    assert refused(within)


def test_who_knows_better_says_why():
    step = migrations.RemoveField("kite", "name")
    assert refused(step, safe_because="Nothing has read it since the version before.") == []
    assert refused(step, safe_because=" ")
