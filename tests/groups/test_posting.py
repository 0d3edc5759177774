"""From the two doors to the public, without script and without an account; and the same for somebody signed in."""

import pytest
from django.urls import reverse

from groups import moderation
from groups.choices import Status
from groups.models import Listing, ManageLink, Review, Submission
from tests.accounts.people import make_person, sign_in
from tests.groups.desk import FORBIDDEN, SCREEN, SENDER, address_in, page, standing, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(client, gazetteer, now):
    """A draft begun without an account, and the key of its secret link."""
    answer = client.post(reverse("post-informal"), SCREEN | SENDER)
    assert answer.status_code == 302, text_of(answer)
    return Listing.objects.get(), answer.url.split("/")[2]


def test_doors_lead_to_both_screens_and_say_what_it_takes(client):
    answer = client.get(reverse("post"))
    for name in ("post-formal", "post-informal", "policy"):
        assert reverse(name) in answer.content.decode()
    assert "A person reads it before it is public" in text_of(answer)
    assert not answer.cookies


def test_link_that_the_limit_keeps_back_is_not_said_to_be_sent(client, draft, settings, mailoutbox):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"mailing": "1/d/key"}
    _listing, key = draft
    sent, too_often = (client.post(page("manage-submit", key), follow=True) for _time in range(2))
    assert "We sent a link to ana@example.org" in text_of(sent)
    assert "We sent a link" not in text_of(too_often)
    assert "That was enough mail for one day." in text_of(too_often)
    assert len(mailoutbox) == 1


def test_opening_the_screens_keeps_nothing_and_sets_only_the_csrf_cookie(client):
    for name in ("post-formal", "post-informal"):
        answer = client.get(reverse(name))
        assert answer.status_code == 200
        assert set(answer.cookies) == {"csrftoken"}
    assert not Listing.objects.exists()


def test_screen_makes_a_draft_that_only_its_link_opens(client, draft):
    listing, key = draft
    assert (listing.status, listing.owner, listing.searchable) == (Status.DRAFT, None, False)
    assert listing.submission.email == "ana@example.org"
    assert key not in ManageLink.objects.get().digest
    assert "Tuesday Circle" in text_of(client.get(page("manage", key)))
    assert client.get(listing.get_absolute_url()).status_code == 404


def test_draft_of_somebody_signed_in_is_theirs(client, gazetteer, now):
    sign_in(client, make_person())
    answer = client.post(reverse("post-informal"), SCREEN)
    listing = Listing.objects.get()
    assert listing.owner.email == "ana@example.org"
    assert answer.url.startswith(page("manage", listing.public_id))
    assert not ManageLink.objects.exists()
    assert not Submission.objects.exists()


def test_formal_door_keeps_the_organization(client, gazetteer, now):
    service = SCREEN | SENDER | {"basics-kind": "clinic", "basics-organization_name": "Lea Health"}
    client.post(reverse("post-formal"), service)
    listing = Listing.objects.get()
    assert (listing.formality, listing.organization.name) == ("formal", "Lea Health")


def test_bad_input_comes_back_with_sentences_and_everything_typed(client, gazetteer, now):
    answer = client.post(reverse("post-informal"), SCREEN | {"place-town": "", "submitter-email": "nobody"})
    words = answer.content.decode()
    assert answer.status_code == 200
    assert 'href="#id_place-town"' in words
    assert "such as name@example.org" in words
    for typed in ("Tuesday Circle", "Linden Street Library", "020 7946 0018", 'value="nobody"', "18:30"):
        assert typed in words
    assert not Listing.objects.exists()


@pytest.mark.parametrize("button", ["times-add", "times-copy-0", "times-remove-0", "times-show"])
def test_buttons_of_the_times_keep_what_was_typed_and_nothing_else(client, gazetteer, now, button):
    answer = client.post(reverse("post-informal"), SCREEN | SENDER | {button: "1"})
    words = answer.content.decode()
    assert answer.status_code == 200
    for typed in ("Tuesday Circle", "Linden Street Library", "020 7946 0018", "ana@example.org"):
        assert typed in words
    assert "Please look at this again" not in words
    assert not Listing.objects.exists()


def test_screen_writes_nothing_that_it_does_not_ask(client, gazetteer, now):
    odd = {f"{prefix}{name}": value for name, value in FORBIDDEN.items() for prefix in ("", "basics-", "submitter-")}
    client.post(reverse("post-informal"), SCREEN | SENDER | odd)
    listing = Listing.objects.get()
    assert standing(listing) | {"public_id": ""} == {
        **dict.fromkeys(("owner_id", "confirmed_at", "closed_on", "merged_into_id", "source_id")),
        **dict.fromkeys(("searchable", "is_checked_now", "answered_by_mail", "is_unsure", "is_stale"), False),
        "status": Status.DRAFT,
        "public_id": "",
    }
    assert listing.public_id != "chosen"
    assert listing.submission.email_verified_at is None


def test_too_many_drafts_are_refused_kindly_and_lose_nothing(client, gazetteer, now, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"posting": "1/h/key"}
    client.post(reverse("post-informal"), SCREEN | SENDER)
    answer = client.post(reverse("post-informal"), SCREEN | SENDER)
    assert answer.status_code == 429
    assert "That was a lot" in text_of(answer)
    assert 'value="Tuesday Circle"' in answer.content.decode()
    assert Listing.objects.count() == 1


def test_nothing_enters_the_queue_before_the_address_is_confirmed(client, draft, mailoutbox):
    listing, key = draft
    answer = client.post(page("manage-submit", key), follow=True)
    assert "Look in your mail" in text_of(answer)
    assert not Review.objects.exists()
    assert mailoutbox[0].to == ["ana@example.org"]
    assert listing.name not in mailoutbox[0].subject
    client.get(address_in(mailoutbox[0]))
    assert standing(listing)["status"] == Status.DRAFT
    assert Submission.objects.get().email_verified_at is None


def test_link_in_the_mail_and_one_button_send_it_in(client, draft, mailoutbox):
    listing, key = draft
    client.post(page("manage-submit", key))
    confirming = address_in(mailoutbox[0])
    opened = text_of(client.get(confirming))
    assert "Yes, send it in" in opened
    assert "Please look at this again" not in opened
    answer = client.post(confirming, {"note": "We moved here in May.", **FORBIDDEN}, follow=True)
    assert "Your listing was sent in" in text_of(answer)
    assert standing(listing)["status"] == Status.PENDING
    assert Review.objects.get().listing == listing
    assert listing.events.get().reason == "We moved here in May."
    assert client.get(address_in(mailoutbox[1])).status_code == 200


def test_confirming_twice_does_no_harm(client, draft, mailoutbox):
    listing, key = draft
    client.post(page("manage-submit", key))
    confirming = address_in(mailoutbox[0])
    for _time in range(2):
        assert client.post(confirming, {"note": ""}).status_code == 302
    assert listing.events.count() == Review.objects.count() == 1
    assert len(mailoutbox) == 2


def test_second_mail_makes_the_first_link_useless(client, draft, mailoutbox):
    _listing, key = draft
    for _time in range(2):
        client.post(page("manage-submit", key))
    first, second = map(address_in, mailoutbox)
    assert client.get(first).status_code == 404
    assert client.post(first, {"note": ""}).status_code == 404
    assert client.get(second).status_code == 200


def test_mails_to_one_address_come_to_an_end(client, draft, mailoutbox):
    _listing, key = draft
    for _time in range(7):
        assert client.post(page("manage-submit", key)).status_code == 302
    assert len(mailoutbox) == 5


def test_whole_way_from_the_doors_to_the_public(client, draft, mailoutbox, django_user_model):
    listing, key = draft
    assert "Only people with this link see it" in text_of(client.get(page("manage", key)))
    assert "This is a preview" in text_of(client.get(page("manage-preview", key)))
    client.post(page("manage-submit", key))
    client.post(address_in(mailoutbox[0]), {"note": ""})
    moderator = django_user_model.objects.create_superuser("mo@example.org")
    moderation.approve(listing, by=moderator)
    public = client.get(listing.get_absolute_url())
    assert "Every Tuesday, 18:30 to 20:00" in text_of(public)
    assert "Everybody can find it" in text_of(client.get(page("manage", key)))


def test_claim_of_a_submission_on_my_listings(client, draft, mailoutbox):
    listing, key = draft
    client.post(page("manage-submit", key))
    client.post(address_in(mailoutbox[0]), {"note": ""})
    sign_in(client, make_person())
    assert "Are these yours?" in text_of(client.get(reverse("mine")))
    answer = client.post(reverse("mine-claim"), {"row": listing.pk})
    assert answer.url.startswith(page("manage", listing.public_id))
    assert standing(listing)["owner_id"] is not None
    assert standing(listing)["answered_by_mail"] is False


@pytest.mark.parametrize("verified", [True, False])
def test_submission_from_another_or_unproven_address_cannot_be_claimed(client, draft, mailoutbox, verified):
    listing, key = draft
    client.post(page("manage-submit", key))
    client.post(address_in(mailoutbox[0]), {"note": ""})
    sign_in(client, make_person("ben@example.org" if verified else "ana@example.org", verified=verified))
    assert "Are these yours?" not in text_of(client.get(reverse("mine")))
    assert client.post(reverse("mine-claim"), {"row": listing.pk}).status_code == 404
    assert standing(listing)["owner_id"] is None
