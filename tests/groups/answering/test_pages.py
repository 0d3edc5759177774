"""The pages after a session: who sees which, what a button does, and that looking does nothing."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import settings as trials
from hypothesis import strategies as st

from groups import answering
from groups.forms.answering import AnswerForm, CodesForm
from groups.models import Answer, AnswerCode, Booking, Consent
from tests.accounts.people import sign_in
from tests.groups.answering.people import SAID, TICKED, TONIGHT, code_for, make_young, opened
from tests.groups.booking.people import date_of, person
from tests.groups.coming import address_of, set_rules
from tests.groups.desk import text_of

MINE, TYPE = "/mine/answers/", "/helped/"
NUMBERS = ("emotional", "informational", "instrumental", "companionship")


@pytest.fixture
def page(later, ada, circle, client):
    """The address at which Ada, who is signed in, is asked about last night."""
    sign_in(client, ada)
    return f"{address_of(circle, TONIGHT)}helped/"


def test_first_answer_asks_for_consent_and_the_next_does_not(client, page, ada):
    assert str(answering.WORDS) in text_of(client.get(page))
    assert "only if you agree" in text_of(client.post(page, TICKED | {"agrees": ""}))
    assert not Consent.objects.filter(purpose="answers").exists()
    answer = client.post(page, TICKED)
    assert answer.url == f"{MINE}?said=kept"
    kept = Answer.objects.get()
    assert (kept.user, kept.emotional, kept.instrumental, kept.gave) == (ada, 8, None, ["hope"])
    assert str(answering.WORDS) not in text_of(client.get(page))


def test_nothing_that_was_ticked_is_lost(client, page):
    body = client.post(page, TICKED | {"agrees": ""}).content.decode()
    assert 'name="emotional" value="8" id="id_emotional_8" checked' in " ".join(body.split())
    assert 'value="hope" id="id_gave_1" checked' in " ".join(body.split())


def test_empty_answer_is_sent_back_and_no_consent_is_kept(client, page):
    assert "one is enough" in text_of(client.post(page, {"agrees": "on"}))
    assert not Answer.objects.exists()
    assert not Consent.objects.filter(purpose="answers").exists()


def test_second_answer_is_not_asked_for(client, page):
    client.post(page, TICKED)
    assert "You have said already" in text_of(client.get(page))
    assert "already" in text_of(client.post(page, TICKED))
    assert Answer.objects.count() == 1


def test_who_did_not_come_finds_no_page(client, page):
    sign_in(client, person("bea"))
    assert client.get(page).status_code == client.post(page, TICKED).status_code == 404


@pytest.mark.parametrize("name", ["0-20260303", "12-", "x-1", "9" * 30])
def test_made_up_date_is_not_found(client, page, name):
    assert client.get(reverse("session-helped", args=[name])).status_code == 404


def test_own_answers_are_listed_and_deleted(client, page, ada, circle):
    assert "You can say something about" in text_of(client.get(MINE))
    client.post(page, TICKED)
    shown = text_of(client.get(f"{MINE}?said=kept"))
    assert "Thank you. Your answer is kept." in shown
    assert "Tuesday Circle, Tuesday 3 March 2026" in shown
    assert "10 of 10" in shown
    assert "It gave me hope" in shown
    client.post(MINE, {"row": Answer.objects.get().pk})
    assert not Answer.objects.exists()


def test_answer_of_somebody_else_is_neither_shown_nor_deleted(client, page):
    client.post(page, TICKED)
    sign_in(client, person("bea"))
    assert "Tuesday Circle" not in text_of(client.get(MINE))
    assert client.post(MINE, {"row": Answer.objects.get().pk}).url == f"{MINE}?said=too-late"
    assert Answer.objects.count() == 1


def test_consent_is_taken_back_with_all_answers(client, page, ada):
    client.post(page, TICKED)
    assert "Tick the box" in text_of(client.post(f"{MINE}take-back/", {}))
    client.post(f"{MINE}take-back/", {"is_sure": "on"})
    assert not Answer.objects.exists()
    assert not answering.has_agreed(ada)


def test_list_of_answers_asks_the_database_seldom(client, page, django_assert_num_queries):
    client.post(page, TICKED)
    with django_assert_num_queries(10):
        client.get(MINE)


def test_code_is_typed_and_leads_to_its_questions(client, later, circle):
    code = code_for(circle)
    answer = client.post(TYPE, {"code": answering.printed(code)})
    assert answer.url == f"{TYPE}{code}/"
    assert str(answering.WORDS_WITHOUT_NAME) in text_of(client.get(answer.url))
    assert not AnswerCode.objects.exclude(used_on=None).exists()
    assert client.post(answer.url, TICKED).url == "/helped/thanks/"
    assert "without your name" in text_of(client.get("/helped/thanks/"))
    assert Answer.objects.get().user is None
    assert client.get(answer.url).status_code == client.post(answer.url, TICKED).status_code == 404
    assert "opens nothing" in text_of(client.post(TYPE, {"code": code}))


def test_answer_by_code_of_who_is_signed_in_leads_to_nobody(client, page, circle):
    client.post(f"{TYPE}{code_for(circle)}/", TICKED)
    assert Answer.objects.get().user is None


def test_who_answered_with_an_account_is_not_asked_again_by_code(client, page, circle):
    client.post(page, TICKED)
    path = f"{TYPE}{code_for(circle)}/"
    assert "You have said already" in text_of(client.get(path))
    assert "You have said already" in text_of(client.post(path, TICKED))
    assert Answer.objects.count() == 1


def test_days_and_times_are_by_the_clock_of_the_place(client, page, ada, circle):
    """Half past six in the evening in Los Angeles is the next day of this site."""
    circle.schedules.update(timezone="America/Los_Angeles")
    assert "Tuesday 3 March" in text_of(client.get(page))
    assert "Tuesday 3 March" in text_of(client.get(MINE))
    circle.owner = ada
    circle.save()
    assert "Tuesday 3 March, 18:30" in text_of(client.get(f"/manage/{circle.public_id}/answers/"))


@pytest.mark.parametrize("typed", ["", "abc", "A" * 26, "A" * 90, "\0", "' OR 1=1 --", "１２３"])
def test_wrong_code_is_answered_with_a_sentence(client, db, typed):
    answer = client.post(TYPE, {"code": typed})
    assert answer.status_code == 200
    assert 'class="wrong"' in answer.content.decode()


def test_many_tries_of_codes_have_to_wait(client, db):
    answers = [client.post(TYPE, {"code": f"{number:026d}"}).status_code for number in range(32)]
    assert answers == [200] * 30 + [429] * 2


def test_right_code_is_refused_to_who_tried_too_many(client, later, circle):
    code = code_for(circle)
    for number in range(30):
        client.get(f"{TYPE}{number:026d}/")
    assert client.post(f"{TYPE}{code}/", TICKED).status_code == 429
    assert not Answer.objects.exists()


def test_pages_of_a_code_set_no_session_and_tell_nobody(client, later, circle):
    answer = client.get(f"{TYPE}{code_for(circle)}/")
    assert set(answer.cookies) <= {"csrftoken"}
    assert ("no-store" in answer["Cache-Control"], answer["X-Robots-Tag"]) == (True, "noindex")
    assert not client.get("/helped/thanks/").cookies


def test_facilitator_prints_codes_and_sees_no_answer(client, later, circle):
    answering.answer_by_code(opened(code_for(circle)), **SAID)
    circle.owner = person("olga")
    circle.save()
    sign_in(client, circle.owner)
    path = f"/manage/{circle.public_id}/answers/"
    assert "Tuesday 3 March" in text_of(client.get(path))
    sheet = client.post(path, {"date": date_of(circle, TONIGHT).id, "number": "3"})
    assert sheet.content.decode().count('class="slip-code"') == 3
    assert sheet.content.decode().count("<svg") >= 3
    assert "localhost:8000/helped/" in text_of(sheet)
    assert "Tuesday Circle" not in text_of(sheet).partition("3 slips")[2].partition("Find support")[0]
    assert AnswerCode.objects.filter(used_on=None).count() == 3


@pytest.mark.parametrize("data", [{}, {"date": "1-20260303", "number": "3"}, {"number": "61"}, {"number": "0"}])
def test_wrong_order_of_codes_makes_none(client, later, circle, data):
    circle.owner = person("olga")
    circle.save()
    sign_in(client, circle.owner)
    sent = {"date": date_of(circle, TONIGHT).id, "number": ""} | data
    assert client.post(f"/manage/{circle.public_id}/answers/", sent).status_code == 200
    assert not AnswerCode.objects.exists()


def test_listing_for_young_people_has_no_codes_and_no_question(client, later, ada, circle):
    make_young(circle)
    circle.refresh_from_db()
    circle.owner = person("olga")
    circle.save()
    sign_in(client, circle.owner)
    assert client.get(f"/manage/{circle.public_id}/answers/").status_code == 404
    assert "What helped" not in text_of(client.get(f"/manage/{circle.public_id}/"))
    assert 'name="wants_question"' not in client.get(address_of(circle)).content.decode()


def test_question_is_wished_for_when_booking_and_taken_back_later(client, now, circle, mailoutbox):
    set_rules(circle)
    user = person("ada")
    sign_in(client, user)
    assert 'name="wants_question"' in client.get(address_of(circle)).content.decode()
    client.post(address_of(circle), {"nickname": "Ada", "wants_question": "on"})
    kept = Booking.objects.get(user=user)
    assert kept.wants_question
    client.post("/mine/bookings/", {"row": kept.pk, "do": "remind"})
    assert not Booking.objects.get(user=user).wants_question


@trials(max_examples=60)
@given(
    st.fixed_dictionaries(
        {}, optional=dict.fromkeys(NUMBERS, st.text(max_size=20) | st.sampled_from(["-1", "11", "0", "10", "1e1"]))
    ),
    st.lists(st.text(max_size=20) | st.sampled_from(["hope", "meaning"]), max_size=6),
)
def test_form_takes_numbers_of_the_scale_and_known_words_or_says_why(numbers, gave):
    form = AnswerForm(numbers | {"gave": gave}, has_agreed=True)
    if form.is_valid():
        assert all(form.said[name] is None or 0 <= form.said[name] <= 10 for name in NUMBERS)
        assert set(form.said["gave"]) <= {"connectedness", "hope", "identity", "meaning", "empowerment"}
    else:
        assert all(form.errors.values())


@given(st.text(max_size=40), st.text(max_size=40))
def test_form_for_codes_takes_what_is_offered(date, number):
    form = CodesForm({"date": date, "number": number}, dates=[])
    assert not form.is_valid()
