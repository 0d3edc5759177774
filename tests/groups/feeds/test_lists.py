"""The directory as a Meeting Guide list over HTTP: the listings of the search, for any site, whatever its size."""

import json

import pytest
from django.core.cache.backends.locmem import LocMemCache
from django.db import OperationalError

from groups import outgoing
from groups.feeds import figures, found, listings
from groups.filters import ListingFilter
from groups.interop.meeting_guide import LeftOut
from groups.models import Closure
from groups.results import Results
from groups.views.streaming import open_data
from tests.factories import add_contact, make_home, make_listing, make_place, make_venue, query, weekly
from tests.groups.interop.meeting_guide_rules import faults

pytestmark = pytest.mark.django_db

LIST = "/feeds/meeting-guide.json"
REPORT = "/feeds/meeting-guide/report.json"


def rows_of(client, params=""):
    answer = client.get(LIST + params)
    assert answer.status_code == 200
    return json.loads(answer.getvalue())


def left_out_of(client, params=""):
    return json.loads(client.get(REPORT + params).getvalue())["left_out"]


def test_list_is_streamed_json_for_any_site(client, now, circle):
    answer = client.get(LIST)
    assert answer.streaming
    assert (answer["Content-Type"], answer["Access-Control-Allow-Origin"]) == ("application/json", "*")
    assert not answer.cookies
    [row] = json.loads(answer.getvalue())
    assert (row["name"], row["url"]) == ("Tuesday Circle", f"http://testserver{circle.get_absolute_url()}")
    assert faults([row]) == []


def test_empty_list_is_a_list(client, db, now):
    assert rows_of(client) == []


def test_head_reads_nothing(rf):
    answer = open_data(rf.head(LIST), iter(["a row"]), "application/json")
    assert (answer.getvalue(), answer["Access-Control-Allow-Origin"]) == (b"", "*")


def test_nothing_secret_is_in_any_feed(client, now, source, evening):
    make_listing(source, "Refuge", place=make_venue(), slots=[weekly("TU", "18:30")])
    make_listing(source, "Kitchen table", place=make_home(), slots=[weekly("TU", "18:30")])
    make_listing(source, "Draft", published=False)
    add_contact(evening, "online_link", "https://meet.example.org/secret", visibility="after_contact")
    for address in (LIST, REPORT, "/feeds/new.atom"):
        text = client.get(address).getvalue().decode()
        assert not [word for word in ("Refuge", "Hidden Row", "Draft", "secret", "51.5477") if word in text], address


@pytest.mark.parametrize(
    ("params", "names"),
    [
        ("?topic=grief", ["Tuesday Circle"]),
        ("?near=51.54,-0.05&radius=2", ["Tuesday Circle"]),
        ("?near=40,-70&radius=2", []),
        ("?formality=formal", ["Lea Clinic"]),
        ("?q=nothing+like+that", []),
        ("?topic=grief&page=9", ["Tuesday Circle"]),
        ("?topic=%00&radius=x&age=-1&lat=1", ["Tuesday Circle", "Lea Clinic"]),
    ],
)
def test_list_takes_the_questions_of_the_search(client, now, circle, clinic, params, names):
    assert [row["name"] for row in rows_of(client, params)] == names


def test_search_is_found_whole_and_each_listing_once(source, now, monkeypatch):
    monkeypatch.setattr(outgoing, "BATCH", 2)
    monkeypatch.setattr(listings, "LOT", 5)
    for number in range(7):
        make_listing(source, f"Near {number}", terms=["topic:grief"])
    for number in range(4):
        make_listing(source, f"Online {number}", terms=["topic:grief"], attendance="online", place=None)
    make_listing(source, "Unlocated", terms=["topic:grief"], place=make_place(lat=None, lon=None))
    search = ListingFilter(query(topic=["grief"], near=["51.54,-0.05"], radius=["any"]), now=now)
    names = [record.name for record in found(search)]
    assert len(names) == 12
    assert set(names) == {listing.name for listing in Results(search).cards.filter(tags__len__gt=0)}


def test_questions_do_not_grow_with_the_listings_of_a_batch(source, now, django_assert_num_queries):
    for number in range(3):
        make_listing(source, f"Circle {number}", slots=[weekly("TU", "18:30")])
    search = ListingFilter(query(), now=now)
    assert len(list(found(search))) == 3
    with django_assert_num_queries(8):
        assert len(list(found(search))) == 3


def test_report_counts_what_the_list_leaves_out(client, now, source, circle, evening):
    make_listing(source, "Monthly", slots=[weekly("TU", "18:30", freq="MONTHLY", byday=["1TU"])])
    make_listing(source, "Fortnightly", slots=[weekly("TU", "18:30", interval=2)])
    report = json.loads(client.get(REPORT).getvalue())
    assert report == {"listings": 1, "rows": 1, "left_out": {"monthly": 1, "rarer": 1, "no_way_in": 1}}
    assert left_out_of(client, "?attendance=in_person") == {"monthly": 1, "rarer": 1}


def test_page_counts_as_the_list_does(client, now, source, circle, evening):
    """The database counts for the page, Python for the list: the same of every reason."""
    slots = [
        weekly("TU", "18:30", freq="MONTHLY", byday=["1TU"]),
        weekly("WE", "18:30", interval=2),
        weekly("WE", "18:30", freq="MONTHLY", interval=2, byday=["1WE"]),
        weekly("TH", "18:30", freq="ONCE", starts_on=now.date().replace(day=12)),
        weekly("FR", "18:30", season_from="09-01", season_until="05-31"),
        weekly("SA", "18:30", starts_on=now.date().replace(day=14)),
    ]
    make_listing(source, "Mixed", slots=slots)
    quiet = make_listing(source, "Quiet", attendance="online", place=None)
    add_contact(quiet, "online_link", "https://meet.example.org/1")
    Closure.objects.create(listing=quiet, starts_on=now.date())
    by_phone = make_listing(source, "By phone", attendance="phone", place=None)
    add_contact(by_phone, value="020 7946 0018")
    make_listing(source, "Refuge", place=make_venue(), slots=slots[:1])
    counted = figures()
    assert (counted["listings"], counted["confidential"]) == (5, 1)
    assert {name: number for name, number in counted["left_out"].items() if number} == left_out_of(client)
    assert set(left_out_of(client)) == set(LeftOut.values) - {"over"}


def test_people_find_it_from_every_page_and_from_the_one_about_us(client, now):
    footer = client.get("/").content.decode().partition("<footer")[2]
    assert '<a href="/feeds/">Open data</a>' in footer
    about = client.get("/about/").content.decode().partition("<main")[2].partition("<footer")[0]
    assert '<a href="/feeds/">Open data</a>' in about
    assert '<a href="/embed/make/">on your own page</a>' in about


def test_page_of_feeds_needs_no_cache(client, now, circle, monkeypatch):
    def gone(*args, **kwargs):
        raise OperationalError("no such table")

    monkeypatch.setattr(LocMemCache, "get", gone)
    assert figures()["listings"] == 1


def test_page_of_feeds_says_where_and_what_is_left_out(client, now, circle, django_assert_num_queries):
    client.get("/feeds/")
    with django_assert_num_queries(1):
        page = client.get("/feeds/").content.decode()
    assert "http://testserver/feeds/meeting-guide.json" in page
    assert "Times once or a few times a month" in page
    assert "Field notes" in page
    assert 'href="/embed/make/">On your own page<' in page
    assert "There is 1 listing in the data." in page
