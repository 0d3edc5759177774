"""Two listings are linked by the word of one side, of both, or of a moderator; a no is the end of it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from groups import moderation, pairing
from groups.choices import Act, Cause
from groups.models import Contact, Listing, ModerationEvent, Pairing, PairingLink, Submission
from tests import factories
from tests.groups.pairing.pairs import make_clinic, names
from tests.groups.reviewing import make_facilitator, make_moderator

pytestmark = pytest.mark.usefixtures("now")


@pytest.fixture
def pair(circle, care, ana, ben):
    """What Ana says of the Tuesday Circle and Lea Grief Care; Ben was asked."""
    return pairing.propose(circle, care, by=ana)


def shown(listing):
    """What the public sees as linked with `listing`, with who says so."""
    listing = Listing.objects.select_related("kind", "place").get(pk=listing.pk)
    return [(one.listing.name, one.says) for one in pairing.beside(listing).pairs]


def test_proposal_is_shown_on_both_pages_as_the_word_of_one_side(circle, care, pair):
    assert shown(circle) == [("Lea Grief Care", "The people here say so")]
    assert shown(care) == [("Tuesday Circle", "“Tuesday Circle” says so")]
    assert names(circle) == ["Lea Grief Care"]
    assert pairing.beside(circle).suggested == []


def test_both_agree_once_the_other_side_says_yes(circle, care, pair, ben):
    pairing.agree(pair, care, by=ben)
    assert shown(circle) == [("Lea Grief Care", "Both say so")]
    before = Pairing.objects.values().get()
    pairing.agree(pair, care, by=None)
    assert Pairing.objects.values().get() == before


def test_moderator_confirms_what_one_side_says(circle, pair):
    mo = make_moderator()
    pairing.check(pair, circle, by=mo)
    assert shown(circle) == [("Lea Grief Care", "Checked by a moderator")]
    assert Pairing.objects.get().checked_by == mo


def test_moderator_links_what_nobody_has_and_both_sides_are_asked(circle, care, ana, ben, mailoutbox):
    mo = make_moderator()
    pair = pairing.vouch(circle, care, by=mo)
    assert shown(circle) == [("Lea Grief Care", "Checked by a moderator")]
    assert pair.checked_by == mo
    assert sorted(recipients(mailoutbox)) == ["ana@example.org", "ben@example.org"]
    assert all("so says a moderator of this site" in mail.body for mail in mailoutbox)
    assert not circle.reviews.open().exists()
    pairing.agree(pair, care, by=ben)
    pairing.agree(pair, circle, by=ana)
    assert shown(care) == [("Tuesday Circle", "Both say so")]


def test_moderator_does_not_bring_back_what_a_side_ended(circle, care, pair, ana):
    pairing.end(pair, care, by=None, via_link=True)
    with pytest.raises(ValidationError, match="not asked again"):
        pairing.vouch(circle, care, by=make_moderator())


def test_link_of_the_first_mail_still_answers_when_it_is_linked_anew(circle, care, pair, ana):
    (asked,) = PairingLink.objects.all()
    pairing.end(pair, circle, by=ana)
    again = pairing.propose(circle, care, by=ana)
    asked.refresh_from_db()
    assert asked.pairing == again
    assert (again.first if asked.is_for_first else again.second) == care


def test_page_shows_so_many_links_and_first_what_most_stands_behind(source, circle, ana, monkeypatch):
    monkeypatch.setattr("groups.pairing.reading.MOST_PAIRS", 2)
    made = [pairing.propose(circle, make_clinic(source, f"Clinic {number}"), by=ana) for number in range(3)]
    pairing.check(made[2], circle, by=make_moderator())
    assert [name for name, _says in shown(circle)] == ["Clinic 2", "Clinic 0"]
    assert len(pairing.standing(circle).pairs) == 3


def test_no_ends_it_and_it_is_not_proposed_again(circle, care, pair, ana):
    pairing.end(pair, care, by=None, via_link=True)
    assert shown(circle) == shown(care) == []
    with pytest.raises(ValidationError, match="not asked again"):
        pairing.propose(circle, care, by=ana)
    assert pairing.standing(circle).suggested == []


def test_who_ended_it_may_bring_it_back_without_another_mail(circle, care, pair, ana, ben, mailoutbox):
    pairing.end(pair, circle, by=ana)
    with pytest.raises(ValidationError):
        pairing.propose(care, circle, by=ben)
    pairing.propose(circle, care, by=ana)
    assert shown(circle)
    assert len(mailoutbox) == 2
    assert len({mail.extra_headers["X-Mail-Key"] for mail in mailoutbox}) == 1


def test_word_of_the_other_side_comes_too_late_after_the_end(circle, care, pair, ben):
    pairing.end(pair, circle, by=None)
    with pytest.raises(ValidationError, match="no longer linked"):
        pairing.agree(pair, care, by=ben)
    with pytest.raises(ValidationError, match="no longer linked"):
        pairing.check(pair, care, by=make_moderator())


def test_same_two_are_linked_once(circle, care, pair, ben):
    with pytest.raises(ValidationError, match="linked already"):
        pairing.propose(care, circle, by=ben)
    with pytest.raises(ValidationError, match="itself"):
        pairing.propose(circle, circle, by=None)


@pytest.mark.parametrize("hidden", [{"searchable": False}, {"status": "withdrawn", "searchable": False}])
def test_link_vanishes_with_either_of_the_two_and_comes_back(circle, care, pair, hidden):
    Listing.objects.filter(pk=care.pk).update(**hidden)
    assert shown(circle) == shown(care) == []
    Listing.objects.filter(pk=care.pk).update(status="published", searchable=True)
    assert shown(circle)


def test_listing_that_is_not_public_cannot_be_linked(source, circle, ana):
    draft = factories.make_listing(source, "Draft", published=False)
    with pytest.raises(ValidationError, match="public"):
        pairing.propose(circle, draft, by=ana)


def test_youth_service_is_linked_with_organizations_only(source, circle, ana):
    young = make_clinic(source, "Young Grief", maximum_age=17, minimum_age=11)
    with pytest.raises(ValidationError, match="organization"):
        pairing.propose(circle, young, by=ana)


def test_way_of_the_link_follows_from_what_is_known(source, circle, ana):
    waits = make_clinic(source, terms=["topic:grief", "joining:waiting-list"])
    pair = pairing.propose(circle, waits, by=ana)
    assert (pair.sort, pair.first, pair.second) == ("bridge", circle, waits)
    listing = Listing.objects.select_related("kind", "place").get(pk=waits.pk)
    (one,) = pairing.beside(listing).pairs
    assert one.way == "Helps while you wait for a place here"
    assert pairing.beside(circle).pairs[0].way == "Has a waiting list; come here while you wait"


def test_history_says_who_did_it_and_somebody_looks_afterwards(circle, care, pair, ana):
    pairing.end(pair, care, by=None, via_link=True)
    events = ModerationEvent.objects.filter(act__in=[Act.PAIRED, Act.PARTED]).order_by("pk")
    assert [(event.listing, event.act, event.by_id, event.via_link) for event in events] == [
        (circle, "paired", ana.pk, False),
        (care, "parted", None, True),
    ]
    assert circle.reviews.open().get().cause == Cause.URGENT
    assert Listing.objects.get(pk=circle.pk).confirmed_at is None


def test_merged_listing_takes_its_links_out_of_sight(circle, care, pair, source):
    twin = make_clinic(source, "Twin")
    moderation.merge(care, into=twin, by=make_moderator())
    assert shown(circle) == []


def recipients(mailoutbox):
    return [mail.to[0] for mail in mailoutbox]


def test_mail_goes_to_those_who_look_after_the_other(circle, care, ana, ben, mailoutbox):
    care.facilitators.create(user=make_facilitator("cleo@example.org", "Cleo"))
    Contact.objects.create(listing=care, channel="email", value="desk@example.org")
    pairing.propose(circle, care, by=ana)
    assert recipients(mailoutbox) == ["ben@example.org", "cleo@example.org"]
    assert PairingLink.objects.count() == 1


def test_mail_goes_to_who_sent_the_other_in_else_to_its_own_address_even_hidden(circle, care, ana, mailoutbox):
    Contact.objects.create(listing=care, channel="email", value="desk@example.org", visibility="hidden")
    pairing.propose(circle, care, by=ana)
    assert recipients(mailoutbox) == ["desk@example.org"]
    assert "desk@example.org" not in mailoutbox[0].body
    Pairing.objects.all().delete()
    moment = timezone.now() - timedelta(days=9)
    Submission.objects.create(listing=care, email="eve@example.org", digest="1", email_verified_at=moment)
    care.answered_by_mail = True
    care.save(update_fields=["answered_by_mail"])
    pairing.propose(circle, care, by=ana)
    assert recipients(mailoutbox)[1:] == ["eve@example.org"]


def test_nobody_is_mailed_where_nobody_can_be(circle, care, ana, mailoutbox):
    pairing.propose(circle, care, by=ana)
    assert mailoutbox == []
    assert not PairingLink.objects.exists()
    assert shown(care)


def test_mail_is_neutral_and_tells_who_says_so(pair, mailoutbox):
    (mail,) = mailoutbox
    assert mail.subject == "A question for you"
    assert "“Tuesday Circle” says that it goes well together with yours, “Lea Grief Care”" in mail.body
    assert "grief" not in mail.subject.lower()


def test_venue_that_is_confidential_has_no_distance(source, care):
    hidden = factories.make_listing(source, "Quiet Evening", place=factories.make_venue(), terms=["topic:grief"])
    for says in (pairing.beside(care).suggested, pairing.beside(Listing.objects.get(pk=hidden.pk)).suggested):
        assert says[0].reasons[0] == "also about grief"
    pairing.propose(hidden, care, by=None)
    assert pairing.beside(care).pairs[0].reasons == []


def test_home_says_about_how_far_it_is(source, care):
    factories.make_listing(source, "At home", place=factories.make_home(), terms=["topic:grief"])
    assert pairing.beside(care).suggested[0].reasons[0].startswith("about ")
