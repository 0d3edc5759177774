"""One screen begins a listing: name, where, when and how to reach somebody make four sections at once."""

import pytest

from groups import content
from groups.forms.posting import OneScreenForm

pytestmark = pytest.mark.django_db
WHAT = {"basics-name": "Tuesday Circle", "basics-kind": "peer-circle"}
WHERE = {"place-attendance": "in_person", "place-venue": "open", "place-town": "Leeds", "place-country": "GB"}
REACH = {"contacts-channel_0": "phone", "contacts-value_0": "020 7946 0018"}
NO_TIMES = {"times-slot_count": "0", "times-no_fixed_times": "on"}
ANSWERS = WHAT | WHERE | REACH | NO_TIMES


def screen(answers, **options):
    return OneScreenForm(answers, **{"formality": "informal"} | options)


def test_one_screen_is_enough_for_a_draft(gazetteer, django_user_model):
    form = screen(ANSWERS)
    assert form.is_valid(), list(form.problems())
    owner = django_user_model.objects.create_user(email="ana@example.org")
    listing = content.create(form.content(), owner=owner)
    assert (listing.name, listing.kind.slug, listing.place.town) == ("Tuesday Circle", "peer-circle", "Leeds")
    assert listing.contacts.get().value == "020 7946 0018"


def test_times_take_the_zone_of_the_place(gazetteer):
    slot = {"times-slot_count": "1", "times-0-repeats": "weekly", "times-0-starts_on": "2026-03-10"}
    assert screen(WHAT | WHERE | REACH | slot).times.place_zone == "Europe/London"
    assert screen({}).times.place_zone == "UTC"


@pytest.mark.parametrize(
    ("left_out", "field", "sentence"),
    [
        ("basics-name", "id_basics-name", "fill this in"),
        ("place-town", "id_place-town", "Name the town"),
        ("contacts-value_0", "id_contacts-value_0", "one way to reach you"),
        ("times-no_fixed_times", "", "Say when it meets"),
    ],
)
def test_what_is_missing_is_said_at_its_field(gazetteer, left_out, field, sentence):
    form = screen({name: value for name, value in ANSWERS.items() if name != left_out})
    assert not form.is_valid()
    ((where, _label, said),) = form.problems()
    assert where == field
    assert sentence in said


def test_everything_missing_is_said_at_once():
    problems = [field for field, _label, _sentence in screen({}, asks_email=True).problems()]
    assert {"id_basics-name", "id_place-attendance", "id_contacts-value_0", "id_submitter-email"} <= set(problems)


@pytest.mark.parametrize(("email", "sentence"), [("", "need an address"), ("nobody", "such as name@example.org")])
def test_somebody_without_an_account_gives_an_address(gazetteer, email, sentence):
    form = screen(ANSWERS | {"submitter-email": email}, asks_email=True)
    assert not form.is_valid()
    assert sentence in " ".join(str(said) for _field, _label, said in form.problems())
    known = screen(ANSWERS | {"submitter-email": "ana@example.org"}, asks_email=True)
    assert known.is_valid()
    assert (known.email, screen(ANSWERS).email) == ("ana@example.org", "")


def test_button_of_the_times_checks_nothing_and_keeps_what_was_typed():
    form = screen({"basics-name": "Circle", "place-town": "Zzqqxx", "times-slot_count": "1", "times-add": "1"})
    assert form.is_only_edited
    assert not form.is_valid()
    assert not form.place.errors
    assert list(form.problems()) == []
    assert (form.basics["name"].value(), form.place["town"].value()) == ("Circle", "Zzqqxx")
    assert len(form.times.slots) == 2


def test_formal_door_asks_for_the_organization(gazetteer):
    form = screen(ANSWERS | {"basics-kind": "clinic"}, formality="formal")
    assert not form.is_valid()
    assert "needs the organization" in " ".join(str(said) for _field, _label, said in form.problems())
    named = screen(ANSWERS | {"basics-kind": "clinic", "basics-organization_name": "Lea Health"}, formality="formal")
    assert named.is_valid(), list(named.problems())
    assert named.content()["basics"]["formality"] == "formal"
