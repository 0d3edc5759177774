"""A busy day on the running site: the mix of `mix` by few and by many at once, next to a page that does nothing."""

from itertools import product, repeat

from django.urls import reverse

from groups.bench import mix, serving
from groups.bench.load import PAGES, PUT_OFF
from groups.bench.measuring import percentile
from groups.models import Report
from supportfinder.serving import Site

CLIENTS = (16, 64, 256)
ROUNDS = 3
SECONDS = 10
BARE_SECONDS = 2
WARM_UP_SECONDS = 4
MIX = 2000
"""Requests of a turn, more than can be asked for in it."""
BARE = 20_000


class BusySite(Site):
    """Behind a proxy that says where each request comes from, so that limits see many people."""

    environment = {"BEHIND_PROXY": "1"}


def measure(size, say):
    """Yields `("traffic", row)` for each number of clients and each kind of request; all in one interleaved run."""
    mix.sign_up()
    with BusySite(serving.free_port()) as site:
        requests = mix.mixed(MIX)
        serving.turn(site.port, min(CLIENTS), requests, WARM_UP_SECONDS)
        before, answers = written(), {}
        turns = list(product(range(ROUNDS), CLIENTS, ("bare", "mix")))
        for done, (_round, clients, what) in enumerate(turns, start=1):
            paths, seconds = (repeat_bare(), BARE_SECONDS) if what == "bare" else (requests, SECONDS)
            answers.setdefault((what, clients), []).append(serving.turn(site.port, clients, paths, seconds))
            say(done, len(turns))
    yield from (("traffic", row) for row in rows(answers, kept=written() - before))


def repeat_bare():
    return list(repeat(reverse("livez"), BARE))


def written():
    """How many words of the crowd the site has kept."""
    return Report.objects.filter(text__startswith=mix.MARK).count()


def rows(answers, kept):
    """A row for each number of clients and kind ("all" together), from `{(what, clients): [turn]}`.

    `put_off` were answered 503 with a word on when to come back, `failed` are all others that are no page. `lost` is
    how many acknowledged writes the site has not kept, in the whole run.
    """
    acknowledged = sum(
        kind == "write" and status in PAGES
        for (what, _clients), turns in answers.items()
        for turn in turns
        for kind, status, _ms, _at in turn["answers"]
    )
    for clients in sorted({clients for _what, clients in answers}):
        bare = answers["bare", clients]
        bare_rate = sum(len(turn["ms"]) for turn in bare) / sum(turn["seconds"] for turn in bare)
        for kind in ("all", *mix.SHARES):
            yield row(clients, kind, answers["mix", clients], bare_rate) | {"lost": acknowledged - kept}


def row(clients, kind, turns, bare_rate):
    """What became of one kind of request with so many clients."""
    all_of = [answer for turn in turns for answer in turn["answers"] if kind in ("all", answer[0])]
    times, put_off, failed = told_apart(all_of)
    rate = len(times) / sum(turn["seconds"] for turn in turns)
    return {
        "clients": clients,
        "kind": kind,
        "pages": len(times),
        "pages_per_s": round(rate, 1),
        "of_bare": round(rate / bare_rate, 3),
        "p50_ms": round(percentile(times, 50)) if times else None,
        "p99_ms": round(percentile(times, 99)) if times else None,
        "put_off": len(put_off),
        "put_off_p99_ms": round(percentile(put_off, 99)) if put_off else None,
        "failed": failed,
    }


def told_apart(answers):
    """The milliseconds of pages, those of what was put off with 503, and how many failed."""
    times = [ms for _kind, status, ms, _at in answers if status in PAGES]
    put_off = [ms for _kind, status, ms, _at in answers if status == PUT_OFF]
    return times, put_off, len(answers) - len(times) - len(put_off)
