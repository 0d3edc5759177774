"""What came in last, for feed readers."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
import time_machine

from groups.feeds import newest
from groups.filters import ListingFilter
from groups.models import Listing, Review
from tests.factories import make_listing, query, weekly

pytestmark = pytest.mark.django_db

FEED = "/feeds/new.atom"
ATOM = "{http://www.w3.org/2005/Atom}"


def feed(client, params=""):
    answer = client.get(FEED + params)
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(answer.content)


def titles(root):
    return [entry.findtext(f"{ATOM}title") for entry in root.iter(f"{ATOM}entry")]


def test_entry_says_what_when_where_and_whose(client, now, circle):
    entry = feed(client).find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Tuesday Circle"
    assert entry.findtext(f"{ATOM}id") == f"tag:localhost,2026:{circle.get_absolute_url()}"
    assert entry.find(f"{ATOM}link").get("href") == f"http://testserver{circle.get_absolute_url()}"
    assert entry.findtext(f"{ATOM}author/{ATOM}name")
    assert entry.findtext(f"{ATOM}summary").startswith("Every Tuesday")
    assert entry.findtext(f"{ATOM}published") == "2026-03-03T17:00:00+00:00"
    assert [category.get("term") for category in entry.iter(f"{ATOM}category")] == ["peer-circle", "grief"]


def test_newest_comes_first_and_a_change_is_not_new(client, source, now):
    for days, name in enumerate(("First", "Second", "Third")):
        with time_machine.travel(now + timedelta(days=days), tick=False):
            make_listing(source, name)
    with time_machine.travel(now + timedelta(days=5), tick=False):
        Listing.objects.get(name="First").save()
        root = feed(client)
    assert titles(root) == ["Third", "Second", "First"]
    assert root.findtext(f"{ATOM}updated") == "2026-03-08T17:00:00+00:00"


def test_approved_listing_is_new_when_it_was_approved(client, source, now):
    early, late = make_listing(source, "Early"), make_listing(source, "Late")
    Review.objects.create(listing=early, cause="new", harm=3, closed_at=now + timedelta(days=1))
    assert titles(feed(client)) == [early.name, late.name]


def test_names_of_entries_stay_the_same(client, circle, now):
    def name():
        return feed(client).find(f"{ATOM}entry").findtext(f"{ATOM}id")

    before = name()
    Review.objects.create(listing=circle, cause="new", harm=3, closed_at=now)
    assert name() == before
    assert client.get(FEED, headers={"host": "127.0.0.1"}).content.decode().count(before) == 1


def test_feed_is_of_a_search(client, now, circle, clinic):
    root = feed(client, "?topic=grief")
    assert titles(root) == ["Tuesday Circle"]
    assert root.findtext(f"{ATOM}title") == "New support: Grief"
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links == {
        "alternate": "http://testserver/search/?topic=grief",
        "self": "http://testserver/feeds/new.atom?topic=grief",
    }
    page = client.get("/search/?topic=grief").content.decode()
    assert 'href="/feeds/new.atom?topic=grief"' in page


def test_fifty_are_told_with_a_fixed_number_of_questions(circle, now, django_assert_num_queries):
    kind, place, source = circle.kind, circle.place, circle.source
    Listing.objects.bulk_create(
        Listing(name=f"Circle {number}", kind=kind, place=place, source=source, status="published", searchable=True)
        for number in range(52)
    )
    search = ListingFilter(query(), now=now)
    newest(search)
    with django_assert_num_queries(11):
        found = newest(search)
    assert [record.name for _moment, record in found] == [f"Circle {number}" for number in range(51, 1, -1)]


def test_words_cannot_break_the_feed(client, now, source):
    make_listing(source, "A & B <b>", description="<script>alert(1)</script>\x0bTea", slots=[weekly("TU", "18:30")])
    entry = feed(client).find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "A & B <b>"
    assert "<script>" not in entry.findtext(f"{ATOM}summary")


@pytest.mark.parametrize("sign", ["%0B", "%1F", "%EF%BF%BE", "%ED%A0%80", "%C2%80"])
def test_signs_that_xml_does_not_know_break_nothing(client, now, circle, sign):
    Listing.objects.filter(pk=circle.pk).update(name="Tea\ufffe", description="\uffff")
    assert feed(client, f"?q=x{sign}tea").findtext(f"{ATOM}title").startswith("New support: ")
    assert titles(feed(client)) == ["Tea"]


def test_empty_feed_is_a_feed(client, db, now):
    assert titles(feed(client, "?q=nothing")) == []
