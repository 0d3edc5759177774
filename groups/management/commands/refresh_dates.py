"""Rebuild the coming dates that search uses; run it at least once a day."""

from django.core.management.base import BaseCommand

from groups import schedule


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args, **options):
        self.stdout.write(f"{schedule.refresh_dates():,} coming dates known.")
