"""What meets seldom has a next date too, wherever dates are told."""

from datetime import date

import pytest

from groups.models import Session
from tests import factories
from tests.groups.desk import text_of

JUNE = date(2026, 6, 20)
"""More than a hundred days from now, and half a year before the next."""


@pytest.fixture
def walk(source, now):
    """The Long Walk: on the third Saturday of every sixth month."""
    slot = factories.weekly("SA", "10:00", freq="MONTHLY", interval=6, byday=["3SA"], starts_on=JUNE)
    return factories.make_listing(source, "Long Walk", place=factories.make_place(), slots=[slot])


@pytest.fixture(params=["page", "compared"])
def told(request, client, circle, walk):
    """What a page says of it: its own, and the one that compares it."""
    compared = f"/compare/?listing={walk.public_id}&listing={circle.public_id}"
    return lambda: text_of(client.get(walk.get_absolute_url() if request.param == "page" else compared))


def test_next_date_is_told_however_far_it_is(told):
    assert "Sat 20 Jun" in told()
    assert "19 Dec" not in told()


def test_cancelled_one_is_told_with_the_one_after_it(told, walk):
    Session.objects.create(schedule=walk.schedules.get(), original_on=JUNE, status="cancelled")
    assert "Sat 20 Jun" in told()
    assert "Sat 19 Dec" in told()


def test_far_date_is_left_out_where_one_is_near(client, walk):
    factories.add_slot(walk, **factories.weekly("TU", "18:30"))
    page = text_of(client.get(walk.get_absolute_url()))
    assert "Tue 10 Mar" in page
    assert "20 Jun" not in page


def test_cancelled_date_leads_to_the_next_however_far(client, walk):
    slot = walk.schedules.get()
    Session.objects.create(schedule=slot, original_on=JUNE, status="cancelled")
    assert "19 Dec" in text_of(client.get(f"/sessions/{slot.pk}-20260620/"))
