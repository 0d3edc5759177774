"""The question "is it still on?": one mail for each of its days to one person, answered by one button."""

import re
import threading
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Mail, User
from groups import freshness
from groups.freshness import nightly
from groups.models import Facilitator, Listing, ManageLink, ModerationEvent, Submission
from tests import factories
from tests.accounts.mailing import committed, outbox  # noqa: F401 - fixtures

TABLES = "groups_listing, groups_listingversion, groups_place, groups_importsource, accounts_user"


@pytest.fixture
def ana(db):
    return User.objects.create_user("ana@example.org", nickname="Ana")


@pytest.fixture
def asked(circle, ana, outbox, now):  # noqa: F811
    """The Tuesday Circle as Ana's own, confirmed 120 days ago, which no source answers for."""
    Listing.objects.filter(pk=circle.pk).update(owner=ana, source=None, source_ref="")
    age(circle, now, 120)
    return Listing.objects.get(pk=circle.pk)


def age(listing, now, days):
    Listing.objects.filter(pk=listing.pk).update(confirmed_at=now - timedelta(days=days))


def path_in(mail):
    return re.search(r"http://localhost:8000(/manage/[\w-]+/still-on/)", mail.text)[1]


def recipients():
    return list(Mail.objects.order_by("pk").values_list("recipient", flat=True))


def test_question_is_one_neutral_mail_with_a_secret_link(asked, now):
    assert freshness.run(now).asked == 1
    mail = Mail.objects.get()
    assert (mail.recipient, mail.key) == ("ana@example.org", f"still-on:{asked.pk}:2025-11-03:120")
    assert mail.subject == "A short question"
    assert "is this still on: “Tuesday Circle”?" in mail.text
    assert mail.headers["Precedence"] == "bulk"
    assert ManageLink.objects.opened_by(path_in(mail).split("/")[2]).get().listing == asked


def test_run_that_is_repeated_asks_once(asked, now):
    assert [freshness.run(now + timedelta(days=days)).asked for days in (0, 0, 1, 29, 30, 60, 230, 231, 245, 900)] == [
        *(1, 0, 0, 0),  # at 120 days
        *(1, 0),  # at 150
        *(0, 1),  # two weeks before it is hidden
        *(0, 0),
    ]
    assert Mail.objects.count() == 3
    assert ManageLink.objects.count() == 1  # the link of a question takes the place of the one before


def test_questions_that_were_missed_are_not_made_up_for_all_at_once(asked, now):
    age(asked, now, 155)
    assert freshness.run(now).asked == 1
    assert Mail.objects.get().key.endswith(":150")


def test_warning_says_when_search_will_leave_it_out(asked, now):
    age(asked, now, 351)
    freshness.run(now)
    mail = Mail.objects.get()
    assert mail.key == f"closing-soon:{asked.pk}:2025-03-17"
    assert "From 17 March 2026 search will no longer show it." in mail.text


def test_warning_can_be_switched_off(asked, now, settings):
    settings.FRESHNESS_WARNING_DAYS = 0
    age(asked, now, 364)
    freshness.run(now)
    assert Mail.objects.get().key.endswith(":150")


def test_confirmation_begins_a_new_round(asked, ana, now):
    freshness.run(now)
    freshness.confirm(asked, by=ana)
    assert freshness.run(now + timedelta(days=119)).asked == 0
    assert freshness.run(now + timedelta(days=120)).asked == 1
    assert Mail.objects.get(key=f"still-on:{asked.pk}:2026-03-03:120")


def test_colleague_is_asked_where_the_owner_left(asked, ana, now):
    for name in ("ben", "cem"):
        Facilitator.objects.create(listing=asked, user=User.objects.create_user(f"{name}@example.org"))
    User.objects.filter(email__in=["ana@example.org", "ben@example.org"]).update(is_active=False)
    freshness.run(now)
    assert recipients() == ["cem@example.org"]


@pytest.mark.parametrize(("answers", "is_verified", "is_asked"), [(1, 1, True), (1, 0, False), (0, 1, False)])
def test_who_has_no_account_is_asked_if_the_address_is_theirs(asked, now, answers, is_verified, is_asked):
    Listing.objects.update(owner=None, answered_by_mail=bool(answers), source=factories.make_source("other"))
    verified_at = now if is_verified else None
    Submission.objects.create(listing=asked, email="d@example.org", digest="x", email_verified_at=verified_at)
    freshness.run(now)
    assert recipients() == (["d@example.org"] if is_asked else [])


def test_who_gave_the_listing_to_an_account_is_not_asked_again(asked, ana, now):
    User.objects.filter(pk=ana.pk).update(is_active=False)
    Submission.objects.create(listing=asked, email="d@example.org", digest="x", email_verified_at=now)
    freshness.run(now)
    assert recipients() == []


def test_nobody_is_mailed_about_what_nobody_looks_after(clinic, outbox, now):  # noqa: F811
    Listing.objects.update(source=None, source_ref="")
    age(clinic, now, 340)
    assert freshness.run(now).asked == 0
    assert not ManageLink.objects.exists()


def test_queries_do_not_grow_with_what_is_due(asked, ana, now):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            freshness.run(now)
        return len(seen)

    age(asked, now, 180)
    alone = queries()
    for number in range(12):
        listing = factories.make_listing(None, f"Circle {number}", owner=ana)
        age(listing, now, 180)
    assert queries() == alone == 21


def test_listings_are_read_a_batch_at_a_time(asked, ana, now, monkeypatch):
    monkeypatch.setattr(nightly, "BATCH", 2)
    for number in range(4):
        age(factories.make_listing(None, f"Circle {number}", owner=ana), now, 120)
    counts = freshness.run(now)
    assert (counts.seen, counts.asked, Mail.objects.count()) == (5, 5, 5)


def test_opening_the_link_says_nothing_and_a_button_confirms(client, asked, now):
    freshness.run(now)
    path = path_in(Mail.objects.get())
    page = client.get(path).content.decode()
    assert page.count('name="answer"') == 3
    assert not ModerationEvent.objects.exists()
    answer = client.post(path, {"answer": "yes"})
    assert (answer.status_code, answer.url) == (302, path.replace("still-on/", "?said=confirmed"))
    assert Listing.objects.get().confirmed_at == now


def test_closed_by_one_button_can_be_found_no_more(client, asked, now):
    freshness.run(now)
    path = path_in(Mail.objects.get())
    client.post(path, {"answer": "closed"})
    assert (Listing.objects.get().closed_on, Listing.objects.get().searchable) == (date(2026, 3, 3), False)
    assert client.get(path).status_code == 302  # nothing is left to ask


@pytest.mark.parametrize("answer", [{}, {"answer": "perhaps"}, {"answer": ["\x00"]}])
def test_answer_that_is_none_of_the_three_changes_nothing(client, asked, now, answer):
    freshness.run(now)
    response = client.post(path_in(Mail.objects.get()), answer)
    assert (response.status_code, "Please press one of the buttons." in response.content.decode()) == (200, True)
    assert not ModerationEvent.objects.exists()


def test_something_changed_leads_to_the_listing(client, asked, now):
    freshness.run(now)
    path = path_in(Mail.objects.get())
    assert client.post(path, {"answer": "changed"}).url == path.removesuffix("still-on/")
    assert not ModerationEvent.objects.exists()


@pytest.mark.parametrize("key", ["x" * 32, "nobody"])
def test_link_that_nobody_made_opens_nothing(client, asked, key):
    answer = client.post(f"/manage/{key}/still-on/", {"answer": "yes"})
    assert answer.status_code in (302, 404)
    assert not ModerationEvent.objects.exists()


@pytest.fixture
def kept(committed, outbox, now):  # noqa: F811
    """Twenty listings that are really there, confirmed 180 days ago; removed afterwards."""
    ana = User.objects.create_user("ana@example.org")
    for number in range(20):
        age(factories.make_listing(None, f"Circle {number}", owner=ana), now, 180)
    yield
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {TABLES} CASCADE")


def test_runs_at_once_mail_and_mark_each_listing_once(kept, now):
    gate, counts = threading.Barrier(4), []

    def go():
        gate.wait(5)
        counts.append(freshness.run(now))
        connection.close()

    threads = [threading.Thread(target=go) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert (sum(one.asked for one in counts), sum(one.unsure for one in counts)) == (20, 20)
    assert Mail.objects.count() == ManageLink.objects.count() == 20
