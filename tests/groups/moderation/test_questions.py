"""A moderator's question stands on the page of who answers it, and the answer beside it for the moderator."""

import pytest

from groups import content, moderation, posting
from groups.choices import Act
from groups.models import Review
from tests.accounts.people import sign_in
from tests.groups.desk import text_of
from tests.groups.reviewing import text


@pytest.fixture
def asked(changed, mo, now):
    moderation.ask(changed, by=mo, question="Which room is it?")
    return changed


def edit(listing, by, **values):
    moderation.propose(listing, {"basics": content.content_of(listing)["basics"] | values}, by=by)


def mine(client, ada, listing):
    return text_of(sign_in(client, ada).get(f"/manage/{listing.public_id}/"))


def test_question_is_on_the_page_of_the_listing_until_it_is_decided(client, asked, ada, mo):
    page = mine(client, ada, asked)
    assert "A moderator asked you something on 3 March 2026: Which room is it?" in page
    assert "Answer by changing your listing" in page
    edit(asked, ada, name="Room 4 Circle")
    assert "You answered on 3 March 2026." in mine(client, ada, asked)
    moderation.approve(asked, by=mo)
    assert "Which room" not in mine(client, ada, asked)


def test_edit_of_the_poster_answers_and_brings_it_forward(asked, ada):
    edit(asked, ada, name="Room 4 Circle")
    assert Review.objects.get().asked_at is None


def test_edit_of_a_moderator_answers_nothing(asked, mo):
    edit(asked, mo, name="Room 4 Circle")
    assert Review.objects.get().asked_at is not None
    assert moderation.Undecided(asked).question.answered_at is None


def test_answer_by_the_secret_link_counts(asked):
    posting.write_to_moderator(asked, "Room 4.", by=None, via_link=True)
    assert moderation.Undecided(asked).question.answered_at is not None


def test_moderator_sees_the_question_and_since_when_it_is_answered(as_mo, asked, ada):
    page = f"/moderation/{asked.public_id}/"
    assert "They have not answered yet." in text(as_mo.get(page))
    edit(asked, ada, name="Room 4 Circle")
    words = text_of(as_mo.get(page))
    assert "Asked on 3 March 2026: Which room is it? They answered on 3 March 2026." in words
    assert "Proposed a change, after the question of 3 March 2026" in words
    assert "answered on 3 March 2026 the question of 3 March 2026" in text_of(as_mo.get("/moderation/"))


def test_history_calls_an_edit_after_the_decision_just_that(as_mo, asked, ada, mo):
    moderation.approve(asked, by=mo)
    edit(asked, ada, name="Room 4 Circle")
    assert asked.events.filter(act=Act.PROPOSED).count() == 2
    assert "after the question" not in text(as_mo.get(f"/moderation/{asked.public_id}/"))
