"""The whole site on a database server of its own, as it runs on a server, with all it writes in files to be read."""

import http.client
import os
import subprocess
import sys
from contextlib import closing, contextmanager
from html.parser import HTMLParser
from urllib.parse import urlencode

from django.conf import settings

from supportfinder import postgres, serving
from supportfinder.cluster.servers import Node
from tests.browser.conftest import free_port
from tests.cluster.test_failover import tables

MAKE = """
from accounts.models import User
from tests import factories
from tests.groups import coming
listing = factories.make_listing(factories.make_source(), slots=[factories.weekly("TU", "18:30")])
listing.owner = User.objects.create_user("sam@example.org", nickname="Sam")
listing.save()
coming.set_rules(listing)
print(listing.public_id)
"""


class Forms(HTMLParser):
    """The fields of the forms of a page that are sent by POST, each form as `{name: value}`."""

    def __init__(self, page):
        super().__init__()
        self.found, self.is_open = [], False
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        told = dict(attributes)
        if tag == "form":
            self.is_open = told.get("method", "").lower() == "post"
            self.found += [{"": told.get("action", "")}] if self.is_open else []
        elif tag in ("input", "textarea", "select") and self.is_open and told.get("name"):
            self.found[-1].setdefault(told["name"], told.get("value", ""))

    def handle_endtag(self, tag):
        self.is_open = self.is_open and tag != "form"


class Visitor:
    """Somebody with a browser, which keeps cookies."""

    def __init__(self, port):
        self.port, self.cookies = port, {}

    def ask(self, path, form=None, **headers):
        """The status and the page."""
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Host": "localhost", "Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"} | headers
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as line:
            line.request("GET" if form is None else "POST", path, form and urlencode(form, doseq=True), headers)
            answer = line.getresponse()
            for each in answer.headers.get_all("Set-Cookie", []):
                name, _, value = each.partition(";")[0].partition("=")
                self.cookies[name] = value
            return answer.status, answer.read().decode(errors="replace")

    def fill(self, path, **typed):
        """Open a page, fill in the form that has all these fields, and send it; the status and the page."""
        names = {name.replace("__", "-"): value for name, value in typed.items()}
        status, page = self.ask(path)
        form = next((form for form in Forms(page).found if set(names) <= set(form)), None)
        assert form is not None, f"{path} ({status}) has no form with {sorted(names)}"
        action = form.pop("") or path
        return self.ask(action, form | names)


class Stage:
    """A database server, two web processes and a worker; `written` is all that they wrote beside the database."""

    def __init__(self, folder):
        self.folder = folder
        self.node = Node(folder / "postgres")
        self.port = free_port()
        self.environment = {
            "DJANGO_SETTINGS_MODULE": "tests.cluster.site_settings",
            "DATABASE_DIRECT_URL": "",
            "LOG_FORMAT": "json",
            "LOG_REQUESTS": "1",
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": "1",
            "MAIL_SHOWN": "0",
        }

    @contextmanager
    def running(self, **environment):
        """All of it, for the length of a `with` block."""
        postgres.create(self.node.data)
        try:
            self.node.start()
            self.environment |= {"DATABASE_URL": self.node.url} | environment
            self._fill()
            with self._child(serving.Site, self.port), self._child(serving.Worker):
                yield self
        finally:
            self.node.remove()

    def careless(self):
        """Write logs as programs are used to, PostgreSQL too."""
        self.environment["DJANGO_SETTINGS_MODULE"] = "tests.careless_settings"
        usual = {"log_min_messages": "warning", "log_min_error_statement": "error"}
        self.node._server.settings = self.node._server.settings | usual

    def _child(self, kind, *args):
        child = kind(*args)
        child.environment, child.log = self.environment, self.folder / f"{kind.__name__}.log"
        return child

    def _fill(self):
        psql = [postgres.programs() / "psql", "-q1", "-h", self.node.folder, "-U", postgres.NAME]
        subprocess.run(psql, input=tables(), check=True, capture_output=True, text=True)
        self.manage("createcachetable")
        self.listing = self.manage("shell", "-v0", "-c", MAKE)

    def manage(self, *command):
        """What a command of manage.py prints."""
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=settings.BASE_DIR,
            env=os.environ | self.environment,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()

    def written(self):
        """Name and text of each file that was written, but for the data of the database."""
        logs = [path for path in self.folder.rglob("*.log") if self.node.data not in path.parents]
        return {path.name: path.read_text(errors="replace") for path in logs}

    def tables_with(self, word):
        """The tables of the database in which some row holds a word."""
        with self.node.connected() as connection:
            names = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
            found = "SELECT EXISTS (SELECT FROM {} AS row WHERE row::text ILIKE %s)"
            return {name for (name,) in names if connection.execute(found.format(name), [f"%{word}%"]).fetchone()[0]}
