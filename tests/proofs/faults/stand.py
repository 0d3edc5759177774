"""A PostgreSQL of a test's own, and processes of the site on it: all may be killed."""

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

from supportfinder import postgres, serving
from supportfinder.cluster.servers import Node
from supportfinder.cluster.visitors import Poster, ask
from tests.accounts.mailing import soon
from tests.browser.conftest import free_port
from tests.groups.together import KEPT, ROOTS

SETTINGS = "child.settings"
DEEDS = "from child import deeds"
CACHE = """
CREATE TABLE IF NOT EXISTS cache (cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL)
"""
"""As `createcachetable` makes it; the test database may lack it, whose tests cache in memory."""


class Visitor(Poster):
    """Somebody who posts listings, and may try to sign in."""

    def sign_in(self, port):
        """What the site answers to a password that is wrong."""
        form = {"login": "nobody@example.org", "password": "wrong-one-here", "csrfmiddlewaretoken": self._token}
        return ask(port, "/accounts/login/", form, Cookie=self._cookie)


class Stand:
    """The server in a folder of its own, for the length of a `with` block, begun with a script of tables."""

    def __init__(self, home: Path, script: str, before: str = ""):
        """`before`: a statement that goes ahead of the script by itself."""
        self.home = home
        self.node = Node(home / "server")
        self.script, self.before = script, before

    def __enter__(self):
        self.home.mkdir(parents=True, exist_ok=True)
        postgres.create(self.node.data)
        with contextlib.ExitStack() as unless_it_fails:
            unless_it_fails.callback(self.node.remove)
            self.node.start()
            self._fill()
            unless_it_fails.pop_all()
        return self

    def _fill(self):
        if self.before:
            self.ask(self.before)
        psql = [postgres.programs() / "psql", "-q1", "-vON_ERROR_STOP=1", "-h", self.node.folder, "-U", postgres.NAME]
        done = subprocess.run(psql, input=self.script, check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        self.ask(CACHE)

    def __exit__(self, *_error):
        self.node.remove()

    def environment(self, **more):
        """That of a process of the site here."""
        ours = {
            "DATABASE_URL": self.node.url,
            "DATABASE_DIRECT_URL": "",
            "DJANGO_SETTINGS_MODULE": SETTINGS,
            "PYTHONPATH": str(Path(__file__).parent),
            "OVERLOAD_SECONDS": "0",  # nobody is turned away for another reason than the fault
        }
        return ours | {"BEHIND_PROXY": "1", "SITE_URL": "http://localhost:8000"} | more

    def site(self, **more):
        """A web server of two processes, to be entered."""
        site = serving.Site(free_port())
        site.environment, site.log = self.environment(**more), self.home / "site.log"
        return site

    def run(self, code, **more):
        """Deeds (child/deeds.py) in a process of their own, as Python; answers how it ended (-9: killed)."""
        command = [sys.executable, "manage.py", "shell", "-v0", "-c", f"{DEEDS}\n{code}"]
        environment = os.environ | self.environment(**more)
        with (self.home / "run.log").open("ab") as log:
            done = subprocess.run(
                command, cwd=serving.BASE_DIR, env=environment, stdout=log, stderr=log, check=False, timeout=60
            )
        return done.returncode

    def cut_off(self, code, point, **more):
        """The same, but for SIGKILL at a named point (see child/apps.py), which has to be reached."""
        file = self.home / "cut-off"
        file.touch()
        ended = self.run(code, CUT_OFF=point, CUT_OFF_FILE=str(file), **more)
        assert (ended, file.exists()) == (-signal.SIGKILL, False), f"{point} was not reached"

    def clear(self):
        """No listing, nobody, no mail and no job; the words of the directory stay."""
        self.ask(f"TRUNCATE {ROOTS}, {KEPT}, accounts_mail, procrastinate_jobs, cache CASCADE")

    def kill(self):
        """SIGKILL to the server and to every process of it; what they had not given to the system is gone."""
        first = postgres.process(self.node.data)
        others = Path(f"/proc/{first}/task/{first}/children").read_text().split()
        for number in [first, *map(int, others)]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        soon(lambda: not self.node._server.is_running())
        for file in self.node.folder.iterdir():  # where nobody takes dead processes away, its number seems to live
            file.unlink()

    def ask(self, query, *values):
        """Rows that the server answers to one statement."""
        with self.node.connected() as connection:
            answer = connection.execute(query, values)
            return answer.fetchall() if answer.description else []


def lost(stand, poster: Poster):
    """Names of listings whose posting was acknowledged, and which are not there."""
    kept = {name for (name,) in stand.ask("SELECT name FROM groups_listing WHERE name = ANY(%s)", poster.acknowledged)}
    return [name for name in poster.acknowledged if name not in kept]
