"""Bring a real directory in from a file: `manage.py import_listings FORMAT FILE` (groups.interop.formats)."""

import sys
from contextlib import ExitStack
from datetime import date
from functools import partial
from pathlib import Path
from time import monotonic

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groups import vocabulary
from groups.importing import ImportBusyError, Missing, TooMuchMissingError, import_records
from groups.interop.formats import FORMATS
from groups.interop.reading import UnreadableFileError
from groups.models import ImportSource, Locality

ASSUMED = {
    "attendance": gettext_lazy("no word on how it meets: taken as in person"),
    "timezone": gettext_lazy("no time zone: that of the nearest town"),
    "country": gettext_lazy("no country: that of the nearest town"),
}
COUNTS = (
    "rows", "listings", "slots", "new", "changed", "unchanged", "refused", "published", "queued", "unpublished",
    "missing", "withdrawn", "corrected",
)  # fmt: skip
EXAMPLES = 3
SECONDS_BETWEEN_LINES = 5


class Command(BaseCommand):
    """A dry run unless `--write` is given; a second run changes only what changed at the source."""

    help = "Import a directory. Without --write everything is tried and nothing is kept."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("format", choices=FORMATS)
        parser.add_argument("file", help="the file, plain or gzip; - reads standard input")
        parser.add_argument("--codes", help="samhsa: the directory's list of service codes, to name unknown ones")
        parser.add_argument("--write", action="store_true", help="save, and publish what is new")
        parser.add_argument("--pending", action="store_true", help="with --write: queue what is new for review")
        parser.add_argument(
            "--withdraw-missing", action="store_true", help="with --write: withdraw what is not in the file any more"
        )
        parser.add_argument("--source", help="short name of the source; give each server its own (default: the format)")
        parser.add_argument("--source-name", default="", help="its name, shown beside each listing")
        parser.add_argument("--source-url", default="", help="its web address")
        parser.add_argument("--licence", default="", help="what it may be used for")
        parser.add_argument("--as-of", type=date.fromisoformat, help="date of the data, such as 2022-07-01")

    def handle(self, *, format, file, codes, write, pending, **options):  # noqa: A002 (the argument's name)
        source = source_of(format, options)
        if not Locality.objects.exists():
            raise CommandError(_("The gazetteer is empty. Run this first: manage.py load_gazetteer"))
        try:
            with ExitStack() as files:
                load = FORMATS[format].load
                if codes:
                    load = partial(load, codes=files.enter_context(opened(codes)))
                summary = import_records(
                    load(files.enter_context(opened(file))),
                    source=source,
                    write=write,
                    pending=pending,
                    missing=Missing(1, settings.SOURCES_MOST_MISSING) if options["withdraw_missing"] else None,
                    whole=options["withdraw_missing"],
                    progress=Progress(self.stderr),
                )
        except (OSError, UnreadableFileError, ImportBusyError, TooMuchMissingError) as error:
            raise CommandError(str(error)) from error
        if write:
            vocabulary.refresh()
        for line in (*told(summary), *problems_told(summary), ending(summary, write=write)):
            self.stdout.write(line)

    def execute(self, *args, **options):
        if options.get("codes") and options.get("format") != "samhsa":
            raise CommandError(_("--codes belongs to samhsa only."))
        if options.get("pending") and not options.get("write"):
            raise CommandError(_("--pending only means something together with --write."))
        if options.get("withdraw_missing") and not options.get("write"):
            raise CommandError(_("--withdraw-missing only means something together with --write."))
        return super().execute(*args, **options)


class Progress:
    """Says how far an import is: in one line on a terminal, else in a line every few seconds."""

    def __init__(self, stream):
        self.stream, self.said_at = stream, monotonic()

    def __call__(self, summary):
        line = _("%(rows)s rows read …") % {"rows": f"{summary.rows:,}"}
        if self.stream.isatty():
            self.stream.write(f"\r{line}", ending="")
        elif monotonic() - self.said_at > SECONDS_BETWEEN_LINES:
            self.said_at = monotonic()
            self.stream.write(line)


def opened(name):
    """The file of that name, for reading bytes; `-` is standard input."""
    return sys.stdin.buffer if name == "-" else Path(name).open("rb")


def source_of(file_format, options):
    """The source as the options describe it, over what is usual for the format; CommandError for a wrong option."""
    usual = FORMATS[file_format]
    is_usual = options["source"] in (None, file_format)
    source = ImportSource(
        slug=options["source"] or file_format,
        name=options["source_name"] or (usual.name if is_usual else f"{usual.name}: {options['source']}"),
        url=options["source_url"] or (usual.url if is_usual else ""),
        licence=options["licence"] or (usual.licence if is_usual else ""),
        as_of=options["as_of"],
    )
    try:
        source.full_clean(validate_unique=False)
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
    return source


def told(summary):
    """The counts of an import, line by line."""
    counts = {name: f"{getattr(summary, name):,}" for name in COUNTS}
    yield _("%(rows)s rows read: %(listings)s listings with %(slots)s times") % counts
    yield _("  %(new)s new, %(changed)s changed, %(unchanged)s unchanged, %(refused)s refused") % counts
    yield _("  %(published)s published, %(queued)s queued, %(unpublished)s not public at the source") % counts
    if summary.missing:
        names = ", ".join(summary.missing_names)
        yield _("  %(missing)s no longer in the source, %(withdrawn)s withdrawn: ") % counts + names
    if summary.corrected:
        yield _("  %(corrected)s changed there and put right here: kept as they are here") % counts
    for field, count in summary.assumed.items():
        yield _("  %(count)s listings: %(what)s") % {"count": f"{count:,}", "what": ASSUMED.get(field, field)}


def problems_told(summary):
    """How many problems there are of each field, with a few of their sentences."""
    yield _("%(count)s problems") % {"count": f"{len(summary.problems):,}"}
    for field, count in summary.problem_counts:
        yield f"  {field}: {count:,}"
        sentences = dict.fromkeys(problem.sentence for problem in summary.problems if problem.field == field)
        for sentence in list(sentences)[:EXAMPLES]:
            yield f"    {sentence}"


def ending(summary, *, write):
    """Whether anything was kept, and how long it took."""
    speed = {"seconds": f"{summary.seconds:.1f}", "speed": f"{summary.rows_per_second:,.0f}"}
    if write:
        return _("Saved (%(seconds)s s, %(speed)s rows/s).") % speed
    return _("Dry run, nothing was kept (%(seconds)s s, %(speed)s rows/s). Add --write to save.") % speed
