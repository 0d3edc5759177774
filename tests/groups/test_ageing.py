"""`manage.py check --tag content`: each warning comes when it should, and not before."""

import io
from dataclasses import replace
from datetime import date

import pytest
import time_machine
from django.core import checks
from django.core.management import call_command
from django.db import DatabaseError

from groups import ageing, crisis
from groups.check_ins import instruments
from groups.models import Term
from tests.groups.test_crisis import line_named


def ids(warnings):
    return [warning.id for warning in warnings]


@pytest.fixture
def public(settings):
    """A site that everything is right with."""
    settings.HTTPS, settings.SITE_URL = True, "https://support.example.org"
    settings.OPERATOR_EMAIL = "hello@example.org"


def test_site_that_is_well_set_up_has_nothing_to_look_at(db, public):
    assert [warning for check in ageing.CHECKS for warning in check()] == []


def test_word_without_label_in_a_language_is_named_once_for_that_language(db):
    grief = Term.objects.get(facet="topic", slug="grief")
    del grief.translations["ur"]
    grief.save()
    [warning] = ageing.check_terms()
    assert (warning.id, "اردو" in warning.msg, "topic Grief" in warning.hint) == ("groups.W005", True, True)
    Term.objects.filter(pk=grief.pk).update(is_active=False)
    assert ageing.check_terms() == []


def test_words_are_told_as_not_looked_at_without_a_database(monkeypatch):
    def gone():
        raise DatabaseError

    monkeypatch.setattr(Term.objects, "active", gone)
    assert ids(ageing.check_terms()) == ["groups.W004"]


def test_new_note_of_a_crisis_line_waits_for_its_translations(monkeypatch):
    assert ageing.check_texts() == []
    line = replace(line_named("GB", "Samaritans"), note="Ask for Ada.")
    monkeypatch.setattr(crisis, "all_lines", lambda: (line,))
    assert ids(ageing.check_texts()) == ["groups.W006", "groups.W006"]
    assert "Ask for Ada." in ageing.check_texts()[0].hint


def test_wording_of_others_is_to_be_looked_at_while_it_is_asked(settings, monkeypatch):
    assert ageing.check_instruments() == []
    kept = instruments.instruments()
    ours = kept["own-wellbeing"].items
    monkeypatch.setattr(instruments, "instruments", lambda: kept | {"who-5": replace(kept["who-5"], items=ours)})
    settings.CHECK_INS_ANSWERED_BY = "Ada"
    assert ids(ageing.check_instruments()) == ["groups.W007"]
    settings.CHECK_INS_ANSWERED_BY = ""
    assert ids(ageing.check_instruments()) == ["groups.W007", "groups.W008"]


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("OPERATOR_EMAIL", "", ["groups.W009"]),
        ("SITE_URL", "http://localhost:8000", ["groups.W010"]),
        ("SITE_URL", "http://127.0.0.1", ["groups.W010"]),
    ],
)
def test_setting_left_as_it_came_is_said(public, settings, name, value, expected):
    setattr(settings, name, value)
    assert ids(ageing.check_operator()) == expected


def test_site_on_this_machine_may_name_it(public, settings):
    settings.HTTPS, settings.SITE_URL = False, "http://localhost:8000"
    assert ageing.check_operator() == []


def test_made_up_listing_is_said_where_the_public_finds_it(public, settings, source, circle):
    assert ageing.check_samples() == []
    type(source).objects.filter(pk=source.pk).update(is_sample=True)
    [warning] = ageing.check_samples()
    assert warning.msg.startswith("1 listings")
    settings.HTTPS = False
    assert ageing.check_samples() == []


def test_command_tells_lines_that_grew_old_on_that_day_and_only_when_asked(db, public, monkeypatch):
    monkeypatch.setattr(checks.registry.registry, "registered_checks", set(checks.registry.registry.registered_checks))
    line = replace(line_named("GB", "Samaritans"), last_checked=date(2026, 3, 3))
    monkeypatch.setattr(crisis, "all_lines", lambda: (line,))
    told = []
    for day in ("2026-08-30 12:00", "2026-08-31 12:00"):  # 180 and 181 days
        errors = io.StringIO()
        with time_machine.travel(f"{day}+00:00", tick=False):
            call_command("check", tags=["content"], stdout=errors, stderr=errors)
        told.append("groups.W002" in errors.getvalue())
    assert told == [False, True]
