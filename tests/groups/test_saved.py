"""What people keep in their account: their own rows, bounded, and nothing that tells a position."""

import re
from types import SimpleNamespace
from urllib.parse import parse_qs

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from geopy.location import Location

from groups import geocoding, moderation, news, saved
from groups.filters import ListingFilter
from groups.models import Listing, SavedListing, SavedSearch
from groups.saved import keeping
from tests.accounts.people import make_person, sign_in
from tests.groups.desk import text_of


@pytest.fixture
def ana(client, now, db):
    ana = make_person()
    sign_in(client, ana)
    return ana


def act(client, listing, do, **more):
    return client.post(f"/listings/{listing.public_id}/save/", {"do": do, **more})


def keep_search(client, query):
    return client.post("/mine/saved/searches/", {"query": query})


def withdraw(listing):
    moderation.withdraw(Listing.objects.filter(pk=listing.pk), by=None)


def test_saved_listing_is_on_the_page_with_its_next_date(client, ana, circle):
    assert act(client, circle, "save", back="listing").url == circle.get_absolute_url()
    page = text_of(client.get("/mine/saved/"))
    assert "Tuesday Circle" in page
    assert "Next: Today, 18:30 to 20:00" in page


def test_listing_page_says_that_it_is_saved_and_takes_it_away(client, ana, circle):
    assert 'value="save"' in client.get(circle.get_absolute_url()).content.decode()
    act(client, circle, "save")
    assert 'value="forget"' in client.get(circle.get_absolute_url()).content.decode()
    act(client, circle, "forget")
    assert not SavedListing.objects.exists()


def test_saving_twice_keeps_one(ana, circle):
    assert saved.save_listing(circle, by=ana) == saved.save_listing(circle, by=ana)
    assert saved.save_search("topic=grief", "Grief", by=ana) == saved.save_search("topic=grief", "Grief", by=ana)


def test_what_is_not_public_cannot_be_saved(client, ana, circle):
    withdraw(circle)
    assert act(client, circle, "save").status_code == 404
    assert not SavedListing.objects.exists()


def test_listing_that_is_gone_is_said_without_its_name_and_can_be_taken_away(client, ana, circle):
    act(client, circle, "save")
    withdraw(circle)
    page = text_of(client.get("/mine/saved/"))
    assert "No longer listed here" in page
    assert "Tuesday Circle" not in page
    act(client, circle, "forget")
    assert not SavedListing.objects.exists()


def test_merged_listing_leads_to_the_other(client, ana, circle, clinic):
    act(client, circle, "save")
    Listing.objects.filter(pk=circle.pk).update(status="withdrawn", searchable=False, merged_into=clinic)
    assert clinic.get_absolute_url() in client.get("/mine/saved/").content.decode()


def test_notices_can_be_switched_off_and_on(client, ana, circle):
    act(client, circle, "save")
    act(client, circle, "no-notices")
    assert not SavedListing.objects.get().wants_notices
    act(client, circle, "notices")
    assert SavedListing.objects.get().wants_notices


@pytest.mark.parametrize("do", ["", "publish", "\0"])
def test_button_nobody_has_is_not_found(client, ana, circle, do):
    assert act(client, circle, do).status_code == 404


def test_too_many_are_refused_with_a_sentence(client, ana, circle, clinic, monkeypatch):
    monkeypatch.setattr(keeping, "MOST_LISTINGS", 1)
    monkeypatch.setattr(keeping, "MOST_SEARCHES", 1)
    act(client, circle, "save")
    assert "You have saved 1 already." in text_of(act(client, clinic, "save"))
    keep_search(client, "topic=grief")
    assert "You have saved 1 searches already." in text_of(keep_search(client, "cost=free"))
    assert (SavedListing.objects.count(), SavedSearch.objects.count()) == (1, 1)


def test_search_is_kept_in_canonical_words_without_page(client, ana, gazetteer):
    keep_search(client, "topic=grief&page=3&near=hackney&nonsense=1&for=me&topic=none")
    search = SavedSearch.objects.get()
    kept = parse_qs(search.query)
    assert kept == {"topic": ["grief"], "near": ["Hackney, England, United Kingdom"]}
    assert search.label == "Grief · near Hackney, England, United Kingdom"


@pytest.mark.parametrize("asked", ["lat=51.5459&lon=-0.0551", "near=51.5459%2C-0.0551", "near=geo:51.5459,-0.0551"])
def test_position_is_kept_as_a_town_and_that_is_said(client, ana, gazetteer, asked):
    answer = keep_search(client, f"topic=grief&{asked}")
    search = SavedSearch.objects.get()
    assert "51" not in search.query + search.label
    assert "Hackney" in search.query
    assert "only the name of the nearest town" in text_of(client.get(answer.url))


@pytest.fixture
def outside(gazetteer, settings, monkeypatch):
    """An outside geocoder that knows one address in Hackney; answers what it was asked."""
    asked, home = [], Location("12 Linden Street, Hackney", (51.5459, -0.0551), {})
    settings.GEOCODER = "fake"
    fake = SimpleNamespace(geocode=lambda query, **_more: asked.append(query) or [home])
    monkeypatch.setattr(geocoding, "geocoder", lambda: fake)
    return asked


def test_address_that_an_outside_geocoder_knows_is_kept_as_a_town(outside, now):
    search = ListingFilter(QueryDict("near=12+Linden+Street"), now=now)
    kept = news.kept(search)
    assert parse_qs(kept.query) == {"near": ["Hackney, England, United Kingdom"]}
    assert ("Linden" not in kept.label, kept.is_moved, len(outside)) == (True, True, 1)


def test_what_is_kept_is_never_asked_outside(client, ana, outside, circle):
    keep_search(client, "near=Hackney")
    assert "Hackney" in SavedSearch.objects.get().query
    assert outside == []


def test_calendar_of_a_search_has_no_position_and_not_for_whom(client, circle, gazetteer, now):
    page = client.get("/search/?lat=51.5459&lon=-0.0551&for=someone&topic=grief").content.decode()
    (address,) = re.findall(r'href="(/search\.ics[^"]*|[^"]*calendar[^"]*\?[^"]*)"', page)
    assert "Hackney" in address
    for told in ("51.5", "someone", "lat="):
        assert told not in address
    assert "its company sees the search" in page


def test_position_without_gazetteer_is_dropped(client, ana, monkeypatch):
    monkeypatch.setattr(geocoding, "nearest_locality", lambda _point: None)
    keep_search(client, "lat=51.5459&lon=-0.0551")
    assert (SavedSearch.objects.get().query, SavedSearch.objects.get().label) == ("", "All support")


def test_search_too_long_to_keep_is_refused(ana):
    with pytest.raises(ValidationError, match="too long to keep"):
        saved.save_search("q=" + "a" * 1000, "Words", by=ana)


def test_long_label_is_cut(now, db):
    search = news.read(f"q={'w' * 200}&topic=grief&cost=free", now)
    label = news.kept(search).label
    assert (len(label), label[-1]) == (200, "…")


def test_mails_start_with_today_and_names_only_where_asked(client, ana, now):
    search = saved.save_search("topic=grief", "Grief", by=ana)
    SavedSearch.objects.update(looked_at="2026-01-01T00:00Z")
    client.post(f"/mine/saved/searches/{search.pk}/", {"do": "mail"})
    search.refresh_from_db()
    assert (search.wants_mail, search.wants_names, search.looked_at) == (True, False, now)
    client.post(f"/mine/saved/searches/{search.pk}/", {"do": "names"})
    search.refresh_from_db()
    assert search.wants_names
    client.post(f"/mine/saved/searches/{search.pk}/", {"do": "no-mail"})
    search.refresh_from_db()
    assert (search.wants_mail, search.wants_names) == (False, False)


def test_search_of_somebody_else_is_not_found(client, ana):
    other = saved.save_search("topic=grief", "Grief", by=make_person("eve@example.org"))
    assert client.post(f"/mine/saved/searches/{other.pk}/", {"do": "forget"}).status_code == 404
    saved.forget_search(other, by=ana)
    saved.set_mail(other, wants=True, by=ana)
    other.refresh_from_db()
    assert not other.wants_mail


def test_device_is_taken_over_as_far_as_it_is_public(client, ana, circle, clinic, evening):
    withdraw(evening)
    held = {"listing": [circle.public_id, clinic.public_id, evening.public_id, "\0"], "search": ["topic=grief", "%"]}
    taken = client.post("/mine/saved/take-over/", held).json()
    assert taken["listings"] == [circle.public_id, clinic.public_id]
    assert taken["searches"] == ["topic=grief", "%"]
    page = text_of(client.get(taken["address"]))
    assert "in your account now. 2 stayed on this device" in page
    assert set(SavedListing.objects.values_list("listing", flat=True)) == {circle.pk, clinic.pk}
    assert set(SavedSearch.objects.values_list("query", flat=True)) == {"topic=grief", ""}


def test_device_keeps_its_order_and_what_has_no_room_and_brings_no_mails(
    client, ana, circle, clinic, evening, monkeypatch
):
    monkeypatch.setattr(keeping, "MOST_LISTINGS", 2)
    monkeypatch.setattr(keeping, "MOST_SEARCHES", 1)
    newest_first = [evening.public_id, circle.public_id, clinic.public_id]
    searches = ["topic=grief", "cost=free"]
    taken = client.post("/mine/saved/take-over/", {"listing": newest_first, "search": searches}).json()
    assert taken["listings"] == newest_first[:2]
    assert taken["searches"] == ["topic=grief"]
    assert "left=2" in taken["address"]
    kept = SavedListing.objects.order_by("-created_at", "-pk")
    assert [(one.listing, one.wants_notices) for one in kept] == [(evening, False), (circle, False)]


def test_search_of_a_device_too_long_to_keep_stays_there(ana):
    assert saved.take_over([], [("a" * 1001, "Long"), ("a=1", "A")], by=ana) == (set(), {"a=1"})


def test_device_is_taken_over_with_a_fixed_number_of_questions(ana, circle, clinic, evening, django_assert_num_queries):
    saved.save_listing(clinic, by=ana)
    with django_assert_num_queries(7):  # one transaction, the person, and twice: what is kept, and what is new
        places, queries = saved.take_over([circle, clinic, evening], [("a=1", "A"), ("b=2", "B")], by=ana)
    assert (places, queries) == ({circle.pk, clinic.pk, evening.pk}, {"a=1", "b=2"})
    assert SavedListing.objects.get(listing=clinic).wants_notices


@pytest.mark.parametrize("address", ["said=nonsense", "left=0", "left=x", "said=saved&left=99999"])
def test_address_that_says_nonsense_is_passed_over(client, ana, address):
    assert "stayed on this device" not in text_of(client.get(f"/mine/saved/?{address}"))


def test_saving_says_that_mails_come(client, ana, circle):
    assert "You then get a mail when a date is off" in text_of(client.get(circle.get_absolute_url()))


def test_act_on_a_listing_is_found_by_its_address_alone(client, ana, circle):
    with CaptureQueriesContext(connection) as asked:
        act(client, circle, "forget")
    assert not [one["sql"] for one in asked if "DISTINCT" in one["sql"]]


def test_everything_is_forgotten_but_that_of_others(client, ana, circle):
    eve = make_person("eve@example.org")
    for person in (ana, eve):
        saved.save_listing(circle, by=person)
        saved.save_search("topic=grief", "Grief", by=person)
    client.post("/mine/saved/forget/")
    assert list(SavedListing.objects.values_list("user", flat=True)) == [eve.pk]
    assert list(SavedSearch.objects.values_list("user", flat=True)) == [eve.pk]


def test_page_asks_a_fixed_number_of_questions(client, ana, circle, clinic, evening, django_assert_num_queries):
    for listing in (circle, clinic, evening):
        saved.save_listing(listing, by=ana)
    saved.save_search("topic=grief", "Grief", by=ana)
    client.get("/mine/saved/")
    with django_assert_num_queries(5):  # session, person, what is saved twice over, searches
        client.get("/mine/saved/")


def test_visitors_get_a_page_without_cookie_and_members_their_own(client, now, db):
    page = client.get("/saved/")
    assert page.status_code == 200
    assert not page.cookies
    sign_in(client, make_person())
    assert client.get("/saved/").url == "/mine/saved/"


def test_page_of_visitors_sets_no_cookie_for_the_buttons(client, circle, now):
    page = client.get(circle.get_absolute_url())
    assert not page.cookies
    assert f'data-id="{circle.public_id}"' in page.content.decode()
    search = client.get("/search/?topic=grief")
    assert not search.cookies
    assert 'data-id="topic=grief"' in search.content.decode()


def test_search_that_leaves_no_address_offers_to_keep_nothing(client, circle, now):
    assert "data-save" not in client.post("/search/", {"topic": "grief"}).content.decode()
