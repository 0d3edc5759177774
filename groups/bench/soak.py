"""Hours in minutes: the mix of `mix` for ten minutes on end, and whether the site grows or slows down meanwhile."""

import json
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings

from groups.bench import mix, serving
from groups.bench.load import PAGES
from groups.bench.measuring import percentile
from groups.bench.traffic import BusySite, told_apart, written
from supportfinder.serving import HOST

CLIENTS = 16
SECONDS = 600
EVERY_SECONDS = 5
PARTS = 10
"""The time is told in so many equal parts."""
MOST_A_SECOND = 100
"""Requests that could be asked for; more than a small machine answers."""


def measure(size, say):
    """Yields `("soak", row)` for each tenth of the time: pages, times, and the memory of the site at its end."""
    mix.sign_up()
    with BusySite(serving.free_port()) as site:
        requests = mix.mixed(max(MOST_A_SECOND * SECONDS, PARTS))
        before = written()
        told, memory = asked(site, requests, say)
    kept = written() - before
    yield from (("soak", row) for row in rows(told, memory, kept))


def asked(site, requests, say):
    """What `load` tells, and `[(second, megabytes)]` of the site's processes while it asked."""
    order = {"host": HOST, "port": site.port, "clients": CLIENTS, "seconds": SECONDS, "paths": requests}
    command = [sys.executable, "-m", "groups.bench.load"]
    memory, began = [], time.monotonic()
    with subprocess.Popen(  # noqa: S603 - every part is ours
        command, cwd=settings.BASE_DIR, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as load:
        load.stdin.write(json.dumps(order))
        load.stdin.close()
        while (passed := time.monotonic() - began) < SECONDS and load.poll() is None:
            memory.append((passed, megabytes(site.process.pid)))
            say(int(passed), SECONDS)
            time.sleep(min(EVERY_SECONDS, SECONDS / PARTS))
        told = json.loads(load.stdout.read())
    return told, memory


def megabytes(pid):
    """Memory that a process and its children hold (resident, shared pages counted in each); 0 where Linux is not."""
    folder = Path(f"/proc/{pid}")
    try:
        children = (folder / "task" / str(pid) / "children").read_text().split()
        lines = (folder / "status").read_text().splitlines()
    except OSError:
        return 0
    own = sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))
    return own / 1024 + sum(megabytes(child) for child in children)


def rows(told, memory, kept):
    """A row for each part of the time; what is written last counts what was lost in all."""
    acknowledged = sum(kind == "write" and status in PAGES for kind, status, _ms, _at in told["answers"])
    span = SECONDS / PARTS
    for part in range(PARTS):
        since, until = part * span, (part + 1) * span
        times, put_off, failed = told_apart([answer for answer in told["answers"] if since <= answer[3] < until])
        held = [held for at, held in memory if since <= at < until]
        yield {
            "from_s": round(since),
            "to_s": round(until),
            "pages": len(times),
            "p50_ms": round(percentile(times, 50)) if times else None,
            "p99_ms": round(percentile(times, 99)) if times else None,
            "megabytes": round(max(held), 1) if held else None,
            "put_off": len(put_off),
            "failed": failed,
            "lost": acknowledged - kept,
        }
