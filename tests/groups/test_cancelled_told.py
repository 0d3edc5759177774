"""The only date of a listing that was cancelled: nowhere told as if it took place, on screen or on paper."""

from datetime import date

import pytest

from groups import facilitating
from tests import factories
from tests.groups.booklet.papers import made, on_one_line, text_of
from tests.groups.desk import text_of as words_on

ONCE = "On Tuesday, 10 March 2026, 18:30 to 20:00"


@pytest.fixture
def evening(source, now):
    slot = factories.weekly("TU", "18:30", freq="ONCE", starts_on=date(2026, 3, 10), note="bring a candle")
    return factories.make_listing(source, "Evening of candles", slots=[slot])


@pytest.fixture
def cancelled(evening):
    facilitating.cancel(evening.schedules.get(), date(2026, 3, 10), by=None)
    return evening


PAGES = [
    "{page}",
    "{page}print/",
    "{page}poster/",
    "/short-list/?listing={id}",
    "/compare/?listing={id}&listing={other}",
]


@pytest.fixture(params=PAGES)
def page(request, client, evening, circle):
    """Reads one page after the other that tells of the evening."""
    values = {"page": evening.get_absolute_url(), "id": evening.public_id, "other": circle.public_id}
    return lambda: words_on(client.get(request.param.format(**values)))


def test_page_says_of_the_only_date_that_it_was_cancelled(page, cancelled):
    assert f"{ONCE} (cancelled)" in page()


def test_page_says_nothing_of_the_kind_while_it_takes_place(page):
    words = page()
    assert ONCE in words
    assert f"{ONCE} (cancelled)" not in words


def test_booklet_says_it_on_paper(now, cancelled):
    assert f"{ONCE} (cancelled) (bring a candle)" in on_one_line(text_of(made(now)))
