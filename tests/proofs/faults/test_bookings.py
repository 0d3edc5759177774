"""The web process or the database server is killed while people book: whoever was told they come does so, once."""

import threading

import pytest

from tests.accounts.mailing import soon
from tests.proofs.faults.test_processes import clear  # noqa: F401 - a fixture
from tests.proofs.faults.test_server import hasty, started  # noqa: F401 - fixtures

pytestmark = pytest.mark.slow
ROW = "kill -9 while people book: nothing acknowledged is lost, nothing twice"
KEPT = """
SELECT u.email, (SELECT count(*) FROM accounts_mail m WHERE m.recipient = u.email), count(*)
FROM groups_booking b JOIN accounts_user u ON u.id = b.user_id GROUP BY u.email ORDER BY u.email
"""
"""Who comes, with how many mails about it, and how often."""


def cut_off_while_booking(stand, **more):
    """What is kept of a booking whose process died between the row and its mail, and what after a second try."""
    stand.cut_off("deeds.book()", "after groups.booking.coming:_keep", **more)
    left = stand.ask(KEPT)
    assert stand.run("deeds.book_again()", **more) == 0
    return left, stand.ask(KEPT)


@pytest.mark.proof("faults", ROW)
def test_booking_that_was_cut_off_is_not_there_and_can_be_made(clear):  # noqa: F811
    assert cut_off_while_booking(clear) == ([], [("ada@example.org", 1, 1)])


@pytest.mark.twin("faults", ROW)
def test_booking_in_pieces_is_half_there_and_nobody_hears_of_it(clear):  # noqa: F811
    half = [("ada@example.org", 0, 1)]
    assert cut_off_while_booking(clear, SABOTAGE="bookings_in_pieces") == (half, half)


def killed_while_booking(stand, folder):
    """Who was told that they come, one after the other, until the server was killed."""
    acknowledged = folder / "acknowledged"
    acknowledged.touch()
    deed = threading.Thread(target=stand.run, args=[f"deeds.book_many('{acknowledged}', 300)"])
    deed.start()
    soon(lambda: len(acknowledged.read_text().split()) > 5, seconds=40)
    stand.kill()
    deed.join()
    stand.node.start()
    return acknowledged.read_text().split()


@pytest.mark.proof("faults", ROW)
def test_everybody_who_was_told_comes_once(clear, started, tmp_path, record_property):  # noqa: F811
    told = killed_while_booking(clear, tmp_path)
    record_property("figure", f"{len(told)} bookings acknowledged before the kill")
    assert set(told) <= {email for email, *_rest in clear.ask(KEPT)}
    again = tmp_path / "again"
    assert clear.run(f"deeds.book_many('{again}', {len(told) + 5})") == 0
    assert {(mails, often) for _email, mails, often in clear.ask(KEPT)} == {(1, 1)}
    assert set(told) <= set(again.read_text().split())


@pytest.mark.twin("faults", ROW)
def test_server_that_says_yes_too_early_forgets_who_comes(clear, hasty, tmp_path):  # noqa: F811
    told = killed_while_booking(clear, tmp_path)
    assert set(told) - {email for email, *_rest in clear.ask(KEPT)}
