"""Run by hand what happens every night: ask, mark as unsure, leave out of search."""

from django.core.management.base import BaseCommand

from groups import freshness


class Command(BaseCommand):
    help = "Bring every public listing to its stage of freshness, mail what is due, and say what was done."

    def handle(self, **options):
        for name, number in freshness.run().as_dict().items():
            self.stdout.write(f"{name.replace('_', ' ')}: {number}")
