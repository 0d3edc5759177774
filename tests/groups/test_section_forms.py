"""The sections of a listing as forms: what is stored comes back, and what is wrong gets a sentence."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groups import content
from groups.choices import Channel, Visibility
from groups.forms.basics import BasicsForm
from groups.forms.contacts import ContactsForm
from groups.forms.people import FirstVisitForm, JoiningForm, PeopleForm
from groups.forms.sections import SECTION_FORMS
from groups.models import FirstVisit, Term
from tests import factories
from tests.groups.browser_like import reposted, round_trip

pytestmark = pytest.mark.django_db
CIRCLE = {"name": "Tuesday Circle", "kind": "peer-circle", "led_by": "members", "formality": "informal"}
BASICS = CIRCLE | {"description": "We sit.\n\nWe talk.", "training": "", "organization": None}
TEXT = st.one_of(
    st.text(max_size=30), st.sampled_from(["0", "-1", "9" * 30, "true", "2026-02-30", "\0", "en", "javascript:x"])
)


def told(form):
    """The sentences of an invalid form in one text."""
    assert not form.is_valid()
    return " ".join(str(sentence) for _id, _label, sentence in form.problems())


def basics(**answers):
    return BasicsForm({"name": "Lea Clinic", "kind": "clinic"} | answers, formality="formal")


def contacts(*rows):
    rows = [("phone", *row) if len(row) == 1 else row for row in rows]
    return ContactsForm(
        {
            f"{name}_{n}": part
            for n, row in enumerate(rows)
            for name, part in zip(("channel", "value", "visibility"), row, strict=False)
        }
    )


# What is stored comes back


@pytest.mark.parametrize("name", SECTION_FORMS)
def test_stored_section_comes_back_as_it_was(circle, name):
    factories.add_contact(circle, "online_link", "https://meet.example/x", visibility="after_contact")
    factories.add_first_visit(circle, must_speak="no", greeter="Ana", what_to_expect="Tea.\nThen we sit.")
    before = content.content_of(circle)[name]
    assert round_trip(SECTION_FORMS[name], before) == before
    assert round_trip(SECTION_FORMS[name], before, prefix="one", formality=circle.formality) == before


LINES = st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=40).map(str.strip)
SECTIONS = {
    "contacts": st.lists(
        st.fixed_dictionaries(
            {
                "channel": st.just("phone"),
                "value": st.from_regex(r"\+?[0-9]{3,12}", fullmatch=True),
                "note": LINES,
                "visibility": st.sampled_from(Visibility.values),
            }
        ),
        max_size=7,
    ),
    "people": st.fixed_dictionaries(
        {
            "minimum_age": st.none() | st.integers(0, 18),
            "maximum_age": st.none() | st.integers(18, 130),
            "minimum_size": st.none() | st.integers(0, 5),
            "maximum_size": st.none() | st.integers(5, 10_000),
            "safeguarding_contact": LINES,
        }
    ),
    "first_visit": st.none()
    | st.fixed_dictionaries(
        {name: st.sampled_from(["", "yes", "no", "up_to_you"]) for name in FirstVisit.QUESTIONS}
        | {"greeter": LINES, "what_to_expect": LINES}
    ).filter(lambda answers: any(answers.values())),
    "basics": st.builds(
        lambda name, organization: BASICS | {"name": name or "A", "organization": organization},
        LINES,
        st.none() | st.just({"public_id": "abc", "name": "Open Door", "website": "https://open.example/x"}),
    ),
}


@settings(max_examples=25)
@given(data=st.data())
@pytest.mark.parametrize("name", SECTIONS)
def test_any_section_comes_back_as_it_was(db, name, data):
    value = data.draw(SECTIONS[name])
    assert round_trip(SECTION_FORMS[name], value) == value


@settings(max_examples=15)
@given(data=st.data())
@pytest.mark.parametrize("name", SECTION_FORMS)
def test_no_answer_makes_a_form_fail(db, name, data):
    fields = list(SECTION_FORMS[name]().fields)
    answers = data.draw(st.dictionaries(st.sampled_from(fields), st.lists(TEXT, min_size=1, max_size=3)))
    form = SECTION_FORMS[name](factories.query(**answers))
    if form.is_valid():
        form.content()
    list(form.problems())
    assert str(form)


# Basics


@pytest.mark.parametrize(("door", "offered"), [("formal", "clinic"), ("informal", "peer-circle")])
def test_door_offers_only_its_kinds(door, offered):
    slugs = [slug for _category, kinds in BasicsForm(formality=door).kinds() for slug, _name in kinds]
    formalities = {term.default_formality for term in Term.objects.lexicon().offered("kind") if term.slug in slugs}
    assert offered in slugs
    assert formalities == {door}


def test_kind_of_the_other_door_is_refused_but_a_stored_one_stays():
    assert "from the list" in told(BasicsForm(CIRCLE, formality="formal"))
    stored = BASICS | {"formality": "formal", "organization": {"public_id": "a", "name": "Trust", "website": ""}}
    assert round_trip(BasicsForm, stored, formality="formal") == stored


def test_formal_service_needs_its_organization():
    assert "needs the organization" in told(basics())
    form = basics(organization_name="Lea Health", organization_website="lea.example")
    assert form.is_valid(), form.errors
    assert form.content()["organization"] == {"public_id": "", "name": "Lea Health", "website": "https://lea.example"}
    assert form.content()["formality"] == "formal"


@pytest.mark.parametrize("website", ["javascript:alert(1)", "ftp://lea.example", "http://", "x y"])
def test_website_that_is_no_web_address_is_refused(website):
    form = basics(organization_name="Lea Health", organization_website=website)
    assert "begins with https://" in told(form)
    assert form["organization_website"].value() == website


def test_renamed_organization_is_another_one():
    stored = BASICS | {"organization": {"public_id": "abc", "name": "Open Door", "website": ""}}
    form = reposted(BasicsForm, stored, changes={"organization_name": "Other Door"})
    assert form.is_valid(), form.errors
    assert form.content()["organization"] == {"public_id": "", "name": "Other Door", "website": ""}


# Contacts


@pytest.mark.parametrize(
    ("channel", "value", "sentence"),
    [
        ("phone", "call me", "needs digits"),
        ("email", "nobody", "valid email"),
        ("website", "javascript:alert(1)", "begins with https://"),
        ("online_link", "data:text/html,x", "begins with https://"),
        ("fax", "1", "from the list"),
    ],
)
def test_contact_of_no_use_gets_a_sentence_and_is_kept(channel, value, sentence):
    form = contacts((channel, value))
    assert sentence in told(form)
    assert form["value_0"].value() == value


def test_link_to_join_is_shown_after_contact_unless_chosen_otherwise():
    form = contacts(
        ("phone", "020 7946 0018"), ("online_link", "meet.example/x"), ("online_link", "https://a.example", "public")
    )
    assert form.is_valid(), form.errors
    assert [row["visibility"] for row in form.content()] == ["public", "after_contact", "public"]
    assert form.content()[1]["value"] == "https://meet.example/x"


def test_emptied_row_is_gone_and_its_forgotten_note_asked_about(circle):
    before = [{"channel": Channel.PHONE.value, "value": "123", "note": "", "visibility": "public"}] * 2
    form = reposted(ContactsForm, before, changes={"value_0": ""})
    assert form.is_valid(), form.errors
    assert len(form.content()) == 1
    assert "empty the note too" in told(ContactsForm({"note_0": "evenings"}))


# People, joining, first visit


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"minimum_age": "30", "maximum_age": "20"}, "youngest age is above"),
        ({"minimum_size": "9", "maximum_size": "2"}, "larger than the largest"),
        ({"maximum_age": "17"}, "safety"),
        ({"minimum_age": "ten"}, "whole number"),
        ({"minimum_age": "-1"}, "not below 0"),
        ({"maximum_age": "131"}, "at most 130"),
    ],
)
def test_people_that_make_no_sense_get_a_sentence(answers, sentence):
    assert sentence in told(PeopleForm(answers))


def test_minors_of_a_formal_service_are_its_own_duty():
    assert PeopleForm({"maximum_age": "17"}, formality="formal").is_valid()
    assert PeopleForm({"maximum_age": "17", "safeguarding_contact": "Ana Reyes"}).is_valid()


def test_new_answer_is_dated_today_and_an_old_one_keeps_its_day(now):
    days = {"wait_checked_on": "2025-05-01", "accepting_new_checked_on": "2025-06-01"}
    before = {"how_to_join": "", "wait_weeks": 4, "accepting_new": True} | days
    form = reposted(JoiningForm, before, changes={"wait_weeks": "6"})
    assert form.is_valid(), form.errors
    after = form.content()
    assert (after["wait_weeks"], after["wait_checked_on"]) == (6, "2026-03-03")
    assert (after["accepting_new"], after["accepting_new_checked_on"]) == (True, "2025-06-01")


def test_day_belongs_to_an_answer_and_has_come(now):
    form = JoiningForm({"wait_checked_on": "2026-03-01", "accepting_new_checked_on": "2026-03-01"})
    assert form.is_valid(), form.errors
    assert form.content()["wait_checked_on"] is form.content()["accepting_new_checked_on"] is None
    assert "not come yet" in told(JoiningForm({"wait_weeks": "1", "wait_checked_on": "2026-03-05"}))
    assert "year-month-day" in told(JoiningForm({"wait_checked_on": "2026-02-30"}))


def test_first_visit_without_an_answer_is_none():
    form = FirstVisitForm({"greeter": " "})
    assert form.is_valid()
    assert form.content() is None
