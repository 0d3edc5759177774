"""Web and job processes get SIGKILL at named points: each thing is done once, or a mail twice at the very most."""

import threading

import pytest

from supportfinder.cluster.visitors import SEARCHES, ask
from tests.accounts.mailing import MailServer
from tests.proofs.faults.stand import Visitor

pytestmark = pytest.mark.slow
WEB = "kill -9 of a web worker in the middle of a write"
BEFORE_SENDING = "kill -9 of the job worker before a mail is sent"
AFTER_SENDING = "kill -9 of the job worker between a mail and its note"
REMINDING = "kill -9 of the job worker between a reminder's link and its mail"
FRESHNESS = "kill -9 of the job worker during the freshness run"
IMPORTING = "kill -9 during a batch of an import"


@pytest.fixture
def clear(stand):
    """The server without anything that others wrote."""
    stand.clear()
    return stand


# Web


def cut_off_while_posting(stand, **more):
    """How many listings there are after a web process died amid a post; the site goes on."""
    file = stand.home / "cut-off"
    point = {"CUT_OFF": "after groups.content:create", "CUT_OFF_FILE": str(file)}
    with stand.site(**point, **more) as site:
        visitor = Visitor(site.port, "Half")
        file.touch()
        assert visitor.post(site.port).status == 0
        assert not file.exists()
        found = stand.ask("SELECT count(*) FROM groups_listing")[0][0]
        assert visitor.post(site.port).status == 302
        assert {ask(site.port, path).status for path in SEARCHES} == {200}
    return found


@pytest.mark.proof("faults", WEB)
def test_web_process_killed_amid_a_write_leaves_nothing_half(clear):
    assert cut_off_while_posting(clear) == 0


@pytest.mark.twin("faults", WEB)
def test_write_in_pieces_leaves_half_of_it(clear):
    assert cut_off_while_posting(clear, SABOTAGE="half_written") == 1


# Mail


@pytest.fixture
def mail_server():
    """A mail server on this machine for processes of the test."""
    with MailServer() as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield server
        server.shutdown()


def cut_off_while_sending(stand, mail_server, point, **more):
    """The Message-IDs that arrive of one mail whose sending is cut off, and taken up by another process."""
    host, port = mail_server.server_address
    reach = {"EMAIL_HOST": host, "EMAIL_PORT": str(port), "EMAIL_USE_TLS": "0"} | more
    stand.cut_off("deeds.write_mail('once'); deeds.deliver()", f"{point} accounts.delivery:_send", **reach)
    assert stand.run("deeds.deliver()", **reach) == 0
    return [mail["Message-ID"] for mail in mail_server.mails]


@pytest.mark.proof("faults", BEFORE_SENDING)
def test_mail_that_was_not_sent_yet_arrives_once(clear, mail_server):
    assert len(cut_off_while_sending(clear, mail_server, "before")) == 1


@pytest.mark.twin("faults", BEFORE_SENDING)
def test_mail_noted_before_it_is_sent_is_lost(clear, mail_server):
    assert cut_off_while_sending(clear, mail_server, "before", SABOTAGE="noted_before_sent") == []


@pytest.mark.proof("faults", AFTER_SENDING)
def test_mail_whose_note_was_lost_comes_again_as_the_same(clear, mail_server):
    arrived = cut_off_while_sending(clear, mail_server, "after")
    assert (len(arrived), len(set(arrived))) == (2, 1)


@pytest.mark.twin("faults", AFTER_SENDING)
def test_mail_program_cannot_tell_without_the_same_id(clear, mail_server):
    arrived = cut_off_while_sending(clear, mail_server, "after", SABOTAGE="fresh_message_ids")
    assert len(set(arrived)) == 2


# Reminders and the nightly run


def cut_off_twice(stand, prepare, act, point, **more):
    """The keys, words and number of mails that a run wrote which was cut off and begun again, and again when done."""
    stand.cut_off(f"{prepare}; {act}", point, **more)
    assert [stand.run(act, **more) for _again in range(2)] == [0, 0]
    return [subject for (subject,) in stand.ask("SELECT recipient FROM accounts_mail WHERE headers ? 'Precedence'")]


@pytest.mark.proof("faults", REMINDING)
@pytest.mark.parametrize(
    "point", ["before groups.booking.reminding:get_connection", "after groups.booking.reminding:_write"]
)
def test_reminder_that_was_cut_off_is_written_once(clear, point):
    assert cut_off_twice(clear, "deeds.book()", "deeds.remind()", point) == ["ada@example.org"]
    assert clear.ask("SELECT count(*) FROM groups_bookinglink WHERE created_at > now() - interval '1 day'") >= [(1,)]


@pytest.mark.twin("faults", REMINDING)
def test_reminder_without_a_key_is_written_again(clear):
    point = "after groups.booking.reminding:_remind_some"
    sent = cut_off_twice(clear, "deeds.book()", "deeds.remind()", point, SABOTAGE="mails_without_keys")
    assert sent == ["ada@example.org"] * 3


OWNERS = [f"owner-{number}@example.org" for number in range(6)]


@pytest.mark.proof("faults", FRESHNESS)
@pytest.mark.parametrize(
    "point", ["before groups.freshness.asking:get_connection", "after groups.freshness.nightly:_settle"]
)
def test_nightly_run_that_was_cut_off_asks_everybody_once(clear, point):
    assert sorted(cut_off_twice(clear, "deeds.grow_old()", "deeds.keep_fresh()", point)) == OWNERS
    assert clear.ask("SELECT count(*) FROM groups_listing WHERE is_unsure") == [(6,)]


@pytest.mark.twin("faults", FRESHNESS)
def test_nightly_run_without_keys_asks_again(clear):
    point = "after groups.freshness.nightly:_settle"
    sent = cut_off_twice(clear, "deeds.grow_old()", "deeds.keep_fresh()", point, SABOTAGE="mails_without_keys")
    assert len(sent) > len(OWNERS)


# Imports

STATE = """
SELECT l.name, l.status, l.searchable, (SELECT count(*) FROM groups_schedule s WHERE s.listing_id = l.id),
    (SELECT count(*) FROM groups_contact c WHERE c.listing_id = l.id),
    (SELECT count(*) FROM groups_listingterm t WHERE t.listing_id = l.id),
    (SELECT count(*) FROM groups_upcomingdate d WHERE d.listing_id = l.id)
FROM groups_listing l JOIN groups_importsource s ON s.id = l.source_id WHERE s.slug = %s ORDER BY l.name
"""


def end_state(stand, point="", **more):
    """What is there of a list that was brought in, cut off at `point` and brought in again, the other way round."""
    slug = "cut" if point else "whole"
    if point:
        stand.cut_off(f"deeds.bring_in('{slug}')", point, **more)
    assert stand.run(f"deeds.bring_in('{slug}', backwards={bool(point)})", **more) == 0
    return stand.ask(STATE, slug)


@pytest.mark.proof("faults", IMPORTING)
@pytest.mark.parametrize("point", ["after groups.importing.run:Run.store", "before groups.importing.deciding:decide"])
def test_import_that_was_cut_off_ends_the_same(clear, point):
    whole = end_state(clear)
    assert len(whole) == 10
    assert end_state(clear, point) == whole


@pytest.mark.twin("faults", IMPORTING)
def test_import_in_pieces_does_not_end_the_same(clear):
    point = "before groups.importing.deciding:decide"
    assert end_state(clear, point, SABOTAGE="batches_in_pieces") != end_state(clear)
