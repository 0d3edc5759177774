"""A search of somebody who may be in danger has whom to call before what was found."""

import pytest
from django.http import QueryDict

from groups import danger
from groups.filters import ListingFilter
from tests import factories

IN_DANGER = [
    *("I want to die", "i wanna die", "Self-harm", "self harming", "hurt myself", "killing myself", "suicidal help"),
    *("ending my life", "I don't want to be here", "don’t want to live any more", "suicidio", "quiero suicidarme"),
    *(
        "matarme",
        "quitarme la vida",
        "ya no quiero vivir",
        "autolesionarse",
        "خودکشی",
        "میں مرنا چاہتی ہوں",
        "جینا نہیں چاہتا",
    ),
    *("خود کو نقصان پہنچانا", "khudkushi"),
]
NOT_IN_DANGER = [
    "",
    "si",
    "diet",
    "harm",
    "my life after stroke",
    "living with pain",
    "matar el tiempo",
    "مرنے والوں کی یاد",
]


def asked(text):
    query = QueryDict(mutable=True)
    query["q"] = text
    return ListingFilter(query, now=None)


@pytest.mark.parametrize("text", IN_DANGER)
def test_words_of_somebody_in_danger_are_noticed_in_any_language(db, text):
    assert danger.may_be(asked(text))


@pytest.mark.parametrize("query", ["topic=suicidal-thoughts", "topic=self-harm", "kind=crisis-line"])
def test_filter_of_somebody_in_danger_is_noticed(db, query):
    assert danger.may_be(ListingFilter(QueryDict(query), now=None))


def test_name_an_operator_gives_the_topic_is_noticed(db):
    term = factories.term("topic:self-harm")
    term.translations = term.translations | {"es": "Ritual propio"}
    term.save()
    assert danger.may_be(asked("un ritual propio"))


@pytest.mark.parametrize("text", NOT_IN_DANGER)
def test_other_words_are_not_taken_for_danger(db, text):
    assert not danger.may_be(asked(text))


@pytest.mark.parametrize("query", ["topic=grief", "kind=clinic"])
def test_other_filters_are_not_taken_for_danger(db, query):
    assert not danger.may_be(ListingFilter(QueryDict(query), now=None))


@pytest.mark.parametrize(("query", "is_first"), [("topic=depression", False), ("topic=suicidal-thoughts", True)])
def test_whom_to_call_stands_before_the_results_where_somebody_may_be_in_danger(client, now, source, query, is_first):
    factories.make_listing(source, "Evening", terms=["topic:suicidal-thoughts", "topic:depression"])
    page = client.get(f"/search/?{query}").content.decode()
    assert "Evening" in page
    assert (page.index('class="crisis"') < page.index('id="search-body"')) == is_first
    assert ("data-help-first" in page, page.count('class="crisis"')) == (is_first, 1)
