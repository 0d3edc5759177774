"""A small directory of all that HSDS has to cope with, and ways to ask for it."""

from datetime import date, timedelta

import pytest

from groups.choices import Visibility
from groups.interop.hsds import ids
from groups.models import Closure
from tests.factories import (
    add_contact,
    add_first_visit,
    make_home,
    make_listing,
    make_organization,
    make_place,
    make_venue,
    weekly,
)


@pytest.fixture
def directory(source, circle, clinic, evening, now):
    """Nine listings that leave the site (the cast, a home, monthly, daily, seasonal, single, paused and for the young),
    one at a confidential venue, and one that nobody published."""
    add_contact(circle, value="+44 20 7946 0018", note="For new people")
    add_contact(circle, "email", "hello@example.org")
    add_contact(circle, "website", "https://example.org/grüße")
    add_contact(circle, value="020 7946 0666", visibility=Visibility.AFTER_CONTACT)
    add_contact(evening, "online_link", "https://meet.example.org/evening")
    add_first_visit(circle, must_speak="no", greeter="Ana")
    make_listing(source, "Kitchen table", place=make_home(), slots=[weekly("FR", "19:00")])
    monthly = weekly("WE", "10:00", freq="MONTHLY", byday=["2WE"])
    daily = weekly("MO", "09:00", freq="DAILY", interval=3)
    make_listing(source, "Monthly and daily", slots=[monthly, daily], minimum_age=18)
    winter = weekly("SU", "14:00", season_from="11-15", season_until="03-20", timezone="America/New_York")
    once = weekly("SA", "11:00", freq="ONCE", starts_on=date(2026, 5, 2))
    paused = make_listing(source, "Winter walks", slots=[winter, once])
    Closure.objects.create(listing=paused, starts_on=now.date(), ends_on=now.date() + timedelta(days=9), note="Ice")
    make_listing(
        source,
        "After school",
        organization=make_organization("Youth House", website="https://youth.example.org/"),
        minimum_age=12,
        maximum_age=17,
        safeguarding_contact="Jo Doe",
        wait_weeks=3,
        wait_checked_on=date(2026, 2, 1),
        slots=[weekly("TH", "22:00", 480)],
    )
    make_listing(source, "By phone", attendance="phone", place=None)
    make_listing(source, "Somewhere", place=make_place(street="", lat=None, lon=None, precision="town", country=""))
    make_listing(source, "Refuge", organization=make_organization("Refuge Trust"), place=make_venue())
    make_listing(source, "Draft", published=False)
    return source


@pytest.fixture
def get(client):
    """`get("services", per_page=1)`: the JSON that is answered, with a status of 200 unless `status` says otherwise."""

    def ask(path, status=200, **params):
        answer = client.get(f"/hsds/{path}", params)
        assert answer.status_code == status, answer.content
        return answer.json()

    return ask


@pytest.fixture
def names(get):
    """Names of the services that are found, in their order."""
    return lambda **params: [service["name"] for service in get("services", **params)["contents"]]


@pytest.fixture
def id_of():
    """The id of a service by its listing."""
    return lambda listing: ids.of("service", listing.public_id)
