"""Fill an empty directory with made-up sample listings, to try the site with."""

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groups import demo


class Command(BaseCommand):
    """Writes the sample directory, saying each step; leaves a directory that has listings as it is."""

    help = __doc__

    def handle(self, *args, **options):
        count = demo.load_demo(now=timezone.now(), progress=self.say)
        if not count:
            self.say(_("the directory has listings already: nothing was added"))
            return
        self.say(
            ngettext("%(count)d sample listing is there", "%(count)d sample listings are there", count)
            % {"count": count}
        )

    def say(self, text):
        """Prints one step at once, also into a pipe."""
        self.stdout.write(f"  {text}")
        self.stdout.flush()
