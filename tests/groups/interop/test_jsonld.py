"""What a page says of itself to programs: only words that schema.org knows, and only what the page shows."""

import json
from datetime import date

import pytest

from groups.choices import Visibility
from groups.models import Session
from tests.factories import add_contact, make_home, make_listing, make_organization, make_venue, weekly
from tests.groups.test_listing_page import json_ld

pytestmark = pytest.mark.django_db

SCHEMA = "https://schema.org/"
EVENT = {
    "name", "url", "startDate", "endDate", "previousStartDate", "eventStatus", "eventAttendanceMode", "location",
    "organizer", "audience", "inLanguage", "isAccessibleForFree", "superEvent", "eventSchedule",
}  # fmt: skip
PROPERTIES = {
    "Organization": {
        "name", "description", "url", "telephone", "parentOrganization", "location", "knowsLanguage", "keywords",
        "event",
    },
    "Service": {
        "name", "description", "url", "serviceType", "category", "audience", "provider", "availableChannel",
        "subjectOf",
    },
    "ServiceChannel": {"serviceLocation", "servicePhone", "serviceUrl", "availableLanguage"},
    "ContactPoint": {"telephone"},
    "Place": {"name", "address", "geo", "amenityFeature"},
    "PostalAddress": {"streetAddress", "addressLocality", "addressRegion", "postalCode", "addressCountry"},
    "GeoCoordinates": {"latitude", "longitude"},
    "LocationFeatureSpecification": {"name", "value"},
    "VirtualLocation": {"url"},
    "PeopleAudience": {"audienceType", "suggestedMinAge", "suggestedMaxAge"},
    "Event": EVENT,
    "EventSeries": EVENT,
    "Schedule": {
        "repeatFrequency", "byDay", "byMonthDay", "byMonth", "startDate", "endDate", "repeatCount", "startTime",
        "endTime", "scheduleTimezone",
    },
}  # fmt: skip
"""The types we use, and of their properties (schema.org, also those of the types above) the ones we use."""


def faults(node):
    """Properties that the type of a node, or of one within it, does not have."""
    if isinstance(node, list):
        return [fault for item in node for fault in faults(item)]
    if not isinstance(node, dict):
        return [] if node not in (None, "") else ["empty"]
    known = PROPERTIES[node["@type"]] | {"@type", "@id", "@context"}
    return [*(node.keys() - known), *(fault for item in node.values() for fault in faults(item))]


def told(client, listing):
    return json_ld(client.get(listing.get_absolute_url()).content.decode())


def test_group_and_its_dates_are_valid(client, now, circle):
    graph = told(client, circle)
    first, series = graph["event"][0], graph["event"][-1]
    assert faults(graph) == []
    assert (graph["@type"], graph["knowsLanguage"], graph["keywords"]) == ("Organization", ["en"], ["Grief"])
    assert (first["@type"], first["eventStatus"]) == ("Event", f"{SCHEMA}EventScheduled")
    assert (first["isAccessibleForFree"], first["organizer"]["name"]) == (True, "Tuesday Circle")
    assert first["superEvent"]["@id"] == series["@id"]


def test_repeating_time_is_a_schedule(client, now, circle):
    series = told(client, circle)["event"][-1]
    assert series["@type"] == "EventSeries"
    assert series["eventSchedule"] == {
        "@type": "Schedule",
        "repeatFrequency": "P1W",
        "startDate": "2026-01-06",
        "startTime": "18:30:00",
        "endTime": "20:00:00",
        "scheduleTimezone": "Europe/London",
        "byDay": [f"{SCHEMA}Tuesday"],
    }


def test_months_and_seasons_are_told_and_what_cannot_be_is_not(client, now, source):
    listing = make_listing(
        source,
        slots=[
            weekly("TU", "18:30", freq="MONTHLY", byday=["2TU", "-1FR"], season_from="09-01", season_until="05-31"),
            weekly("WE", "18:30", season_from="09-15", season_until="05-31"),
            weekly("TH", "18:30", freq="ONCE", starts_on=date(2026, 3, 12)),
        ],
    )
    graph = told(client, listing)
    (series,) = [event for event in graph["event"] if event["@type"] == "EventSeries"]
    assert series["eventSchedule"]["byDay"] == ["2TU", "-1FR"]
    assert series["eventSchedule"]["byMonth"] == [1, 2, 3, 4, 5, 9, 10, 11, 12]
    assert faults(graph) == []


def test_cancelled_and_moved_dates_say_so(client, now, circle):
    slot = circle.schedules.get()
    Session.objects.create(schedule=slot, original_on=date(2026, 3, 3), status="cancelled")
    begin, end = "2026-03-11T18:00+00:00", "2026-03-11T19:00+00:00"
    Session.objects.create(schedule=slot, original_on=date(2026, 3, 10), status="moved", starts_at=begin, ends_at=end)
    cancelled, moved, *_rest = told(client, circle)["event"]
    assert cancelled["eventStatus"] == f"{SCHEMA}EventCancelled"
    assert moved["eventStatus"] == f"{SCHEMA}EventRescheduled"
    assert (moved["startDate"][:10], moved["previousStartDate"][:10]) == ("2026-03-11", "2026-03-10")


def test_online_group_is_at_its_page_and_its_link_is_not_told(client, now, evening):
    add_contact(evening, "online_link", "https://meet.example.org/room")
    graph = told(client, evening)
    assert graph["event"][0]["location"] == {"@type": "VirtualLocation", "url": graph["url"]}
    assert graph["event"][0]["eventAttendanceMode"] == f"{SCHEMA}OnlineEventAttendanceMode"
    assert "meet.example.org" not in json.dumps(graph)
    assert faults(graph) == []


def test_hybrid_group_is_at_both(client, now, source):
    from_factory = make_organization(website="https://trust.example.org")
    listing = make_listing(source, attendance="hybrid", place=make_home(), slots=[weekly("TU", "18:30")])
    type(listing).objects.filter(pk=listing.pk).update(organization=from_factory)
    location = told(client, listing)["event"][0]["location"]
    assert [part["@type"] for part in location] == ["Place", "VirtualLocation"]
    assert "Hidden Row" not in json.dumps(location)
    assert "geo" not in location[0]


def test_service_is_valid_and_says_by_which_ways(client, now, clinic):
    add_contact(clinic, value="020 7946 0018")
    add_contact(clinic, value="020 7946 0019", visibility=Visibility.AFTER_CONTACT)
    graph = told(client, clinic)
    assert faults(graph) == []
    assert (graph["@type"], graph["provider"]["name"], graph["category"]) == (
        "Service",
        "Lea Health",
        ["Depression and low mood"],
    )
    assert graph["availableChannel"]["servicePhone"]["telephone"] == "020 7946 0018"
    assert graph["availableChannel"]["availableLanguage"] == ["en"]
    assert "79460019" not in json.dumps(graph).replace(" ", "")


def test_confidential_venue_is_its_area_alone(client, now, source):
    listing = make_listing(source, place=make_venue(), slots=[weekly("TU", "18:30")])
    place = told(client, listing)["location"]
    assert place["address"] == {"@type": "PostalAddress", "addressLocality": "London", "addressCountry": "GB"}
    assert "geo" not in place


@pytest.mark.parametrize(
    ("costs", "is_free"),
    [(["free"], True), (["low-fee"], False), (["free", "donation"], True), (["free", "insurance"], None), ([], None)],
)
def test_cost_is_told_where_it_is_sure(client, now, source, costs, is_free):
    terms = [f"cost:{cost}" for cost in costs]
    listing = make_listing(source, terms=terms, slots=[weekly("TU", "18:30")], minimum_age=18)
    event = told(client, listing)["event"][0]
    assert event.get("isAccessibleForFree") is is_free
    assert event["audience"] == {"@type": "PeopleAudience", "suggestedMinAge": 18}
