"""Rows of one table that look like one another: the same place, the same day and hour, and names that are alike."""

from collections import defaultdict

from django.utils.translation import gettext as _

from groups.choices import RowFate
from groups.duplicates import likeness
from groups.interop.tabular import times
from groups.interop.tabular.columns import plain
from groups.interop.tabular.loading import named
from groups.interop.tabular.words import parts
from groups.models import UploadRow
from groups.recurrence import RecurrenceError

ALIKE = 0.6
COMPARED = 20
"""So many rows above at one place and hour are looked at."""
BATCH = 500


def point_out(upload):
    """Say of each new row of a table which row above it looks like; nothing else becomes of it."""
    mapping = {int(number): name for number, name in upload.mapping.items()}
    above, alike = defaultdict(list), []
    for row in upload.rows.filter(fate=RowFate.NEW).order_by("number", "pk").iterator(chunk_size=BATCH):
        meets = meetings(named(row.cells, mapping))
        if twin := twin_of(row, (one for key in meets for one in above[key][:COMPARED])):
            says = _("This looks like row %(row)d: is it the same one twice?") % {"row": twin}
            row.sentences.append({"says": says, "gap": ""})
            alike.append(row)
        for key in meets:
            above[key].append((row.number, row.name))
    UploadRow.objects.bulk_update(alike, ["sentences"], batch_size=BATCH)


def twin_of(row, others):
    """The number of the first row of `others`, `(number, name)`, with a name like that of `row`, or None."""
    return next((number for number, name in others if likeness(row.name, name) >= ALIKE), None)


def meetings(cells):
    """Where and when a row meets, as keys to compare; none where it says no place or no time."""
    house = plain(cells.get("street", "") or cells.get("place", ""))
    where = house or " ".join(filter(None, [cells.get("lat"), cells.get("lon")]))
    return {(where, plain(cells.get("town", "")), *when) for when in hours(cells.get("times", ""))} if where else set()


def hours(cell):
    """Yield the days and the hour of each time that can be read."""
    for said in parts(cell):
        try:
            rule = times.canonical(times.read(said, "", "").rule)
        except RecurrenceError:
            continue
        yield rule.freq, rule.byday, rule.start_time
