"""Going through all rows of a table, batch by batch, as a job does. A job that was killed goes on where it was."""

from django.db import transaction
from django.utils.translation import gettext as _

from groups.choices import CONCEALED, RowFate, UploadStep
from groups.importing.placing import settle
from groups.interop.tabular.loading import named
from groups.interop.tabular.rows import RowReader
from groups.interop.tabular.words import Words
from groups.models import BroughtListing, Listing, Term, Upload
from groups.uploading import trying, twins
from groups.uploading.bringing import Outcome, bring, would_be_new

BATCH = 20
"""Rows brought in at once: so many are lost, and done again, when a job is killed."""
MANY = 100
"""Rows looked at at once."""


def check(pk):
    """Try every row of an upload that waits for it; answers how many were looked at now."""
    return go_through(pk, UploadStep.CHECKING, UploadStep.CHECKED, write=False)


def bring_in(pk):
    """Bring in every row of an upload that was not refused; answers how many were looked at now."""
    return go_through(pk, UploadStep.BRINGING, UploadStep.DONE, write=True)


def go_through(pk, step, end, *, write):
    done = 0
    while batch := take(pk, step, end, write=write):
        done += batch
    return done


@transaction.atomic
def take(pk, step, end, *, write):
    """Look at the next rows; nought where there are none left, and then the upload takes its next step.

    The upload is held meanwhile, so that two jobs never work on the same rows.
    """
    upload = Upload.objects.select_for_update().select_related("owner").filter(pk=pk, step=step).first()
    if upload is None:
        return 0
    rows = list(left(upload, write).order_by("number", "pk")[: BATCH if write else MANY])
    if not rows:
        twins.point_out(upload)
        upload.counts, upload.step = upload.rows.fates(), end
        upload.save()
        return 0
    work = Work(upload, write=write)
    for row in work.through(rows):
        row.save(update_fields=["ref", "name", "fate", "sentences", "is_done", "listing"])
    return len(rows)


def left(upload, write):
    """The rows that still have to be looked at."""
    return upload.rows.filter(is_done=False).exclude(fate=RowFate.REFUSED) if write else upload.rows.filter(fate="")


class Work:
    """Some rows of an upload, read with its columns."""

    def __init__(self, upload, *, write):
        self.upload, self.write = upload, write
        self.mapping = {int(number): name for number, name in upload.mapping.items()}
        self.lexicon = Term.objects.lexicon()
        self.reader = RowReader(Words(self.lexicon))

    def through(self, rows):
        """Yield each row with what became of it."""
        cells = [named(row.cells, self.mapping) for row in rows]
        records = [self.reader.record(said, row.number) for said, row in zip(cells, rows, strict=True)]
        taken = self.refs_above(rows[0].number, records)
        found = dict(placed(record for record in records if record.is_listing))
        sound = set() if self.write else self.sound(records)
        for row, said, record in zip(rows, cells, records, strict=True):
            problems = found.get(id(record), ())
            if record.source_ref in taken and record.is_listing:
                outcome = Outcome(RowFate.REFUSED, [repeated()])
            elif id(record) in sound:
                outcome = would_be_new(record, problems)
            else:
                outcome = bring(record, self.texts(said), by=self.upload.owner, write=self.write, found=problems)
            taken.add(record.source_ref)
            yield self.noted(row, record, outcome)

    def sound(self, records):
        """Which of `records` would be new listings that can be taken: a set of their `id()`."""
        refs = [record.source_ref for record in records]
        brought = BroughtListing.objects.filter(owner=self.upload.owner, ref__in=refs).values_list("ref", flat=True)
        known = {*brought, *Listing.objects.filter(public_id__in=refs).values_list("public_id", flat=True)}
        new = [record for record in records if record.is_listing and record.source_ref not in known]
        return trying.sound(new, by=self.upload.owner, lexicon=self.lexicon)

    def refs_above(self, number, records):
        """Which names of these rows are names of rows above them."""
        refs = [record.source_ref for record in records]
        above = self.upload.rows.filter(ref__in=refs, number__lt=number)
        return set(above.values_list("ref", flat=True))

    def texts(self, said):
        """The texts of a row by every column that the file has, also where the row is shorter."""
        return {name: said.get(name, "") for name in self.mapping.values()}

    def noted(self, row, record, outcome):
        row.ref, row.name = record.source_ref, record.name[:200]
        row.fate, row.sentences = outcome.fate, outcome.told
        row.is_done = self.write and outcome.fate != RowFate.REFUSED
        row.listing = outcome.listing if row.is_done else None
        return row


def placed(records):
    """`(id, problems)` of each record, whose place is looked up.

    Of a concealed one the true address stays, which an import would not keep: `sections` puts it where the public
    does not see it. It stays concealed, whatever was found.
    """
    records = list(records)
    concealed = {id(one): one.place.precision for one in records if one.place and one.place.precision in CONCEALED}
    for record in records:
        if id(record) in concealed:
            record.place.precision = ""
    for record, problems in settle(records):
        if record.place and id(record) in concealed:
            record.place.precision = concealed[id(record)]
        yield id(record), problems


def repeated():
    return _("A row above has the same name. Put all times into one cell, or give each row an id of its own.")
