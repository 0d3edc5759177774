"""The queue: which entries, in which order, for whom, in how many questions."""

from datetime import timedelta

import pytest

from accounts.models import Duty
from accounts.permissions import reviews
from groups import moderation, queue, reporting
from groups.choices import Cause, Fault, Precision
from groups.forms.moderation import QueueForm
from groups.models import Listing, Review, Story
from tests import factories
from tests.groups.reviewing import LONDON_DUTY, make_facilitator, make_moderator, moderating, propose, text, waiting

QUESTIONS = 20


@pytest.fixture
def mo(db):
    return make_moderator()


def queue_of(user, now, **asked):
    return queue.Queue(user, QueueForm(asked).asked, now=now)


def names(found):
    return [entry.listing.name for entry in found.page]


def entry(listing, cause):
    return Review.objects.get(listing=listing, cause=cause)


def test_queue_shows_what_could_hurt_first(source, circle, clinic, mo, now):
    waiting(source, "New Circle")
    propose(clinic, name="New Clinic")
    reporting.report(circle, fault=Fault.UNSAFE)
    soon = factories.make_listing(source, "Tonight", slots=[factories.weekly("TU", "20:00")])
    propose(soon, name="Tonight at eight")
    moderation.open_review(factories.make_listing(source, "Old"), Cause.STALE)
    assert names(queue_of(mo, now)) == ["Tuesday Circle", "Tonight", "Lea Clinic", "New Circle", "Old"]


def test_what_was_asked_waits_behind_its_rank(source, mo, now):
    first, _second = waiting(source, "First", owner=make_facilitator()), waiting(source, "Second")
    moderation.ask(first, by=mo, question="Who answers?")
    assert names(queue_of(mo, now)) == ["Second", "First"]


def test_row_says_next_date_reports_and_change(now, circle, mo):
    propose(circle, name="Wednesday Circle")
    reporting.report(circle, fault=Fault.CLOSED)
    reporting.report(circle, fault=Fault.CLOSED)
    row = queue_of(mo, now, cause="change").page[0]
    assert row.report_count == 2
    assert row.next_at.isoformat() == "2026-03-03T18:30:00+00:00"
    assert list(row.listing.waiting[0].proposed) == ["basics"]
    assert {one.cause for one in row.listing.open_entries} == {"change", "report"}


@pytest.mark.parametrize("asked", [{"cause": "new"}, {"country": "FR"}, {"minors": "on"}])
def test_filter_narrows_the_queue(source, circle, mo, now, asked):
    propose(circle, name="Wednesday Circle")
    school = factories.make_organization("School")
    place = factories.make_place(country="FR", town="Lille")
    teens = {"minimum_age": 12, "maximum_age": 17, "safeguarding_contact": "Jo", "organization": school}
    waiting(source, "Teens in Lille", place=place, **teens)
    assert names(queue_of(mo, now, **asked)) == ["Teens in Lille"]


def test_wrong_filter_is_as_good_as_none(circle, mo, now):
    propose(circle, name="Wednesday Circle")
    wrong = queue_of(mo, now, cause="x", country="ZZZ", after="9" * 30)
    assert names(wrong) == ["Tuesday Circle"]


def test_pages_follow_one_another_without_gap_or_repeat(source, mo, now, monkeypatch):
    monkeypatch.setattr(queue, "PAGE_SIZE", 2)
    ada = make_facilitator()
    listings = [waiting(source, f"Circle {number}", owner=ada) for number in range(5)]
    moderation.ask(listings[0], by=mo, question="?")
    Review.objects.filter(listing=listings[3]).update(opened_at=now - timedelta(days=1))
    seen, page = [], queue_of(mo, now)
    while page:
        seen += names(page)
        page = queue_of(mo, now, after=page.last.pk) if page.last else None
    assert seen == ["Circle 3", "Circle 1", "Circle 2", "Circle 4", "Circle 0"]


def test_page_goes_on_behind_an_entry_that_was_closed(source, mo, now):
    first, second = waiting(source, "First"), waiting(source, "Second")
    after = entry(first, Cause.NEW).pk
    moderation.approve(first, by=mo)
    assert names(queue_of(mo, now, after=after)) == [second.name]


def test_next_is_the_one_behind_then_the_first(source, mo, now):
    first, second = waiting(source, "First"), waiting(source, "Second")
    found = queue_of(mo, now)
    assert found.next_after(entry(first, Cause.NEW)).listing == second
    assert found.next_after(entry(second, Cause.NEW)).listing == first
    assert found.next_after(None).listing == first


def test_counts_say_each_cause_and_stop_above_their_bound(source, circle, mo, now, monkeypatch):
    monkeypatch.setattr(queue, "MOST_COUNTED", 2)
    for number in range(4):
        waiting(source, f"Circle {number}")
    propose(circle, name="Wednesday Circle")
    counts = dict(queue_of(mo, now).counts())
    assert (counts[Cause.NEW], counts[Cause.CHANGE], counts[Cause.UNSAFE]) == (3, 1, 0)


@pytest.fixture
def scattered(source, now):
    """Listings in Hackney, Leeds, Lille, in a home, a confidential venue, nowhere known, and online."""
    leeds = factories.make_place(town="Leeds", name="Leeds Hall", lat=53.8, lon=-1.55)
    lille = factories.make_place(town="Lille", name="Salle", country="FR", lat=50.63, lon=3.06)
    unknown = factories.make_place(town="", name="Somewhere", lat=None, lon=None, precision=Precision.TOWN)
    places = [factories.make_place(), leeds, lille, unknown, factories.make_home(), factories.make_venue()]
    listings = [factories.make_listing(source, f"At {number}", place=place) for number, place in enumerate(places)]
    listings.append(factories.make_listing(source, "Online", attendance="online", place=None))
    for listing in listings:
        moderation.open_review(listing, Cause.STALE)
    return Listing.objects.order_by("pk")


DUTIES = [
    {},
    {"country": "GB"},
    {"country": "FR"},
    LONDON_DUTY,
    LONDON_DUTY | {"country": ""},
    LONDON_DUTY | {"radius_km": 250},
    {"area": "Everywhere"},
]


@pytest.mark.parametrize("duty", DUTIES, ids=str)
@pytest.mark.parametrize("is_deputy", [False, True])
def test_queue_and_permission_agree_on_every_area(scattered, now, duty, is_deputy):
    mo = make_moderator(**duty)
    if is_deputy:
        away = {"away_from": now.date(), "away_until": now.date(), "deputy": mo}
        Duty.objects.create(user=make_moderator("zoe@example.org"), country="FR", **away)
    allowed = {listing.name for listing in scattered if reviews(mo, listing)}
    assert set(names(queue_of(mo, now))) == allowed
    assert "Online" in allowed


def test_own_area_leaves_out_online_and_areas_of_others(scattered, now):
    mo = make_moderator(country="GB")
    away = {"away_from": now.date(), "away_until": now.date(), "deputy": mo}
    Duty.objects.create(user=make_moderator("zoe@example.org"), country="FR", **away)
    found = set(names(queue_of(mo, now, mine="on")))
    assert found == {listing.name for listing in scattered if listing.place and listing.place.country == "GB"}


@pytest.mark.parametrize("count", [1, 3, 25])
def test_queue_page_asks_the_same_few_questions(client, source, now, count, django_assert_num_queries):
    page = moderating(client)
    for number in range(count):
        listing = factories.make_listing(source, f"Circle {number}", slots=[factories.weekly("TU", "18:30")])
        propose(listing, name=f"Round {number}")
    page.get("/moderation/")
    with django_assert_num_queries(QUESTIONS):
        assert text(page.get("/moderation/")).count("data-entry>") == count


def test_queue_page_leads_to_the_words_of_visitors_that_wait(client, circle, now):
    Story.objects.create(listing=circle, text="They were kind.", email_verified_at=now)
    page = moderating(client).get("/moderation/").content.decode()
    assert '<a href="/moderation/stories/">First visits (1)</a>' in page
    assert "Helpers wanted (" not in page


def test_queue_page_says_when_nothing_waits(client, db):
    assert "Nothing waits here." in text(moderating(client).get("/moderation/"))


def test_queue_page_changes_nothing_when_read(client, circle, now):
    propose(circle, name="Wednesday Circle")
    before = list(Review.objects.values())
    moderating(client).get("/moderation/?cause=change")
    assert list(Review.objects.values()) == before
