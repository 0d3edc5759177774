"""The source itself, and what of it could not be read, as stored."""

import json

from django.db import transaction

from groups.models import ImportProblem, ImportSource

BATCH = 500
SOURCE_COLUMNS = ("name", "url", "licence", "as_of", "is_sample")


def stored_source(source):
    """The stored source of that slug, made or brought up to date; what `source` leaves empty stays as it was."""
    stored = ImportSource.objects.filter(slug=source.slug).first() or ImportSource(slug=source.slug)
    given = {name: getattr(source, name) for name in SOURCE_COLUMNS if getattr(source, name)}
    if stored.pk is None or any(getattr(stored, name) != value for name, value in given.items()):
        for name, value in given.items():
            setattr(stored, name, value)
        stored.full_clean()
        stored.save()
    return stored


def replace_problems(source, problems):
    """Store what this run could not read in place of what the last could not; the same again is not written."""
    if sorted(map(content, source.problems.all())) == sorted(map(content, problems)):
        return
    for problem in problems:
        problem.source = source
    with transaction.atomic():
        source.problems.all().delete()
        ImportProblem.objects.bulk_create(problems, batch_size=BATCH)


def content(problem):
    row = json.dumps(problem.row, sort_keys=True)  # the database keeps no order of fields
    return problem.source_ref, problem.field, problem.sentence, row
