"""A short list to hand over: whole on paper, its notes nowhere else, and no door that is shut without a word."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groups import booking, moderation
from groups.choices import BookingWay
from groups.forms.shortlist import LONGEST_NOTE
from groups.models import Closure, Listing
from groups.shortlist import DOWN, MOST, OUT, UP, after, before, moved
from tests import factories
from tests.groups.desk import text_of

IDS = ["aaaaaaaaaaa", "bbbbbbbbbbb", "ccccccccccc"]


def address(*listings):
    return "/short-list/?" + "&".join(f"listing={one.public_id}" for one in listings)


def posted(client, *listings, **more):
    """The answer to the form of these listings; notes are given as `note_<position>`."""
    notes = {f"note-{listings[int(name[5:])].public_id}": more.pop(name) for name in list(more) if name[:5] == "note_"}
    return client.post("/short-list/", {"listing": [one.public_id for one in listings], **notes, **more})


def test_sheet_holds_what_one_needs_to_go_there(client, now, circle):
    factories.add_contact(circle, value="020 7946 0018")
    factories.add_first_visit(circle, must_speak="no", must_commit="no", what_to_expect="Somebody makes tea.")
    page = text_of(client.get(address(circle)))
    for words in (
        *("Every Tuesday, 18:30 to 20:00", "Tue 3 Mar", "4 Linden Street", "020 7946 0018", "Somebody makes tea."),
        *("Do I have to speak? No", "Can I come without a referral? Yes", "You do not have to come again."),
    ):
        assert words in page
    assert 'class="locator"' in client.get(address(circle)).content.decode()


def test_what_nobody_said_is_said_to_be_unsaid(client, now, clinic):
    page = text_of(client.get(address(clinic)))
    assert "How long is the wait? Not said. Ask first." in page
    assert "Does it take new people? Not said. Ask first." in page
    assert "Not said. Ask what happens the first time." in page
    assert "A professional refers you" in page


def test_wait_and_last_check_are_said_with_their_day(client, now, clinic):
    Listing.objects.filter(pk=clinic.pk).update(
        wait_weeks=1, wait_checked_on="2026-02-03", accepting_new=False, accepting_new_checked_on="2026-02-04"
    )
    page = text_of(client.get(address(clinic)))
    assert "about 1 week (checked on 3 February 2026)" in page
    assert "Not just now (checked on 4 February 2026)" in page
    assert "From Field notes, not checked by us" in page


@pytest.mark.parametrize(
    ("state", "words"), [({"closed_on": "2026-03-01"}, "Closed for good"), ({"is_checked_now": True}, "Being checked")]
)
def test_door_that_is_shut_is_said(client, now, circle, state, words):
    Listing.objects.filter(pk=circle.pk).update(**state)
    assert words in text_of(client.get(address(circle)))


def test_pause_is_said(client, now, circle):
    Closure.objects.create(listing=circle, starts_on="2026-03-01", ends_on="2026-03-20")
    assert "Paused until" in text_of(client.get(address(circle)))


def test_confidential_venue_and_home_have_no_pin_on_paper(client, source, now):
    home = factories.make_listing(source, "Home Circle", place=factories.make_home())
    refuge = factories.make_listing(source, "Safe Evening", place=factories.make_venue())
    page = client.get(address(home, refuge)).content.decode()
    assert "Hidden Row" not in page
    assert "locator-pin" not in page
    assert page.count('class="locator"') == 1  # the cell of the home; of the venue there is no map
    assert "<svg" not in client.get(address(refuge)).content.decode().partition("short-foot")[0]


def test_contact_that_is_not_public_is_not_on_it(client, now, circle):
    factories.add_contact(circle, value="020 7946 0777", visibility="after_contact")
    assert "79460777" not in client.get(address(circle)).content.decode().replace(" ", "")


def test_address_keeps_the_order_and_holds_nothing_but_ids(client, now, circle, clinic):
    page = client.get(address(clinic, circle))
    assert text_of(page).index("Lea Clinic") < text_of(page).index("Tuesday Circle")
    assert f"http://testserver{address(clinic, circle)}".replace("&", "&amp;") in page.content.decode()
    answer = client.get(f"{address(clinic, circle)}&near=Hackney&note=Ana")
    assert (answer.status_code, answer.url) == (302, address(clinic, circle))


def test_notes_are_on_the_sheet_and_not_in_its_address(client, now, circle, clinic):
    answer = posted(client, circle, clinic, note_0="Ask for Ana.\nShe knows.", words="For Tuesday", sheet="on")
    page = text_of(answer)
    assert "Ask for Ana." in page
    assert "For Tuesday" in page
    shown = re.search(r'class="short-address"\s+href="([^"]+)"', answer.content.decode()).group(1)
    assert shown.replace("&amp;", "&") == f"http://testserver{address(circle, clinic)}"
    assert answer["Cache-Control"] == "no-store, private"
    assert not answer.cookies


def test_notes_come_back_for_another_change(client, now, circle):
    page = posted(client, circle, note_0='Say "hello" <b>', sheet="on").content.decode()
    assert "Say &quot;hello&quot; &lt;b&gt;" in page
    assert "<b>" not in page.partition("short-entries")[2]


def test_listing_moves_with_its_note(client, now, circle, clinic):
    answer = posted(client, circle, clinic, note_0="First", note_1="Second", move=f"up {clinic.public_id}")
    page = answer.content.decode()
    assert page.index("Lea Clinic") < page.index("Second") < page.index("Tuesday Circle") < page.index("First")


def test_listing_is_taken_out(client, now, circle, clinic):
    page = text_of(posted(client, circle, clinic, move=f"out {circle.public_id}"))
    assert "Tuesday Circle" not in page
    assert "Lea Clinic" in page


def test_note_that_is_too_long_comes_back_with_a_sentence(client, now, circle):
    page = posted(client, circle, note_0="a" * (LONGEST_NOTE + 1), words="Dear Sam", sheet="on").content.decode()
    assert "That is too long" in page
    assert "a" * (LONGEST_NOTE + 1) in page
    assert "Dear Sam" in page
    assert "Show the sheet" in page


@pytest.mark.parametrize("move", ["sideways aaaaaaaaaaa", "up", "up zzzzzzzzzzz", "up ../../etc", "\0"])
def test_move_that_makes_no_sense_changes_nothing(client, now, circle, clinic, move):
    page = text_of(posted(client, circle, clinic, move=move))
    assert page.index("Tuesday Circle") < page.index("Lea Clinic")


def test_withdrawn_listing_is_gone_from_the_address_that_is_handed_on(client, now, circle, clinic):
    moderation.withdraw(Listing.objects.filter(pk=circle.pk), by=None)
    answer = client.get(address(circle, clinic))
    assert "One of them is not listed here any more" in text_of(answer)
    assert circle.public_id not in answer.content.decode().partition("<main")[2].partition("</main>")[0]


def test_twelve_fit(client, source, now):
    place = factories.make_place()
    made = [factories.make_listing(source, f"Circle {number:02}", place=place) for number in range(MOST + 1)]
    page = text_of(client.get(address(*made)))
    assert "A short list holds 12. One more was left out." in page
    assert "Circle 11" in page
    assert "Circle 12" not in page


@pytest.mark.parametrize("method", ["get", "post"])
def test_nothing_chosen_says_how_to_choose(client, now, db, method):
    assert "tick “Choose”" in text_of(getattr(client, method)("/short-list/"))


@pytest.mark.parametrize("count", [1, 4])
def test_number_of_queries_is_fixed(client, source, now, count, django_assert_num_queries):
    slots = [factories.weekly("TU", "18:30")]
    made = [factories.make_listing(source, f"Circle {number}", slots=slots) for number in range(count)]
    client.get(address(*made))
    with django_assert_num_queries(7):  # the listings, contacts, slots, dates (3), practical help
        client.get(address(*made))


def test_what_comes_first_follows_the_rules_of_the_group(now, circle, clinic):
    assert before(circle) == ["You can just go there."]
    booking.set_rules(circle, way=BookingWay.PLACES, capacity=8, accept_hours=24, asks_first=True, by=None)
    circle.refresh_from_db()
    assert [step.split()[1] for step in before(circle)] == ["book", "of"]
    assert before(clinic) == ["A professional refers you: ask one you trust."]


@pytest.mark.parametrize(("answer", "word"), [("yes", "counts on"), ("up_to_you", "up to you"), ("", "not said")])
def test_what_comes_after_a_first_visit(now, circle, answer, word):
    factories.add_first_visit(circle, must_commit=answer)
    assert word in after(circle)[0]


@given(ids=st.permutations(IDS), step=st.sampled_from([UP, DOWN, OUT]), one=st.sampled_from([*IDS, "nobody"]))
def test_moving_loses_and_invents_nothing(ids, step, one):
    result = moved(ids, step, one)
    assert sorted(result) == sorted(other for other in ids if not (step == OUT and other == one))
    others = [other for other in ids if other != one]
    assert [other for other in result if other != one] == others
    if step != OUT and one in ids:
        reach = ids.index(one) + (1 if step == DOWN else -1)
        assert result.index(one) == min(max(reach, 0), len(ids) - 1)
