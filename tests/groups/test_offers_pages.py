"""The pages of company among members: one's own, the facilitator's, and the one to say how it was."""

import re

import pytest
from django.test import override_settings
from django.urls import reverse

from groups import helping
from groups.choices import Cause, Company, Fault, Side
from groups.models import Match, Offer, Report
from tests.accounts.people import make_person, sign_in
from tests.groups.desk import lead, link_of, page, text_of
from tests.groups.going_together import coming, date_of, say, two_together


@pytest.fixture(autouse=True)
def allowed(settings):
    settings.MEMBER_OFFERS = True


@pytest.fixture
def rae(client, now, circle):
    return sign_in_as(client, coming(circle))


@pytest.fixture
def wishes(now, circle):
    """What three people said for the next date: Rae and Quin wish to walk together, Sol to sit."""
    said = {"rae": Company.WALK, "quin": Company.WALK, "sol": Company.SIT}
    return {name: say(circle, coming(circle, f"{name}@example.org"), company) for name, company in said.items()}


@pytest.fixture
def check_in(now, circle, mailoutbox):
    """The secret addresses of Rae and Quin, who were put together."""
    two_together(circle)
    return [re.search(r"/check-in/\S+", mail.body)[0] for mail in mailoutbox]


def sign_in_as(client, person):
    sign_in(client, person)
    return person


def own_page(listing):
    return reverse("session-company", args=[date_of(listing).id])


def desk(listing, key=""):
    return f"{page('manage-offers', key or listing.public_id)}?date={date_of(listing).id}"


def choose(client, listing, *said, key=""):
    data = {"date": date_of(listing).id, "chosen": [one.pk for one in said]}
    return client.post(page("manage-offers", key or listing.public_id), data)


def test_no_address_answers_while_the_operator_does_not_allow_it(client, circle, check_in):
    paths = [own_page(circle), desk(circle), *check_in]
    for sign in (None, coming(circle, "una@example.org")):
        if sign:
            sign_in(client, sign)
        with override_settings(MEMBER_OFFERS=False):
            assert {client.get(path).status_code for path in paths} == {404}
            assert {client.post(path, {"outcome": "wrong"}).status_code for path in paths} == {404}
    assert not Report.objects.exists()


@override_settings(MEMBER_OFFERS=False)
def test_nothing_is_shown_while_the_operator_does_not_allow_it(client, circle, rae):
    lead(client, circle)
    for path in (circle.get_absolute_url(), reverse("session-detail", args=[date_of(circle).id])):
        assert "Rather not come alone" not in text_of(client.get(path))


# One's own


def test_member_says_what_would_help_and_takes_it_back(client, circle, rae):
    sent = {"company": "walk", "side": "wishes", "is_adult": "on"}
    assert client.post(own_page(circle), sent).status_code == 302
    words = text_of(client.get(own_page(circle)))
    assert "Walk together I wish for it" in words
    assert client.post(own_page(circle), {"row": Offer.objects.get().pk}).status_code == 302
    assert not Offer.objects.exists()


@pytest.mark.parametrize("left_out", ["company", "side", "is_adult"])
def test_what_is_missing_gets_a_sentence_and_keeps_the_rest(client, circle, rae, left_out):
    sent = {"company": "walk", "side": "wishes", "is_adult": "on"}
    del sent[left_out]
    answer = client.post(own_page(circle), sent)
    assert "Please look at this again" in text_of(answer)
    assert answer.content.decode().count("checked") == len(sent)
    assert not Offer.objects.exists()


def test_who_does_not_come_is_told_to_say_so_first(client, circle, now):
    sign_in(client, make_person("eve@example.org"))
    assert "First tell them that you come" in text_of(client.get(own_page(circle)))
    sent = {"company": "walk", "side": "wishes", "is_adult": "on"}
    client.post(own_page(circle), sent)
    assert not Offer.objects.exists()


def test_visitor_is_sent_to_sign_in_and_strangers_rows_stay(client, circle, wishes):
    assert client.get(own_page(circle)).url.startswith("/accounts/login/")
    sign_in(client, coming(circle, "una@example.org"))
    for row in (wishes["rae"].pk, 0, "x", 10**30):
        assert client.post(own_page(circle), {"row": row}).status_code == 404
    assert Offer.objects.count() == 3
    assert "Rae" not in text_of(client.get(own_page(circle)))


@pytest.mark.parametrize("name", ["0-20260310", "1-x", "nothing"])
def test_date_that_is_none_is_not_found(client, circle, rae, name):
    assert client.get(reverse("session-company", args=[name])).status_code == 404


# The facilitator's


def test_facilitator_puts_two_together(client, circle, wishes, mailoutbox):
    ana = lead(client, circle)
    words = text_of(client.get(desk(circle)))
    assert "Rae wishes for it" in words
    assert "example.org" not in words
    assert choose(client, circle, wishes["rae"], wishes["quin"]).url == desk(circle)
    assert Match.objects.get().matched_by == ana
    assert len(mailoutbox) == 2
    assert "Go together Rae , Quin" in text_of(client.get(desk(circle)))


def test_holder_of_the_secret_link_puts_two_together(client, circle, wishes):
    key = link_of(circle)
    assert choose(client, circle, wishes["rae"], wishes["quin"], key=key).status_code == 302
    assert Match.objects.get().matched_by is None


def test_other_than_two_of_one_kind_gets_a_sentence(client, circle, wishes):
    lead(client, circle)
    for chosen in ([], [wishes["rae"]], list(wishes.values())):
        assert "Choose two people." in text_of(choose(client, circle, *chosen))
    assert "who want the same" in text_of(choose(client, circle, wishes["rae"], wishes["sol"]))
    assert not Match.objects.exists()


def test_facilitator_of_another_listing_sees_and_matches_nobody(client, circle, evening, clinic, wishes):
    lead(client, evening, "bea@example.org")
    assert client.get(desk(circle)).status_code == 404
    assert client.get(desk(circle, evening.public_id)).status_code == 404
    assert choose(client, circle, wishes["rae"], wishes["quin"], key=evening.public_id).status_code == 404
    assert not Match.objects.exists()


def test_desk_asks_the_same_number_of_questions(client, circle, now, django_assert_num_queries):
    lead(client, circle)
    for name in ("rae", "quin", "sol"):
        say(circle, coming(circle, f"{name}@example.org"), side=Side.OFFERS)
        with django_assert_num_queries(11):
            client.get(desk(circle))


# How it was


def test_looking_says_nothing_and_one_tap_says_it_was_well(client, circle, check_in):
    page = client.get(check_in[0])
    assert page["X-Robots-Tag"] == "noindex"
    assert set(Offer.objects.values_list("said", flat=True)) == {""}
    assert client.post(check_in[0], {"outcome": "safe"}).status_code == 302
    assert "Good that you are back" in text_of(client.get(check_in[0]))
    assert sorted(Offer.objects.values_list("said", flat=True)) == ["", "safe"]
    assert not Report.objects.exists()


def test_something_wrong_reaches_facilitator_and_moderators_at_once_and_once(client, circle, check_in, mailoutbox):
    lead(client, circle)
    del mailoutbox[:]
    for _twice in range(2):
        client.post(check_in[0], {"outcome": "wrong", "text": "Would not let me go."})
    (report,) = Report.objects.all()
    assert (report.fault, report.listing) == (Fault.UNSAFE, circle)
    assert "Would not let me go." in report.text
    assert circle.reviews.open().get().cause == Cause.UNSAFE
    (mail,) = mailoutbox
    assert mail.to == ["ana@example.org"]
    assert "Rae, Quin" in mail.body


def test_alarm_names_nobody_in_the_report_and_nothing_in_the_subject(client, circle, check_in, mailoutbox):
    lead(client, circle)
    client.post(check_in[1], {"outcome": "wrong", "text": "It was odd."})
    assert "Rae" not in Report.objects.get().text
    assert mailoutbox[-1].subject == "Please look at this today"
    assert "It was odd" not in mailoutbox[-1].body


def test_what_was_well_can_turn_out_wrong_and_not_the_other_way_round(client, circle, check_in):
    client.post(check_in[0], {"outcome": "safe"})
    client.post(check_in[0], {"outcome": "wrong"})
    client.post(check_in[0], {"outcome": "safe"})
    assert sorted(Offer.objects.values_list("said", flat=True)) == ["", "wrong"]
    assert "Thank you for telling us" in text_of(client.get(check_in[0]))


@pytest.mark.parametrize("sent", [{}, {"outcome": "fine"}, {"outcome": "wrong", "text": "x" * 2001}])
def test_odd_answer_about_how_it_was_says_nothing(client, circle, check_in, sent):
    assert client.post(check_in[0], sent).status_code == 200
    assert set(Offer.objects.values_list("said", flat=True)) == {""}


def test_link_opens_nothing_once_they_are_apart(client, circle, check_in):
    gone = Offer.objects.order_by("pk").first()
    helping.take_back(gone, by=gone.booking.user)
    assert {client.get(path).status_code for path in check_in} == {404}


def test_evening_of_a_date_shows_who_wishes_for_company(client, circle, wishes):
    lead(client, circle)
    evening = client.get(page("manage-evening", circle.public_id), {"date": date_of(circle).id})
    assert "Company for each other" in text_of(evening)


def test_evening_says_nothing_of_company_where_it_is_off(client, circle, wishes, settings):
    settings.MEMBER_OFFERS = False
    lead(client, circle)
    evening = client.get(page("manage-evening", circle.public_id), {"date": date_of(circle).id})
    assert "Company for each other" not in text_of(evening)
