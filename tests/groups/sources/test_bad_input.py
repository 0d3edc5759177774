"""Whatever a source answers: a sentence, never a mess. Nothing is half published, and the others go on."""

import gzip
import json

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from groups import sources, tasks
from groups.choices import RunOutcome
from groups.importing import run as importing_run
from groups.interop.formats import FORMATS
from groups.models import ImportSource, Listing
from groups.sources.breaking import FAILURES_TO_PAUSE, wait_after
from tests.groups.sources.lists import as_file, ask, make_source, meeting, meetings

pytestmark = pytest.mark.django_db

WHOLE = as_file(meetings())
UNREADABLE = {
    "11 MB": b"[" + b" " * (11 * 2**20) + b"]",
    "nothing": b"",
    "cut off": WHOLE[: len(WHOLE) // 2],
    "not JSON": b"<!doctype html><title>Login</title>",
    "a number": b"7",
    "one object": b'{"error": "gone"}',
    "latin-1": WHOLE.replace(b"Amber", "Ambér".encode("latin-1")),
    "UTF-16": WHOLE.decode().encode("utf-16"),
    "NaN": b"[NaN]",
    "deep": b"[" * 100_000,
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(1000),
    "bomb in a file": gzip.compress(b"[" + b" " * (101 * 2**20) + b"]"),
    "gzip cut off": gzip.compress(WHOLE)[:-20],
}


def rows_with(**changes):
    return as_file([*meetings(), meeting("m-odd", "Odd Circle", **changes)])


READABLE = {
    "BOM": b"\xef\xbb\xbf" + WHOLE,
    "gzip": gzip.compress(WHOLE),
    "Windows line ends": WHOLE.replace(b"}, {", b"},\r\n{"),
    "null byte": rows_with(name="O\x00dd\u202e"),
    "far position": rows_with(latitude=1e308),
    "number without an end": rows_with(day=9, longitude="@").replace(b'"@"', b"1e309"),
    "time of day 25": rows_with(time="25:61"),
    "day 9": rows_with(day=9),
    "day of words": rows_with(day={"a": 1}),
    "long name": rows_with(name="x" * 100_000),
    "list for a name": rows_with(name=["x"]),
    "script for a link": rows_with(conference_url="javascript:alert(1)", types=["ONL"]),
    "numbers for rows": json.dumps([*meetings(), 7, None, "x", []]).encode(),
    "unknown zone": rows_with(timezone="Mars/Olympus"),
    "every second": rows_with(recurrence="FREQ=SECONDLY"),
}


@pytest.fixture
def west(feeds, now):
    return make_source(feeds)


@pytest.mark.parametrize("body", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_unreadable_file_changes_nothing(feeds, west, body):
    ask(feeds, west, meetings("Amber"))
    feeds.put(body)
    run = ask(feeds, west)
    assert run.outcome == RunOutcome.FAILED
    assert run.sentence.endswith(".")
    assert list(Listing.objects.searchable().values_list("name", flat=True)) == ["Amber Circle"]


@pytest.mark.parametrize("body", READABLE.values(), ids=READABLE.keys())
def test_odd_row_does_not_take_the_others_along(feeds, west, body):
    feeds.put(body)
    run = ask(feeds, west)
    assert run.outcome == RunOutcome.DONE
    assert Listing.objects.searchable().filter(name__in=[row["name"] for row in meetings()]).count() == 10


def test_loader_that_breaks_keeps_nothing(feeds, west, monkeypatch, caplog):
    monkeypatch.setattr(importing_run, "BATCH", 2)

    def breaking(file):
        yield from FORMATS["meeting-guide"].load(file)
        raise KeyError("slug")

    monkeypatch.setitem(FORMATS, "west", FORMATS["meeting-guide"]._replace(load=breaking))
    west.format = "west"
    west.save()
    run = ask(feeds, west, meetings())
    assert (run.outcome, Listing.objects.count()) == (RunOutcome.FAILED, 0)
    assert "KeyError" in caplog.text


# The breaker


def test_failing_source_is_asked_later_and_later_and_admins_hear_once(feeds, west, now, mailoutbox, django_user_model):
    django_user_model.objects.create_superuser("admin@example.org")
    waits = []
    for _again in range(8):
        ask(feeds, west, now=now)
        west.refresh_from_db()
        waits.append((west.due_at - now).total_seconds() / 3600)
    assert waits == [1, 1, 24, 48, 96, 168, 168, 168]
    assert len(mailoutbox) == 1
    assert "404" in mailoutbox[0].body
    ask(feeds, west, meetings(), now=now)
    west.refresh_from_db()
    assert (west.failures, west.last_error) == (0, "")


def test_source_that_asks_to_be_left_alone_is_left_alone(feeds, west, now):
    feeds.put(status=429, retry_after=str(2 * 86400))
    ask(feeds, west, now=now)
    west.refresh_from_db()
    assert (west.due_at - now).days == 2


def test_run_that_dies_is_not_begun_again_at_once(feeds, west, now, monkeypatch):
    def killed(*args, **kwargs):
        raise SystemExit

    sources.switch(west, on=True)
    monkeypatch.setattr("groups.sources.running.fetch", killed)
    with pytest.raises(SystemExit):
        ask(feeds, west, now=now)
    assert sources.due(now) == []


def test_source_switched_off_meanwhile_is_not_asked(feeds, west):
    feeds.put(as_file(meetings()))
    sources.switch(west, on=True)
    sources.switch(west, on=False)
    tasks.fetch_source(west.pk)
    assert feeds.asked == []


def test_pause_is_never_shorter_than_the_usual_wait():
    assert wait_after(FAILURES_TO_PAUSE, 24 * 31).days == 31
    assert wait_after(10**6, 1).days == 7


def test_only_what_is_due_is_asked(feeds, west, now):
    make_source(feeds, "off", is_active=False, due_at=now)
    later = make_source(feeds, "later")
    sources.switch(later, on=True)
    assert sources.due(now) == [later.pk]
    sources.switch(later, on=False)
    assert sources.due(now) == []


@pytest.mark.proof("faults", "dead, slow or looping feed: the others on time")
def test_dead_source_does_not_hold_up_the_others(feeds, west, now):
    dead = make_source(feeds, "dead", "/dead.json")
    feeds.put(as_file(meetings()))
    for source in (dead, west):
        sources.switch(source, on=True)
        tasks.fetch_source(source.pk)
    assert dict(ImportSource.objects.values_list("slug", "failures")) == {"dead": 1, "west": 0}
    assert Listing.objects.count() == 10


def test_job_gives_each_due_source_a_job_of_its_own(feeds, west, now):
    jobs = [sources.switch(source, on=True) or source.pk for source in (west, make_source(feeds, "other"))]
    for _again in range(2):
        tasks.fetch_sources(timestamp=0)
    waiting = ProcrastinateJob.objects.filter(task_name="groups.tasks.fetch_source")
    assert sorted(job.args["pk"] for job in waiting) == jobs
