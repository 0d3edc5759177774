"""Secret links and the team: made, mailed, switched off; invited, accepted, handed over, left."""

from datetime import timedelta

import pytest
from django.urls import reverse

from groups import facilitating
from groups.models import Invitation, Listing, ManageLink
from tests.accounts.people import make_person, sign_in
from tests.groups.desk import address_in, lead, page, standing, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana(client, circle, now):
    return lead(client, circle)


def test_new_link_is_shown_once_and_kept_as_a_digest_only(client, circle, ana):
    answer = client.post(page("manage-link-new", circle.public_id))
    words = answer.content.decode()
    key = words.partition('value="http://testserver/manage/')[2].partition("/")[0]
    assert client.get(page("manage", key)).status_code == 200
    assert key not in str(ManageLink.objects.values())
    assert key not in client.get(page("manage-links", circle.public_id)).content.decode()


def test_link_is_mailed_to_who_is_signed_in(client, circle, ana, mailoutbox):
    client.post(page("manage-link-mail", circle.public_id), {"email": "eve@example.org"})
    (mail,) = mailoutbox
    assert mail.to == ["ana@example.org"]
    assert circle.name not in mail.subject
    client.logout()
    assert client.get(address_in(mail)).status_code == 200


def test_switched_off_link_opens_nothing(client, circle, ana):
    key = facilitating.new_link(circle, by=ana)
    answer = client.post(
        page("manage-link-revoke", circle.public_id), {"row": ManageLink.objects.get().pk}, follow=True
    )
    assert "no longer opens anything" in text_of(answer)
    assert client.get(page("manage", key)).status_code == 404
    assert ManageLink.objects.get().revoked_by == ana


def test_link_of_another_listing_cannot_be_switched_off(client, circle, evening, ana):
    facilitating.new_link(evening, by=None)
    other = ManageLink.objects.get()
    assert client.post(page("manage-link-revoke", circle.public_id), {"row": other.pk}).status_code == 404
    assert client.post(page("manage-link-revoke", circle.public_id), {"row": "x"}).status_code == 302
    assert ManageLink.objects.get().revoked_at is None


@pytest.fixture
def invitation(client, circle, ana, mailoutbox):
    """Ben's invitation, as the path that his mail brings."""
    client.post(page("manage-team", circle.public_id), {"email": "ben@example.org"})
    return address_in(mailoutbox[0])


def test_invitation_asks_first_and_lets_somebody_in(client, circle, invitation):
    ben = sign_in(client, make_person("ben@example.org", nickname="Ben"))
    assert "look after “Tuesday Circle” with them" in text_of(ben.get(invitation))
    assert not circle.facilitators.exists()
    assert "You now look after this listing too" in text_of(ben.post(invitation, follow=True))
    assert circle.facilitators.get().user.nickname == "Ben"
    assert "Ben" in text_of(ben.get(page("manage-team", circle.public_id)))
    assert ben.post(invitation).status_code == 404


def test_invitation_wants_somebody_signed_in(client, circle, invitation):
    client.logout()
    for method in (client.get, client.post):
        assert "/accounts/login/" in method(invitation).url
    assert not circle.facilitators.exists()


def test_old_and_unknown_invitations_are_not_found(client, now, invitation):
    sign_in(client, make_person("ben@example.org"))
    assert client.post(reverse("invitation", args=["A" * 32])).status_code == 404
    Invitation.objects.update(expires_at=now - timedelta(days=1))
    assert client.get(invitation).status_code == client.post(invitation).status_code == 404


def test_handing_over_changes_who_answers_and_keeps_the_former(client, circle, ana, mailoutbox):
    client.post(page("manage-team", circle.public_id), {"email": "ben@example.org", "hands_over": "on"})
    ben = make_person("ben@example.org")
    sign_in(client, ben)
    client.post(address_in(mailoutbox[0]))
    assert standing(circle)["owner_id"] == ben.pk
    assert circle.facilitators.get().user == ana


def test_co_facilitator_invites_but_cannot_hand_over(client, circle, ana, mailoutbox):
    ben = make_person("ben@example.org")
    circle.facilitators.create(user=ben)
    sign_in(client, ben)
    address, sent = page("manage-team", circle.public_id), {"email": "eve@example.org"}
    assert 'name="hands_over"' not in client.get(address).content.decode()
    answer = client.post(address, sent | {"hands_over": "on"})
    assert "Only the person who answers for the listing can hand it over" in text_of(answer)
    assert not Invitation.objects.exists()
    client.post(address, sent)
    assert not Invitation.objects.get().hands_over


def test_link_of_nobodys_listing_hands_over(client, circle, now, mailoutbox):
    key = facilitating.new_link(circle, by=None)
    client.post(page("manage-team", key), {"email": "ben@example.org", "hands_over": "on"})
    assert Invitation.objects.get().hands_over


def test_bad_address_gets_a_sentence_and_stays(client, circle, ana, mailoutbox):
    answer = client.post(page("manage-team", circle.public_id), {"email": "nobody"})
    assert "such as name@example.org" in text_of(answer)
    assert 'value="nobody"' in answer.content.decode()
    assert not mailoutbox


def test_invitations_come_to_an_end(client, circle, ana, mailoutbox):
    for number in range(12):
        client.post(page("manage-team", circle.public_id), {"email": f"ben{number}@example.org"})
    assert len(mailoutbox) == 10


def test_only_who_answers_takes_somebody_out(client, circle, ana):
    ben, cleo = make_person("ben@example.org"), make_person("cleo@example.org")
    rows = [circle.facilitators.create(user=person) for person in (ben, cleo)]
    sign_in(client, ben)
    assert client.post(page("manage-remove", circle.public_id), {"row": rows[1].pk}).status_code == 404
    sign_in(client, ana)
    client.post(page("manage-remove", circle.public_id), {"row": rows[1].pk})
    assert [row.user for row in circle.facilitators.all()] == [ben]


def test_leaving_is_refused_while_there_is_somebody_to_hand_over_to(client, circle, ana):
    circle.facilitators.create(user=make_person("ben@example.org"))
    answer = client.post(page("manage-leave", circle.public_id))
    assert "Hand it over to somebody of your team first" in text_of(answer)
    assert standing(circle)["owner_id"] == ana.pk


def test_co_facilitator_leaves(client, circle, ana):
    ben = make_person("ben@example.org")
    circle.facilitators.create(user=ben)
    sign_in(client, ben)
    answer = client.post(page("manage-leave", circle.public_id), follow=True)
    assert "You no longer look after that listing" in text_of(answer)
    assert not circle.facilitators.exists()
    assert Listing.objects.get().owner == ana
