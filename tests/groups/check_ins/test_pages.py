"""The pages of check-ins: there where somebody answers for them, for oneself alone, calm when a score is low."""

import pytest
from hypothesis import given
from hypothesis import settings as trials
from hypothesis import strategies as st

from groups import check_ins
from groups.forms.check_ins import CheckInForm
from groups.models import CheckIn, CheckInReminder, SavedListing
from tests.accounts.people import make_person, sign_in
from tests.groups.desk import text_of

MINE, NEW, ERASE = "/mine/check-ins/", "/mine/check-ins/new/", "/mine/check-ins/take-back/"
YES = {"is_adult": "on", "agrees": "on"}
GOOD = {"support_0": "4", "support_1": "3", "support_2": "2"} | dict.fromkeys(
    ("wellbeing_0", "wellbeing_1", "wellbeing_2"), "4"
)
BAD = GOOD | dict.fromkeys(("wellbeing_0", "wellbeing_1", "wellbeing_2"), "1")


@pytest.mark.parametrize("path", [MINE, NEW, ERASE])
def test_pages_are_not_there_while_nobody_answers_for_them(client, ada, settings, path):
    settings.CHECK_INS_ANSWERED_BY = ""
    assert client.get(path).status_code == client.post(path, GOOD | YES).status_code == 404
    assert "My check-ins" not in text_of(client.get("/accounts/"))


def test_account_leads_to_the_check_ins_and_they_name_the_operator(client, ada):
    assert "My check-ins" in text_of(client.get("/accounts/"))
    assert "Lea Health answers for these questions" in text_of(client.get(MINE))
    assert "Lea Health answers for this" in text_of(client.get(NEW))


def test_first_check_in_needs_consent_and_full_age(client, ada):
    assert "18 or older" in text_of(client.post(NEW, GOOD | {"agrees": "on"}))
    assert "only if you agree" in text_of(client.post(NEW, GOOD | {"is_adult": "on"}))
    assert not check_ins.has_agreed(ada)
    assert client.post(NEW, GOOD | YES).url == f"{MINE}?said=kept"
    assert check_ins.has_agreed(ada)
    assert (CheckIn.objects.get().support_score, CheckIn.objects.get().wellbeing_score) == (9, 12)
    assert 'name="agrees"' not in client.get(NEW).content.decode()


def test_empty_check_in_is_sent_back_and_no_consent_is_kept(client, ada):
    assert "Answer at least one question" in text_of(client.post(NEW, YES))
    assert not check_ins.has_agreed(ada)


def test_one_answer_is_enough(client, ada):
    client.post(NEW, YES | {"wellbeing_1": "0"})
    assert CheckIn.objects.get().wellbeing_items == [None, 0, None]


def test_second_of_a_day_is_refused_with_a_sentence(client, ada):
    client.post(NEW, GOOD | YES)
    assert "You have checked in today already" in text_of(client.post(NEW, GOOD))


def test_low_score_shows_whom_to_talk_to_first_without_any_label(client, ada):
    client.post(NEW, BAD | YES)
    page = text_of(client.get(MINE))
    assert page.index("Talk to someone now", page.index("My check-ins")) < page.index("A few questions about")
    assert not {"poor", "bad", "depress", "risk", "low"} & set(page.lower().split())


def test_good_score_shows_it_at_the_end(client, ada):
    client.post(NEW, GOOD | YES)
    body = client.get(MINE).content.decode()
    assert body.index("check-in-table") < body.index('id="crisis-title"')
    assert body.count('id="crisis-title"') == 1


def test_history_has_a_picture_and_the_same_as_a_table(client, ada):
    client.post(NEW, GOOD | YES)
    body = client.get(MINE).content.decode()
    assert body.count("<circle") == 2
    assert "style=" not in body.partition("<main")[2].partition("</main")[0]
    assert "<td>9</td>" in body
    assert "<td>12</td>" in body


def test_nobody_sees_the_check_ins_of_another(client, ada):
    client.post(NEW, GOOD | YES)
    sign_in(client, make_person("bea@example.org"))
    assert "<circle" not in client.get(MINE).content.decode()


def test_listing_is_looked_for_by_name_and_nothing_answered_is_lost(client, ada, circle, clinic):
    SavedListing.objects.create(user=ada, listing=clinic)
    page = client.post(NEW, BAD | {"look": "on", "name": "tuesday", "programs": [clinic.public_id]})
    body = " ".join(page.content.decode().split())
    assert not CheckIn.objects.exists()
    assert "Tuesday Circle" in body
    assert f'value="{clinic.public_id}" id="id_programs_1" checked' in body
    assert 'name="wellbeing_0" value="1" id="id_wellbeing_0_1" checked' in body
    assert 'class="problems"' not in body
    assert 'class="wrong"' not in body


def test_ticked_listings_are_kept_and_unknown_ones_refused(client, ada, circle, clinic):
    client.post(NEW, GOOD | YES | {"programs": [circle.public_id]})
    assert list(CheckIn.objects.get().programs.all()) == [circle]
    CheckIn.objects.all().delete()
    page = text_of(client.post(NEW, GOOD | YES | {"programs": ["aaaaaaaaaaa", "' OR 1=1"]}))
    assert "not one of the choices" in page
    assert not CheckIn.objects.exists()


def test_listing_that_is_not_public_cannot_be_ticked(client, ada, circle):
    type(circle).objects.update(status="withdrawn", searchable=False)
    client.post(NEW, GOOD | YES | {"programs": [circle.public_id]})
    assert not CheckIn.objects.exists()


def test_reminder_is_switched_on_and_off(client, ada):
    client.post(NEW, GOOD | YES)
    assert client.post(MINE, {"is_wanted": "on"}).url == f"{MINE}?said=reminder"
    assert CheckInReminder.objects.get().user == ada
    client.post(MINE, {})
    assert not CheckInReminder.objects.exists()


def test_consent_is_taken_back_with_everything(client, ada):
    client.post(NEW, GOOD | YES)
    assert "Tick the box" in text_of(client.post(ERASE, {}))
    client.post(ERASE, {"is_sure": "on"})
    assert not CheckIn.objects.exists()
    assert not check_ins.has_agreed(ada)


def test_history_asks_the_database_seldom(client, ada, circle, django_assert_num_queries):
    client.post(NEW, GOOD | YES | {"programs": [circle.public_id]})
    with django_assert_num_queries(7):
        client.get(MINE)


def test_pages_are_kept_by_no_cache(client, ada):
    assert all("no-store" in client.get(path)["Cache-Control"] for path in (MINE, NEW, ERASE))


@trials(max_examples=60)
@given(st.dictionaries(st.sampled_from(sorted(GOOD)), st.text(max_size=10) | st.sampled_from(["0", "4", "5", "-1"])))
def test_form_takes_answers_that_an_item_has_or_says_why(settings, data):
    form = CheckInForm(data, offered=[], asks_consent=False)
    if form.is_valid():
        assert all(answer in (None, 0, 1, 2, 3, 4) for name in ("support", "wellbeing") for answer in form.said[name])
    else:
        assert all(form.errors.values())
