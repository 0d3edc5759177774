"""One session in words, with what a browser needs to say it by its own clock."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils.timezone import localtime

from groups.models import Schedule
from groups.sessions import SessionDate
from tests.conftest import NOW

EVENING = datetime(2026, 3, 3, 18, 30, tzinfo=UTC)


def shown(starts_at, zone, now=NOW, minutes=90):
    """What the tag prints, on one line, of a session from `starts_at` (an aware moment) in `zone`."""
    slot = Schedule(pk=12, timezone=zone)
    begin, end = (localtime(at, ZoneInfo(zone)) for at in (starts_at, starts_at + timedelta(minutes=minutes)))
    date = SessionDate(slot, begin.date(), begin, end, begin)
    page = Template("{% load dates %}{% when date now %}").render(Context({"date": date, "now": now}))
    return " ".join(page.split())


def test_session_is_told_by_the_clock_of_its_place():
    page = shown(EVENING, "Asia/Tokyo")
    assert 'datetime="2026-03-04T03:30+09:00" data-zone="Asia/Tokyo" data-yours="({time} your time)"' in page
    assert '<strong>Today</strong>, 03:30 to 05:00 <span class="quiet">Tokyo time</span></time>' in page
    assert "On now" not in page


@pytest.mark.parametrize(("minutes_after_its_end", "is_on"), [(-91, False), (-90, True), (-1, True), (0, False)])
def test_session_is_on_from_its_beginning_to_its_end(minutes_after_its_end, is_on):
    page = shown(EVENING, "Europe/London", now=EVENING + timedelta(minutes=90 + minutes_after_its_end))
    assert ("On now" in page) is is_on


def test_whole_day_is_no_matter_of_clocks():
    page = shown(datetime(2026, 3, 3, tzinfo=UTC), "Europe/London", minutes=24 * 60)
    assert "all day" in page
    assert "data-yours" not in page
