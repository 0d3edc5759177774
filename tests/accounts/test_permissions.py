"""Who may do what: the predicates, and what the decorators answer."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from accounts import permissions
from accounts.models import Duty, User
from tests.accounts.people import make_person

HACKNEY, LYON = (51.545, -0.055), (45.76, 4.84)


@pytest.fixture
def moderator(db):
    mo = make_person("mo@example.org", nickname="Mo")
    mo.groups.add(Group.objects.get_or_create(name=permissions.MODERATORS)[0])
    return mo


class Facilitators(list):
    """Users that can be asked for as a related manager is."""

    def filter(self, *, user):
        return User.objects.filter(pk__in=[one.pk for one in self if one == user])


def listing(at=HACKNEY, country="GB", owner=None, place=True):
    place = SimpleNamespace(country=country, lat=at[0], lon=at[1]) if place else None
    return SimpleNamespace(owner_id=owner, facilitators=Facilitators(), place=place, lat=at[0], lon=at[1])


def test_roles_of_nobody_member_moderator_admin(moderator):
    admin = User.objects.create_superuser("admin@example.org")
    people = [AnonymousUser(), make_person(), moderator, admin]
    assert [permissions.is_moderator(one) for one in people] == [False, False, True, True]
    assert [permissions.is_admin(one) for one in people] == [False, False, False, True]
    assert [permissions.may_review(one) for one in people] == [False, False, True, True]


def test_closed_account_of_staff_is_no_role(moderator):
    moderator.is_active = False
    admin = User(is_superuser=True, is_active=False)
    assert not permissions.is_moderator(moderator)
    assert not permissions.is_admin(admin)


def test_owner_leads_and_others_do_not(db):
    ana, ben = make_person(), make_person("ben@example.org")
    assert permissions.leads(ana, listing(owner=ana.pk))
    assert not permissions.leads(ben, listing(owner=ana.pk))
    assert not permissions.leads(AnonymousUser(), listing(owner=None))


def test_facilitator_leads_beside_the_owner(db):
    ana, ben = make_person(), make_person("ben@example.org")
    shared = listing(owner=ana.pk)
    shared.facilitators.append(ben)
    assert permissions.leads(ben, shared)


def test_moderator_without_duty_reviews_everywhere(moderator):
    assert permissions.reviews(moderator, listing())
    assert not permissions.reviews(make_person(), listing())


@pytest.mark.parametrize(
    ("area", "expected"),
    [
        ({"country": "gb"}, [True, False, True]),
        ({"lat": 45.7, "lon": 4.8, "radius_km": 20}, [False, True, True]),
        ({"country": "GB", "lat": 45.7, "lon": 4.8, "radius_km": 20}, [False, False, True]),
        ({"lat": 51.5, "lon": -0.05, "radius_km": 4}, [False, False, True]),
        ({"lat": 51.5, "lon": -0.05, "radius_km": 6}, [True, False, True]),
    ],
)
def test_moderator_reviews_the_area_of_their_duty(moderator, area, expected):
    Duty.objects.create(user=moderator, **area)
    london, lyon, online = listing(), listing(LYON, "FR"), listing((None, None), place=False)
    assert [permissions.reviews(moderator, one) for one in (london, lyon, online)] == expected


def test_listing_whose_point_is_not_known_lies_in_no_circle(moderator):
    Duty.objects.create(user=moderator, lat=51.5, lon=-0.05, radius_km=50)
    assert not permissions.reviews(moderator, listing((None, None)))


def test_deputy_reviews_the_area_of_somebody_who_is_away(moderator):
    ana, today = make_person(), timezone.localdate()
    Duty.objects.create(user=moderator, country="FR")
    duty = Duty.objects.create(user=ana, country="GB", deputy=moderator)
    assert not permissions.reviews(moderator, listing())
    duty.away_from, duty.away_until = today, today + timedelta(days=3)
    duty.save()
    assert permissions.reviews(moderator, listing())


def test_place_is_closed_by_a_moderator_of_its_area(moderator):
    Duty.objects.create(user=moderator, country="GB")
    place = SimpleNamespace(country="GB", lat=HACKNEY[0], lon=HACKNEY[1])
    assert [permissions.may_close(one, place) for one in (moderator, make_person())] == [True, False]
    place.country = "FR"
    assert not permissions.may_close(moderator, place)


@pytest.mark.parametrize("name", ["member_required", "moderator_required"])
def test_guarded_page_sends_a_visitor_to_sign_in_and_back(name):
    request = RequestFactory().get("/moderation/?age=3")
    request.user = AnonymousUser()
    answer = getattr(permissions, name)(lambda request: HttpResponse("in"))(request)
    assert answer["Location"] == "/accounts/login/?next=/moderation/%3Fage%3D3"


def test_guarded_page_does_not_exist_for_other_members(db):
    request = RequestFactory().get("/moderation/")
    request.user, request.session = make_person(), {}
    with pytest.raises(Http404):
        permissions.moderator_required(lambda request: HttpResponse("in"))(request)
