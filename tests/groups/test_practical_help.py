"""Standing help of an organization: promised, reviewed, found, shown, and gone with who promised it."""

from copy import deepcopy

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from groups import content, facilitating, moderation
from groups.forms.helping import HelpForm
from groups.models import Listing, Organization, PracticalHelp, Revision, Term
from tests import factories
from tests.accounts.people import sign_in
from tests.groups.browser_like import reposted, round_trip
from tests.groups.desk import lead, page, text_of
from tests.groups.reviewing import fresh, make_facilitator, make_moderator, moderating
from tests.groups.test_derived import found, slugs

FOOD = {"term": "access:food", "how_to_ask": "Ask at the door."}
FARES = {"term": "access:fares-paid", "how_to_ask": "Keep your ticket."}


def names(client, query):
    answer = client.get(f"/search.geojson?{query}").json()
    return [feature["properties"]["name"] for feature in answer["features"]]


# Found


def test_help_is_found_by_its_word_and_as_practical_help(client, now, circle, clinic):
    factories.add_help(clinic, "childcare")
    assert names(client, "support=instrumental") == ["Lea Clinic"]
    assert names(client, "access=childcare") == ["Lea Clinic"]
    assert found("crèche") == found("practical help") == {"Lea Clinic"}
    assert "Childcare" in text_of(client.get("/search/?access=childcare"))


def test_tags_follow_help_written_in_bulk_changed_and_taken_away(clinic):
    bare = slugs(clinic)
    PracticalHelp.objects.bulk_create(
        [PracticalHelp(listing=clinic, term=factories.term("access:food"), how_to_ask="Ask.")]
    )
    assert slugs(clinic) - bare == {"food", "instrumental"}
    PracticalHelp.objects.update(term=factories.term("access:interpreter"))
    assert slugs(clinic) - bare == {"interpreter", "instrumental"}
    PracticalHelp.objects.all().delete()
    assert slugs(clinic) == bare


def test_tags_and_words_of_help_go_with_the_organization(circle):
    Listing.objects.filter(pk=circle.pk).update(organization=factories.make_organization())
    bare = slugs(circle)
    factories.add_help(circle, "food")
    assert slugs(circle) - bare == {"food", "instrumental"}
    Listing.objects.filter(pk=circle.pk).update(organization=None)
    assert slugs(circle) == bare
    assert found("practical help") == set()


@pytest.mark.parametrize("name", ["access:food", "support:instrumental"])
def test_words_follow_a_renamed_kind_of_help(clinic, name):
    factories.add_help(clinic, "food")
    facet, slug = name.split(":")
    Term.objects.filter(facet=facet, slug=slug).update(label="Quince jam")
    assert found("quince") == {"Lea Clinic"}


# Promised by an organization alone


def test_nobody_but_an_organization_can_promise_help(circle, clinic, now):
    with pytest.raises(ValidationError, match="Only an organization"):
        content.write(circle, {"help": [FOOD]})
    with pytest.raises(ValidationError, match="Only an organization"):
        moderation.propose(circle, {"help": [FOOD]}, by=None)
    assert not PracticalHelp.objects.exists()
    content.write(clinic, {"help": [FOOD, FARES]})
    assert content.content_of(clinic)["help"] == [FOOD, FARES]


@pytest.mark.parametrize("term", ["access:step-free", "topic:grief"])
def test_what_a_place_is_like_is_no_help(clinic, term):
    with pytest.raises(ValidationError, match="not a kind of practical help"):
        content.write(clinic, {"help": [FOOD | {"term": term}]})


def test_form_refuses_help_without_an_organization_and_keeps_what_was_typed(client, circle, now):
    lead(client, circle)
    answer = client.post(page("manage-edit", circle.public_id, "help"), {"food": "Ask at the door."})
    assert "Only an organization can promise practical help" in text_of(answer)
    assert 'value="Ask at the door."' in answer.content.decode()
    assert not Revision.objects.exists()


def test_form_takes_no_help_where_nobody_can_promise_it(db):
    for is_promised in (True, False):
        form = HelpForm({"food": "Ask at the door."}, has_organization=is_promised)
        assert form.is_valid() == is_promised
        assert HelpForm({"food": ""}, has_organization=is_promised).is_valid()


def test_admin_refuses_help_without_an_organization(client, circle, clinic):
    sign_in(client, User.objects.create_superuser("admin@example.org"), second_factor=True)
    for listing, kept in ((circle, 0), (clinic, 1)):
        form = client.get(f"/admin/groups/listing/{listing.pk}/change/").context["adminform"].form
        sent = {name: value for name in form.fields if (value := form[name].value()) is not None}
        answer = client.post(f"/admin/groups/listing/{listing.pk}/change/", sent | inlines(listing))
        assert (answer.status_code == 302) == bool(kept)
        assert PracticalHelp.objects.filter(listing=listing).count() == kept
        assert ("Only an organization" in text_of(answer)) != bool(kept)


def inlines(listing):
    """What the admin sends of the parts of a listing: nothing but one kind of help."""
    parts = ("schedules", "listing_terms", "contacts", "practical_help", "first_visit", "facilitators")
    counts = {f"{part}-{name}": 0 for part in parts for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    food = {"term": factories.term("access:food").pk, "how_to_ask": "Ask.", "position": 0, "listing": listing.pk}
    return counts | {"practical_help-TOTAL_FORMS": 1} | {f"practical_help-0-{name}": v for name, v in food.items()}


# Part of what is reviewed


def test_help_of_a_public_listing_waits_and_is_told_in_words(client, clinic, now):
    ada = make_facilitator()
    Listing.objects.filter(pk=clinic.pk).update(owner=ada)
    moderation.propose(clinic, {"help": [FOOD, FARES]}, by=ada)
    assert not PracticalHelp.objects.exists()
    words = text_of(moderating(client).get(f"/moderation/{clinic.public_id}/"))
    assert "Food: Ask at the door." in words
    assert "Fares paid: Keep your ticket." in words
    moderation.approve(clinic, by=make_moderator("zoe@example.org", "Zoe"))
    assert [one.how_to_ask for one in PracticalHelp.objects.promised_at(clinic)] == [
        "Ask at the door.",
        "Keep your ticket.",
    ]


def test_earlier_help_can_be_restored(clinic, now):
    content.write(clinic, {"help": [FOOD]})
    moderation.propose(clinic, {"help": []}, by=None)
    moderation.approve(clinic, by=None)
    assert not PracticalHelp.objects.exists()
    moderation.restore(clinic.events.filter(act="approved").latest("pk"), by=None)
    assert content.content_of(clinic)["help"] == [FOOD]


def test_copy_says_the_same_help_and_one_without_organization_none(clinic, now):
    ada = make_facilitator()
    content.write(clinic, {"help": [FARES, FOOD]})
    assert content.content_of(facilitating.copy(clinic, by=ada))["help"] == [FARES, FOOD]
    Listing.objects.filter(pk=clinic.pk).update(kind=factories.term("kind:peer-circle"), formality="informal")
    Listing.objects.filter(pk=clinic.pk).update(organization=None)
    assert content.content_of(facilitating.copy(fresh(clinic), by=ada))["help"] == []


def test_content_with_help_written_back_changes_nothing(clinic, now):
    content.write(clinic, {"help": [FARES, FOOD]})
    before = content.content_of(clinic)
    content.write(clinic, deepcopy(before))
    assert content.content_of(clinic) == before


# Asked


def test_stored_help_comes_back_in_its_order(db):
    assert round_trip(HelpForm, [FARES, FOOD]) == [FARES, FOOD]
    assert round_trip(HelpForm, []) == []
    changes = {"fares-paid": "", "childcare": "Tell us two days before."}
    form = reposted(HelpForm, [FARES, FOOD], changes=changes)
    assert form.is_valid()
    assert form.content() == [FOOD, {"term": "access:childcare", "how_to_ask": "Tell us two days before."}]


def test_help_is_asked_where_an_organization_stands_behind_it(client, circle, now):
    lead(client, circle)
    here = page("manage-edit", circle.public_id, "help")
    assert here not in client.get(page("manage", circle.public_id)).content.decode()
    assert "Page 5 of 9" in text_of(client.get(page("manage-edit", circle.public_id, "words")))
    Organization.objects.create(name="Open Door")
    Listing.objects.filter(pk=circle.pk).update(organization=Organization.objects.get(name="Open Door"))
    assert here in client.get(page("manage", circle.public_id)).content.decode()
    assert "Page 6 of 10" in text_of(client.get(here))


def test_kind_of_help_nobody_offers_any_more_is_asked_only_where_it_stands(db):
    Term.objects.filter(facet="access", slug="food").update(is_active=False)
    assert "food" not in HelpForm().fields
    assert "food" in HelpForm(initial=HelpForm.initial_from([FOOD])).fields


# Shown


def test_page_and_sheet_say_what_there_is_and_how_to_ask(client, clinic, now):
    factories.add_help(clinic, "childcare", "Tell us two days before.")
    words = text_of(client.get(clinic.get_absolute_url()))
    assert "Lea Health gives this help to people who come:" in words
    assert "Childcare Tell us two days before." in words
    assert "Childcare: Tell us two days before." in text_of(client.get(f"{clinic.get_absolute_url()}print/"))


def test_page_says_no_help_once_the_organization_is_gone(client, circle, now):
    Listing.objects.filter(pk=circle.pk).update(organization=factories.make_organization())
    factories.add_help(circle, "food")
    assert 'id="help-title"' in client.get(circle.get_absolute_url()).content.decode()
    Listing.objects.filter(pk=circle.pk).update(organization=None)
    assert 'id="help-title"' not in client.get(circle.get_absolute_url()).content.decode()


def test_feeds_say_nothing_of_help(client, clinic, now):
    factories.add_help(clinic, "food", "Knock twice.")
    listing = client.get(clinic.get_absolute_url()).content.decode()
    assert "Knock twice" not in listing.partition("ld+json")[2].partition("</script>")[0]
    assert "Knock twice" not in client.get("/search.geojson").content.decode()
