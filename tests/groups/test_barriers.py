"""What would make it hard: each row of the table, the cards that say it, and that no address carries it."""

import re

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string

from groups.barriers import BARRIERS, SIGNS, eased, readings, signs_of
from groups.forms.barriers import HardForm
from groups.models import Term
from tests import factories
from tests.groups.desk import text_of

ROWS = [(barrier, sign, str(words)) for barrier in BARRIERS for sign, words in barrier.eases]
WORDS_OF_SIGNS = [(sign, word) for sign, words in SIGNS.items() for word in words]
OF_FIRST_VISIT = [
    ("no-name", {"give_name": "no"}),
    ("no-name", {"give_name": "up_to_you"}),
    ("no-id", {"show_id": "no"}),
    ("no-speaking", {"must_speak": "no"}),
    ("company", {"bring_someone": "yes"}),
    ("greeter", {"greeter": "Kim, at the door"}),
]
AGAINST = [{"give_name": "yes"}, {"show_id": "yes"}, {"must_speak": "yes"}, {"bring_someone": "no"}, {}]


@pytest.mark.parametrize(("barrier", "sign", "words"), ROWS, ids=[f"{row[0].slug}-{row[1]}" for row in ROWS])
def test_each_sign_eases_its_barrier_with_its_sentence(barrier, sign, words):
    (reading,) = readings([barrier.slug], [sign])
    assert [str(said) for _sign, said in reading.eases] == [words]


@pytest.mark.parametrize("barrier", BARRIERS, ids=lambda barrier: barrier.slug)
def test_barrier_without_its_signs_is_left(barrier):
    others = set(SIGNS) - {sign for sign, _words in barrier.eases}
    (reading,) = readings([barrier.slug], others)
    assert reading.eases == ()


@pytest.mark.parametrize(("sign", "word"), WORDS_OF_SIGNS)
def test_each_word_of_a_listing_tells_its_sign(db, sign, word):
    assert signs_of([factories.term(word).pk]) == [sign]


def test_every_sign_eases_something_and_every_other_word_tells_none(db):
    assert set(SIGNS) == {sign for _barrier, sign, _words in ROWS}
    known = {word for words in SIGNS.values() for word in words}
    others = [term.pk for term in Term.objects.all() if f"{term.facet}:{term.slug}" not in known]
    assert signs_of(others) == []


@pytest.mark.parametrize(("sign", "answers"), OF_FIRST_VISIT)
def test_answers_about_the_first_visit_tell_a_sign(circle, sign, answers):
    assert signs_of([], factories.add_first_visit(circle, **answers)) == [sign]


@pytest.mark.parametrize("answers", AGAINST)
def test_other_answers_about_the_first_visit_tell_none(circle, answers):
    assert signs_of([], factories.add_first_visit(circle, **answers)) == []


def test_readings_come_in_the_order_of_the_table_and_unknown_ones_not_at_all():
    assert [one.barrier.slug for one in readings(["alone", "cost", "nonsense"], [])] == ["cost", "alone"]
    assert [one.barrier.slug for one in eased(["free", "online"])] == ["cost", "distance", "steps", "childcare", "seen"]


def test_form_takes_known_words_once_and_leaves_others_out():
    assert HardForm.chosen_in(QueryDict("hard=alone&hard=cost&hard=cost&hard=<b>&hard=")) == ["cost", "alone"]
    assert HardForm.chosen_in(QueryDict("near=London")) == []


def test_card_says_what_helps_and_what_is_left(client, circle, now):
    page = text_of(client.post("/search/", {"hard": ["cost", "childcare"]}))
    card = page.partition("Tuesday Circle")[2]  # before it, the page has every sentence for the script
    assert "Cost: It is free. Children: No childcare that we know of." in card
    assert "Steps:" not in card


@pytest.mark.parametrize("barrier", BARRIERS, ids=lambda barrier: barrier.slug)
def test_card_denies_nothing_that_a_first_visit_may_tell(barrier):
    by_first_visit = {sign for sign, _answers in OF_FIRST_VISIT}
    if by_first_visit & {sign for sign, _words in barrier.eases}:
        assert "ts page" in str(barrier.left)
        assert not re.search(r"\b(no|not|nobody|you would)\b", str(barrier.left), re.IGNORECASE)


def test_card_of_a_listing_with_a_greeter_leads_to_its_page(client, circle, now):
    factories.add_first_visit(circle, greeter="Kim, at the door", show_id="no", must_speak="no")
    page = text_of(client.post("/search/", {"hard": ["alone", "seen"]}))
    assert "First time alone: See its page for who greets you" in page.partition("Tuesday Circle")[2]
    assert "Nobody to greet" not in page


def test_card_tells_its_signs_to_the_script(client, circle, now):
    assert 'data-signs="free evening"' in client.get("/search/").content.decode()


def test_what_would_be_hard_is_carried_into_no_address(client, circle, now):
    page = client.get("/search/?topic=grief&hard=cost").content.decode()
    assert "It is free." in page
    assert "hard=" not in page.replace('name="hard"', "")


def test_private_page_carries_what_is_hard_to_its_next_page_only(client, circle, now):
    field = '<input type="hidden" name="hard" value="cost" form="search-form">'
    assert field in client.post("/search/", {"hard": "cost"}).content.decode()
    assert field not in client.get("/search/?hard=cost").content.decode()


def test_barriers_ask_nothing_of_the_database(client, circle, clinic, now, django_assert_max_num_queries):
    client.get("/search/")
    with django_assert_max_num_queries(8) as plain:
        client.get("/search/?lat=51.55&lon=-0.06")
    with django_assert_max_num_queries(len(plain)):
        client.post("/search/", {"lat": "51.55", "lon": "-0.06", "hard": [one.slug for one in BARRIERS]})


def test_sentences_for_the_script_are_those_of_the_cards(db):
    panel = render_to_string("groups/barriers/panel.html", {"hard": [], "is_private": False, "search": None})
    for barrier, sign, words in ROWS:
        line = f'data-barrier="{barrier.slug}" data-sign="{sign}"><strong>{barrier.label}:</strong> {words}</li>'
        assert line in panel
