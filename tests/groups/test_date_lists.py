"""Lists of dates as people type and paste them: read as they were meant, or refused with a sentence."""

import re
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groups.date_lists import MAX_DATES, ListedDate, read_dates, rule_through
from groups.recurrence import Freq, Rule, describe

TODAY = date(2026, 3, 3)
"""A Tuesday."""

ONCE = Rule(date(2026, 3, 10), time(18, 30), timedelta(minutes=90), "Europe/London", Freq.ONCE)
FORMATS = {
    "iso": "{0:%Y-%m-%d}",
    "day month": "{0.day} {0:%B} {0.year}",
    "weekday first": "{0:%a} {0.day} {0:%b} {0.year}",
    "weekday last": "{0.day} {0:%B} {0.year} ({0:%A})",
    "month day": "{0:%B} {0.day}, {0.year}",
    "ordinal": "the {0.day}th of {0:%B} {0.year}",
    "dots": "{0.day}.{0.month}.{0.year}",
    "bullet": "• {0:%A}, {0:%B} {0.day}, {0.year}",
    "numbered": "7) {0.day} {0:%b} {0.year}",
    "dashes": "{0.day}-{0:%b}-{0.year}",
}


def days(text, **options):
    """The days read from `text`, which must be understood whole."""
    found = read_dates(text, today=TODAY, **options)
    assert found.sentences == ()
    return [one.day for one in found.dates]


def sentences(text, **options):
    return list(read_dates(text, today=TODAY, **options).sentences)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-10",
        "10 March 2026",
        "March 10, 2026",
        "Tue 10 Mar",
        "10.3.2026",
        "10.3.26",
        "10.3.",
        "Tue 10/03/2026",
        "2026/03/10",
        "- tuesday the 10th of march",
        "1. Tue 10 March",
        "* 10-Mar-2026",
        "١٠ March ٢٠٢٦",
        "۲۰۲۶-۰۳-۱۰",
        "10\N{NO-BREAK SPACE}March 2026",
        "10 March; 2026-03-10\n\n10.3.2026",
    ],
)
def test_date_is_read_however_it_is_written(text):
    assert days(text) == [date(2026, 3, 10)]


@pytest.mark.parametrize("separator", ["\n", "; ", ", ", "\r\n", " and ", "، ", "؛", "\u2028"])
def test_list_is_read_however_it_is_separated(separator):
    assert days(separator.join(["10 March", "24 March", "7 April"])) == [
        date(2026, 3, 10),
        date(2026, 3, 24),
        date(2026, 4, 7),
    ]


@pytest.mark.parametrize("text", ["3, 10 and 17 April 2026", "April 3, 10, and 17, 2026", "3rd, 10th & 17th April"])
def test_days_that_share_a_month_are_all_read(text):
    assert days(text) == [date(2026, 4, 3), date(2026, 4, 10), date(2026, 4, 17)]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("10 March 18:30-20:00", time(18, 30), time(20)),
        ("10 March 18.30 – 20.00", time(18, 30), time(20)),
        ("10 March, 6:30pm to 8 p.m.", time(18, 30), time(20)),
        ("10 March from 6-8pm", time(18), time(20)),
        ("11-1pm on 10 March", time(11), time(13)),
        ("2026-03-10T18:30:00", time(18, 30), None),
        ("10.3. 18.30", time(18, 30), None),
        ("12am - 12pm 10 March", time(0), time(12)),
        ("22:00 until 02:00, 10 March", time(22), time(2)),
    ],
)
def test_times_beside_a_date_are_read(text, start, end):
    assert read_dates(text, today=TODAY).dates == (ListedDate(date(2026, 3, 10), start, end),)


def test_times_hold_for_the_dates_before_them_in_their_line():
    found = read_dates("10 March, 17 March 18:30-20:00, 24 March\n31 March", today=TODAY).dates
    assert [one.start for one in found] == [time(18, 30), time(18, 30), None, None]


def test_weekday_is_that_of_one_neighbour_only():
    assert days("Tue 10 March, 12 March") == days("12 March, 10 March (Tue)") == [date(2026, 3, 10), date(2026, 3, 12)]


def test_missing_year_means_the_next_such_day():
    assert days("3 March\n2 March\n29 Feb") == [date(2026, 3, 3), date(2027, 3, 2), date(2028, 2, 29)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("05/06/2026\n31/07/2026", [date(2026, 6, 5), date(2026, 7, 31)]),
        ("05/06/2026\n07/31/2026", [date(2026, 5, 6), date(2026, 7, 31)]),
        ("04/04/2026", [date(2026, 4, 4)]),
        ("Fri 05/06/2026, 03/04/2026", [date(2026, 4, 3), date(2026, 6, 5)]),
    ],
)
def test_order_of_day_and_month_is_decided_by_the_whole_list(text, expected):
    assert days(text) == expected


def test_order_that_nothing_decides_is_asked_for():
    found = read_dates("05/06/2026\n03/04/2026\n10 March", today=TODAY)
    assert found.asks_order
    assert found.sentences == ("“05/06/2026” can be read in two ways. Say whether day or month comes first.",)
    assert days("05/06/2026", order="dmy") == [date(2026, 6, 5)]
    assert days("05/06/2026", order="mdy") == [date(2026, 5, 6)]


def test_past_never_decides_the_order():
    assert read_dates("08/04/2026\n05/02/2026", today=TODAY).asks_order


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("next Tuesday", "“next Tuesday” is not a date we understand."),
        ("every 10 March", "“every 10 March” is not a date we understand."),
        ("3-5 April", "“3-5 April” is not a date we understand."),
        ("10 March 25:00", "“10 March 25:00” is not a date we understand."),
        ("18:30", "“18:30” is not a date we understand."),
        ("31 June", "“31 June” has a day that is in no calendar."),
        ("29.2.2027", "“29.2.2027” has a day that is in no calendar."),
        ("2 March 2026", "“2 March 2026” is over."),
        ("10 March 2062", "“10 March 2062” is too far away."),
        ("Wed 10 March", "“Wed 10 March”: 10 March 2026 is a Tuesday."),
        ("31/03/2026, 03/31/2026", "Day and month are not clear here."),
        ("100% %(line)s %s", "“100% %(line)s %s” is not a date we understand."),
        ("x" * 200, "x…” is not a date we understand."),
        ("1" * 5_000, "That is too long for a list of dates."),
    ],
)
def test_what_is_no_coming_date_is_refused_by_a_sentence(text, sentence):
    (said,) = sentences(text)
    assert sentence in said


def test_one_bad_line_does_not_hide_the_good_ones():
    found = read_dates("Our dates:\n10 March\n17 March", today=TODAY)
    assert len(found.dates) == 2
    assert len(found.sentences) == 1


def test_sentences_and_dates_are_bounded():
    daily = "\n".join(f"{TODAY + timedelta(days=n)}" for n in range(MAX_DATES + 5))
    assert len(read_dates(daily, today=TODAY).dates) == MAX_DATES
    assert sentences(daily) == ["Those are more than 60 dates. Leave the last ones for later."]
    assert sentences("x\n" * 30)[-1] == "There are 22 more such lines."


@given(
    st.text(alphabet=st.sampled_from("0123456789/.-:, \nTtaApPmMrchueoj;()th'٣³½"), max_size=80) | st.text(max_size=80)
)
def test_no_text_fails(text):
    found = read_dates(text, today=TODAY)
    assert found.dates or found.sentences or not re.search(r"\w", text)


@given(
    st.sets(st.dates(TODAY, TODAY + timedelta(days=3600)), min_size=1, max_size=12), st.sampled_from(sorted(FORMATS))
)
def test_dates_in_any_format_read_back_the_same(chosen, form):
    assert days("\n".join(FORMATS[form].format(day) for day in chosen)) == sorted(chosen)


@given(st.sets(st.dates(TODAY, TODAY + timedelta(days=3600)), min_size=1, max_size=12), st.sampled_from(["dmy", "mdy"]))
def test_dates_with_slashes_read_back_the_same_or_are_asked_about(chosen, order):
    form = "{0.day}/{0.month}/{0.year}" if order == "dmy" else "{0.month}/{0.day}/{0.year}"
    text = ", ".join(form.format(day) for day in chosen)
    found = read_dates(text, today=TODAY)

    assert found.asks_order or [one.day for one in found.dates] == sorted(chosen)
    assert days(text, order=order) == sorted(chosen)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("10, 17, 24, 31 March", "Every Tuesday"),
        ("10 and 24 March, 7 April", "Every other week on Tuesday"),
        ("5, 10, 12, 17 March", "Every Tuesday and Thursday"),
        ("10 March, 14 April, 12 May", "Every 2nd Tuesday of the month"),
        ("28 April, 26 May, 30 June", "Last Tuesday of the month"),
        ("3, 17 March, 7, 21 April, 5 May", "Every 1st and 3rd Tuesday of the month"),
        ("10 March, 12 May, 14 July", "Every other month on the 2nd Tuesday"),
        ("15 March, 15 April, 15 May", "On the 15th of the month"),
        ("31 March, 30 April, 31 May", "On the last day of the month"),
        ("3, 13, 23 March, 2 April", "Every 10 days"),
    ],
)
def test_pattern_of_a_list_is_found(text, words):
    rule = rule_through(days(text), ONCE)
    assert describe(rule).startswith(f"{words}, 18:30 to 20:00, until")


@pytest.mark.parametrize(
    "text",
    [
        "10 March",
        "10 March, 17 March",
        "10 March, 17 March, 25 March, 1 June",
        "10 March 2026, 14 April 2027, 18 May 2028",  # every 400 days: more than a rule may step
    ],
)
def test_list_without_a_pattern_has_none(text):
    assert rule_through(days(text), ONCE) is None
