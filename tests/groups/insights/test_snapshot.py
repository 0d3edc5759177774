"""The figures of a month: of whom they are, when they appear, and that they stay."""

import itertools
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.models import F
from hypothesis import given, settings
from hypothesis import strategies as st

from groups import insights, tasks
from groups.insights import keys, publishing, reading
from groups.models import Answer, CheckIn, Snapshot
from tests import factories
from tests.groups.insights.people import EARLIER, FEBRUARY, MARCH, check_in, make_people, say

PEER = keys.category("peer", "emotional")
BAND = keys.band("own-support", "own-wellbeing", "high")


@pytest.fixture
def cells(now):
    """Publishes March, and answers what is seen."""
    return lambda month=MARCH: insights.publish(month, now).figures["cells"]


def test_what_many_people_say_is_published(circle, cells):
    people = make_people(24)
    say(circle, people[:12], 6)
    say(circle, people[12:], 8)
    record = cells()[PEER]
    assert (record["n"], record["mean"][0]) == (25, 7.0)
    assert record["mean"] == [7.0, 6.6, 7.4]  # spread 1.0215, t of 24 is 2.064


def test_of_ten_to_nineteen_people_only_their_number_is_told(circle, cells):
    say(circle, make_people(19), 7)
    assert cells()[PEER] == {"n": 20}


def test_of_nine_people_nothing_is_told(circle, cells):
    say(circle, make_people(9), 7)
    assert cells() == {}


def test_person_counts_once_with_the_mean_of_their_answers(circle, cells):
    people = make_people(20)
    say(circle, people, 4)
    for weeks in (1, 2, 3):
        say(circle, people[:5], 8, weeks=weeks)
    record = cells()[PEER]
    assert record["n"] == 20
    assert record["mean"][0] == 4.8  # five people at 7, fifteen at 4


def test_one_person_who_answers_often_is_one_person(circle, cells):
    for weeks in range(20):
        say(circle, (Answer.objects.first() and [Answer.objects.first().user]) or make_people(1), 9, weeks=weeks)
    assert Answer.objects.count() == 20
    assert cells() == {}


def test_codes_of_a_single_session_count(circle, cells):
    say(circle, [None] * 8, 5)
    say(circle, [None] * 7, 9, weeks=1)
    assert cells() == {}  # perhaps the same seven people


def test_codes_of_the_largest_session_count(circle, cells):
    say(circle, make_people(12), 8)
    say(circle, [None] * 12, 6)
    say(circle, [None] * 11, 0, weeks=1)
    record = cells()[PEER]
    assert (record["n"], record["mean"][0]) == (25, 7.0)


def test_without_counting_people_once_the_figures_would_lie(circle, cells, monkeypatch):
    once = "GROUP BY cell, category, user_id"
    monkeypatch.setattr(reading, "HELPED", reading.HELPED.replace(once, f"{once}, session_id"))
    [ana] = make_people(1)
    for weeks in range(12):
        say(circle, [ana], 9, weeks=weeks)
    assert PEER in cells()


def test_listing_is_told_of_from_twenty_people_at_two_sessions_on(circle, source, now):
    other = factories.make_listing(source, "Thursday Round", slots=[factories.weekly("TU", "19:00")])
    people = make_people(60)
    say(other, people[30:], 6)
    say(circle, people[:15], 7)
    say(circle, people[15:30], 9, weeks=1)
    insights.publish(MARCH, now)
    words = insights.helpful_for([circle, other])
    said = "someone to listen 8.0 of 10 (7.6 to 8.4, about 30 people). "
    mind = "Means with their 95 % intervals, self-selected; they cannot show cause."
    assert words == {circle.pk: said + mind, other.pk: None}


def test_listing_is_not_told_of_where_few_people_are_left_over(circle, source, cells):
    other = factories.make_listing(source, "Thursday Round", slots=[factories.weekly("TU", "19:00")])
    people = make_people(45)
    say(other, people[30:], 6)
    say(circle, people[:15], 7)
    say(circle, people[15:30], 8, weeks=1)
    assert set(cells()) == {PEER}


def test_codes_alone_bring_no_mean(circle, cells):
    """Who printed them could use all but one, and find what that one person said."""
    say(circle, [None] * 30, 5)
    say(circle, make_people(9), 9, weeks=1)
    assert cells() == {PEER: {"n": 40}}


def test_nine_newcomers_are_not_told_from_what_was_shown_before_a_hidden_month(source, circle, now, cells):
    """Three months: a listing was shown, hidden as too few others were left, and would be shown again."""
    other = factories.make_listing(source, "Thursday Round", slots=[factories.weekly("TU", "19:00")])
    people, key = make_people(70), keys.listing("peer", "emotional", circle.pk)
    for begins in (0, 20):
        say(circle, people[begins : begins + 20], 6 + begins / 10, weeks=12 + begins // 20)
    say(other, people[40:60], 5, weeks=13)
    assert key in cells(date(2026, 1, 1))
    Answer.objects.filter(user=people[40]).delete()
    assert key not in cells(FEBRUARY)
    say(other, [people[40]], 5, weeks=3)
    say(circle, people[60:69], 0, weeks=3)
    assert key not in cells()


def test_listing_that_changes_its_category_says_nothing_of_newcomers(source, circle, clinic, now, cells):
    people = make_people(71)
    for begins in (0, 20):
        say(circle, people[begins : begins + 20], 6 + begins / 10, weeks=5 + begins // 20)
    other = factories.make_listing(source, "Thursday Round", slots=[factories.weekly("TU", "19:00")])
    say(other, people[40:60], 5, weeks=5)
    assert keys.listing("peer", "emotional", circle.pk) in cells(FEBRUARY)
    for one in (circle, other):
        type(one).objects.filter(pk=one.pk).update(kind=clinic.kind)
    say(circle, people[60:61], 0)
    assert keys.listing("clinical", "emotional", circle.pk) not in cells()


def test_month_before_a_published_one_is_refused(now, db):
    insights.publish(MARCH, now)
    with pytest.raises(ValueError, match="published already"):
        insights.publish(FEBRUARY, now)


def test_program_says_nothing_by_other_questions(circle, now, cells):
    people = make_people(40)
    check_in(people[:20], 5, 4, on=date(2025, 11, 1), programs=[circle])
    check_in(people[20:], 5, 6, on=date(2025, 11, 2), programs=[circle])
    check_in(people, 5, lambda turn: 7 + turn % 2, on=date(2026, 1, 10))
    before = cells(FEBRUARY)[keys.program("own-wellbeing", circle.pk)]
    CheckIn.objects.update(support_instrument="osss-3", wellbeing_instrument="who-5")
    CheckIn.objects.filter(taken_on__lt=date(2026, 1, 1)).update(wellbeing_score=40)
    CheckIn.objects.filter(taken_on__gt=date(2026, 1, 1)).update(wellbeing_score=F("wellbeing_score") * 8)
    after = cells()[keys.program("who-5", circle.pk)]
    assert after["change"][0] != before["change"][0]


def test_graph_has_bands_bins_and_correlation(cells, db):
    people = make_people(90)
    check_in(people[:30], 2, lambda turn: turn % 3)
    check_in(people[30:60], 6, lambda turn: 4 + turn % 3)
    check_in(people[60:], 10, lambda turn: (7, 10, 12)[turn % 3])
    found = cells()
    assert found[BAND]["n"] == 30
    assert found[BAND]["mean"][0] == 9.7
    rho = found[keys.correlation("own-support", "own-wellbeing")]
    assert rho["n"] == 90
    assert rho["rho"][0] > 0.9


def test_bins_are_shown_where_nothing_follows_for_the_others(cells, db):
    check_in(make_people(40), 10, lambda turn: (4, 7, 10, 12)[turn % 4])
    shown = [key.rpartition("/")[2] for key, record in cells().items() if "/bin/9-10/" in key and record == {"n": 10}]
    assert sorted(shown) == ["12-12", "3-5", "6-8", "9-11"]


def test_bin_that_holds_the_whole_band_is_not_shown(cells, db):
    """All others would be known to be empty."""
    check_in(make_people(40), 10, 10)
    assert set(cells()) == {BAND}


def test_latest_check_in_of_each_person_counts(cells, db):
    people = make_people(20)
    check_in(people, 1, 1, on=date(2026, 1, 10))
    check_in(people, 12, lambda turn: 10 + turn % 2)
    assert cells() == {BAND: {"n": 20, "mean": [10.5, 10.3, 10.7]}}


def test_mean_of_people_who_all_say_the_same_is_not_told(circle, cells):
    """It would be what each of them said."""
    people = make_people(30)
    say(circle, people, 3)
    check_in(people, 12, 0)
    assert cells() == {PEER: {"n": 30}, BAND: {"n": 30}}


def test_answers_to_other_questions_are_not_mixed_in(cells, db):
    people = make_people(60)
    check_in(people[:40], 10, 10)
    check_in(people[40:], 14, 80)
    CheckIn.objects.filter(support_score=14).update(support_instrument="osss-3", wellbeing_instrument="who-5")
    assert {key.split("/")[1] for key in cells()} == {"own-support"}


def test_program_has_a_row_of_people_who_told_twice(circle, cells):
    people = make_people(40)
    check_in(people[:20], 5, 4, on=EARLIER, programs=[circle])
    check_in(people[20:], 5, 6, on=EARLIER + timedelta(days=2), programs=[circle])
    later = check_in(people[:30], 5, 8, programs=[circle]) + check_in(people[30:], 5, 8)
    assert len(later) == 40
    record = cells()[keys.program("own-wellbeing", circle.pk)]
    assert record["n"] == 40
    assert record["change"][0] == 3.0  # twenty by 4, twenty by 2
    assert record["stayed"] == [75, 60, 86]


def test_program_needs_eight_weeks_and_two_days_of_beginning(circle, cells):
    people = make_people(40)
    check_in(people[:20], 5, 4, on=date(2026, 1, 10), programs=[circle])
    check_in(people[20:], 5, 4, on=EARLIER, programs=[circle])
    check_in(people, 5, 8, programs=[circle])
    assert keys.program("own-wellbeing", circle.pk) not in cells()


def test_share_of_few_who_left_is_not_told(circle, cells):
    people = make_people(30)
    check_in(people[:15], 5, 4, on=EARLIER, programs=[circle])
    check_in(people[15:], 5, 5, on=EARLIER + timedelta(days=1), programs=[circle])
    check_in(people[:25], 5, 8, programs=[circle])
    check_in(people[25:], 5, 8)
    assert cells()[keys.program("own-wellbeing", circle.pk)]["stayed"] is None


def test_month_is_made_once_and_stays(circle, now, cells):
    say(circle, make_people(20), 7)
    first = insights.publish(MARCH, now)
    Answer.objects.all().delete()
    assert insights.publish(MARCH, now) == first
    assert Snapshot.objects.get().figures == first.figures


def test_what_is_said_in_a_month_comes_with_the_next(circle, now, cells):
    say(circle, make_people(20), 7)
    assert cells(FEBRUARY) == {}
    assert PEER in cells(MARCH)


def test_few_newcomers_change_nothing(circle, now, cells):
    say(circle, make_people(30), 7, weeks=5)
    before = cells(FEBRUARY)
    say(circle, make_people(9, begins=30), 0)
    assert cells(MARCH) == before


def test_without_repeating_few_newcomers_would_show(circle, now, cells, monkeypatch):
    monkeypatch.setattr(publishing, "STALE", 0)
    say(circle, make_people(30), 7, weeks=5)
    before = cells(FEBRUARY)
    say(circle, make_people(9, begins=30), 0)
    assert cells(MARCH)[PEER] != before[PEER]


def test_month_that_has_not_begun_is_refused(now, db):
    for month in (date(2026, 4, 1), date(2026, 3, 2)):
        with pytest.raises(ValueError, match="has begun"):
            insights.publish(month, now)


def test_made_up_answers_make_made_up_figures(circle, now):
    say(circle, make_people(20), 7, is_sample=True)
    assert insights.publish(MARCH, now).is_sample


def test_monthly_job_publishes_this_month(circle, now):
    tasks.publish_insights(timestamp=0)
    assert insights.months() == [MARCH]


def test_figures_are_looked_for_every_night():
    """On the first alone, a night without a worker would cost the month."""
    [cron] = [
        one.cron for one in tasks.app.periodic_registry.periodic_tasks.values() if one.task is tasks.publish_insights
    ]
    assert cron == "19 4 * * *"


def test_number_of_statements_does_not_grow(circle, now, django_assert_num_queries):
    say(circle, make_people(300), 7)
    check_in(make_people(300, begins=300), 5, 5)
    with django_assert_num_queries(19):
        insights.publish(MARCH, now)


NUMBERS = itertools.count()
MANY = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 10), st.booleans()), min_size=1, max_size=6)


@settings(max_examples=25)
@given(groups=MANY)
def test_no_figure_of_too_few_people_on_random_answers(circle, db, groups):
    """People of each group answer at their own session, with a code or an account, and check in with the same score."""
    Answer.objects.all().delete()
    CheckIn.objects.all().delete()
    Snapshot.objects.all().delete()
    for weeks, (n, score, by_code) in enumerate(groups):
        users = make_people(n, begins=next(NUMBERS) * 100)
        say(circle, [None] * n if by_code else users, score, weeks=weeks)
        check_in(users, score, score)
    accounts = sum(n for n, _score, by_code in groups if not by_code)
    by_code = max((n for n, _score, by_code in groups if by_code), default=0)
    seen = insights.publish(MARCH, datetime(2026, 3, 3, tzinfo=UTC)).figures["cells"]
    assert (PEER in seen) == (accounts + by_code >= 10)
    assert all(record["n"] >= 10 and record["n"] % 5 == 0 for record in seen.values())
    assert all(record["n"] >= 20 for record in seen.values() if set(record) - {"n"})
    for slug, low, high in (("low", 0, 4), ("middle", 5, 8), ("high", 9, 12)):
        there = sum(n for n, score, _ in groups if low <= score <= high)
        assert there >= 10 or keys.band("own-support", "own-wellbeing", slug) not in seen
