"""Taking a table: its rows as they came, and what its columns are."""

from collections import Counter

from django.db import transaction

from groups.choices import UploadStep
from groups.interop.reading import one_line
from groups.interop.tabular import columns
from groups.interop.tabular.columns import plain
from groups.models import Upload, UploadRow

BATCH = 1000
SAMPLES = 3
TABLES_REMEMBERED = 100
SAMPLE_LENGTH = 60


@transaction.atomic
def receive(table, name, *, by):
    """Keep a `Table` for the person `by`; answers its Upload, with the columns guessed, or as they said before.

    It takes the place of a file of that name whose columns they have not told.
    """
    upload = Upload(owner=by, name=one_line(name, 200) or "-", header=whole_header(table))
    Upload.objects.filter(owner=by, name=upload.name, step=UploadStep.COLUMNS).delete()
    upload.mapping = by_number(understood(by, upload.header))
    upload.save()
    rows = (UploadRow(upload=upload, number=number, cells=cells) for number, cells in table.rows)
    UploadRow.objects.bulk_create(rows, batch_size=BATCH)
    return upload


def whole_header(table):
    """The names of all columns of a `Table`, empty for those that only its other rows have."""
    width = max(len(table.header), *(len(cells) for _number, cells in table.rows))
    return table.header + [""] * (width - len(table.header))


def understood(user, header):
    """`{number of the column: name}`: what `user` last said of a column that is called so, the others guessed."""
    numbers = {key: number for number, key in enumerate(keys(header))}
    said = {key: name for key, name in remembered(user).items() if key in numbers}
    mapping = {}
    for key, name in said.items():
        if name and name not in mapping.values():
            mapping[numbers[key]] = name
    unsaid = ["" if key in said else cell for key, cell in zip(numbers, header, strict=True)]
    guessed = {number: name for number, name in columns.guess(unsaid).items() if name not in mapping.values()}
    return mapping | guessed


def remembered(user):
    """`{key of a header: name, or "" for leave out}`, as `user` said it of their last tables, the newest first."""
    before = Upload.objects.filter(owner=user).exclude(step=UploadStep.COLUMNS)[:TABLES_REMEMBERED]
    said = {}
    for upload in before:
        for number, key in enumerate(keys(upload.header)):
            said.setdefault(key, upload.mapping.get(str(number), ""))
    return said


def keys(header):
    """What each column is known by from file to file: its name, and which of that name it is."""
    counts = Counter()
    for cell in map(plain, header):
        counts[cell] += 1
        yield cell, counts[cell]


def by_number(mapping):
    """As JSON keeps it: keys are texts."""
    return {str(number): name for number, name in mapping.items()}


def listed_columns(upload):
    """`(number, header, column or "", first cells)` for each column of the file."""
    firsts = [row.cells for row in upload.rows.order_by("number", "pk")[:SAMPLES]]
    width = max([len(upload.header), *map(len, firsts)])
    for number in range(width):
        samples = [cells[number] for cells in firsts if number < len(cells) and cells[number]]
        header = upload.header[number] if number < len(upload.header) else ""
        yield number, header, upload.mapping.get(str(number), ""), [one_line(cell, SAMPLE_LENGTH) for cell in samples]


@transaction.atomic
def take_columns(upload, mapping):
    """The columns are those of `mapping`, `{number: name}`: what was said of the rows is forgotten, and they wait."""
    upload = locked(upload)
    if upload.step not in (UploadStep.COLUMNS, UploadStep.CHECKED):
        return False
    upload.mapping, upload.step, upload.counts = by_number(mapping), UploadStep.CHECKING, {}
    upload.save()
    upload.rows.update(fate="", sentences=[], name="")
    return True


@transaction.atomic
def go_ahead(upload):
    """Let what was looked at be brought in; answers whether it waited for that."""
    upload = locked(upload)
    if upload.step != UploadStep.CHECKED:
        return False
    upload.step = UploadStep.BRINGING
    upload.save()
    return True


def throw_away(upload):
    """Erase a table and its rows; listings that came of it stay."""
    upload.delete()


def locked(upload):
    return Upload.objects.select_for_update().get(pk=upload.pk)
