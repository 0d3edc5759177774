"""Where people see what goes well together, and where they say so."""

from html import unescape

import pytest

from groups import limits, pairing
from groups.models import Listing, Pairing, PairingLink
from tests import factories
from tests.accounts.people import sign_in
from tests.groups.desk import address_in, link_of, text_of
from tests.groups.pairing.pairs import make_clinic
from tests.groups.reviewing import LONDON_DUTY, make_moderator, moderating

pytestmark = pytest.mark.usefixtures("now")


@pytest.fixture
def pair(circle, care, ana, ben):
    return pairing.propose(circle, care, by=ana)


def words(client, path, **asked):
    return unescape(text_of(client.get(path, asked)))


def found(client, listing):
    answer = client.get(f"/search.geojson?pairs_with={listing.public_id}").json()
    return {one["properties"]["name"] for one in answer["features"]}


def test_search_for_what_goes_well_with_it_finds_what_was_said_to(client, circle, care, pair, ben):
    circle.listing_terms.filter(term__facet="topic").update(term=factories.term("topic:depression"))
    assert found(client, circle) == {care.name}
    assert circle.name in found(client, care)
    pairing.end(pair, care, by=ben)
    assert found(client, circle) == set()


def test_search_for_what_goes_well_with_it_leaves_out_what_was_parted(client, circle, care, pair, ben):
    pairing.end(pair, care, by=ben)
    assert found(client, circle) == set()
    Pairing.objects.all().delete()
    assert found(client, circle) == {care.name}


def manage(listing):
    return f"/manage/{listing.public_id}/pairs/"


def test_both_pages_show_what_is_near_and_of_a_different_kind(client, circle, care):
    page = words(client, circle.get_absolute_url())
    assert "Also nearby, a different kind" in page
    assert "Lea Grief Care" in page
    says = "3.6 km away · also about grief · gives information and skills; this one gives someone to listen"
    assert says in page
    assert "Pairs well with" not in page
    assert "Tuesday Circle" in words(client, care.get_absolute_url())


def test_suggestion_is_not_said_to_go_well_together_until_somebody_says_so(client, circle, care, ana, ben):
    says = "Goes well together with this one."
    assert says not in words(client, circle.get_absolute_url())
    assert says not in words(sign_in(client, ana), manage(circle))
    pairing.propose(circle, care, by=ana)
    assert says in words(client, manage(circle))


def test_page_without_anything_beside_it_says_nothing(client, circle):
    page = words(client, circle.get_absolute_url())
    assert "Also nearby" not in page
    assert "Pairs well with" not in page


def test_page_leads_to_a_search_for_more_and_names_no_more_than_the_area(client, circle, care):
    html = client.get(circle.get_absolute_url()).content.decode()
    path = f"/search/?pairs_with={circle.public_id}&amp;near=Hackney%2C%20London"
    assert f'href="{path}"' in html
    assert "Lea Grief Care" in words(client, f"/search/?pairs_with={circle.public_id}&lat=51.54&lon=-0.05")


def test_confidential_venue_leads_to_a_search_without_a_place(client, source, care):
    hidden = factories.make_listing(source, "Quiet", place=factories.make_venue(), terms=["topic:grief"])
    html = client.get(hidden.get_absolute_url()).content.decode()
    assert f'href="/search/?pairs_with={hidden.public_id}"' in html


def test_page_for_minors_leads_to_no_search_that_organizations_do_not_answer_for(client, source, circle, care):
    young = make_clinic(source, "Young Grief", maximum_age=17)
    group = factories.make_listing(source, "Teens", organization=care.organization, terms=["topic:grief"])
    group.listing_terms.create(term=factories.term("audience:teens"))
    page = client.get(young.get_absolute_url()).content.decode()
    assert "Teens" in page
    assert "pairs_with" not in page


def test_listing_without_a_place_says_online(client, source, care):
    terms = ["topic:grief", "language:en"]
    online = factories.make_listing(source, "Online", attendance="online", place=None, terms=terms)
    make_clinic(source, "Talk", attendance="online", place=None, terms=terms)
    page = words(client, online.get_absolute_url())
    assert "Also online, a different kind" in page
    assert "Also nearby" not in page


def test_what_stands_beside_a_listing_takes_three_questions(circle, care, source, pair, django_assert_num_queries):
    for number in range(4):
        make_clinic(source, f"Clinic {number}")
    listing = Listing.objects.select_related("kind", "place").get(pk=circle.pk)
    pairing.beside(listing)
    with django_assert_num_queries(3):  # the links; what may go with it; the listings of both
        beside = pairing.beside(listing)
    assert (len(beside.pairs), len(beside.suggested)) == (1, 4)


def test_facilitator_links_what_is_suggested_and_ends_it(client, circle, care, ana):
    sign_in(client, ana)
    assert "These may go well with yours" in words(client, manage(circle))
    answer = client.post(manage(circle), {"other": care.public_id}, follow=True)
    assert "Both pages show it now, as your word" in text_of(answer)
    link = Pairing.objects.get()
    answer = client.post(manage(circle), {"row": link.pk, "do": "end"}, follow=True)
    assert "Taken away" in text_of(answer)
    assert Pairing.objects.get().ended_by == ana


def test_facilitator_of_the_other_side_agrees_by_account(client, care, pair, ben):
    sign_in(client, ben)
    answer = client.post(manage(care), {"row": pair.pk, "do": "agree"}, follow=True)
    assert "Both say so" in text_of(answer)
    assert Pairing.objects.get().second_agreed_by == ben


def test_other_listing_is_found_by_name_and_by_pasted_address(client, source, circle, care, ana):
    sign_in(client, ana)
    far = make_clinic(source, "Pier Care", place=factories.make_place(name="Pier", lat=50.82, lon=-0.137))
    assert "Lea Grief Care" in words(client, manage(circle), name="grief care").partition("Another one")[2]
    assert "We found nothing by that name" in words(client, manage(circle), name="Pier Care")
    address = f" https://site.example{far.get_absolute_url()}?from=x "
    assert "Pier Care" in words(client, manage(circle), name=address)


def test_manager_by_secret_link_can_do_the_same(client, circle, care):
    path = f"/manage/{link_of(circle)}/pairs/"
    client.post(path, {"other": care.public_id})
    assert Pairing.objects.get().first_agreed_by is None
    assert "Shown on both pages now" in words(client, path)


@pytest.mark.parametrize("sent", [{}, {"other": "none"}, {"row": "1", "do": "check"}, {"row": "x", "do": "end"}])
def test_odd_posts_change_nothing(client, circle, care, ana, sent):
    sign_in(client, ana)
    answer = client.post(manage(circle), sent, follow=True)
    assert "Something changed in between" in text_of(answer)
    assert not Pairing.objects.exists()


def test_what_cannot_be_linked_is_said_in_a_sentence(client, circle, care, pair, ana):
    sign_in(client, ana)
    page = text_of(client.post(manage(circle), {"other": care.public_id}))
    assert "These two are linked already." in page


def test_link_of_others_is_not_found_on_ones_own_page(client, source, pair, ana):
    other = factories.make_listing(source, "Other")
    Listing.objects.filter(pk=other.pk).update(owner=ana)
    sign_in(client, ana)
    assert client.post(manage(other), {"row": pair.pk, "do": "end"}).status_code == 404
    assert Pairing.objects.get().ended_at is None


def test_neither_side_is_linked_more_often_than_a_day_allows(client, source, circle, care, ana, settings, monkeypatch):
    asked = []
    monkeypatch.setattr(limits, "within", lambda request, action, key="", **_: asked.append((action, key)))
    sign_in(client, ana)
    answer = client.post(manage(circle), {"other": care.public_id}, follow=True)
    assert "That was enough for one day" in text_of(answer)
    assert asked == [("pairing", f"from {circle.pk}")]
    assert not Pairing.objects.exists()


def test_link_in_the_mail_does_nothing_until_a_button_is_pressed(client, pair, mailoutbox):
    path = address_in(mailoutbox[0])
    before = Pairing.objects.values().get()
    assert "Do these two go well together?" in words(client, path)
    assert Pairing.objects.values().get() == before
    client.post(path, {"answer": "yes"})
    assert Pairing.objects.get().second_agreed_at
    assert Pairing.objects.get().second_agreed_by is None
    assert "Both pages show that you agree" in words(client, path)


def test_no_by_mail_takes_it_off_both_pages(client, circle, care, pair, mailoutbox):
    path = address_in(mailoutbox[0])
    client.post(path, {"answer": "no"})
    assert "you are not asked again" in words(client, path)
    for listing in (circle, care):
        assert "Pairs well with" not in words(client, listing.get_absolute_url())
    assert "you are not asked again" in text_of(client.post(path, {"answer": "yes"}))
    assert Pairing.objects.get().second_agreed_at is None


def test_page_behind_the_link_is_kept_by_nobody_and_odd_answers_are_told(client, pair, mailoutbox):
    path = address_in(mailoutbox[0])
    answer = client.get(path)
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"
    assert "Choose one of the two." in text_of(client.post(path, {"answer": "perhaps"}))
    assert client.get("/pairs/made-up/").status_code == 404


def test_token_is_stored_as_a_digest_only(pair, mailoutbox):
    token = address_in(mailoutbox[0]).split("/")[2]
    assert len(token) == 32
    assert token not in str(PairingLink.objects.values().get())


def test_moderator_confirms_and_ends(client, circle, pair):
    mo = make_moderator()
    moderating(client, mo)
    path = f"/moderation/{circle.public_id}/pairs/"
    page = text_of(client.post(path, {"row": pair.pk, "do": "check"}, follow=True))
    assert "Confirmed." in page
    assert "Checked by a moderator" in page
    client.post(path, {"row": pair.pk, "do": "end"})
    assert Pairing.objects.get().ended_by == mo
    assert "no longer linked" in text_of(client.post(path, {"row": pair.pk, "do": "check"}))


def test_moderator_links_a_suggestion_and_keeps_the_way_back_to_the_queue(client, circle, care):
    moderating(client, make_moderator())
    path = f"/moderation/{circle.public_id}/pairs/?minors=True"
    assert "These may go well with it" in text_of(client.get(path))
    answer = client.post(path, {"other": care.public_id}, follow=True)
    assert "minors=True" in answer.redirect_chain[0][0]
    assert "as checked by a moderator" in text_of(answer)
    assert Pairing.objects.get().checked_at
    assert "These two are linked already." in text_of(client.post(path, {"other": care.public_id}))


def test_moderator_cannot_agree_for_a_side(client, circle, pair):
    moderating(client)
    client.post(f"/moderation/{circle.public_id}/pairs/", {"row": pair.pk, "do": "agree"})
    assert Pairing.objects.get().second_agreed_at is None


def test_moderator_of_another_area_finds_nothing(client, circle, pair):
    moderating(client, make_moderator(**LONDON_DUTY | {"lat": 48.9, "lon": 2.3}))
    path = f"/moderation/{circle.public_id}/pairs/"
    assert client.get(path).status_code == 404
    assert client.post(path, {"row": pair.pk, "do": "end"}).status_code == 404
    assert Pairing.objects.get().ended_at is None
