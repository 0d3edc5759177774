"""A word by mail to everybody who comes to one date; who writes it sees no address."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from accounts.models import Mail, User
from groups import announcing, sessions
from groups.choices import Act, BookingState, BookingWay
from groups.models import ModerationEvent
from tests.groups.desk import link_of, page, text_of
from tests.groups.guests import NEXT, TONIGHT, guest, on_date, rule

pytestmark = pytest.mark.django_db
WORDS = "The lift is broken. Come by the back door, please."


@pytest.fixture
def sam(db):
    return User.objects.create_user("sam@example.org", nickname="Sam")


@pytest.fixture
def tonight(circle, now):
    """Tonight's session, to which people tell that they come."""
    rule(circle, BookingWay.TELL)
    return sessions.session_date(circle.schedules.get(), TONIGHT)


def send(client, circle, **sent):
    slot = circle.schedules.get()
    which = {"date": f"{slot.pk}-20260303", "text": WORDS}
    return client.post(page("manage-evening-announce", link_of(circle)), which | sent)


def test_everybody_who_comes_gets_a_neutral_mail_of_their_own(tonight, sam):
    guest(on_date(tonight.slot), "Kim")
    guest(on_date(tonight.slot), "Noor")
    assert announcing.announce(tonight, WORDS, by=sam) == 2
    assert sorted(one.to[0] for one in mail.outbox) == ["kim@example.org", "noor@example.org"]
    for one in mail.outbox:
        assert one.subject == "About Tuesday 3 March"
        assert WORDS in one.body
        assert "Tuesday 3 March at 18:30" in one.body
        assert "Circle" not in one.subject + one.body


def test_who_does_not_come_gets_none(tonight, sam):
    guest(on_date(tonight.slot), "Cas", BookingState.CANCELLED)
    guest(on_date(tonight.slot), "Una", BookingState.UNCONFIRMED)
    guest(on_date(tonight.slot, NEXT), "Max")
    with pytest.raises(ValidationError, match="Nobody told you"):
        announcing.announce(tonight, WORDS, by=sam)
    assert not mail.outbox
    assert not ModerationEvent.objects.exists()


def test_who_booked_the_whole_course_is_written_to(circle, now, sam):
    rule(circle, BookingWay.SERIES)
    guest(circle.schedules.get(), "Lee")
    announcing.announce(sessions.session_date(circle.schedules.get(), TONIGHT), WORDS, by=sam)
    assert [one.to for one in mail.outbox] == [["lee@example.org"]]


def test_history_keeps_that_it_was_done_but_no_word_and_no_person(tonight, sam):
    guest(on_date(tonight.slot), "Kim")
    announcing.announce(tonight, WORDS, by=sam)
    event = ModerationEvent.objects.get()
    assert (event.act, event.by, event.after["announcement"]["mails"]) == (Act.ANNOUNCED, sam, 1)
    assert "lift" not in str(event.after) + event.reason
    assert "kim" not in str(event.after)
    assert not tonight.slot.listing.reviews.exists()


def test_same_words_pressed_twice_are_one_mail(tonight, sam, settings):
    settings.EMAIL_BACKEND = "accounts.outbox.OutboxBackend"
    guest(on_date(tonight.slot), "Kim")
    for text in (WORDS, WORDS, "Another thing."):
        announcing.announce(tonight, text, by=sam)
    assert Mail.objects.filter(recipient="kim@example.org").count() == 2


def test_outbox_keeps_neither_date_nor_person_nor_words_in_keys(tonight, sam, settings):
    settings.EMAIL_BACKEND = "accounts.outbox.OutboxBackend"
    guest(on_date(tonight.slot), "Kim")
    announcing.announce(tonight, WORDS, by=sam)
    key = Mail.objects.get(recipient="kim@example.org").key
    assert tonight.id not in key
    settings.SECRET_KEY = "another secret, so that nobody can try out who it was"
    announcing.announce(tonight, WORDS, by=sam)
    assert Mail.objects.filter(recipient="kim@example.org").count() == 2


def test_what_is_over_is_not_announced(tonight, sam, monkeypatch):
    guest(on_date(tonight.slot), "Kim")
    monkeypatch.setattr("django.utils.timezone.now", lambda: tonight.ends_at)
    with pytest.raises(ValidationError, match="over"):
        announcing.announce(tonight, WORDS, by=sam)


def test_page_sends_and_shows_no_address(client, circle, tonight):
    guest(on_date(tonight.slot), "Kim")
    answer = client.post(
        page("manage-evening-announce", link_of(circle)), {"date": tonight.id, "text": WORDS}, follow=True
    )
    words = answer.content.decode()
    assert "on their way to everybody who comes" in words
    assert "kim@example.org" not in words
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    ("text", "sentence"), [("", "Please fill this in."), ("x" * 2001, "too long"), (WORDS, "Nobody told you")]
)
def test_wrong_words_come_back_unchanged(client, circle, tonight, text, sentence):
    answer = send(client, circle, text=text)
    assert answer.status_code == 200
    assert sentence in text_of(answer)
    assert answer.context["announcement_form"]["text"].value() == text
    assert not mail.outbox


def test_six_a_day_are_enough_for_one_listing(client, circle, tonight):
    guest(on_date(tonight.slot), "Kim")
    for number in range(6):
        assert send(client, circle, text=f"{WORDS} {number}").status_code == 302
    answer = send(client, circle, text=WORDS)
    assert "enough mail for one day" in text_of(answer)
    assert WORDS in text_of(answer)
    assert len(mail.outbox) == 6
