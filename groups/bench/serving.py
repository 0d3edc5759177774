"""Requests a second of the running site, served as `make run` serves it, next to a page that does nothing.

Short turns of each page follow one another round by round, so that a busy moment of the machine hits all of them.
"""

import json
import socket
import subprocess
import sys
from itertools import cycle, islice, product, repeat

from django.conf import settings
from django.urls import reverse

from groups.bench import visits, weights
from groups.bench.measuring import percentile, spread
from supportfinder import serving

CLIENTS = (1, 16)
ROUNDS = 3
SECONDS = 2
WARM_UP_SECONDS = 3
EACH = 1500
"""Addresses of a turn, more than can be asked for in it; only the bare page is asked for again and again."""


def measure(size, say):
    """Yields `("serving", row)` for each page and number of clients, and `("weights", row)`."""
    with serving.Site(free_port()) as site:
        pages = Pages()
        for page in pages.names:  # every process has made its connections and read its templates by then
            turn(site.port, max(CLIENTS), pages.next(page), WARM_UP_SECONDS)
        turns = list(product(range(ROUNDS), CLIENTS, pages.names))
        answers = {}
        for done, (_round, clients, page) in enumerate(turns, start=1):
            answers.setdefault((page, clients), []).append(turn(site.port, clients, pages.next(page), SECONDS))
            say(done, len(turns))
        yield from (("serving", row) for row in rows(answers))
        yield "weights", weights.of_search(serving.HOST, site.port, pages.next("search")[0])


class Pages:
    """What is asked for, by name. No search comes up twice; listings do where there are not enough of them."""

    names = ("bare", "search", "geojson", "listing")

    def __init__(self):
        turns = (ROUNDS * len(CLIENTS) + 2) * EACH
        questions = visits.searches(2 * turns)
        self.coming = {
            "bare": repeat(reverse("livez")),
            "search": iter([f"{reverse('search')}?{question}" for question in questions[::2]]),
            "geojson": iter([f"{reverse('search-geojson')}?{question}" for question in questions[1::2]]),
            "listing": cycle(visits.listings(turns)),
        }

    def next(self, page):
        """The addresses of one turn; more of the bare page, which is quicker."""
        many = EACH * 10 if page == "bare" else EACH
        return list(islice(self.coming[page], many))


def turn(port, clients, paths, seconds):
    """What `load` tells of one turn; raises RuntimeError where it got nothing."""
    order = {"host": serving.HOST, "port": port, "clients": clients, "seconds": seconds, "paths": paths}
    told = subprocess.run(
        [sys.executable, "-m", "groups.bench.load"],
        cwd=settings.BASE_DIR,
        input=json.dumps(order),
        capture_output=True,
        text=True,
        check=True,
    )
    answer = json.loads(told.stdout)
    if not answer["ms"]:
        raise RuntimeError(f"no answer to {paths[:1]}")
    return answer


def rows(answers):
    """A row for each page and number of clients, from the turns in `{(page, clients): [turn]}`."""
    rate = {}
    for (page, clients), turns in answers.items():
        times = [taken for answer in turns for taken in answer["ms"]]
        seconds = sum(answer["seconds"] for answer in turns)
        rate[page, clients] = len(times) / seconds
        yield {
            "page": page,
            "clients": clients,
            "requests": len(times),
            "failed": sum(answer["failed"] for answer in turns),
            "requests_per_s": round(rate[page, clients], 1),
            "of_bare": round(rate[page, clients] / rate["bare", clients], 3),
            **spread(times),
            "p99_ms": round(percentile(times, 99), 2),
            "kilobytes": round(sum(answer["bytes"] for answer in turns) / len(times) / 1000, 1),
        }


def free_port():
    """A port of this machine that nobody listens on."""
    with socket.create_server((serving.HOST, 0)) as trial:
        return trial.getsockname()[1]
