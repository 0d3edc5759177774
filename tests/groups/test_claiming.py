"""Taking a listing over: somebody asks, a moderator decides; who sent it in themselves need not wait."""

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from groups import claiming, facilitating
from groups.choices import Cause, Decision
from groups.models import Claim, Facilitator, Listing, Review, Submission
from groups.models.secret import digest_of, new_token
from tests import factories
from tests.accounts.people import make_person, sign_in
from tests.groups.desk import text_of
from tests.groups.together import at_once

WAYS = ("too", "instead")
WHY = "I have led it since 2019."


@pytest.fixture
def kim(client, now):
    """Somebody signed in, with a confirmed address."""
    kim = make_person("kim@example.org", nickname="Kim")
    sign_in(client, kim)
    return kim


@pytest.fixture
def mo(db):
    return User.objects.create_superuser("mo@example.org", nickname="Mo")


def claim(client, listing, message=WHY):
    return client.post(f"{listing.get_absolute_url()}claim/", {"message": message})


def submit(listing, email, *, verified_at):
    digest = digest_of(new_token())
    Listing.objects.filter(pk=listing.pk).update(answered_by_mail=verified_at is not None)
    return Submission.objects.create(listing=listing, email=email, digest=digest, email_verified_at=verified_at)


def owner_of(listing):
    return Listing.objects.get(pk=listing.pk).owner


def test_approved_claim_ends_what_others_were_invited_to(circle, kim, mo):
    asked = claiming.claim(circle, kim, WHY)
    old = [facilitating.invite(circle, f"{way}@example.org", by=None, hands_over=way == "instead") for way in WAYS]
    claiming.decide(asked, by=mo, approved=True)
    for invitation in old:
        with pytest.raises(ValidationError, match="too old"):
            facilitating.accept(invitation, make_person(invitation.email))
    assert owner_of(circle) == kim


def test_claim_needs_an_account_and_comes_back_to_the_page(client, now, circle):
    answer = claim(client, circle)
    assert answer.url == f"/accounts/login/?next={circle.get_absolute_url()}claim/"
    assert not Claim.objects.exists()


def test_claim_waits_in_the_queue_and_gives_nothing(client, circle, kim):
    answer = claim(client, circle)
    assert answer.url == f"{circle.get_absolute_url()}claim/sent/"
    assert "A person reads it" in text_of(client.get(answer.url))
    assert (Claim.objects.get().message, Claim.objects.get().decision) == (WHY, Decision.WAITING)
    assert Review.objects.open().get().cause == Cause.CLAIM
    assert owner_of(circle) is None


def test_claim_of_what_one_leads_leads_to_its_page(client, circle, kim):
    Facilitator.objects.create(listing=circle, user=kim)
    assert client.get(f"{circle.get_absolute_url()}claim/").url == f"/manage/{circle.public_id}/"
    with pytest.raises(ValidationError):
        claiming.claim(circle, kim, WHY)


def test_second_claim_is_told_and_keeps_the_words(client, circle, kim):
    claim(client, circle)
    answer = claim(client, circle, "Once more")
    assert "You have asked for this listing already" in answer.content.decode()
    assert "Once more" in answer.content.decode()
    assert Claim.objects.count() == 1


def test_too_many_claims_wait(client, circle, kim, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"claiming": "1/d/key"}
    claim(client, circle)
    assert claim(client, circle, "Once more").status_code == 429


def test_claim_without_words_comes_back(client, circle, kim):
    assert "Please look at this again" in claim(client, circle, "").content.decode()
    assert not Claim.objects.exists()


def test_claim_of_what_is_not_public_is_not_found(client, source, kim):
    draft = factories.make_listing(source, "Draft", published=False)
    assert claim(client, draft).status_code == 404


def test_approved_claim_hands_over_and_tells_both(circle, kim, mo, mailoutbox):
    sam = User.objects.create_user("sam@example.org")
    Listing.objects.filter(pk=circle.pk).update(owner=sam)
    claiming.decide(claiming.claim(circle, kim, WHY), by=mo, approved=True, reason="Welcome.")
    assert owner_of(circle) == kim
    assert [one.user for one in circle.facilitators.all()] == [sam]
    assert [mail.to for mail in mailoutbox] == [["sam@example.org"], ["kim@example.org"]]
    assert "Welcome." in mailoutbox[1].body
    assert not Review.objects.open().exists()


def test_rejected_claim_gives_nothing_and_says_why(circle, kim, mo, mailoutbox):
    asked = claiming.claim(circle, kim, WHY)
    claiming.decide(asked, by=mo, approved=False, reason="Sam says no.")
    asked.refresh_from_db()
    assert (asked.decision, asked.decided_by, owner_of(circle)) == (Decision.REJECTED, mo, None)
    assert "Sam says no." in mailoutbox[0].body
    assert "Circle" not in mailoutbox[0].subject


def test_claim_is_decided_once(circle, kim, mo):
    asked = claiming.claim(circle, kim, WHY)
    claiming.decide(asked, by=mo, approved=False)
    with pytest.raises(ValidationError):
        claiming.decide(asked, by=mo, approved=True)
    assert owner_of(circle) is None


def test_entry_stays_while_another_claim_waits(circle, kim, mo):
    asked = claiming.claim(circle, kim, WHY)
    claiming.claim(circle, User.objects.create_user("lee@example.org"), WHY)
    claiming.decide(asked, by=mo, approved=False)
    assert Review.objects.open().exists()


def test_who_sent_it_in_has_it_at_once(client, circle, kim, now):
    submit(circle, "Kim@Example.org", verified_at=now)
    assert claim(client, circle).url == f"/manage/{circle.public_id}/"
    assert owner_of(circle) == kim
    assert not Claim.objects.exists()


@pytest.mark.parametrize(
    "hindrance", ["other address", "not confirmed by link", "not confirmed by kim", "has an owner"]
)
def test_nobody_else_has_it_at_once(circle, kim, mo, now, hindrance):
    email = "other@example.org" if hindrance == "other address" else kim.email
    submit(circle, email, verified_at=None if hindrance == "not confirmed by link" else now)
    if hindrance == "not confirmed by kim":
        kim.emailaddress_set.update(verified=False)
    if hindrance == "has an owner":
        Listing.objects.filter(pk=circle.pk).update(owner=mo)
    assert not claiming.claim_submission(circle, kim)
    assert owner_of(circle) != kim


def test_claims_at_once_are_one(committed, now):
    kim = User.objects.create_user("kim@example.org")
    circle = factories.make_listing(factories.make_source(), "Circle")
    raised = at_once(*[lambda: claiming.claim(circle, kim, WHY)] * 4)
    assert sorted(type(error).__name__ for error in raised) == ["NoneType"] + ["ValidationError"] * 3
    assert Claim.objects.count() == 1


def test_claim_page_asks_a_fixed_number_of_questions(client, circle, kim, django_assert_num_queries):
    client.get(f"{circle.get_absolute_url()}claim/")
    with django_assert_num_queries(4):  # session, person, listing, team
        client.get(f"{circle.get_absolute_url()}claim/")
