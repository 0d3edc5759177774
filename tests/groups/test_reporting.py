"""Visitors report: kept without an account, grouped, acted on where somebody could be hurt, and told the outcome."""

from datetime import timedelta

import pytest

from accounts.models import User
from groups import moderation, reporting
from groups.choices import Act, Cause, Fault
from groups.models import Listing, ModerationEvent, Report, Review
from groups.models.secret import digest_of
from tests import factories
from tests.groups.desk import address_in, text_of
from tests.groups.together import at_once


@pytest.fixture
def mo(db):
    return User.objects.create_superuser("mo@example.org", nickname="Mo")


def say(client, listing, fault="wrong_time", **fields):
    return client.post(f"{listing.get_absolute_url()}report/", {"fault": fault} | fields)


def is_found(listing):
    return Listing.objects.searchable().filter(pk=listing.pk).exists()


def report(listing, fault=Fault.UNSAFE, **details):
    return reporting.report(listing, fault=fault, may_pause=True, **details)


def test_report_is_kept_without_account_or_address(client, now, circle, mailoutbox):
    answer = say(client, circle, text="They moved to Monday")
    kept = Report.objects.get()
    assert answer.url == f"{circle.get_absolute_url()}report/thanks/"
    assert (kept.fault, kept.text, kept.email, kept.digest) == ("wrong_time", "They moved to Monday", "", "")
    assert "A person will look at it" in text_of(client.get(answer.url))
    assert mailoutbox == []


def test_reports_of_one_listing_are_one_entry_of_the_queue(client, now, circle):
    for fault in ("wrong_time", "closed", "other"):
        say(client, circle, fault, text="So it is")
    assert Report.objects.count() == 3
    assert Review.objects.open().get().cause == Cause.REPORT


def test_page_has_crisis_help_and_says_that_nobody_reads_at_once(client, now, circle):
    page = text_of(client.get(f"{circle.get_absolute_url()}report/"))
    assert "This is not read at once" in page
    assert "116 123" in page


def test_report_of_what_is_not_public_is_not_found(client, now, circle):
    moderation.withdraw(Listing.objects.filter(pk=circle.pk), by=None)
    assert say(client, circle).status_code == 404
    assert client.get(f"{circle.get_absolute_url()}report/").status_code == 404


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"fault": "nonsense"},
        {"fault": "other"},
        {"fault": "closed", "email": "no"},
        {"fault": "closed", "text": "x" * 2001},
        {"fault": "closed", "text": "a\0b"},
    ],
)
def test_report_that_cannot_be_read_comes_back_whole(client, now, circle, said):
    answer = client.post(f"{circle.get_absolute_url()}report/", said)
    assert answer.status_code == 200
    assert "Please look at this again" in answer.content.decode()
    assert not Report.objects.exists()


def test_unsafe_report_takes_it_out_of_search_and_first_in_the_queue(client, now, circle):
    say(client, circle, "wrong_time")
    say(client, circle, "unsafe")
    circle.refresh_from_db()
    assert circle.is_checked_now
    assert not is_found(circle)
    assert Review.objects.open().most_harmful_first().first().cause == Cause.UNSAFE
    assert "being checked. Call before you go" in text_of(client.get(circle.get_absolute_url()))
    assert ModerationEvent.objects.get().act == Act.HID


@pytest.mark.parametrize("fault", [fault for fault in Fault if fault != Fault.UNSAFE])
def test_other_reports_take_nothing_out_of_search(now, circle, fault):
    report(circle, fault)
    assert is_found(circle)


def test_report_that_it_was_on_informs_and_asks_nothing(client, now, circle, mailoutbox):
    say(client, circle, "was_on", email="a@example.org")
    circle.refresh_from_db()
    assert Report.objects.get().email == ""
    assert circle.confirmed_at is None
    assert not Review.objects.exists()
    assert mailoutbox == []


def test_thanks_for_saying_that_it_was_on_promise_no_mail_and_cost_none(client, now, circle, settings, mailoutbox):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"mailing": "1/d/key"}
    answer = say(client, circle, "was_on", email="a@example.org")
    words = text_of(client.get(answer.url))
    assert "Your word is kept" in words
    assert "look in your mail" not in words
    assert "A person will look at it" not in words
    assert say(client, circle, "closed", email="a@example.org").status_code == 302
    assert len(mailoutbox) == 1


def test_visitor_takes_two_listings_out_of_search_and_no_more(client, now, source):
    listings = [factories.make_listing(source, name) for name in "ABC"]
    for listing in listings:
        say(client, listing, "unsafe")
    assert [is_found(listing) for listing in listings] == [False, False, True]
    assert Review.objects.open().filter(cause=Cause.UNSAFE).count() == 3


def test_all_visitors_together_take_ten_out_of_search_and_no_more(client, now, source):
    listings = [factories.make_listing(source, f"{number}") for number in range(12)]
    for number, listing in enumerate(listings):
        client.post(f"{listing.get_absolute_url()}report/", {"fault": "unsafe"}, REMOTE_ADDR=f"192.0.2.{number}")
    assert [is_found(listing) for listing in listings] == [False] * 10 + [True] * 2
    assert Report.objects.count() == 12


def test_report_of_what_is_paused_already_uses_no_limit(client, now, circle, source):
    other = factories.make_listing(source, "Other")
    for _ in range(3):
        say(client, circle, "unsafe")
    say(client, other, "unsafe")
    assert not is_found(other)


@pytest.mark.parametrize(("days", "found"), [(29, True), (31, False)])
def test_word_of_a_moderator_holds_for_thirty_days(now, circle, mo, days, found, monkeypatch):
    report(circle)
    reporting.settle(circle, by=mo, was_right=False)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now + timedelta(days=days))
    report(circle)
    assert is_found(circle) == found
    assert Review.objects.open().get().cause == Cause.UNSAFE


def test_too_many_reports_wait_and_nothing_typed_is_lost(client, now, circle, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"reporting": "1/h/key"}
    say(client, circle)
    answer = say(client, circle, text="They moved to Monday")
    assert answer.status_code == 429
    assert "Please wait an hour" in answer.content.decode()
    assert "They moved to Monday" in answer.content.decode()
    assert Report.objects.count() == 1


def test_one_address_gets_five_links_a_day(client, now, circle, mailoutbox):
    answers = [say(client, circle, email="a@example.org").status_code for _ in range(6)]
    assert answers == [302] * 5 + [429]
    assert len(mailoutbox) == 5


def test_outcome_goes_only_to_who_confirmed(client, now, circle, mo, mailoutbox):
    for name in ("yes", "no"):
        say(client, circle, email=f"{name}@example.org")
    client.post(address_in(mailoutbox[0]))
    reporting.settle(circle, by=mo, was_right=True, outcome="It is Monday now.")
    reporting.settle(circle, by=mo, was_right=True, outcome="Again")
    assert [mail.to for mail in mailoutbox[2:]] == [["yes@example.org"]]
    assert "It is Monday now." in mailoutbox[2].body
    assert all("Circle" not in mail.subject for mail in mailoutbox)


def test_who_confirms_after_the_outcome_is_told_at_once_and_once(client, now, circle, mo, mailoutbox):
    say(client, circle, email="late@example.org")
    reporting.settle(circle, by=mo, was_right=True, outcome="It is Monday now.")
    for _ in range(2):
        client.post(address_in(mailoutbox[0]))
    assert len(mailoutbox) == 2
    assert "It is Monday now." in mailoutbox[1].body


def test_link_of_a_report_is_kept_as_digest_and_changes_nothing_when_looked_at(client, now, circle, mailoutbox):
    say(client, circle, email="a@example.org")
    path = address_in(mailoutbox[0])
    kept = Report.objects.get()
    assert kept.digest == digest_of(path.split("/")[-2])
    assert "Is this your address?" in text_of(client.get(path))
    assert Report.objects.get().email_verified_at is None
    client.post(path)
    assert "We will write to you" in text_of(client.get(path))


def test_made_up_link_opens_nothing_and_guessing_is_limited(client, now, circle, mailoutbox):
    say(client, circle, email="a@example.org")
    answers = {client.get(f"/reports/guess-{number}/").status_code for number in range(30)}
    assert answers == {404}
    assert client.get("/reports/one-more/").status_code == 429
    assert client.get(address_in(mailoutbox[0])).status_code == 429


def test_settled_as_wrong_ends_the_pause(now, circle, mo):
    report(circle)
    assert reporting.settle(circle, by=mo, was_right=False, outcome="All is well.") == 1
    kept = Report.objects.get()
    assert (kept.settled_by, kept.was_right, kept.outcome) == (mo, False, "All is well.")
    assert is_found(circle)
    assert not Review.objects.open().exists()


def test_settled_as_right_stays_out_of_search_until_somebody_ends_it(now, circle, mo):
    report(circle)
    reporting.settle(circle, by=mo, was_right=True)
    assert not is_found(circle)
    assert reporting.end_pause(circle, by=mo)
    assert not reporting.end_pause(circle, by=mo)
    assert is_found(circle)


def test_settled_report_opens_a_new_entry_when_it_comes_again(now, circle, mo):
    report(circle, Fault.CLOSED)
    reporting.settle(circle, by=mo, was_right=False)
    report(circle, Fault.CLOSED)
    assert Review.objects.open().count() == 1
    assert Report.objects.open().count() == 1


def test_old_reports_lose_words_and_addresses(now, circle, mo):
    report(circle, text="Old", email="a@example.org")
    reporting.settle(circle, by=mo, was_right=True)
    report(circle, Fault.WAS_ON, text="Nice")
    report(circle, Fault.CLOSED, text="New")
    assert reporting.forget(now + timedelta(days=1)) == 2
    assert sorted(Report.objects.values_list("text", "email", "digest")) == [
        ("", "", ""),
        ("", "", ""),
        ("New", "", ""),
    ]


def test_reports_at_once_are_all_kept_and_paused_once(committed, now):
    circle = factories.make_listing(factories.make_source(), "Circle")
    assert at_once(*[lambda: report(circle)] * 6) == [None] * 6
    assert Report.objects.count() == 6
    assert ModerationEvent.objects.filter(act=Act.HID).count() == 1


def test_report_page_asks_a_fixed_number_of_questions(client, now, circle, django_assert_num_queries):
    client.get(f"{circle.get_absolute_url()}report/")
    with django_assert_num_queries(1):
        client.get(f"{circle.get_absolute_url()}report/")


def test_nothing_a_form_does_not_ask_is_written(client, now, circle):
    say(client, circle, was_right="on", settled_at="2026-01-01", email_verified_at="2026-01-01", listing_id="1")
    kept = Report.objects.get()
    assert (kept.listing, kept.was_right, kept.settled_at, kept.email_verified_at) == (circle, None, None, None)
