"""`make run`: everything a fresh clone needs, then the site, until Ctrl-C."""

import io
import os
import signal
import time

from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groups import demo
from groups.models import Listing
from supportfinder import serving

WATCH_SECONDS = 5
NO_DELIVERY = "django.core.mail.backends.dummy.EmailBackend"


class Tally(io.TextIOBase):
    """Stands in for the output of a command that prints a line for each file: says every hundredth number."""

    def __init__(self, say):
        self.say = say
        self.lines = 0

    def write(self, text: str) -> int:
        """Counts the text as one line."""
        self.lines += 1
        if self.lines % 100 == 0:
            self.say(f"  {self.lines} …")
        return len(text)


class Command(BaseCommand):
    """Prepares data and static files, serves the site on this machine alone, and leaves no process behind."""

    help = "Prepare everything and serve the site on this machine."

    def add_arguments(self, parser):
        """The port, and a way to ask again for the sign-ins, whose codes change."""
        parser.add_argument("--port", type=int, default=os.environ.get("PORT") or 8000)
        parser.add_argument("--sign-ins", action="store_true", help="Print the demo sign-ins and stop.")

    def handle(self, *args, port: int, sign_ins: bool, **options):
        """Raises CommandError when the port is taken or the site does not start."""
        if sign_ins:
            self.say_sign_ins()
            return
        signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell has it ignored for what runs behind
        if not serving.port_is_free(port):
            raise CommandError(
                _("Port %(port)d is in use by another program. Choose another one: make run PORT=%(other)d")
                % {"port": port, "other": port + 1}
            )
        self.settle(port)
        self.prepare()
        self.serve(port)

    def settle(self, port: int):
        """What holds for us and for our children, unless the environment says otherwise.

        Mails lead back to this very site, those of the sample directory too. They stay in the outbox, where the site
        shows them: on the terminal they would bury the sign-ins.
        """
        settings.SITE_URL = os.environ.setdefault("SITE_URL", f"http://localhost:{port}")
        if not settings.EMAIL_HOST:
            os.environ.setdefault("MAIL_DELIVERY_BACKEND", NO_DELIVERY)

    def prepare(self):
        """Every step is quick when there is nothing to do, so a later start goes through the same list."""
        self.step(_("Database tables"), self.migrate)
        self.step(_("Places of the world"), lambda: call_command("load_gazetteer"))
        self.step(_("Sample directory"), self.load_demo)
        self.step(_("Coming dates"), lambda: call_command("refresh_dates"))
        self.step(_("Styles, scripts and pictures"), self.collect_static)
        connection.close_pool()

    def step(self, title: str, work):
        """Says what begins, lets it tell its progress, and says how long it took."""
        self.say(f"• {title} …")
        began = time.monotonic()
        work()
        self.say(_("  ready (%(seconds).1f s)") % {"seconds": time.monotonic() - began})

    def say(self, text: str):
        """Prints at once, also into a pipe."""
        self.stdout.write(text)
        self.stdout.flush()

    def migrate(self):
        """Runs the migrations that wait, each with its name."""
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if waiting:
            count = len(waiting)
            self.say(ngettext("  %(count)d step to go", "  %(count)d steps to go", count) % {"count": count})
            call_command("migrate", interactive=False)
        call_command("createcachetable")

    def load_demo(self):
        """Only into an empty directory: real listings never get invented neighbours."""
        if not Listing.objects.exists():
            call_command("load_demo")

    def collect_static(self):
        """Copies, names and compresses the static files when one of them changed since the last time."""
        if serving.static_is_current():
            return
        self.say(_("  copying and compressing (once) …"))
        call_command("collectstatic", interactive=False, clear=True, verbosity=2, stdout=Tally(self.say))
        serving.static_stamp().write_text(serving.static_fingerprint())

    def serve(self, port: int):
        """Keeps the site and its worker up until Ctrl-C or SIGTERM."""
        self.say(_("• Starting the site …"))
        if demo.sign_ins():  # somebody made up answers for check-ins, in a made-up directory alone
            os.environ.setdefault("CHECK_INS_ANSWERED_BY", demo.OPERATOR)
        try:
            with serving.Site(port) as site, serving.Worker() as worker:
                self.say_where(port)
                self.watch(site, worker)
        except serving.DidNotStart as problem:
            raise CommandError(_("The site did not start (%(problem)s).") % {"problem": problem}) from problem

    def watch(self, site: serving.Site, worker: serving.Worker):
        """Comes back when a signal asks to stop; raises CommandError when the web server ends by itself.

        The site works without its worker for a while, so a worker that ended is said and started again.
        """
        try:
            while site.wait(WATCH_SECONDS) is None:
                if worker.revive():
                    self.say(_("The worker for mails and jobs ended by itself. It was started again."))
        except (KeyboardInterrupt, SystemExit):
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C must not cut the stopping short
            self.say(_("Stopping …"))
        else:
            raise CommandError(_("The web server ended by itself. Its last words are above."))

    def say_where(self, port: int):
        """Prints the address and who can sign in."""
        self.say("\n" + _("Support Finder is running: %(address)s") % {"address": f"http://localhost:{port}"})
        self.say(_("Mails it writes: %(address)s") % {"address": f"http://localhost:{port}/outbox/"})
        self.say_sign_ins()
        self.say(_("Ctrl-C stops it.") + "\n")

    def say_sign_ins(self):
        """Prints the accounts of the sample directory; the codes are those of this half minute."""
        people = demo.sign_ins()
        if not people:
            return
        self.say(_("Sign in as (codes change every 30 seconds; `make sign-ins` prints new ones):"))
        for person in people:
            code = _("code %(code)s") % {"code": person.code} if person.code else ""
            password = _("password: %(password)s") % {"password": person.password}
            self.say(f"  {person.role:<12} {person.email:<32} {password:<32} {code}".rstrip())
