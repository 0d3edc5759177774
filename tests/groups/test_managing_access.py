"""Who gets to `/manage/<key>/…`: every page, every way in, and what a wrong one is answered with."""

import pytest
from django.urls import get_resolver

from groups import facilitating
from groups.models import Facilitator, ManageLink
from groups.urls import managing_pages
from tests.accounts.people import make_person, sign_in
from tests.groups.desk import FORBIDDEN, lead, link_of, page, standing, text_of

pytestmark = pytest.mark.django_db
PAGES = sorted(pattern.name for pattern in managing_pages)
ACTS = sorted(
    {
        *(
            "manage-confirm",
            "manage-copy",
            "manage-date",
            "manage-undo",
            "manage-pause",
            "manage-reopen",
            "manage-word",
        ),
        *("manage-open-again", "manage-link-new", "manage-link-mail", "manage-link-revoke", "manage-remove"),
        *("manage-leave", "manage-take-back"),
    }
)
READ = {"manage", "manage-links", "manage-preview", "manage-sent"}
UNKNOWN = "A" * 32


def address(name, key):
    return page(name, key, *(["basics"] if name == "manage-edit" else []))


def test_every_page_is_known_to_the_resolver():
    assert set(PAGES) <= set(get_resolver().reverse_dict)
    assert set(ACTS) < set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_signed_out_public_id_leads_to_sign_in_whether_it_exists_or_not(client, circle, name):
    method = client.post if name in ACTS else client.get
    for key in (circle.public_id, "aaaaaaaaaaa"):
        answer = method(address(name, key))
        assert answer.status_code == 302
        assert "/accounts/login/" in answer.url


@pytest.mark.parametrize("name", PAGES)
def test_wrong_keys_are_not_found_with_one_and_the_same_page(client, circle, clinic, name):
    revoked = link_of(circle)
    ManageLink.objects.update(revoked_at=circle.created_at)
    sign_in(client, make_person())
    bodies = set()
    for key in (UNKNOWN, revoked, clinic.public_id, "aaaaaaaaaaa", "x" * 200, f"{revoked[:-1]}-"):
        for method in (client.get, client.post):
            if name in (ACTS if method == client.get else READ):
                continue
            answer = method(address(name, key), FORBIDDEN)
            assert answer.status_code == 404
            bodies.add(text_of(answer))
    assert len(bodies) == 1


@pytest.mark.parametrize("name", ACTS)
def test_opening_an_address_never_acts(client, circle, name):
    key, before = link_of(circle), standing(circle)
    assert client.get(address(name, key)).status_code == 405
    assert standing(circle) == before
    assert not circle.events.exists()
    assert ManageLink.objects.get().last_used_on is None


@pytest.mark.parametrize("name", sorted(set(PAGES) - set(ACTS) - {"manage-sent", "manage-submit", "manage-discard"}))
def test_pages_open_by_link_and_by_sign_in_and_change_nothing(client, circle, name):
    before = standing(circle)
    assert client.get(address(name, link_of(circle))).status_code == 200
    assert ManageLink.objects.get().last_used_on is None
    lead(client, circle)
    answer = client.get(address(name, circle.public_id))
    assert answer.status_code == 200
    assert "Please look at this again" not in text_of(answer)
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"
    assert standing(circle) | {"owner_id": None} == before
    assert not circle.events.exists()


def test_co_facilitator_gets_in_and_somebody_else_does_not(client, circle):
    ben = make_person("ben@example.org")
    sign_in(client, ben)
    assert client.get(page("manage", circle.public_id)).status_code == 404
    Facilitator.objects.create(listing=circle, user=ben)
    assert client.get(page("manage", circle.public_id)).status_code == 200


def test_post_by_link_notes_the_day_it_was_used(client, circle, now):
    key = link_of(circle)
    client.post(page("manage-confirm", key))
    assert ManageLink.objects.get().last_used_on == now.date()
    assert circle.events.get().via_link


def test_link_opens_one_listing_and_no_other(client, circle, clinic, now):
    key = link_of(circle)
    slot = circle.schedules.get()
    clinic.schedules.add(slot)
    answer = client.post(page("manage-date", key), {"slot": slot.pk, "original_on": "2026-03-10", "do": "cancel"})
    assert answer.status_code == 404
    assert not slot.sessions.exists()


def test_link_holder_of_an_owned_listing_may_not_say_who_gets_in(client, circle, now):
    key = link_of(circle)
    lead(client, circle)
    client.logout()
    for name in ("manage-links", "manage-team"):
        assert client.get(page(name, key)).status_code == 404
    for name in ("manage-link-new", "manage-link-mail", "manage-link-revoke", "manage-team", "manage-remove"):
        assert client.post(page(name, key), {"email": "eve@example.org", "row": 1}).status_code == 404
    assert ManageLink.objects.filter(revoked_at=None).count() == 1
    assert not circle.invitations.exists()


@pytest.mark.parametrize("name", PAGES)
def test_no_post_writes_what_only_verbs_may(client, circle, name, now):
    lead(client, circle)
    before = standing(circle)
    client.post(address(name, circle.public_id), FORBIDDEN)
    after = standing(circle)
    may_change = {"manage-withdraw": ("status", "searchable"), "manage-leave": ("owner_id",)}
    may_change |= {"manage-confirm": ("confirmed_at",), "manage-close": ("closed_on", "searchable", "confirmed_at")}
    for column in may_change.get(name, ()):
        after[column] = before[column]
    assert after == before


def test_closed_link_still_leaves_the_listing_as_it_is(client, circle, now):
    key = link_of(circle)
    answer = client.post(page("manage-link-revoke", key), {"row": ManageLink.objects.get().pk})
    assert "The link is switched off" in text_of(answer)
    assert client.get(page("manage", key)).status_code == 404
    assert client.get(circle.get_absolute_url()).status_code == 200
    assert facilitating.new_link(circle, by=None) != key
