"""What people will read, shown while somebody fills in the times: open to all, and keeping nothing."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

ADDRESS = "/post/dates/"
START = {
    "times-slot_count": "1",
    "times-zone": "Europe/London",
    "times-show": "1",
    "times-0-repeats": "nth",
    "times-0-nth": ["2"],
    "times-0-weekdays": ["TU"],
    "times-0-starts_at": "18:30",
    "times-0-ends_at": "20:00",
}
NAMES = ["repeats", "interval", "nth", "weekdays", "monthdays", "dates", "order", "starts_on", "starts_at", "ends_at"]
NAMES += ["until", "count", "season_from_day", "season_from_month", "season_until_day", "timezone", "note", "was"]


def preview(client, **changes):
    """The words of the answer to START with `changes` to its one slot."""
    changed = {f"times-0-{name}": value for name, value in changes.items()}
    answer = client.post(ADDRESS, START | changed)
    assert answer.status_code == 200
    return answer.content.decode()


def test_rule_is_shown_in_words_with_its_next_six_dates(client, now):
    page = preview(client)
    assert "Every 2nd Tuesday of the month, 18:30 to 20:00, London time" in page
    assert page.count("<li>") == 6
    assert page.index("Tuesday 10 March 2026") < page.index("Tuesday 14 April 2026") < page.index("Tuesday 11 August")


def test_dates_are_those_of_the_place(client, now):
    page = preview(client, timezone="Pacific/Auckland", repeats="daily")
    assert "<b>Thursday 5 March 2026</b>, 18:30 to 20:00" in page
    assert "3 March" not in page


def test_slots_share_the_six_dates_in_the_order_of_time(client, now):
    second = {name.replace("-0-", "-1-"): value for name, value in START.items() if "-0-" in name}
    both = START | second | {"times-slot_count": "2", "times-1-repeats": "weekly", "times-1-weekdays": ["FR"]}
    page = client.post(ADDRESS, both).content.decode()
    assert page.count("<li>") == 6
    assert page.index("Friday 6 March") < page.index("Tuesday 10 March") < page.index("Friday 13 March")


def test_zone_that_nobody_knows_yet_is_not_made_up(client, now):
    page = client.post(ADDRESS, START | {"times-zone": ""}).content.decode()
    assert "18:30 to 20:00" in page
    assert "UTC" not in page


def test_wrong_answers_are_shown_as_sentences(client, now):
    page = preview(client, ends_at="", dates="soon")
    assert "Time 1: When does it end?" in page
    assert "<li>" not in page
    assert "“soon” is not a date" in preview(client, repeats="dates", dates="soon")


def test_end_that_makes_it_last_through_the_next_day_is_asked_about(client, now):
    assert "lasts very long. Is the end right?" in preview(client, starts_at="20:00", ends_at="18:30")
    assert "lasts very long" not in preview(client, starts_at="20:00", ends_at="06:00")


def test_each_of_the_listed_dates_is_asked_about(client, now):
    page = preview(client, repeats="dates", dates="10 March 18:30-20:00, 14 April 20:00-18:30")
    assert "“On Tuesday, 14 April 2026, 20:00 to 18:30" in page
    assert "lasts very long" in page


def test_pattern_of_a_list_is_offered(client, now):
    page = preview(client, repeats="dates", dates="10 March, 14 April, 12 May")
    assert "3 dates, London time" in page
    assert "These dates look like a pattern: Every 2nd Tuesday of the month" in page
    assert 'name="times-rule-0"' in page


def test_button_answers_with_the_slots(client, now):
    start = {name: value for name, value in START.items() if name != "times-show"}
    page = client.post(ADDRESS, start | {"times-copy-0": "1"}).content.decode()
    assert page.count('class="slot"') == 2
    assert page.count('name="times-slot_count"') == 1
    assert 'id="times-dates"' not in page


def test_what_is_typed_is_escaped(client, now):
    hurt = "<script>alert(1)</script>"
    assert hurt not in preview(client, dates=hurt, repeats="dates") + preview(client, timezone=hurt)
    assert hurt not in client.post(ADDRESS, START | {"times-0-note": hurt, "times-add": "1"}).content.decode()


@pytest.mark.django_db
def test_preview_asks_the_database_nothing(client, now):
    with CaptureQueriesContext(connection) as queries:
        preview(client)
    assert len(queries) == 0


def test_preview_is_a_post_with_a_token(client):
    assert client.get(ADDRESS).status_code == 405
    assert Client(enforce_csrf_checks=True).post(ADDRESS, START).status_code == 403


def test_preview_is_kept_by_nobody(client, now):
    assert "no-store" in client.post(ADDRESS, START)["Cache-Control"]


@pytest.mark.parametrize("count", ["", "-1", "0", "41", "x", "9" * 5000, "1e9"])
def test_number_of_slots_is_bounded(client, now, count):
    sent = {"times-slot_count": count, "times-add": "1"}
    assert client.post(ADDRESS, sent).content.decode().count('class="slot"') == 1


@settings(max_examples=150)
@given(
    st.dictionaries(
        st.sampled_from(NAMES),
        st.text(max_size=30)
        | st.sampled_from(
            ["2026-02-30", "9999-12-31", "0001-01-01", "99", "MO", "-1", "24:00", "once", "dates", "\0", "9" * 5000]
        )
        | st.sampled_from(
            ["weekly", "weeks", "nth", "monthday", "daily", "keep", "31", "2/2/2", "1970-01-01", "23:59"]
        ),
    )
)
def test_no_answer_fails(client, now, changes):
    assert "</p>" in preview(client, **changes)
