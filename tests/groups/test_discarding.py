"""A draft thrown away: nothing of it stays, and nothing else goes with it."""

import pytest
from django.apps import apps
from django.db import ProgrammingError

from accounts import erasures, privacy
from groups import content, moderation, posting
from groups.choices import Act
from groups.models import Facilitator, Listing, ListingVersion, ModerationEvent, Organization, Place, PlaceVersion
from tests.accounts.people import make_person
from tests.groups.desk import lead, link_of, page, text_of

pytestmark = pytest.mark.django_db
SECRET = "Zinnia"
"""Part of everything that was typed into the draft."""
WORDED = ("CharField", "TextField", "JSONField")
HOME = {"street": f"5 {SECRET} Road", "postal_code": "", "lat": 53.801, "lon": -1.551}


@pytest.fixture
def draft(circle, now):
    """A draft at a home, of an organization of its own, changed several times."""
    listing = content.create(content.content_of(circle) | {"basics": named(f"{SECRET} Circle")})
    slots = content.content_of(listing)["times"]
    content.write(
        listing, {"times": [slot | {"note": f"Ring at {SECRET}"} for slot in slots], "place": at_home(circle)}
    )
    content.write(listing, {"times": [], "basics": named(f"{SECRET} Table", f"{SECRET} House")})
    moderation.record(listing, Act.EDITED, by=None, reason=f"{SECRET} again")
    return listing


def named(name, organization=f"{SECRET} Trust"):
    organization = {"public_id": None, "name": organization, "website": ""}
    return {"name": name, "kind": "peer-circle", "formality": "informal", "organization": organization}


def at_home(circle):
    place = content.content_of(circle)["place"]
    hidden = {"precision": "cell", "cell_km": 1, "name": "", "street": "", "postal_code": "", "directions": ""}
    return place | hidden | {"private": HOME}


def tables_with(word):
    """Names of the models with a row that holds `word` in any text."""
    found = set()
    for model in apps.get_app_config("groups").get_models():
        texts = [field.name for field in model._meta.concrete_fields if field.get_internal_type() in WORDED]
        rows = model.objects.values_list(*texts) if texts else []
        found |= {model.__name__ for row in rows if word in str(row)}
    return found


def test_discarded_draft_leaves_no_word_behind(client, draft, circle):
    before = tables_with(SECRET)
    assert before >= {
        "Listing",
        "ListingVersion",
        "ScheduleVersion",
        "ModerationEvent",
        "Organization",
        "PrivateAddress",
    }
    assert "Throw this draft away?" in text_of(client.get(page("manage-discard", link_of(draft))))
    assert Listing.objects.filter(pk=draft.pk).exists()
    answer = client.post(page("manage-discard", link_of(draft)))
    assert "The draft is erased" in text_of(answer)
    assert tables_with(SECRET) == set()


def test_discarded_draft_takes_nothing_from_others(draft, circle):
    content.write(draft, {"place": content.content_of(circle)["place"]})
    Listing.objects.filter(pk=circle.pk).update(organization=draft.organization)
    versions = ListingVersion.objects.filter(pgh_obj=circle)
    before = versions.count()
    assert Listing.objects.get(pk=draft.pk).place == circle.place
    assert posting.discard(draft)
    circle.refresh_from_db()
    assert circle.place.listings.get() == circle
    assert circle.organization.name == f"{SECRET} House"
    assert versions.count() == before > 0


@pytest.mark.parametrize("kept_by", ["member", "source", "description", "another's past"])
def test_organization_that_somebody_else_relies_on_stays(draft, circle, source, django_user_model, kept_by):
    organization = draft.organization
    if kept_by == "member":
        organization.members.add(django_user_model.objects.create_user("bea@example.org"))
    elif kept_by == "source":
        Organization.objects.filter(pk=organization.pk).update(source=source, source_ref="7")
    elif kept_by == "description":
        Organization.objects.filter(pk=organization.pk).update(description="Written by staff")
    else:
        Listing.objects.filter(pk=circle.pk).update(organization=organization)
        Listing.objects.filter(pk=circle.pk).update(organization=None)
    assert posting.discard(draft)
    assert Organization.objects.filter(pk=organization.pk).exists()


def test_past_of_a_place_that_another_listing_had_stays(draft, circle):
    shared, own = content.content_of(circle)["place"], content.content_of(draft)["place"]
    content.write(draft, {"place": shared})
    content.write(draft, {"place": own})
    left = circle.place_id
    content.write(circle, {"place": shared | {"attendance": "online"}})
    assert not Place.objects.filter(pk=left).exists()
    posting.discard(draft)
    assert PlaceVersion.objects.filter(pgh_obj=left).exists()


def test_draft_sent_in_meanwhile_is_not_erased(client, draft):
    key = link_of(draft)
    moderation.submit(draft, by=None)
    assert not posting.discard(draft)
    assert client.post(page("manage-discard", key)).url == page("manage", key)
    assert "Throw this draft away" not in text_of(client.get(page("manage", key)))
    assert Listing.objects.filter(pk=draft.pk).exists()
    assert ModerationEvent.objects.filter(listing=draft).count() == 2


def test_link_takes_no_draft_from_who_leads_it(client, draft):
    key = link_of(draft)
    lead(client, draft)
    assert "Throw this draft away" in text_of(client.get(page("manage", draft.public_id)))
    client.logout()
    assert client.post(page("manage-discard", key)).url == page("manage", key)
    assert Listing.objects.filter(pk=draft.pk).exists()


def test_link_takes_no_draft_from_who_helps_look_after_it(client, draft):
    Facilitator.objects.create(listing=draft, user=make_person("bea@example.org"))
    assert client.post(page("manage-discard", link_of(draft))).status_code == 302
    assert Listing.objects.filter(pk=draft.pk).exists()


def test_erased_persons_draft_leaves_no_word_behind(client, draft):
    privacy.erase(lead(client, draft))
    assert tables_with(SECRET) == set()


def test_discarded_draft_that_a_restore_brings_back_goes_again(draft):
    row = Listing.objects.values().get(pk=draft.pk)
    posting.discard(draft)
    assert erasures.write()
    Listing.objects.create(**row | {"place_id": None, "organization_id": None, "attendance": "online"})
    assert erasures.replay().erased == 1
    assert not Listing.objects.filter(pk=draft.pk).exists()


def test_history_of_what_was_seen_cannot_be_erased(draft, circle):
    Listing.objects.filter(pk=circle.pk).update(name="Another name")
    posting.discard(draft)
    with pytest.raises(ProgrammingError, match="Cannot update or delete"):
        ListingVersion.objects.filter(pgh_obj=circle).delete()
