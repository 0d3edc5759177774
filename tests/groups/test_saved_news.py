"""Once a week, what is new to a search that somebody saved: once, neutral, and ended with one tap."""

import json
import re
from datetime import timedelta

import pytest

from accounts import privacy
from accounts.models import Mail, User
from groups import moderation, news, saved
from groups.models import Listing, ModerationEvent, NewsLink, SavedListing, SavedSearch
from tests import factories
from tests.accounts.mailing import outbox  # noqa: F401 - fixture
from tests.accounts.people import make_person
from tests.groups.desk import text_of
from tests.groups.reviewing import fresh, make_moderator, propose, waiting

WEEK = timedelta(days=7)


@pytest.fixture
def ana(outbox, db):  # noqa: F811
    return make_person()


@pytest.fixture
def search(ana, now):
    """A search for grief that Ana saved a week ago, and wants mails about."""
    return watched(ana, now)


def watched(user, now, query="topic=grief", label="Grief", **fields):
    fields = {"wants_mail": True, "looked_at": now - WEEK} | fields
    return SavedSearch.objects.create(user=user, query=query, label=label, **fields)


def made(listing, moment):
    Listing.objects.filter(pk=listing.pk).update(created_at=moment)


def test_new_listing_is_mailed_without_naming_anything(search, circle, now):
    made(circle, now - timedelta(days=2))
    assert news.send_news(now) == 1
    mail = Mail.objects.get()
    assert mail.subject == "Your weekly note"
    assert "there is 1 new entry" in mail.text
    for word in ("Grief", "grief", "Tuesday Circle", circle.public_id):
        assert word not in mail.text + mail.html
    assert "/mine/saved/" in mail.text


def test_names_are_in_the_mail_where_they_are_asked_for(search, circle, now):
    SavedSearch.objects.update(wants_names=True)
    made(circle, now - timedelta(days=2))
    news.send_news(now)
    assert "Grief:\n- Tuesday Circle" in Mail.objects.get().text


def test_ten_names_and_a_hundred_entries_at_most_are_told(search, source, now, monkeypatch):
    SavedSearch.objects.update(wants_names=True)
    monkeypatch.setattr(news, "NAMED", 2)
    monkeypatch.setattr(news, "MOST_COUNTED", 3)
    for number in range(4):
        made(factories.make_listing(source, f"Circle {number}", terms=["topic:grief"]), now - timedelta(days=1))
    news.send_news(now)
    text = Mail.objects.get().text
    assert "more than 3 new entries" in text
    assert "- Circle 0\n- Circle 1\n- …" in text


@pytest.mark.parametrize("ago", [timedelta(days=8), timedelta(minutes=30)], ids=["known already", "not settled yet"])
def test_what_was_known_or_is_too_fresh_is_not_told(search, circle, now, ago):
    made(circle, now - ago)
    assert news.send_news(now) == 0


def test_what_is_too_fresh_comes_with_the_next_run(search, circle, now):
    made(circle, now - timedelta(minutes=30))
    assert [news.send_news(now), news.send_news(now + WEEK), news.send_news(now + 2 * WEEK)] == [0, 1, 0]


@pytest.mark.parametrize("fields", [{"query": "topic=anxiety-panic"}, {"wants_mail": False}])
def test_what_does_not_fit_or_was_not_asked_for_is_not_told(ana, circle, now, fields):
    watched(ana, now, **fields)
    made(circle, now - timedelta(days=2))
    assert news.send_news(now) == 0


def test_listing_is_new_when_it_is_approved(search, source, now):
    circle = waiting(source, terms=["topic:grief"])
    made(circle, now - timedelta(days=90))
    moderation.approve(circle, by=make_moderator())
    assert [news.send_news(now + timedelta(hours=2)), news.send_news(now + 2 * WEEK)] == [1, 0]


def test_listing_that_was_hidden_for_a_while_is_not_new_again(search, circle, now):
    made(circle, now - timedelta(days=90))
    mo = make_moderator()
    moderation.hide(circle, by=mo, reason="Somebody said it is closed")
    moderation.approve(circle, by=mo)
    assert news.send_news(now + timedelta(hours=2)) == 0


def test_listing_restored_after_a_withdrawal_is_not_new_again(search, circle, now):
    made(circle, now - timedelta(days=90))
    ModerationEvent.objects.create(listing=circle, act="published", created_at=now - 12 * WEEK)
    mo = make_moderator()
    moderation.withdraw_one(circle, by=mo, reason="Closed")
    moderation.submit(fresh(circle), by=mo)
    moderation.approve(fresh(circle), by=mo)
    assert news.send_news(now + timedelta(hours=2)) == 0


@pytest.mark.parametrize(("is_imported", "told"), [(True, 0), (False, 1)])
def test_imported_listing_restored_after_a_withdrawal_is_not_new(search, circle, ana, now, is_imported, told):
    """Bringing in publishes without an act. What a person withdrew before anybody published it was never seen."""
    made(circle, now - timedelta(days=90))
    if not is_imported:
        Listing.objects.filter(pk=circle.pk).update(source=None, owner=ana)
    mo = make_moderator()
    moderation.withdraw_one(circle, by=mo, reason="Closed")
    moderation.submit(fresh(circle), by=mo)
    moderation.approve(fresh(circle), by=mo)
    assert news.send_news(now + timedelta(hours=2)) == told


def test_listing_approved_within_the_last_hour_is_told_once(search, source, now):
    circle = waiting(source, terms=["topic:grief"])
    made(circle, now - timedelta(minutes=90))
    moderation.approve(circle, by=make_moderator())
    assert [news.send_news(now), news.send_news(now + WEEK)] == [0, 1]
    assert news.send_news(now + 2 * WEEK) == 0


def test_listing_that_merely_changed_is_not_new(search, circle, now):
    made(circle, now - timedelta(days=90))
    propose(circle, description="With tea.")
    moderation.approve(circle, by=make_moderator())
    assert news.send_news(now + timedelta(hours=2)) == 0


def test_group_that_does_not_meet_today_is_news_to_a_search_for_today(ana, evening, now):
    watched(ana, now, query="topic=anxiety-panic&when=tomorrow")
    made(evening, now - timedelta(days=2))
    assert news.send_news(now) == 1


def test_no_second_mail_within_a_week_and_none_is_skipped(search, circle, clinic, now):
    made(circle, now - timedelta(days=2))
    made(clinic, now + timedelta(days=1))
    SavedSearch.objects.update(query="")
    sent = [news.send_news(now + timedelta(days=days)) for days in (0, 0, 2, 6, 7)]
    assert sent == [1, 0, 0, 0, 1]
    assert Mail.objects.count() == 2


def test_one_mail_for_all_searches_counts_a_listing_once(ana, circle, now):
    for query in ("topic=grief", "cost=free", ""):
        watched(ana, now, query=query)
    made(circle, now - timedelta(days=2))
    news.send_news(now)
    assert "there is 1 new entry" in Mail.objects.get().text


def test_who_may_not_sign_in_gets_none(search, ana, circle, now):
    User.objects.filter(pk=ana.pk).update(is_active=False)
    made(circle, now - timedelta(days=2))
    assert news.send_news(now) == 0


@pytest.fixture
def stop(search, circle, now):
    """The path in Ana's mail at which the mails are ended."""
    made(circle, now - timedelta(days=2))
    news.send_news(now)
    return re.search(r"https?://[^/]+(/saved/stop/\S+)", Mail.objects.get().text).group(1)


def test_mail_can_be_ended_by_the_mail_program_itself(stop, client):
    headers = Mail.objects.get().headers
    assert headers["List-Unsubscribe"].endswith(f"{stop}>")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    client.handler.enforce_csrf_checks = True
    assert client.post(stop, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not SavedSearch.objects.get().wants_mail


def test_looking_at_the_link_ends_nothing_and_twice_is_as_once(stop, client):
    assert "Only the mails end." in text_of(client.get(stop))
    assert SavedSearch.objects.get().wants_mail
    for _ in range(2):
        assert "You get no more" in text_of(client.post(stop))
    assert SavedSearch.objects.exists()


def test_link_is_kept_as_digest_and_opens_for_a_year(stop, client, now):
    token = stop.split("/")[-2]
    assert len(token) >= 22
    assert NewsLink.objects.get().digest != token
    news.send_news(now + news.LINKS_OPEN + timedelta(days=1))
    assert client.get(stop).status_code == 404


def test_earlier_link_still_works_after_the_next_mail(stop, client, clinic, now):
    SavedSearch.objects.update(query="")
    made(clinic, now + timedelta(days=1))
    assert news.send_news(now + WEEK) == 1
    client.post(stop)
    assert not SavedSearch.objects.get().wants_mail


def test_link_of_the_weekly_mail_leaves_the_notices_of_listings(stop, ana, client, circle):
    saved.save_listing(circle, by=ana)
    client.post(stop)
    assert SavedListing.objects.get().wants_notices


def test_failure_for_one_person_leaves_the_others_their_mail(search, circle, now, monkeypatch, caplog):
    watched(make_person("eve@example.org"), now)
    made(circle, now - timedelta(days=2))
    search_for, failed = news.new_to, []

    def fails_once(kept, *more):
        if kept == search:
            failed.append(kept)
            raise ValueError(kept.label)
        return search_for(kept, *more)

    monkeypatch.setattr(news, "new_to", fails_once)
    assert news.send_news(now) == 1
    assert Mail.objects.get().recipient == "eve@example.org"
    assert "ValueError" in caplog.text
    assert "Grief" not in caplog.text
    monkeypatch.undo()
    assert news.send_news(now) == 1


def test_person_who_left_meanwhile_is_told_nothing(search, ana, now):
    finds = {search.pk: {1: "Tuesday Circle"}}
    assert news.tell(0, finds, now) is False
    SavedSearch.objects.update(wants_mail=False)
    assert news.tell(ana.pk, finds, now) is False


def test_two_runs_at_once_tell_once(search, ana, now):
    finds = {search.pk: {1: "Tuesday Circle"}}
    assert [news.tell(ana.pk, finds, now), news.tell(ana.pk, finds, now)] == [True, False]


def test_run_asks_a_fixed_number_of_questions_for_a_person(search, ana, circle, now, django_assert_num_queries):
    made(circle, now - WEEK - timedelta(hours=3))
    with django_assert_num_queries(11):
        news.send_news(now)


def test_export_and_erasing_hold_all_that_was_saved(ana, stop, circle, now):
    saved.save_listing(circle, by=ana)
    told = json.dumps(privacy.export(ana)["saved"])
    assert circle.public_id in told
    assert "topic=grief" in told
    assert now.isoformat() in told
    privacy.erase(ana)
    assert not [model for model in (SavedListing, SavedSearch, NewsLink) if model.objects.exists()]
