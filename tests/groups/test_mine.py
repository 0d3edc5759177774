"""My listings: which, how each stands, in pages, with a literal number of questions."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from groups import facilitating, mine, moderation
from groups.choices import BookingState, SessionStatus, Status
from groups.models import Closure, Facilitator, Listing, Question, Session
from tests import factories
from tests.accounts.people import make_person, sign_in
from tests.groups.desk import lead, text_of
from tests.groups.guests import NEXT, guest, on_date

pytestmark = pytest.mark.django_db


def ask(listing, number=1, **fields):
    confirmed = {"email_verified_at": datetime(2026, 3, 1, tzinfo=UTC)}
    values = {"email": "eve@example.org", "text": "May I come?", "digest": str(number)} | confirmed | fields
    return Question.objects.create(listing=listing, **values)


def test_signed_out_is_sent_to_sign_in(client):
    assert "/accounts/login/" in client.get(reverse("mine")).url
    assert "/accounts/login/" in client.post(reverse("mine-claim"), {"row": 1}).url


def test_own_and_shared_listings_are_mine_and_others_are_not(circle, clinic, evening):
    ana = make_person()
    Listing.objects.filter(pk=circle.pk).update(owner=ana)
    Facilitator.objects.create(listing=evening, user=ana)
    assert [listing.name for listing in mine.listings_of(ana)] == ["Evening Online", "Tuesday Circle"]


def test_list_says_how_each_stands(client, now, circle, evening):
    ana = lead(client, circle)
    Listing.objects.filter(pk=evening.pk).update(owner=ana, status=Status.DRAFT, searchable=False)
    ask(circle)
    ask(circle, 2, answered_at=now)
    ask(circle, 3, email_verified_at=None)
    basics = {"name": "Wednesday Circle", "kind": "peer-circle", "formality": "informal"}
    moderation.propose(circle, {"basics": basics}, by=ana)
    words = text_of(client.get(reverse("mine")))
    for said in ("Draft", "Public", "Next: Today , 18:30 to 20:00", "A change is being checked", "1 question waits"):
        assert said in words
    assert "Wednesday Circle" not in words


def test_numbers_of_who_comes_stand_beside_the_next_date(client, now, circle):
    ana = lead(client, circle)
    slot = circle.schedules.get()
    guest(on_date(slot), "Kim")
    guest(on_date(slot), "Noor", is_first_time=True)
    guest(slot, "Lee")
    guest(on_date(slot), "Wim", BookingState.WAITING)
    guest(on_date(slot), "Cas", BookingState.CANCELLED)
    guest(on_date(slot, NEXT), "Max")
    assert "3 coming, 1 first time" in text_of(client.get(reverse("mine")))
    assert mine.coming_to(mine.listings_of(ana), now)[circle.pk] == mine.Coming(3, 1)


def test_numbers_of_who_comes_are_those_of_the_own_listings(client, now, circle, evening):
    lead(client, circle)
    guest(on_date(evening.schedules.first()))
    assert "coming" not in text_of(client.get(reverse("mine")))


def test_paused_and_unsure_listings_say_so(client, circle, evening, now):
    ana = lead(client, circle)
    Listing.objects.filter(pk=evening.pk).update(owner=ana, is_unsure=True)
    Closure.objects.create(place=circle.place, starts_on=date(2026, 3, 1), ends_on=date(2026, 3, 9))
    words = text_of(client.get(reverse("mine")))
    assert "Paused" in words
    assert "Not confirmed lately" in words


def test_pause_is_by_the_calendar_of_the_place(client, source, now):
    hall = factories.make_place(timezone="Pacific/Auckland", name="Auckland Hall")  # 4 March there
    listing = factories.make_listing(source, "Auckland", place=hall, owner=make_person())
    closure = Closure.objects.create(listing=listing, starts_on=date(2026, 3, 4), ends_on=date(2026, 3, 4))
    assert mine.with_standing(Listing.objects.all(), now).get().is_paused
    Closure.objects.filter(pk=closure.pk).update(starts_on=date(2026, 3, 3), ends_on=date(2026, 3, 3))
    assert not mine.with_standing(Listing.objects.all(), now).get().is_paused


def test_nobodys_list_invites_to_add_one(client, now):
    sign_in(client, make_person())
    answer = client.get(reverse("mine"))
    assert "You have no listing yet" in text_of(answer)
    assert reverse("post") in answer.content.decode()


@pytest.mark.parametrize("page", ["", "2", "9", "x", "-1", "99999999999999999999"])
def test_list_is_paged_by_twenty_and_forgives_odd_pages(client, circle, source, now, page):
    ana = lead(client, circle)
    for number in range(20):
        factories.make_listing(source, f"Walk {number:02}", place=circle.place, owner=ana)
    words = text_of(client.get(reverse("mine"), {"page": page}))
    on_second = page in ("2", "9")
    assert ("Walk 19" in words, "Walk 00" in words) == (on_second, not on_second)
    assert ("Page 2 of 2" in words) == on_second


@pytest.mark.parametrize("more", [0, 2])
def test_list_asks_the_same_number_of_questions(client, circle, clinic, evening, now, more, django_assert_num_queries):
    ana = lead(client, circle)
    for listing in [clinic, evening][:more]:
        Listing.objects.filter(pk=listing.pk).update(owner=ana)
        ask(listing, listing.pk)
    client.get(reverse("mine"))
    with django_assert_num_queries(6):
        client.get(reverse("mine"))


def test_next_dates_hold_cancelled_and_moved_ones_in_their_order(circle, now):
    slot = circle.schedules.get()
    facilitating.cancel(slot, date(2026, 3, 10), by=None)
    later = [datetime(2026, 3, 18, hour, tzinfo=UTC) for hour in (19, 20)]
    facilitating.move(slot, date(2026, 3, 3), *later, by=None)
    dates = mine.next_dates(circle, now)
    assert [str(one.starts_at.date()) for one in dates] == ["2026-03-10", "2026-03-17", "2026-03-18", "2026-03-24"]
    assert [not one.takes_place for one in dates] == [True, False, False, False]
    assert dates[2].is_moved


def test_next_dates_leave_out_a_pause_and_what_is_over(circle, now):
    Closure.objects.create(listing=circle, starts_on=date(2026, 3, 8), ends_on=date(2026, 3, 20))
    Session.objects.create(
        schedule=circle.schedules.get(),
        original_on=date(2026, 2, 24),
        status=SessionStatus.MOVED,
        starts_at=datetime(2026, 3, 2, 19, tzinfo=UTC),
        ends_at=datetime(2026, 3, 2, 20, tzinfo=UTC),
    )
    dates = mine.next_dates(circle, now)
    assert [str(one.original_on) for one in dates] == ["2026-03-03", "2026-03-24", "2026-03-31", "2026-04-07"]


def test_latest_act_on_a_date_is_the_one_to_undo(circle, now):
    slot = circle.schedules.get()
    facilitating.cancel(slot, date(2026, 3, 10), by=None)
    latest = facilitating.annotate(slot, date(2026, 3, 10), "Ill", by=None)
    facilitating.cancel(slot, date(2026, 3, 17), by=None)
    acts = mine.acts_on(circle, mine.next_dates(circle, now))
    assert acts[slot.pk, date(2026, 3, 10)] == latest
    assert len(acts) == 2
