"""What studies found: each cell with the source it was read in, by name, and never older than an operator may know."""

import tomllib
from datetime import date
from io import StringIO
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command

from groups.insights import evidence
from groups.insights.evidence import DATA, MODELS, source_warnings
from groups.wording import unsafe_phrases

READ = date(2026, 11, 22)
UNWANTED = ("patient", "sufferer", "addict ", "committed", "we advise", "you should")
FINDINGS = [finding for model in MODELS for finding in model.findings]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.slug)
def test_every_model_says_what_it_is_and_where_that_was_read(model):
    assert all((model.name, model.about, model.people, model.findings, model.about_title))
    for url in (model.about_url, *(finding.url for finding in model.findings)):
        assert urlsplit(url).scheme in ("http", "https")


@pytest.mark.parametrize("finding", FINDINGS, ids=lambda finding: finding.title[:40])
def test_every_finding_has_its_source_and_the_day_it_was_read(finding):
    assert all((finding.found, finding.title))
    assert finding.read_on >= READ
    assert finding.year is None or 1980 < finding.year <= finding.read_on.year


def test_models_are_in_the_order_of_their_names():
    assert [model.name for model in evidence.models()] == sorted(model.name for model in MODELS)
    assert len({model.slug for model in MODELS}) == len(MODELS)


def test_words_of_our_own_hurt_nobody():
    for model in MODELS:
        words = [model.name, model.about, model.people]
        words += [text for finding in model.findings for text in (finding.found, finding.size, finding.certainty)]
        assert not list(unsafe_phrases(" ".join(words))), model.slug
        assert not [word for word in UNWANTED if word in " ".join(words).lower()], model.slug


def test_page_shows_every_finding_with_its_source_and_asks_no_database(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        page = client.get("/insights/evidence/").text
    assert page.count("read on 22 November 2026") == len(FINDINGS)
    assert all(finding.url.replace("&", "&amp;") in page for finding in FINDINGS)
    assert "None of this is advice for you." in page


def test_page_says_where_a_source_said_nothing(client, db):
    page = client.get("/insights/evidence/").text
    silent = [finding for finding in FINDINGS for said in (finding.size, finding.certainty) if not said]
    assert page.count("not said where we read") == len(silent) > 0


@pytest.mark.parametrize(("today", "is_stale"), [(date(2028, 11, 22), False), (date(2028, 11, 23), True)])
def test_operator_is_told_after_two_years(today, is_stale):
    found = source_warnings(MODELS, today=today)
    assert bool(found) is is_stale
    if found:
        assert found[0].id == "groups.W003"
        assert "Befriending" in found[0].hint


def test_check_of_content_knows_the_sources(db, monkeypatch):
    monkeypatch.setattr(evidence, "STALE_AFTER", evidence.relativedelta(years=-50))
    errors = StringIO()
    call_command("check", tags=["content"], stdout=StringIO(), stderr=errors)
    assert "groups.W003" in errors.getvalue()


def test_file_has_no_field_that_is_not_read():
    rows = tomllib.loads(DATA.read_text("utf-8"))
    assert set(rows) == {"model"}
    assert sum(len(row["finding"]) for row in rows["model"]) == len(FINDINGS)
