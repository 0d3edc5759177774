"""Crisis help. No test here asks for the database: the help must stand without it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groups import crisis
from groups.crisis import all_lines, check_content, content_warnings, help_for

TODAY = date(2026, 3, 1)


def line_named(country, name):
    found = help_for(country)
    return next(line for line in found.lines + found.warmlines if line.name.startswith(name))


@pytest.mark.parametrize(
    ("country", "emergency", "name", "number"),
    [
        ("US", "911", "988", "988"),
        ("CA", "911", "9-8-8", "988"),
        ("GB", "999 or 112", "Samaritans", "116 123"),
        ("AU", "000", "Lifeline", "13 11 14"),
        ("FR", "112", "3114", "3114"),
        ("IN", "112", "Tele-MANAS", "14416"),
        ("BR", "192 (ambulance) or 190 (police)", "CVV", "188"),
    ],
)
def test_help_for_country_gives_its_numbers(country, emergency, name, number):
    assert help_for(country).emergency == emergency
    assert line_named(country, name).call == number


@pytest.mark.parametrize("country", [None, "", "ZZ", "zz top", "\x00", "988"])
def test_help_for_unknown_country_gives_emergency_text_and_directory(country):
    found = help_for(country)
    assert found.country == ""
    assert "local emergency number" in found.emergency
    assert found.lines == found.warmlines == ()
    assert found.directory_url.startswith("https://")
    assert found.directory_name


@given(st.none() | st.text())
def test_help_for_any_text_always_answers(country):
    found = help_for(country)
    assert found.emergency
    assert found.directory_url


@pytest.mark.parametrize("country", ["gb", " GB ", "UK", "im"])
def test_help_for_country_written_otherwise_is_the_same(country):
    assert help_for(country) is help_for("GB")


def test_help_for_country_keeps_warmlines_apart():
    found = help_for("US")
    assert {line.kind for line in found.lines} == {"crisis"}
    assert {line.kind for line in found.warmlines} == {"warmline"}


def test_emergency_text_is_in_the_language_active_now(monkeypatch):
    assert "local emergency number" in help_for(None).emergency
    monkeypatch.setattr(crisis, "_", str.upper)
    assert "LOCAL EMERGENCY NUMBER" in help_for(None).emergency


def test_line_with_text_word_has_an_sms_address():
    shout = line_named("GB", "Shout")
    assert (shout.sms, shout.text_word, shout.tel) == ("sms:85258", "SHOUT", "")


def test_line_hours_are_said_in_words():
    samaritans = line_named("GB", "Samaritans")
    assert samaritans.hours_text == "All day, every day"
    assert replace(samaritans, always=False, hours="09:00–17:00").hours_text == "09:00–17:00"
    assert "not known" in replace(samaritans, always=False).hours_text


def test_table_has_lines_for_thirty_countries_and_more():
    assert len({line.country for line in all_lines()}) >= 30


@pytest.mark.parametrize("line", all_lines(), ids=lambda line: f"{line.country}-{line.name}")
def test_line_in_the_table_can_be_used(line):
    assert line.tel or line.sms or line.chat
    assert line.kind in {"crisis", "warmline"}
    assert not (line.always and line.hours)
    assert line.languages
    assert set(line.languages) <= set(crisis.LANGUAGE_NAMES)
    assert line.chat == "" or line.chat.startswith("https://")
    assert line.last_checked is None or type(line.last_checked) is date


@pytest.mark.parametrize("code", crisis.TABLE["country"])
def test_country_in_the_table_has_an_emergency_number(code):
    found = help_for(code)
    assert found.country == code
    assert found.country_name
    assert all(number.tel for number in found.emergency_numbers)
    assert found.emergency_numbers


def test_aliases_lead_to_countries_in_the_table():
    assert set(crisis.TABLE["aliases"].values()) <= set(crisis.TABLE["country"])


@pytest.mark.parametrize(
    ("last_checked", "expected"),
    [
        (None, ["groups.W001"]),
        (TODAY - timedelta(days=181), ["groups.W002"]),
        (TODAY - timedelta(days=180), []),
        (TODAY, []),
    ],
)
def test_content_warnings_follow_the_day_of_the_last_check(last_checked, expected):
    line = replace(line_named("GB", "Samaritans"), last_checked=last_checked)
    assert [warning.id for warning in content_warnings([line], today=TODAY)] == expected


def test_check_content_names_the_lines_that_wait(monkeypatch):
    waiting = replace(line_named("GB", "Samaritans"), last_checked=None)
    monkeypatch.setattr(crisis, "all_lines", lambda: (waiting,))
    [warning] = check_content(app_configs=None, databases=None)
    assert "GB Samaritans" in warning.hint
    assert warning.is_serious() is False
    assert waiting.confirmed is False


def test_lines_that_are_surely_open_come_first():
    for code in ("US", "GB", "DE", "FR"):
        order = [line.always for line in crisis.help_for(code).open_first]
        assert order == sorted(order, reverse=True)
        assert set(crisis.help_for(code).open_first) == set(crisis.help_for(code).lines)
