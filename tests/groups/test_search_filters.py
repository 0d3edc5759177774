"""Each filter of the search on the named cast: it finds what it should and nothing else."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from groups import schedule
from groups.models import Session
from tests import factories


def names(client, query=""):
    answer = client.get(f"/search.geojson?{query}").json()
    return sorted(feature["properties"]["name"] for feature in answer["features"])


@pytest.fixture
def cast(now, circle, clinic, evening):
    return circle, clinic, evening


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("topic=grief", ["Tuesday Circle"]),
        ("topic=grief&topic=depression", ["Lea Clinic", "Tuesday Circle"]),
        ("topic=grief&cost=insurance", []),
        ("kind=clinic", ["Lea Clinic"]),
        ("category=peer", ["Evening Online", "Tuesday Circle"]),
        ("formality=formal", ["Lea Clinic"]),
        ("attendance=online", ["Evening Online"]),
        ("attendance=in-person", ["Lea Clinic", "Tuesday Circle"]),
        ("joining=TURN-UP", ["Evening Online", "Tuesday Circle"]),
        ("language=en&support=emotional", ["Tuesday Circle"]),
        ("weekday=TU", ["Evening Online", "Tuesday Circle"]),
        ("weekday=th", ["Evening Online"]),
        ("time=evening", ["Evening Online", "Tuesday Circle"]),
        ("weekday=TU&weekday=SU&time=morning", []),
        ("topic=", ["Evening Online", "Lea Clinic", "Tuesday Circle"]),
    ],
)
def test_facet_is_or_inside_and_and_between(client, cast, query, expected):
    assert names(client, query) == expected


def test_unknown_word_does_not_undo_the_known_one(client, cast):
    """“One bad answer gets a sentence and costs nothing else.”"""
    assert names(client, "topic=grief&topic=nothing") == ["Tuesday Circle"]


def test_day_and_time_must_hold_for_one_slot(client, now, source):
    slots = [factories.weekly("TU", "09:00"), factories.weekly("FR", "19:00")]
    factories.make_listing(source, "Two slots", slots=slots)
    assert names(client, "weekday=TU&time=morning") == ["Two slots"]
    assert names(client, "weekday=FR&time=evening") == ["Two slots"]
    assert names(client, "weekday=TU&time=evening") == []


@pytest.mark.parametrize(
    ("at", "time"),
    [
        ("04:59", "night"),
        ("05:00", "morning"),
        ("11:59", "morning"),
        ("12:00", "afternoon"),
        ("16:59", "afternoon"),
        ("17:00", "evening"),
        ("21:59", "evening"),
        ("22:00", "night"),
    ],
)
def test_time_of_day_begins_and_ends_on_the_hour(client, now, source, at, time):
    factories.make_listing(source, "Circle", slots=[factories.weekly("TU", at)])
    times = [name for name in ("morning", "afternoon", "evening", "night") if names(client, f"time={name}")]
    assert times == [time]


def test_daily_slot_every_seven_days_is_on_its_own_day_only(client, now, source):
    slot = factories.weekly("TU", "18:30", freq="DAILY", interval=7)
    factories.make_listing(source, "Every seven days", slots=[slot])
    assert names(client, "weekday=TU") == ["Every seven days"]
    assert names(client, "weekday=WE") == []


@pytest.mark.parametrize(("age", "count"), [("17", 0), ("18", 1), ("25", 1), ("26", 0), ("0", 0), ("130", 0)])
def test_age_lies_between_youngest_and_oldest(client, now, source, age, count):
    factories.make_listing(source, "Young adults", minimum_age=18, maximum_age=25)
    assert len(names(client, f"age={age}")) == count


def test_age_without_limits_is_any_age(client, cast):
    assert len(names(client, "age=0")) == len(names(client, "age=99")) == 3


def test_accepting_new_needs_somebody_who_said_so(client, now, source):
    checked = {"accepting_new_checked_on": date(2026, 3, 1)}
    factories.make_listing(source, "Open", accepting_new=True, **checked)
    factories.make_listing(source, "Full", accepting_new=False, **checked)
    factories.make_listing(source, "Unknown")
    assert names(client, "accepting_new=true") == ["Open"]
    assert names(client, "accepting_new=false") == ["Full"]


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("tuesday", ["Tuesday Circle"]),
        ("TUES circ", ["Tuesday Circle"]),
        ("circle clinic", []),
        ("hackney", ["Tuesday Circle"]),
        ("Léa+Häuse", []),
        ("Léa", ["Lea Clinic"]),
        ("bereave", ["Tuesday Circle"]),
        ("English", []),
        ("(", ["Evening Online", "Lea Clinic", "Tuesday Circle"]),
        ("tues:* | clinic", []),
    ],
)
def test_words_are_looked_for_from_their_beginning(client, cast, q, expected):
    assert names(client, f"q={q}") == expected


@pytest.mark.parametrize("word", ["Надежда", "支援", "امید", "größe", "ελπίδα"])
def test_words_of_any_script_are_found(client, now, source, word):
    factories.make_listing(source, f"{word} circle")
    assert names(client, f"q={word[:3]}") == [f"{word} circle"]


def at(clock, zone="Europe/London"):
    return datetime.fromisoformat(f"2026-03-{clock}").replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("clock", "found"),
    [("03T17:29", False), ("03T17:30", True), ("03T18:30", True), ("03T19:59", True), ("03T20:00", False)],
)
def test_now_is_under_way_or_within_the_hour(client, now, circle, clock, found):
    with time_machine.travel(at(clock), tick=False):
        assert bool(names(client, "when=now")) == found


@pytest.mark.parametrize(("late", "found"), [("no", False), ("yes", True), ("", True)])
def test_now_leaves_out_what_began_ten_minutes_ago_where_nobody_may_come_late(client, now, circle, late, found):
    factories.add_first_visit(circle, arrive_late=late)
    with time_machine.travel(at("03T18:41"), tick=False):
        assert bool(names(client, "when=now")) == found
    with time_machine.travel(at("03T18:40"), tick=False):
        assert names(client, "when=now")


def test_today_is_a_day_of_the_place(client, now, source):
    """At 17:00 in London it is already Wednesday, five in the morning, on Kiritimati's side of the line (UTC+14)."""
    for zone in ("Pacific/Kiritimati", "Europe/London", "America/New_York"):
        place = factories.make_place(timezone=zone)
        factories.make_listing(source, zone, place=place, slots=[factories.weekly("TU", "20:00", timezone=zone)])
    assert names(client, "when=today") == ["America/New_York", "Europe/London"]
    assert names(client, "when=tomorrow") == []


def test_week_is_the_next_seven_days(client, now, source):
    once = {"freq": "ONCE", "starts_on": date(2026, 3, 10)}
    factories.make_listing(source, "Just within", slots=[factories.weekly("TU", "16:59") | once])
    factories.make_listing(source, "Just beyond", slots=[factories.weekly("TU", "17:00") | once])
    assert names(client, "when=week") == ["Just within"]


def test_cancelled_date_never_counts(client, now, circle):
    Session.objects.create(schedule=circle.schedules.get(), original_on=date(2026, 3, 3), status="cancelled")
    schedule.refresh_dates()
    assert names(client, "when=today") == []
    assert names(client, "when=week") == []
    assert (
        client.get("/search.geojson").json()["features"][0]["properties"]["next_session"] == "2026-03-10T18:30:00+00:00"
    )


def test_moved_date_counts_where_it_moved_to(client, now, circle):
    start = at("04T18:30")
    moved = {"status": "moved", "starts_at": start, "ends_at": start + timedelta(hours=1)}
    Session.objects.create(schedule=circle.schedules.get(), original_on=date(2026, 3, 3), **moved)
    schedule.refresh_dates()
    assert names(client, "when=today") == []
    assert names(client, "when=tomorrow") == ["Tuesday Circle"]


def test_pairs_with_finds_the_other_formality_with_a_shared_topic(client, cast, source):
    organization = factories.make_organization("Grief Centre")
    factories.make_listing(source, "Grief Clinic", kind="clinic", organization=organization, terms=["topic:grief"])
    assert names(client, f"pairs_with={cast[0].public_id}") == ["Grief Clinic"]
    assert names(client, "pairs_with=nobody") == []


def test_pairs_with_a_draft_tells_nothing(client, cast, source):
    draft = factories.make_listing(source, "Draft", published=False, terms=["topic:depression"])
    assert names(client, f"pairs_with={draft.public_id}") == []


@pytest.mark.parametrize("whom", ["me", "someone", "work"])
def test_whom_it_is_for_changes_words_not_results(client, cast, whom):
    assert len(names(client, f"for={whom}")) == 3


def test_chip_takes_one_filter_out_and_keeps_the_rest(client, cast):
    page = client.get("/search/?topic=grief&topic=depression&cost=free&age=30").content.decode()
    chips = page.split('class="chips"')[1].split("</ul>")[0]
    assert 'href="/search/?topic=depression&amp;cost=free&amp;age=30"' in chips
    assert 'href="/search/?topic=grief&amp;topic=depression&amp;age=30"' in chips
    assert 'href="/search/?topic=grief&amp;topic=depression&amp;cost=free"' in chips
