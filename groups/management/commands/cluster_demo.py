"""`make cluster-demo`: primary, replica, PgBouncer and two web processes on this machine; then servers fail."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from supportfinder import serving
from supportfinder.cluster.servers import Cluster, Web
from supportfinder.cluster.story import Figure, Story

HOME = Path(settings.BASE_DIR) / ".data" / "cluster"
STEPS = ("migrate", "createcachetable", "load_gazetteer", "load_demo", "refresh_dates")


class Command(BaseCommand):
    """Starts the cluster with the sample directory, tells the story, prints its figures, and leaves nothing behind."""

    help = "Show on this machine how the site lives through the failure of a database server."

    def add_arguments(self, parser):
        """How long a server is away, and whether the cluster is left to play with."""
        parser.add_argument("--away", type=float, default=5, help="Seconds for which a server is away.")
        parser.add_argument("--keep", action="store_true", help="Start it all, tell no story, wait for Ctrl-C.")

    def handle(self, *args, away: float, keep: bool, **options):
        """Raises CommandError, and with that ends with an exit code, when a figure is not as it must be."""
        signal.signal(signal.SIGINT, signal.default_int_handler)
        with contextlib.ExitStack() as stack:
            cluster = stack.enter_context(Cluster(HOME))
            try:
                webs = self.start(cluster, stack)
            except serving.DidNotStart as problem:
                raise CommandError(_("The site did not start. See %(log)s.") % {"log": cluster.log}) from problem
            self.say_where(cluster, webs)
            if keep:
                self.wait()
                return
            wrong = [
                figure for figure in map(self.say_figure, Story(cluster, webs).everything(away)) if not figure.is_right
            ]
        if wrong:
            raise CommandError(_("Not as it must be: %(what)s") % {"what": "; ".join(figure.what for figure in wrong)})

    def start(self, cluster: Cluster, stack: contextlib.ExitStack) -> list[Web]:
        """All that belongs to it, each step with a word."""
        self.say(_("• Primary, with the sample directory …"))
        cluster.start_primary()
        environment = os.environ | {"DATABASE_URL": cluster.primary.url, "DATABASE_DIRECT_URL": ""}
        for step in STEPS:
            command = [sys.executable, "manage.py", step]
            subprocess.run(command, cwd=settings.BASE_DIR, env=environment, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
        if not serving.static_is_current():
            call_command("collectstatic", interactive=False, clear=True, verbosity=0)
            serving.static_stamp().write_text(serving.static_fingerprint())
        self.say(_("• Replica …"))
        cluster.start_replica()
        if not cluster.start_pooler():
            self.say(_("• PgBouncer: not installed, left out"))
        self.say(_("• Two web processes …"))
        return [stack.enter_context(Web(free_port(), cluster.environment(), cluster.log)) for _number in range(2)]

    def say(self, text: str):
        """Prints at once, also into a pipe."""
        self.stdout.write(text)
        self.stdout.flush()

    def say_where(self, cluster: Cluster, webs: list[Web]):
        """Prints every address."""
        rows = {_("primary"): cluster.primary.url, _("replica"): cluster.replica.url}
        if cluster.pooler:
            rows["PgBouncer"] = str(cluster.pooler.folder)
        for number, web in enumerate(webs, 1):
            rows[_("web %(number)d") % {"number": number}] = f"http://localhost:{web.port}"
        rows[_("web's log")] = str(cluster.log)
        for name, address in rows.items():
            self.say(f"  {name:<10} {address}")

    def say_figure(self, figure: Figure) -> Figure:
        """Prints one line of the table as soon as it is known."""
        self.say(f"{' ' if figure.is_right else '✗'} {figure.what:<50} {figure.value}")
        return figure

    def wait(self):
        """Until Ctrl-C or SIGTERM."""
        self.say(_("Ctrl-C stops it all and removes its data."))
        with contextlib.suppress(KeyboardInterrupt):
            while True:
                time.sleep(1)


def free_port() -> int:
    """A port of this machine on which nobody listens."""
    with socket.socket() as trial:
        trial.bind((serving.HOST, 0))
        return trial.getsockname()[1]
