"""Once a week each moderator hears what waits in their area, or who stands in for them does."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group

from accounts.models import Duty, Mail, User
from accounts.permissions import MODERATORS
from groups import digest, moderation, visitors_words
from groups.choices import Cause
from groups.digest import send_digests
from groups.models import Review, Story, Wish
from tests.accounts.mailing import outbox  # noqa: F401 - fixture

AWAY = {"away_from": date(2026, 3, 1), "away_until": date(2026, 3, 3)}


def make_moderator(name, **fields):
    user = User.objects.create_user(f"{name}@example.org", nickname=name.title(), **fields)
    user.groups.add(Group.objects.get_or_create(name=MODERATORS)[0])
    return user


@pytest.fixture
def mod(outbox, db):  # noqa: F811
    return make_moderator("mo")


@pytest.fixture
def waiting(circle, clinic, now):
    moderation.open_review(circle, Cause.STALE)
    moderation.open_review(clinic, Cause.REPORT)
    Review.objects.filter(listing=clinic).update(opened_at=now - timedelta(days=30))


def recipients():
    return list(Mail.objects.order_by("pk").values_list("recipient", flat=True))


def test_digest_says_what_waits_what_is_oldest_and_what_faded(mod, waiting, now):
    assert send_digests(now) == 1
    mail = Mail.objects.get()
    assert (mail.recipient, mail.subject, mail.key) == ("mo@example.org", "Your week", f"digest:{mod.pk}:2026-W10")
    assert "- Visitors report a fault: 1\n- Not confirmed for long: 1" in mail.text
    assert "“Lea Clinic” waits longest, since 1 February 2026." in mail.text
    assert "One listing was not confirmed for so long that it is now shown as unsure: Tuesday Circle" in mail.text
    assert mail.text.rstrip().endswith("/moderation/")


def test_week_has_one_digest_however_often_it_is_sent(mod, waiting, now):
    for days in (-1, 0, 5):  # Monday, Tuesday, Sunday
        send_digests(now + timedelta(days=days))
    assert Mail.objects.count() == 1
    send_digests(now + timedelta(days=6))
    assert Mail.objects.count() == 2


def test_nothing_to_say_is_not_said(mod, circle, now):
    assert send_digests(now) == 0


def test_what_is_settled_does_not_wait_and_old_fading_is_no_news(mod, waiting, now):
    Review.objects.update(closed_at=now, opened_at=now - timedelta(days=8))
    assert send_digests(now) == 0


@pytest.mark.parametrize(("country", "number"), [("GB", 2), ("gb", 2), ("FR", 1)])
def test_digest_keeps_to_the_area_and_what_has_no_place(mod, circle, evening, now, country, number):
    Duty.objects.create(user=mod, country=country)
    for listing in (circle, evening):
        moderation.open_review(listing, Cause.REPORT)
    assert digest.digest_of(mod, now)["waiting"] == [("Visitors report a fault", number)]


def test_deputy_reads_while_the_moderator_is_away(mod, waiting, now):
    deputy = make_moderator("dee")
    Duty.objects.create(user=deputy, country="FR")
    Duty.objects.create(user=mod, deputy=deputy, **AWAY)
    send_digests(now)
    mail = Mail.objects.get()
    assert (mail.recipient, mail.key) == ("dee@example.org", f"digest:{mod.pk}:2026-W10")
    assert "you stand in for Mo, who is away" in mail.text
    assert digest.reader_of(mod, date(2026, 3, 4)) == mod


def test_deputy_who_is_away_too_passes_it_on_and_a_circle_ends(mod, waiting, now):
    dee, eve = make_moderator("dee", is_active=False), make_moderator("eve")
    Duty.objects.create(user=mod, deputy=dee, **AWAY)
    second = Duty.objects.create(user=dee, deputy=eve)
    assert digest.reader_of(mod, now.date()) == eve
    Duty.objects.filter(pk=second.pk).update(deputy=mod)
    assert digest.reader_of(mod, now.date()) is None
    send_digests(now)
    assert recipients() == ["eve@example.org"]


def test_deputy_who_moderates_no_longer_reads_nothing(mod, waiting, now):
    deputy = make_moderator("dee")
    Duty.objects.create(user=mod, deputy=deputy, **AWAY)
    deputy.groups.clear()
    assert send_digests(now) == 0
    assert recipients() == []


def test_only_moderators_and_admins_who_may_sign_in_get_one(mod, waiting, now):
    Duty.objects.create(user=make_moderator("gone", is_active=False), deputy=mod)
    User.objects.create_user("ana@example.org")
    User.objects.create_superuser("root@example.org")
    send_digests(now)
    assert recipients() == ["mo@example.org", "root@example.org"]


def test_digest_tells_of_words_that_wait_even_where_no_listing_does(mod, circle, now):
    Story.objects.create(listing=circle, text="They were kind.", email_verified_at=now)
    Wish.objects.create(word="Gambling")
    assert send_digests(now) == 1
    assert "- First visits: 1\n- Topics wished for: 1" in Mail.objects.get().text


@pytest.mark.parametrize(("many", "told"), [(2, "2"), (3, "2+"), (5, "2+")])
def test_digest_does_not_tell_a_count_that_was_cut_short_as_whole(mod, now, monkeypatch, many, told):
    monkeypatch.setattr(visitors_words, "MOST_COUNTED", 2)
    for number in range(many):
        Wish.objects.create(word=f"Word {number}")
    send_digests(now)
    assert f"- Topics wished for: {told}\n" in Mail.objects.get().text + "\n"


def test_digest_leaves_words_to_whoever_has_their_area(mod, circle, now):
    Duty.objects.create(user=mod, country="FR")
    Story.objects.create(listing=circle, text="They were kind.", email_verified_at=now)
    assert send_digests(now) == 0


def test_digest_asks_six_questions(mod, waiting, now, django_assert_num_queries):
    with django_assert_num_queries(6):  # one of them for the duty
        digest.digest_of(mod, now)
