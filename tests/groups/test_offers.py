"""Company among members: who may offer and wish it, who is put together, and how it ends."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import override_settings

from accounts import privacy
from groups import helping
from groups.choices import Act, BookingState, Company, Side
from groups.models import Booking, Listing, ListingTerm, Match, ModerationEvent, Offer, Session
from tests import factories
from tests.accounts.people import make_person
from tests.groups.desk import address_in
from tests.groups.going_together import NEXT, coming, date_of, say, two_together
from tests.groups.reviewing import fresh


@pytest.fixture(autouse=True)
def allowed(settings):
    settings.MEMBER_OFFERS = True


@pytest.fixture
def rae(now, circle):
    return coming(circle)


@pytest.fixture
def pair(now, circle):
    return two_together(circle)


# Who may


def test_adult_who_comes_may_offer_and_wish(circle, rae):
    say(circle, rae, Company.WALK, Side.OFFERS)
    say(circle, rae, Company.RIDE, Side.WISHES)
    told = [(one.company, one.side) for one in helping.offers_of(rae, date_of(circle))]
    assert told == [("walk", "offers"), ("ride", "wishes")]


def test_said_twice_is_kept_once_as_said_last(circle, rae):
    say(circle, rae, side=Side.OFFERS)
    say(circle, rae, side=Side.WISHES)
    assert [one.side for one in Offer.objects.all()] == ["wishes"]


def test_nobody_under_eighteen_may(circle, rae):
    with pytest.raises(ValidationError, match="18 or older"):
        say(circle, rae, is_adult=False)


@pytest.mark.parametrize("state", [BookingState.ASKED, BookingState.WAITING, BookingState.CANCELLED])
def test_only_who_comes_may(circle, now, state):
    waiting = coming(circle, state=state)
    with pytest.raises(ValidationError, match="First tell them"):
        say(circle, waiting)
    with pytest.raises(ValidationError, match="First tell them"):
        say(circle, make_person("eve@example.org"))


def test_nobody_may_while_the_operator_does_not_allow_it(circle, rae):
    with override_settings(MEMBER_OFFERS=False), pytest.raises(ValidationError, match="cannot offer"):
        say(circle, rae)


def test_nobody_may_once_it_has_begun_or_is_cancelled(circle, rae, now):
    with time_machine.travel(date_of(circle).starts_at, tick=False), pytest.raises(ValidationError, match="too late"):
        say(circle, rae)
    Session.objects.update(status="cancelled")
    with pytest.raises(ValidationError, match="too late"):
        say(circle, rae)


@pytest.mark.parametrize(
    ("ages", "audience", "closed"),
    [
        ((None, None), "", False),
        ((12, 17), "", True),
        ((None, 17), "", True),
        ((None, None), "teens", True),
        ((12, None), "children", True),
        ((18, None), "teens", False),
        ((16, 25), "young-adults", False),
    ],
)
def test_listing_for_minors_is_closed_to_offers(clinic, ages, audience, closed):
    youngest, oldest = ages
    Listing.objects.filter(pk=clinic.pk).update(minimum_age=youngest, maximum_age=oldest)
    if audience:
        ListingTerm.objects.create(listing=clinic, term=factories.term(f"audience:{audience}"))
    assert helping.is_open_to(fresh(clinic)) is not closed


@pytest.mark.parametrize("place", [factories.make_home, factories.make_venue, lambda: None])
def test_listing_without_a_public_door_is_closed_to_offers(circle, place):
    where = place()
    attendance = {} if where else {"attendance": "online"}
    Listing.objects.filter(pk=circle.pk).update(place=where, **attendance)
    assert not helping.is_open_to(fresh(circle))


# Put together


def test_two_put_together_both_learn_nickname_door_and_links(circle, pair, mailoutbox):
    first, second = mailoutbox
    assert first.to + second.to == ["rae@example.org", "quin@example.org"]
    assert "Quin comes along" in first.body
    assert "Rae comes along" in second.body
    assert "You meet: Tuesday 10 March, 18:20 (London time)" in first.body
    assert "at the door of 4 Linden Street, Hackney" in first.body
    assert "Library" not in first.body
    assert "/safety/" in first.body
    assert len({one.digest for one in pair}) == 2


def test_mail_of_a_pair_names_no_group_topic_or_address(circle, pair, mailoutbox):
    for mail in mailoutbox:
        assert mail.subject == "About Tuesday 10 March"
        told = f"{mail.subject} {mail.body}"
        assert "Tuesday Circle" not in told
        assert "rief" not in told
        assert "example.org" not in told.replace("http://", "")


def test_pair_leaves_no_trace_in_the_history(circle, pair):
    assert not ModerationEvent.objects.exclude(act=Act.PUBLISHED).exists()


def test_those_who_want_different_things_are_not_put_together(circle, rae):
    said = [say(circle, rae, Company.WALK), say(circle, coming(circle, "quin@example.org"), Company.SIT)]
    with pytest.raises(ValidationError, match="who want the same"):
        helping.match(date_of(circle), [one.pk for one in said], by=None)


def test_nobody_is_put_together_twice(circle, pair):
    third = say(circle, coming(circle, "sol@example.org"))
    with pytest.raises(ValidationError, match="Something changed"):
        helping.match(date_of(circle), [pair[0].pk, third.pk], by=None)
    with pytest.raises(ValidationError, match="goes with you already"):
        say(circle, pair[0].booking.user, side=Side.OFFERS)
    assert Match.objects.count() == 1


def test_people_of_other_dates_or_who_come_no_more_are_not_put_together(circle, rae):
    here = say(circle, rae)
    there = say(circle, coming(circle, "quin@example.org", day=NEXT + timedelta(7)), day=NEXT + timedelta(7))
    gone = say(circle, coming(circle, "sol@example.org"))
    Booking.objects.filter(pk=gone.booking_id).update(state=BookingState.CANCELLED)
    for other in (there, gone, here):
        with pytest.raises(ValidationError, match="Something changed"):
            helping.match(date_of(circle), [here.pk, other.pk], by=None)


def test_nobody_is_put_together_once_it_has_begun_or_where_it_is_closed(circle, rae):
    said = [say(circle, rae).pk, say(circle, coming(circle, "quin@example.org")).pk]
    one = date_of(circle)
    with time_machine.travel(one.starts_at, tick=False), pytest.raises(ValidationError, match="too late"):
        helping.match(one, said, by=None)
    with override_settings(MEMBER_OFFERS=False), pytest.raises(ValidationError):
        helping.match(one, said, by=None)


# Apart again


def test_nobody_is_put_together_with_a_closed_account(circle, rae, mailoutbox):
    quin = coming(circle, "quin@example.org")
    said = [say(circle, who).pk for who in (rae, quin)]
    type(quin).objects.filter(pk=quin.pk).update(is_active=False)
    with pytest.raises(ValidationError, match="changed in between"):
        helping.match(date_of(circle), said, by=None)
    assert mailoutbox == []


@pytest.mark.parametrize("way", ["took back", "cancelled", "closed", "erased"])
def test_who_is_left_is_told_and_can_be_put_together_again(circle, pair, mailoutbox, way):
    gone, left = pair
    del mailoutbox[:]
    if way == "took back":
        helping.take_back(gone, by=gone.booking.user)
    elif way == "cancelled":
        Booking.objects.filter(pk=gone.booking_id).update(state=BookingState.CANCELLED)
        helping.follow()
    elif way == "closed":
        type(gone.booking.user).objects.filter(pk=gone.booking.user_id).update(is_active=False)
    else:
        privacy.erase(gone.booking.user)
    helping.follow()
    assert [mail.to for mail in mailoutbox if "cannot" in mail.body] == [[left.booking.user.email]]
    left.refresh_from_db()
    assert (left.match, left.digest) == (None, "")
    assert not Match.objects.exists()


def test_nobody_takes_back_what_they_said_once_two_may_have_met(circle, pair):
    with time_machine.travel(date_of(circle).starts_at, tick=False):
        helping.take_back(pair[0], by=pair[0].booking.user)
    assert Offer.objects.filter(match__isnull=False).count() == 2


def test_who_is_left_after_the_date_is_told_nothing_and_can_still_say_how_it_was(circle, pair, mailoutbox):
    gone, left = pair
    del mailoutbox[:]
    with time_machine.travel(date_of(circle).starts_at, tick=False):
        privacy.erase(gone.booking.user)
        helping.follow()
    assert mailoutbox == []
    assert Offer.objects.get().digest == left.digest


def test_nobody_takes_back_what_somebody_else_said(circle, pair):
    helping.take_back(pair[0], by=pair[1].booking.user)
    assert Offer.objects.count() == 2


# Kept and forgotten


def test_everything_is_erased_thirty_days_after_the_date(circle, pair, now):
    ends = date_of(circle).ends_at
    assert helping.forget(ends - timedelta(days=1)) == 0
    assert helping.forget(ends + timedelta(days=1)) == 2
    assert not Match.objects.exists()
    assert timedelta(days=30) == helping.KEPT_FOR


def test_moved_date_counts_from_where_it_was_moved_to(circle, pair, now):
    later = date_of(circle).starts_at + timedelta(days=9)
    Session.objects.update(status="moved", starts_at=later, ends_at=later + timedelta(hours=1))
    assert helping.forget(later) == 0
    assert helping.forget(later + timedelta(hours=2)) == 2


def test_what_was_said_is_given_out_and_erased(circle, pair, now):
    rae, quin = (one.booking.user for one in pair)
    Match.objects.update(matched_by=quin)
    told = privacy.export(rae)["company"]
    assert [(one["company"], one["went_with_somebody"]) for one in told["offers"]] == [("walk", True)]
    assert "Quin" not in str(told)
    assert len(privacy.export(quin)["company"]["put_together"]) == 1
    privacy.erase(quin)
    assert [one.booking.user for one in Offer.objects.all()] == [rae]


def test_link_in_the_mail_is_secret(circle, pair, mailoutbox):
    links = [address_in(mail) for mail in mailoutbox]
    assert all(one.digest and one.digest not in mail.body for one in pair for mail in mailoutbox)
    assert links
