"""Add made-up people to a sample directory, so that the published figures can be looked at."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groups import insights


class Command(BaseCommand):
    """Refuses, with a sentence, where one listing, answer or check-in is real; publishes the figures of this month."""

    help = __doc__

    def add_arguments(self, parser):
        """How many people, how support and well-being of theirs go together, and where the dice begin."""
        parser.add_argument("--people", type=int, default=600)
        parser.add_argument("--rho", type=float, default=0.4, help="Rank correlation, such as 0.4.")
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args, people: int, rho: float, seed: int, **options):
        """Raises CommandError with the reason where nothing was added."""
        now = timezone.now()
        try:
            count = insights.simulate(people=people, rho=rho, seed=seed, now=now)
        except ValidationError as problem:
            raise CommandError(" ".join(problem.messages)) from problem
        insights.publish(now.date().replace(day=1), now)
        said = ngettext("%(count)d made-up person is there", "%(count)d made-up people are there", count)
        self.stdout.write(f"  {said % {'count': count}}")
        self.stdout.write(_("  every page with their figures says that they are made up"))
