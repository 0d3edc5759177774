"""A moderator's own area and absence."""

import pytest

from accounts.models import Duty, User
from tests.gazetteer_fixtures import gazetteer  # noqa: F401 - a fixture
from tests.groups.reviewing import make_moderator, moderating, text


@pytest.fixture
def mo(db):
    return make_moderator()


@pytest.fixture
def as_mo(client, mo):
    return moderating(client, mo)


def send(client, **answers):
    return client.post("/moderation/duty/", answers, follow=True)


def test_area_round_a_town_is_looked_up(as_mo, mo, gazetteer):  # noqa: F811
    assert "Kept." in text(send(as_mo, country="GB", area="London", radius_km="30"))
    assert (round(mo.duty.lat), round(mo.duty.lon), mo.duty.radius_km) == (52, 0, 30)


def test_admin_is_everywhere_again(client, db):
    admin = User.objects.create_superuser("root@example.org")
    Duty.objects.create(user=admin, area="London", lat=51.5, lon=-0.1, radius_km=30)
    send(moderating(client, admin), country="", area="", radius_km="")
    duty = Duty.objects.get()
    assert (duty.lat, duty.radius_km, duty.area) == (None, None, "")


@pytest.mark.parametrize(
    "area",
    [
        {"country": "GB", "area": "London", "lat": 51.5, "lon": -0.1, "radius_km": 30},
        {"country": "gb", "area": "All of Britain"},
    ],
)
def test_limited_moderator_keeps_the_area_and_sets_the_absence(as_mo, mo, area):
    Duty.objects.create(user=mo, **area)
    page = text(as_mo.get("/moderation/duty/"))
    assert "Only an admin can change the country, the town and the distance." in page
    assert page.count(" disabled") == 3
    wider = {"country": "", "area": "", "radius_km": "20000"}
    assert "Kept." in text(send(as_mo, **wider, away_from="2026-03-01", away_until="2026-03-09"))
    duty = Duty.objects.get()
    assert {name: getattr(duty, name) for name in area} == area
    assert str(duty.away_until) == "2026-03-09"


def test_moderator_of_everything_may_narrow_it(as_mo, mo):
    Duty.objects.create(user=mo, away_from="2026-03-01", away_until="2026-03-09")
    send(as_mo, country="GB")
    assert Duty.objects.get().country == "GB"


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"area": "London"}, "A circle needs a town and a distance."),
        ({"radius_km": "30"}, "A circle needs a town and a distance."),
        ({"area": "Zzqqxx", "radius_km": "30"}, 'class="wrong"'),
        ({"away_from": "2026-03-03"}, "An absence needs its first and its last day."),
        ({"away_from": "2026-03-03", "away_until": "2026-03-01"}, "An absence needs its first and, not before it"),
        ({"radius_km": "x", "area": "London"}, "Write a whole number"),
        ({"country": "XX"}, 'class="wrong"'),
    ],
)
def test_what_does_not_fit_is_a_sentence(as_mo, mo, gazetteer, answers, sentence):  # noqa: F811
    page = send(as_mo, **answers)
    assert page.status_code == 200
    assert sentence in text(page)
    assert not Duty.objects.exists()


def test_deputy_is_another_moderator(as_mo, mo):
    zoe = make_moderator("zoe@example.org", "Zoe")
    send(as_mo, deputy=mo.pk)
    assert not Duty.objects.filter(deputy=mo).exists()
    send(as_mo, deputy=zoe.pk, away_from="2026-03-01", away_until="2026-03-09")
    assert mo.duty.deputy == zoe


def test_deputy_reads_who_is_away(as_mo, mo, now):
    away = {"away_from": now.date(), "away_until": now.date(), "area": "Leeds", "deputy": mo}
    Duty.objects.create(user=make_moderator("zoe@example.org", "Zoe"), **away)
    assert "Zoe is away until" in text(moderating(as_mo, mo).get("/moderation/duty/"))


def test_circle_of_no_size_is_refused(as_mo, mo):
    page = text(send(as_mo, country="GB", area="", radius_km="0"))
    assert "Write a number from 1 on." in page
    assert not Duty.objects.filter(user=mo, country="GB").exists()
