"""The words of a listing: picked from what the operator offers, and kept as they are where nobody touched them."""

import pytest

from groups.forms.words import WordsForm
from groups.models import Term
from groups.models.taxonomy import lexicon
from tests.groups.browser_like import reposted, round_trip

pytestmark = pytest.mark.django_db


def test_new_word_is_offered_without_a_release():
    Term.objects.create(facet="access", slug="ramp", label="A ramp at the back")
    lexicon.forget()
    form = WordsForm({"access": ["ramp"], "access_ramp_more": "Ring first"})
    assert form.is_valid(), form.errors
    assert form.content() == [{"term": "access:ramp", "relation": "", "detail": "Ring first"}]
    assert any(row.box.choice_label == "A ramp at the back" for group in form.groups() for row in group.rows)


def test_only_for_and_ways_to_speak_are_kept_apart():
    answers = {
        "audience": ["women"],
        "only": ["women", "survivors"],
        "language": ["en"],
        "language_en_more": "interpreted",
    }
    form = WordsForm(answers | {"other_language_1": "cy", "other_language_1_more": ""})
    assert form.is_valid(), form.errors
    said = {word["term"]: word["relation"] for word in form.content()}
    spoken = {"language:en": "interpreted", "language:cy": ""}
    assert said == {"audience:women": "only", "audience:survivors": "only"} | spoken


def test_word_that_is_not_asked_or_offered_any_more_stays():
    Term.objects.filter(facet="topic", slug="grief").update(is_active=False)
    lexicon.forget()
    before = [
        {"term": "topic:grief", "relation": "", "detail": "since spring"},
        {"term": "weekday:TU", "relation": "", "detail": ""},
    ]
    assert round_trip(WordsForm, before) == before
    form = reposted(WordsForm, before, changes={"topic": []})
    assert form.is_valid()
    assert form.content() == before[1:]


def test_few_words_stand_open_and_the_chosen_are_named():
    form = WordsForm(initial=WordsForm.initial_from([{"term": "topic:grief", "relation": "", "detail": ""}]))
    groups = list(form.groups())
    assert sum(len(group.rows) for group in groups if group.is_open) <= 10
    assert {group.label: group.chosen for group in groups if group.chosen} == {"About: Loss and family": ["Grief"]}
