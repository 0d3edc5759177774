"""What is next on the page of a public listing: cancel, move, note, undo, pause, close; public at once."""

from datetime import date

import pytest

from groups.choices import Cause, SessionStatus
from groups.forms.managing import CloseForm
from groups.models import Closure, ModerationEvent, Review, Session
from tests.groups.desk import lead, link_of, page, text_of

pytestmark = pytest.mark.django_db
TONIGHT, NEXT = "2026-03-03", "2026-03-10"


@pytest.fixture
def key(circle, now):
    return link_of(circle)


def change(client, key, circle, **fields):
    slot = circle.schedules.get()
    return client.post(page("manage-date", key), {"slot": slot.pk, "original_on": NEXT, "do": "cancel"} | fields)


def public(client, circle):
    return text_of(client.get(circle.get_absolute_url()))


def test_next_dates_come_first_with_one_tap_each(client, circle, key):
    words = text_of(client.get(page("manage", key)))
    assert "Today , 18:30 to 20:00" in words
    assert words.count("Cancel it") == 4
    assert words.index("Next dates") < words.index("Change something")


def test_one_tap_cancels_tonight_and_says_what_everybody_sees(client, circle, key):
    answer = change(client, key, circle, original_on=TONIGHT)
    assert answer.status_code == 302
    words = text_of(client.get(answer.url))
    assert "Tuesday 3 March is cancelled. Everybody sees that now." in words
    assert "Undo" in words
    assert "Cancelled" in public(client, circle)
    assert Review.objects.get(listing=circle).cause == Cause.URGENT


def test_cancelling_twice_is_told_once(client, circle, key):
    for _time in range(2):
        assert change(client, key, circle).status_code == 302
    assert Session.objects.count() == ModerationEvent.objects.count() == 1


def test_undo_brings_the_date_back_and_can_be_pressed_again(client, circle, key):
    change(client, key, circle)
    event = ModerationEvent.objects.get()
    for _time in range(2):
        answer = client.post(page("manage-undo", key), {"row": event.pk}, follow=True)
    assert not Session.objects.exists()
    assert "Something changed in between" in text_of(answer)
    assert "Cancelled" not in public(client, circle)


def test_undo_of_another_listings_act_is_not_found(client, circle, evening, key):
    change(client, key, circle)
    event = ModerationEvent.objects.get()
    answer = client.post(page("manage-undo", link_of(evening)), {"row": event.pk})
    assert answer.status_code == 404
    assert Session.objects.get().status == SessionStatus.CANCELLED


@pytest.mark.parametrize(
    ("matter", "note", "public_note"),
    [
        ("room", "Room 4, first floor", "Another room or door: Room 4, first floor"),
        ("online", "", "Online this time"),
        ("", "Bring a chair", "Bring a chair"),
    ],
)
def test_note_to_a_date_is_public_at_once(client, circle, key, matter, note, public_note):
    answer = change(client, key, circle, do="note", matter=matter, note=note)
    assert public_note in text_of(client.get(answer.url))
    assert public_note in public(client, circle)


@pytest.mark.parametrize("starts", ["19:00", "۱۹:۰۰", "١٩:٠٠", "19.00"])
def test_clock_is_read_in_the_digits_it_is_typed_in(client, circle, key, starts):
    change(client, key, circle, do="move", moved_to="2026-04-01", starts=starts, ends="20:30")
    assert Session.objects.get().starts_at.isoformat() == "2026-04-01T18:00:00+00:00"


def test_moved_date_is_told_by_the_clock_of_the_place(client, circle, key):
    moved = {"do": "move", "moved_to": "2026-04-01", "starts": "19:00", "ends": "20:30"}
    answer = change(client, key, circle, **moved)
    assert "moved to Wednesday 1 April, 19:00" in text_of(client.get(answer.url))
    session = Session.objects.get()
    assert (session.starts_at.isoformat(), session.status) == ("2026-04-01T18:00:00+00:00", SessionStatus.MOVED)


def test_end_before_the_beginning_is_after_midnight(client, circle, key):
    change(client, key, circle, do="move", moved_to=NEXT, starts="23:00", ends="01:00")
    session = Session.objects.get()
    assert (session.ends_at - session.starts_at).total_seconds() == 2 * 3600


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"do": "move", "moved_to": "2026-02-30", "starts": "19:00", "ends": "20:00"}, "year-month-day"),
        ({"do": "move", "moved_to": "9999-12-31", "starts": "19:00", "ends": "18:00"}, "look at the year"),
        ({"do": "move", "moved_to": NEXT, "starts": "25:00", "ends": "20:00"}, "hours and minutes"),
        ({"do": "move", "moved_to": "2026-01-01", "starts": "19:00", "ends": "20:00"}, "from today on"),
        ({"do": "note", "note": ""}, "Say in a few words"),
        ({"do": "note", "note": "x" * 201}, "too long"),
    ],
)
def test_wrong_answers_come_back_at_their_date_with_what_was_typed(client, circle, key, sent, sentence):
    answer = change(client, key, circle, **sent)
    words = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in text_of(answer)
    assert words.count("<details") == words.count("</details>")
    for typed in (value for name, value in sent.items() if name != "do" and value):
        assert f'value="{typed}"' in words
    assert not Session.objects.exists()


@pytest.mark.parametrize(
    "sent",
    [
        {"original_on": "2026-03-11"},
        {"original_on": "2026-02-24"},
        {"original_on": "\x00"},
        {"slot": "99999999999999999999"},
        {"slot": "4711"},
        {"do": "explode"},
        {"do": ""},
    ],
)
def test_dates_that_do_not_exist_change_nothing(client, circle, key, sent):
    assert change(client, key, circle, **sent).status_code in (200, 404)
    assert not Session.objects.exists()


def test_pause_is_public_at_once_and_ends_by_one_tap(client, circle, key):
    pause = {"starts_on": "2026-03-09", "ends_on": "2026-03-22", "note": "The hall is painted."}
    answer = client.post(page("manage-pause", key), pause)
    words = text_of(client.get(answer.url))
    assert "Everybody now sees the pause" in words
    assert "from 9 March 2026 to 22 March 2026" in words
    assert "Tuesday 10 March" not in words
    assert "The hall is painted." in public(client, circle)
    client.post(page("manage-reopen", key), {"row": Closure.objects.get().pk})
    assert not Closure.objects.exists()


def test_pause_without_a_last_day_is_not_said_to_end_by_itself(client, circle, key):
    answer = client.post(page("manage-pause", key), {"starts_on": "2026-03-03"}, follow=True)
    assert "It lasts until you open again." in text_of(answer)
    assert "opens again by itself" not in text_of(answer)
    top = client.get(circle.get_absolute_url()).content.decode().partition("</header>")[2].partition("</header>")[0]
    assert "Paused until further notice" in top


def test_pause_that_is_over_is_not_said_to_be_opened_again(client, circle, key):
    over = Closure.objects.create(listing=circle, starts_on=date(2026, 2, 9), ends_on=date(2026, 2, 10))
    answer = client.post(page("manage-reopen", key), {"row": over.pk}, follow=True)
    assert "Something changed in between." in text_of(answer)
    assert "Open again. Everybody sees that now." not in text_of(answer)


def test_pause_in_the_wrong_order_is_refused_with_what_was_typed(client, circle, key):
    answer = client.post(
        page("manage-pause", key), {"starts_on": "2026-03-22", "ends_on": "2026-03-09", "note": "Paint"}
    )
    assert "The last day is before the first." in text_of(answer)
    assert 'value="Paint"' in answer.content.decode()
    assert not Closure.objects.exists()


@pytest.mark.parametrize("days", [{"starts_on": "0001-01-01"}, {"starts_on": NEXT, "ends_on": "9999-12-31"}])
def test_pause_at_the_edge_of_time_is_refused(client, circle, key, days):
    assert "Please look at the year." in text_of(client.post(page("manage-pause", key), days))
    assert not Closure.objects.exists()


def test_pause_of_another_listing_is_not_found(client, circle, evening, key):
    other = Closure.objects.create(listing=evening, starts_on=date(2026, 3, 9))
    assert client.post(page("manage-reopen", key), {"row": other.pk}).status_code == 404
    assert Closure.objects.get() == other


def test_closed_for_good_asks_first_and_opens_again(client, circle, key):
    assert "Close for good?" in text_of(client.get(page("manage-close", key)))
    answer = client.post(page("manage-close", key), {"note": "We thank everybody."}, follow=True)
    assert "closed for good" in text_of(answer)
    circle.refresh_from_db()
    assert (circle.closed_on, circle.searchable) == (date(2026, 3, 3), False)
    client.post(page("manage-open-again", key))
    circle.refresh_from_db()
    assert (circle.closed_on, circle.searchable) == (None, True)


def test_still_on_is_one_tap(client, circle, now):
    ana = lead(client, circle)
    answer = client.post(page("manage-confirm", circle.public_id), follow=True)
    assert "confirmed today" in text_of(answer)
    circle.refresh_from_db()
    assert (circle.confirmed_at, circle.confirmed_by) == (now, ana)


@pytest.mark.parametrize("name", ["manage-date", "manage-undo", "manage-pause", "manage-close", "manage-confirm"])
def test_drafts_have_no_dates_to_change(client, circle, key, name):
    type(circle).objects.filter(pk=circle.pk).update(status="draft", searchable=False)
    assert client.post(page(name, key), {"row": 1}).status_code == 404
    assert not circle.events.exists()


def test_pause_of_what_has_no_place_begins_by_the_calendar_of_its_slots(client, evening, now):
    evening.schedules.update(timezone="Pacific/Auckland")  # 4 March there
    words = client.get(page("manage", link_of(evening))).content.decode()
    assert 'value="2026-03-04"' in words


def test_last_word_is_promised_to_the_moderator_alone():
    hint = str(CloseForm().fields["note"].help_text)
    assert "Only a moderator reads it" in hint
    assert "people can go" not in hint
