"""What is not confirmed is asked about, unsure, and in the end hidden: on the very day, and renewed by any real act."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.utils import timezone

from accounts.models import User
from groups import freshness, moderation
from groups.choices import Act, Cause
from groups.freshness import Stage
from groups.freshness.periods import milestones, months_after
from groups.models import ImportSource, Listing, ModerationEvent, Report, Review

SURE, UNSURE, HIDDEN, IMPORTED = Stage.SURE, Stage.UNSURE, Stage.HIDDEN, Stage.IMPORTED


@pytest.fixture
def ana(db):
    return User.objects.create_user("ana@example.org", nickname="Ana")


@pytest.fixture
def asked(circle, ana):
    """The Tuesday Circle as Ana's own, which no source answers for."""
    Listing.objects.filter(pk=circle.pk).update(owner=ana, source=None, source_ref="")
    return fresh(circle)


def fresh(listing):
    return Listing.objects.get(pk=listing.pk)


def confirmed(listing, moment):
    Listing.objects.filter(pk=listing.pk).update(confirmed_at=moment)
    return fresh(listing)


def days_ago(listing, now, days):
    return confirmed(listing, now - timedelta(days=days))


@pytest.mark.parametrize(
    ("days", "stage"), [(0, SURE), (179, SURE), (180, UNSURE), (364, UNSURE), (365, HIDDEN), (4000, HIDDEN)]
)
def test_informal_meetup_ages_on_the_day(asked, now, days, stage):
    listing = days_ago(asked, now, days)
    assert freshness.stage(listing, now) == stage
    freshness.run(now)
    listing = fresh(listing)
    assert (listing.is_unsure, listing.is_stale) == (stage != SURE, stage == HIDDEN)
    assert listing.searchable == (stage != HIDDEN)


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (date(2025, 3, 4), SURE),
        (date(2025, 3, 3), UNSURE),
        (date(2024, 3, 4), UNSURE),
        (date(2024, 3, 3), HIDDEN),
    ],
)
def test_formal_service_ages_by_months(clinic, now, day, stage):
    Listing.objects.filter(pk=clinic.pk).update(source=None, source_ref="")
    listing = confirmed(clinic, datetime(day.year, day.month, day.day, 23, 59, tzinfo=UTC))
    assert freshness.stage(listing, now) == stage
    freshness.run(now)
    assert (fresh(listing).is_unsure, fresh(listing).is_stale) == (stage != SURE, stage == HIDDEN)


@pytest.mark.parametrize(
    ("kind", "age", "name"),
    [
        ("informal", timedelta(days=119), ""),
        ("informal", timedelta(days=120), "120"),
        ("informal", timedelta(days=149), "120"),
        ("informal", timedelta(days=150), "150"),
        ("informal", timedelta(days=350), "150"),
        ("informal", timedelta(days=351), "warning"),
        ("informal", timedelta(days=364), "warning"),
        ("informal", timedelta(days=365), ""),
    ],
)
def test_last_question_whose_day_has_come_is_due(kind, age, name):
    day = date(2026, 3, 3)
    assert milestones(day, kind).question_due(day + age) == name


@pytest.mark.parametrize(
    ("today", "name"),
    [
        (date(2027, 1, 2), ""),
        (date(2027, 1, 3), "10"),
        (date(2027, 2, 2), "10"),
        (date(2027, 2, 3), "11"),
        (date(2028, 2, 17), "11"),
        (date(2028, 2, 18), "warning"),
        (date(2028, 3, 3), ""),
    ],
)
def test_formal_service_is_asked_after_ten_and_eleven_months(today, name):
    assert milestones(date(2026, 3, 3), "formal").question_due(today) == name


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2025, 10, 31), 1, date(2025, 11, 30)),
        (date(2025, 12, 31), 12, date(2026, 12, 31)),
    ],
)
def test_month_without_that_day_ends_earlier(day, months, later):
    assert months_after(day, months) == later


@pytest.mark.parametrize("ages", [[], [180], [365, 180], [0, 365], [180, 180]])
def test_ages_that_do_not_rise_are_refused(settings, ages):
    settings.FRESHNESS_INFORMAL_DAYS = ages
    with pytest.raises(ImproperlyConfigured):
        milestones(date(2026, 3, 3), "informal")


def test_days_are_counted_by_the_calendar_when_clocks_change(asked):
    """Confirmed late on a winter evening: 180 days of the calendar later there is an hour less to them."""
    listing = confirmed(asked, datetime(2025, 12, 1, 23, 30, tzinfo=UTC))
    before, on_the_day = datetime(2026, 5, 29, 22, 59, tzinfo=UTC), datetime(2026, 5, 29, 23, 0, tzinfo=UTC)
    with timezone.override("Europe/London"):
        assert freshness.stage(listing, before) == SURE
        assert freshness.stage(listing, on_the_day) == UNSURE
        freshness.run(before)
        assert not fresh(listing).is_unsure
        freshness.run(on_the_day)
    assert fresh(listing).is_unsure


def test_all_periods_are_settings(asked, now, settings):
    settings.FRESHNESS_INFORMAL_DAYS = [5, 10]
    listing = days_ago(asked, now, 9)
    assert freshness.stage(listing, now) == UNSURE
    assert freshness.stage(days_ago(asked, now, 10), now) == HIDDEN
    settings.FRESHNESS_INFORMAL_DAYS = [50, 100]
    freshness.run(now)
    assert fresh(asked).searchable


def test_run_shows_again_what_longer_periods_forgive(asked, now, settings):
    days_ago(asked, now, 400)
    assert freshness.run(now).hidden == 1
    settings.FRESHNESS_INFORMAL_DAYS = [600, 800]
    assert freshness.run(now).shown_again == 1
    assert (fresh(asked).is_unsure, fresh(asked).is_stale, fresh(asked).searchable) == (False, False, True)


def test_day_of_a_confirmation_is_that_of_the_site(asked):
    """Half past eleven on a June evening in UTC is the first of July in London."""
    listing = confirmed(asked, datetime(2025, 6, 30, 23, 30, tzinfo=UTC))
    with timezone.override("Europe/London"):
        assert freshness.stage(listing, datetime(2025, 12, 27, 23, 59, tzinfo=UTC)) == SURE
        assert freshness.stage(listing, datetime(2025, 12, 28, 0, 0, tzinfo=UTC)) == UNSURE


def test_moment_still_to_come_counts_as_today(asked, now):
    listing = confirmed(asked, datetime(9999, 12, 30, tzinfo=UTC))
    assert freshness.stage(listing, now) == SURE
    assert freshness.run(now).asked == 0


def test_unsure_listing_comes_to_the_moderators_once(asked, now):
    days_ago(asked, now, 180)
    assert freshness.run(now).unsure == 1
    entry = Review.objects.get()
    assert (entry.listing_id, entry.cause) == (asked.pk, Cause.STALE)
    moderation.close_reviews(asked, [Cause.STALE], by=None)
    assert freshness.run(now + timedelta(days=1)).unsure == 0
    assert not Review.objects.open().exists()


def test_run_leaves_drafts_and_what_is_closed_alone(asked, clinic, now):
    days_ago(asked, now, 400)
    Listing.objects.filter(pk=asked.pk).update(closed_on=date(2025, 1, 1))
    days_ago(clinic, now, 4000)
    moderation.withdraw(Listing.objects.filter(pk=clinic.pk), by=None)
    assert freshness.run(now).as_dict() == dict.fromkeys(("seen", "unsure", "hidden", "shown_again", "asked"), 0)


def test_import_without_confirmation_stays_and_says_its_date(client, circle, now):
    ImportSource.objects.update(as_of=date(2020, 1, 1))
    freshness.run(now)
    assert (fresh(circle).searchable, freshness.stage(circle, now)) == (True, IMPORTED)
    page = client.get(circle.get_absolute_url()).content.decode()
    assert "From Field notes, 1 Jan 2020, not checked by us" in page
    assert "That is long ago. Call before you go." in page


@pytest.mark.parametrize(("as_of", "is_found"), [(date(2025, 3, 4), True), (date(2025, 3, 3), False)])
def test_old_imports_are_hidden_where_the_operator_says_so(circle, now, settings, as_of, is_found):
    settings.FRESHNESS_HIDES_OLD_IMPORTS = True
    ImportSource.objects.update(as_of=as_of)
    freshness.run(now)
    assert fresh(circle).searchable == is_found
    assert freshness.stage(fresh(circle), now) == (IMPORTED if is_found else HIDDEN)
    ImportSource.objects.update(as_of=date(2026, 3, 1))
    assert freshness.run(now).shown_again == (not is_found)
    assert fresh(circle).searchable


def test_live_feed_that_still_lists_it_renews(circle, now):
    days_ago(circle, now, 300)
    ImportSource.objects.update(as_of=date(2026, 2, 1))
    assert freshness.run(now).unsure == 0
    label = freshness.label(fresh(circle), now)
    assert (label.level, label.words, label.is_confirmed) == (SURE, "", False)
    ImportSource.objects.update(as_of=date(2025, 7, 1))
    assert freshness.run(now).unsure == 1


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (10, "Confirmed 10 days ago"),
        (200, "Not confirmed lately. Call before you go."),
        (400, "search no longer shows it. Call before you go."),
    ],
)
def test_page_says_how_sure_it_is(client, asked, now, days, said):
    days_ago(asked, now, days)
    freshness.run(now)
    page = client.get(asked.get_absolute_url()).content.decode()
    assert said in page


def test_confirmation_makes_it_sure_again(asked, ana, now):
    days_ago(asked, now, 400)
    freshness.run(now)
    assert freshness.confirm(asked, by=ana)
    assert (asked.confirmed_at, asked.confirmed_by, asked.searchable) == (now, ana, True)
    assert (fresh(asked).is_unsure, fresh(asked).is_stale) == (False, False)
    assert not Review.objects.open().exists()
    assert list(ModerationEvent.objects.values_list("act", "by", "via_link")) == [(Act.CONFIRMED, ana.pk, False)]


def test_second_tap_on_one_day_changes_nothing(asked, now):
    assert freshness.confirm(asked, by=None, via_link=True)
    assert not freshness.confirm(asked, by=None, via_link=True)
    assert ModerationEvent.objects.filter(act=Act.CONFIRMED, via_link=True, by=None).count() == 1


def test_what_is_not_public_or_closed_cannot_be_confirmed(asked, ana, now):
    Listing.objects.filter(pk=asked.pk).update(closed_on=date(2026, 1, 1))
    with pytest.raises(ValidationError):
        freshness.confirm(asked, by=ana)
    moderation.withdraw(Listing.objects.filter(pk=asked.pk), by=None)
    with pytest.raises(ValidationError):
        freshness.confirm(asked, by=ana)
    assert not freshness.renew(asked, ana)
    assert fresh(asked).confirmed_at is None


def test_real_act_renews_without_an_act_of_its_own(asked, ana, now):
    days_ago(asked, now, 200)
    freshness.run(now)
    assert freshness.renew(asked, ana)
    assert (fresh(asked).confirmed_at, fresh(asked).is_unsure) == (now, False)
    assert not ModerationEvent.objects.exists()


def test_renewal_does_not_bring_back_what_is_checked_or_closed(asked, ana, now):
    Listing.objects.filter(pk=asked.pk).update(is_checked_now=True)
    days_ago(asked, now, 400)
    freshness.run(now)
    freshness.renew(asked, ana)
    assert not fresh(asked).searchable


def test_visitors_word_informs_and_renews_nothing(asked, now):
    days_ago(asked, now, 200)
    Report.objects.create(listing=asked, fault="was_on")
    Report.objects.update(created_at=now - timedelta(days=3))
    freshness.run(now)
    listing = freshness.with_visits(Listing.objects.all(), now).get()
    assert freshness.label(listing, now).visited_on == date(2026, 2, 28)
    assert freshness.stage(listing, now) == UNSURE


@pytest.mark.parametrize(
    ("fault", "days", "confirmed_days", "told"),
    [("was_on", 3, 200, True), ("closed", 3, 200, False), ("was_on", 121, 200, False), ("was_on", 3, 2, False)],
)
def test_visitors_word_is_told_while_it_is_news(asked, now, fault, days, confirmed_days, told):
    days_ago(asked, now, confirmed_days)
    Report.objects.create(listing=asked, fault=fault)
    Report.objects.update(created_at=now - timedelta(days=days))
    listing = freshness.with_visits(Listing.objects.all(), now).get()
    assert (freshness.label(listing, now).visited_on is not None) == told
