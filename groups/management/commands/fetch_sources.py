"""Ask sources for their files now: `manage.py fetch_sources [--only SLUG] [--dry-run]`."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from groups import sources
from groups.models import ImportSource


class Command(BaseCommand):
    """Without `--only` those that are due; with it that one, due or not. The background job does the same."""

    help = "Ask the sources that are due for their files, and bring in what is new."

    def add_arguments(self, parser):
        parser.add_argument("--only", metavar="SLUG", help="this source, whether it is due or not")
        parser.add_argument("--dry-run", action="store_true", help="try everything, keep nothing but the report")

    def handle(self, *, only, dry_run, **options):
        for source in self.chosen(only):
            run = sources.run(source, write=not dry_run)
            if run is None:
                self.stdout.write(_("%(source)s: is being brought in already") % {"source": source.slug})
                continue
            counts = ", ".join(f"{name} {number:,}" for name, number in run.counts.items())
            parts = [str(run.get_outcome_display()), run.sentence, counts, f"{run.seconds:.1f} s"]
            self.stdout.write(f"{source.slug}: " + "; ".join(filter(None, parts)))

    def chosen(self, only):
        """The source of that name, or all that are due; CommandError where there is none with an address."""
        if only is None:
            return ImportSource.objects.filter(pk__in=sources.due()).order_by("due_at", "pk")
        found = ImportSource.objects.filter(slug=only).exclude(address="")
        if not found:
            raise CommandError(_("No source called “%(slug)s” has an address.") % {"slug": only})
        return found
