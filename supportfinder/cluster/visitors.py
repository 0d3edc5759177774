"""People before the site: many who search, and one who posts listing after listing and notes what was promised."""

import contextlib
import http.client
import itertools
import re
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

from supportfinder.serving import HOST

SEARCHES = (
    "/search/?near=London",
    "/search/?near=Berlin&radius=50",
    "/search/?attendance=online",
    "/search.geojson",
    "/",
)
POSTING = "/post/informal/"
DRAFT = {
    "basics-kind": "peer-circle",
    "place-attendance": "online",
    "place-venue": "open",
    "place-timezone": "Europe/London",
    "contacts-channel_0": "phone",
    "contacts-value_0": "020 7946 0018",
    "times-slot_count": "1",
    "times-0-repeats": "weekly",
    "times-0-weekdays": "TU",
    "times-0-starts_on": "2040-03-06",
    "times-0-starts_at": "18:30",
    "times-0-ends_at": "20:00",
}


@dataclass(frozen=True)
class Answer:
    """What came back (status 0: nothing did), when it was asked for (monotonic seconds), and how long it took."""

    status: int
    at: float
    seconds: float
    body: str = field(repr=False, default="")
    cookie: str = ""


def ask(port: int, path: str, form: dict | None = None, **headers: str) -> Answer:
    """GET, or with a form POST, one page of the site on that port of this machine."""
    began = time.monotonic()
    headers = {"Host": "localhost", "Content-Type": "application/x-www-form-urlencoded", **headers}
    try:
        with contextlib.closing(http.client.HTTPConnection(HOST, port, timeout=30)) as line:
            line.request("GET" if form is None else "POST", path, form and urlencode(form), headers)
            answer = line.getresponse()
            body = answer.read().decode(errors="replace")
    except (OSError, http.client.HTTPException):
        return Answer(0, began, time.monotonic() - began)
    cookie = answer.getheader("Set-Cookie", "").partition(";")[0]
    return Answer(answer.status, began, time.monotonic() - began, body, cookie)


class Crowd:
    """Searchers and one poster, busy for the length of a `with` block."""

    def __init__(self, ports: list[int], *, searchers: int = 0, poster: "Poster | None" = None, pause: float = 0.0):
        self.searches: list[Answer] = []
        self.poster = poster
        self._over = threading.Event()
        self._pause = pause
        tasks = [(self._search, port) for port in ports for _ in range(searchers)]
        tasks += [(self._post, ports[0])] if poster else []
        self._threads = [threading.Thread(target=act, args=[port], daemon=True) for act, port in tasks]

    def __enter__(self) -> "Crowd":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_error) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _search(self, port: int) -> None:
        for path in itertools.cycle(SEARCHES):
            if self._over.wait(self._pause):
                return
            self.searches.append(ask(port, path))

    def _post(self, port: int) -> None:
        while not self._over.wait(0.05):
            self.poster.post(port)


class Poster:
    """Posts listings, each from an address of its own, and remembers which were acknowledged."""

    def __init__(self, port: int, name: str = "Cluster circle"):
        """Its listings are called `name` and a number."""
        page = ask(port, POSTING)
        self.name = name
        self._cookie = page.cookie
        self._token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page.body)[1]
        self._numbers = itertools.count(1)
        self.acknowledged: list[str] = []
        self.answers: list[Answer] = []

    def post(self, port: int) -> Answer:
        """Send one draft; a redirect to its page is the promise that it is kept."""
        number = next(self._numbers)
        name = f"{self.name} {number}"
        form = DRAFT | {"basics-name": name, "submitter-email": f"poster-{number}@example.org"}
        sender = {"Cookie": self._cookie, "X-Forwarded-For": f"10.0.{number // 250}.{number % 250 + 1}"}
        answer = ask(port, POSTING, form | {"csrfmiddlewaretoken": self._token}, **sender)
        self.answers.append(answer)
        if answer.status == 302:
            self.acknowledged.append(name)
        return answer

    def refused(self) -> list[Answer]:
        """Answers to what was not kept."""
        return [answer for answer in self.answers if answer.status != 302]
