"""Lists of dates typed in the language of the page: whatever the site prints of a day is read back as that day."""

from datetime import date, datetime, time, timedelta
from importlib import import_module

import pytest
from django.utils.formats import date_format
from django.utils.translation import gettext, override
from hypothesis import given
from hypothesis import strategies as st

from groups.date_grammar import months, weekdays
from groups.date_lists import ListedDate, read_dates
from groups.forms.fields import ClockField
from groups.forms.slot_fields import MonthdaysField
from groups.recurrence import Freq, Rule, describe
from supportfinder.numerals import DIGITS, text_with_digits

TODAY = date(2026, 3, 3)
"""A Tuesday."""

LANGUAGES = ["en", "es", "ur"]
NO_DAY = {"TIME_FORMAT", "YEAR_MONTH_FORMAT"}
COMING = st.dates(TODAY, TODAY + timedelta(days=360))


def formats_of(language):
    """The names of all formats in which the site writes days in a language."""
    names = vars(import_module(f"supportfinder.formats.{language}.formats"))
    return sorted(name for name in names if name.endswith("_FORMAT") and name not in NO_DAY)


def shown(text, language):
    """`text` as a page shows it: with the digits of its language."""
    return text_with_digits(text, language) if language in DIGITS else text


def read(text, language):
    """The dates read from `text` on a page of `language`; every line must be understood."""
    with override(language):
        found = read_dates(text, today=TODAY)
    assert found.sentences == (), text
    return found.dates


@pytest.mark.parametrize(
    ("language", "form"), [(language, form) for language in LANGUAGES for form in formats_of(language)]
)
@given(days=st.sets(COMING, min_size=1, max_size=8), clock=st.times().map(lambda one: one.replace(second=0)))
def test_every_day_that_the_site_prints_is_read_back(language, form, days, clock):
    with override(language):
        lines = [date_format(datetime.combine(day, clock), form) for day in sorted(days)]
    found = read(shown("\n".join(lines), language), language)
    assert [one.day for one in found] == sorted(days)


@pytest.mark.parametrize("language", LANGUAGES)
@given(day=COMING, clock=st.times(max_value=time(22)).map(lambda one: one.replace(second=0, microsecond=0)))
def test_date_in_a_sentence_of_the_site_is_read_back_with_its_times(language, day, clock):
    rule = Rule(day, clock, timedelta(minutes=90), "Europe/London", Freq.ONCE)
    with override(language):
        sentence = describe(rule)
    ends = (datetime.combine(day, clock) + timedelta(minutes=90)).time()
    assert read(shown(sentence, language), language) == (ListedDate(day, clock, ends),)


@pytest.mark.parametrize("language", LANGUAGES)
@given(days=st.sets(COMING, min_size=1, max_size=8))
def test_english_is_read_on_every_page(language, days):
    lines = "\n".join(f"{day:%a} {day.day} {day:%B %Y}" for day in days)
    assert [one.day for one in read(lines, language)] == sorted(days)


@pytest.mark.parametrize(
    ("language", "text", "days"),
    [
        ("es", "15 de marzo, 22 de marzo", [15, 22]),
        ("es", "15, 22 y 29 de marzo de 2026", [15, 22, 29]),
        ("es", "miercoles 11 mar", [11]),
        ("es", "1.º de abril; 1ro de abril", [32]),
        ("es", "vi 13 de marzo", [13]),
        ("ur", "۱۵ مارچ، ۲۲ مارچ", [15, 22]),
        ("ur", "۱۵، ۲۲ اور ۲۹ مارچ", [15, 22, 29]),
        ("ur", "بروز ہفتہ ۱۴ مارچ", [14]),
        ("ur", "ھفتہ 14 مارچ؛ مارچ کی 21 تاریخ", [14, 21]),
        ("ur", "\N{RIGHT-TO-LEFT MARK}۱۵\N{RIGHT-TO-LEFT MARK} مارچ کو", [15]),
    ],
)
def test_list_is_read_as_people_type_it(language, text, days):
    assert [(one.day - date(2026, 2, 28)).days for one in read(text, language)] == days


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "martes 10 de marzo 18:30 a 20:00 h"),
        ("es", "10 mar, de las 18.30 hasta las 20.00"),
        ("es", "el 10 de marzo, 6:30 p. m. a 8 p. m."),
        ("ur", "منگل ۱۰ مارچ، ۱۸:۳۰ بجے سے ۲۰:۰۰ بجے تک"),
        ("ur", "10 مارچ 18:30 تا 20:00"),
    ],
)
def test_times_beside_a_date_are_read_as_people_type_them(language, text):
    assert read(text, language) == (ListedDate(date(2026, 3, 10), time(18, 30), time(20)),)


def test_word_for_a_month_and_a_weekday_is_never_taken_for_the_other():
    assert months("es")["mar"] == 3
    assert weekdays("es")["mar"] == 1
    assert [one.day for one in read("mar 7 abr\nmar 10 mar\n12 mar\nmar 19, 2026", "es")] == [
        *(date(2026, 3, day) for day in (10, 12, 19)),
        date(2026, 4, 7),
    ]
    with override("es"):
        assert not read_dates("mar 10", today=TODAY).dates


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "del 3 al 5 de abril"),
        ("es", "lunes a viernes 3 de abril"),
        ("es", "cada 10 de marzo"),
        ("ur", "3 مارچ سے 5 مارچ تک"),
        ("ur", "پیر سے جمعہ 6 مارچ"),
        ("en", "15 de marzo"),
    ],
)
def test_what_may_mean_something_else_is_refused(language, text):
    with override(language):
        found = read_dates(text, today=TODAY)
    assert found.dates == ()
    assert len(found.sentences) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_example_that_we_give_is_read(language):
    """The sentences that help with a list of dates hold one, behind the colon or in the middle."""
    with override(language):
        told = gettext("“%(line)s” is not a date we understand. Write it like 3 March 2026, 18:30 to 20:00.")
    example = told[told.index("3 ") :].rstrip(".۔")
    (found,) = read(shown(example, language), language)
    assert (found.day.month, found.start, found.end) == (3, time(18, 30), time(20))


# The other typed fields of a slot


@pytest.mark.parametrize("language", LANGUAGES)
@given(days=st.lists(st.integers(1, 31) | st.just(-1), min_size=1, max_size=8))
def test_days_of_the_month_are_read_back(language, days):
    with override(language):
        field = MonthdaysField()
        assert field.clean(shown(field.prepare_value(days), language)) == days


@pytest.mark.parametrize(
    ("language", "text"),
    [("es", "1, 15 y el último día"), ("es", "1.º; 15 y último"), ("ur", "۱، ۱۵ اور آخری"), ("ur", "1 and last, 15")],
)
def test_days_of_the_month_are_read_as_people_type_them(language, text):
    with override(language):
        assert sorted(MonthdaysField().clean(text)) == [-1, 1, 15]


@pytest.mark.parametrize("text", ["18:30", "18.30", "۱۸:۳۰", "١٨.٣٠", "18h30"])
def test_clock_is_read_in_any_digits(text):
    assert ClockField().clean(text) == time(18, 30)
