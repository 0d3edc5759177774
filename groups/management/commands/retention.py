"""`manage.py retention`: what is kept about people, and how long; with `--apply`, what is older goes now."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from supportfinder import retention


class Command(BaseCommand):
    help = "Print what is kept about people, why, and how long. With --apply: remove what is older, as every night."

    def add_arguments(self, parser):
        """Whether to only say it."""
        parser.add_argument("--apply", action="store_true", help="Remove what has outlived its period, now.")

    def handle(self, *args, apply, **options):
        """Every row with its place in the database, or how many of each went."""
        if apply:
            for name, number in retention.apply(timezone.now()).items():
                self.stdout.write(f"{name}: {number}")
            return
        for row in retention.table():
            setting = f" ({row.setting})" if row.setting else ""
            told = [row.name, row.what, row.why, f"{row.kept}{setting}", ", ".join(row.where)]
            self.stdout.write("\n  ".join(map(str, told)))
