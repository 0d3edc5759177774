"""First visits told: confirmed, read by a person, shown, and erased by who told them."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as some

from accounts import privacy
from groups import moderation, stories
from groups.choices import Decision
from groups.forms.giving import StoryForm
from groups.models import Listing, Story
from groups.models.secret import digest_of, new_token
from groups.stories.reading import SHOWN
from groups.wishes import wish
from tests import factories
from tests.accounts.people import make_person, sign_in
from tests.groups.desk import address_in, text_of
from tests.groups.reviewing import make_moderator, moderating

TEXT = "I was early and nervous. Somebody said hello and showed me a chair."
SENT = {"text": TEXT, "nickname": "Robin", "email": "robin@example.org", "agrees": "on"}


def tell(client, listing, **fields):
    return client.post(f"{listing.get_absolute_url()}tell/", SENT | fields)


def make_story(listing, text=TEXT, *, decision=Decision.APPROVED, days=0, **fields):
    one = Story.objects.create(listing=listing, text=text, digest=digest_of(new_token()), decision=decision, **fields)
    at = one.consented_at + timedelta(days=days)
    Story.objects.filter(pk=one.pk).update(email_verified_at=one.consented_at, decided_at=at)
    return Story.objects.get(pk=one.pk)


def here(client, listing):
    return text_of(client.get(listing.get_absolute_url()))


def test_story_is_read_by_everybody_only_after_its_link_and_a_moderator(client, circle, now, mailoutbox):
    answer = tell(client, circle)
    assert "Look in your mail" in text_of(client.get(answer.url))
    assert not stories.waiting().exists()
    client.post(address_in(mailoutbox[0]))
    (story,) = stories.waiting()
    assert TEXT not in here(client, circle)
    stories.decide(story, by=None, is_shown=True)
    assert TEXT in here(client, circle)
    assert "Robin · March 2026" in here(client, circle)


def test_link_only_shows_a_button_until_it_is_pressed(client, circle, now, mailoutbox):
    tell(client, circle)
    path = address_in(mailoutbox[0])
    assert TEXT in text_of(client.get(path))
    assert Story.objects.get().email_verified_at is None
    assert client.get(path)["X-Robots-Tag"] == "noindex"
    assert Story.objects.get().digest == digest_of(path.split("/")[-2])


def test_link_does_not_name_a_group_that_is_public_no_more(client, circle, now, mailoutbox):
    tell(client, circle)
    path = address_in(mailoutbox[0])
    assert "Tuesday Circle" in text_of(client.get(path))
    moderation.withdraw(Listing.objects.filter(pk=circle.pk), by=None)
    assert "Tuesday Circle" not in text_of(client.get(path))


def test_same_link_erases_it_for_good(client, circle, now, mailoutbox):
    tell(client, circle)
    path = address_in(mailoutbox[0])
    client.post(path)
    stories.decide(Story.objects.get(), by=None, is_shown=True)
    answer = client.post(path, {"erase": "yes"})
    assert "Your words are gone" in text_of(client.get(answer.url))
    assert not Story.objects.exists()
    assert TEXT not in here(client, circle)
    assert client.get(path).status_code == 404


def test_story_of_a_member_waits_at_once_and_keeps_no_address(client, circle, now, mailoutbox):
    ana = make_person()
    sign_in(client, ana)
    answer = tell(client, circle, email="somebody@example.org")
    assert "A person reads your words next." in text_of(client.get(answer.url))
    (story,) = stories.waiting()
    assert (story.user, story.email) == (ana, "")
    assert mailoutbox[0].to == [ana.email]
    client.post(address_in(mailoutbox[0]), {"erase": "yes"})
    assert not Story.objects.exists()


def test_sender_is_told_the_outcome_once_and_their_address_goes(client, circle, now, mailoutbox):
    tell(client, circle)
    client.post(address_in(mailoutbox[0]))
    story = Story.objects.get()
    stories.decide(story, by=None, is_shown=False, reason="It names a neighbour.")
    with pytest.raises(moderation.AlreadyDecided):
        stories.decide(story, by=None, is_shown=True)
    assert mailoutbox[-1].to == ["robin@example.org"]
    assert "It names a neighbour." in mailoutbox[-1].body
    assert "Circle" not in mailoutbox[-1].subject
    assert Story.objects.get().email == ""
    assert TEXT not in here(client, circle)


def test_story_nobody_confirmed_cannot_be_shown(client, circle, now):
    tell(client, circle)
    with pytest.raises(moderation.AlreadyDecided):
        stories.decide(Story.objects.get(), by=None, is_shown=True)


def test_page_shows_the_newest_three_and_a_page_has_all(client, circle, now, django_assert_num_queries):
    for number in range(SHOWN + 2):
        make_story(circle, f"Visit number {number}.", days=number)
    words = here(client, circle)
    assert [f"Visit number {number}." in words for number in range(5)] == [False, False, True, True, True]
    assert "All 5" in words
    with django_assert_num_queries(3):
        words = text_of(client.get(f"{circle.get_absolute_url()}stories/"))
    assert words.index("Visit number 4.") < words.index("Visit number 0.")


def test_without_more_there_is_no_page_to_go_to(client, circle, now):
    for number in range(SHOWN):
        make_story(circle, f"Visit number {number}.")
    assert "All 3" not in here(client, circle)


def test_nothing_is_told_of_groups_for_minors(client, circle, source, now):
    teens = factories.make_listing(
        source, "Teens", kind="clinic", organization=factories.make_organization(), terms=["audience:teens"]
    )
    make_story(teens)
    assert TEXT not in here(client, teens)
    assert "first visit was" not in here(client, teens)
    for path in ("tell/", "tell/sent/", "stories/"):
        assert client.get(f"{teens.get_absolute_url()}{path}").status_code == 404
    with pytest.raises(ValidationError):
        stories.tell(teens, text=TEXT, email="a@example.org")


def test_listing_that_turned_to_minors_shows_its_stories_no_more(client, circle, now):
    make_story(circle)
    organization = factories.make_organization()
    Listing.objects.filter(pk=circle.pk).update(organization=organization, safeguarding_contact="Jo", maximum_age=17)
    assert TEXT not in here(client, circle)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"agrees": ""}, "only if you agree"),
        ({"text": ""}, "Please fill this in"),
        ({"text": "x" * 1201}, "at most 1200 characters"),
        ({"text": "Call Kim: 020 7946 0018"}, "Please leave out “020 7946 0018”"),
        ({"text": "Write kim@example.org"}, "Please leave out “kim@example.org”"),
        ({"nickname": "www.example.org"}, "Please leave out"),
        ({"email": "robin"}, "Write an e-mail address"),
    ],
)
def test_what_does_not_fit_comes_back_with_a_sentence(client, circle, now, change, sentence):
    answer = tell(client, circle, **change)
    assert answer.status_code == 200
    assert sentence in text_of(answer)
    assert not Story.objects.exists()
    assert (change.get("nickname") or "Robin") in answer.content.decode()


@pytest.mark.parametrize("limit", ["telling", "mailing"])
def test_too_many_at_once_are_told_to_wait(client, circle, now, settings, limit):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {limit: "1/d/key"}
    tell(client, circle)
    answer = tell(client, circle)
    assert answer.status_code == 429
    assert TEXT in answer.content.decode()
    assert Story.objects.count() == 1


def test_words_are_text_for_everybody_and_for_the_moderator(client, circle, now):
    evil = "<script>alert(1)</script> & <b>bold</b>"
    make_story(circle, evil, nickname="<i>x</i>")
    make_story(circle, evil, decision=Decision.WAITING)
    pages = [circle.get_absolute_url(), f"{circle.get_absolute_url()}stories/", "/moderation/stories/"]
    moderating(client)
    for path in pages:
        answer = client.get(path).content.decode()
        assert "&lt;script&gt;alert(1)" in answer
        assert "<script>alert" not in answer
        assert "<i>x" not in answer


def test_moderator_is_shown_unsafe_words_and_decides(client, circle, now, mailoutbox):
    waits = make_story(circle, "Somebody said he committed suicide.", decision=Decision.WAITING, email="r@example.org")
    moderating(client)
    assert "“committed suicide” can hurt people in distress" in text_of(client.get("/moderation/stories/"))
    answer = client.post("/moderation/stories/", {"row": waits.pk, "verdict": "no"})
    assert "Say in kind words why not." in text_of(answer)
    client.post("/moderation/stories/", {"row": waits.pk, "verdict": "no", "reason": "Please say it another way."})
    decided = Story.objects.get()
    assert (decided.decision, decided.decided_by.email) == (Decision.REJECTED, "mo@example.org")
    assert "Please say it another way." in mailoutbox[-1].body


def test_moderator_takes_away_what_is_public_and_a_member_is_told(client, circle, now, mailoutbox):
    ana = make_person()
    moderating(client)
    public, other = make_story(circle, user=ana), make_story(circle, "I was late.")
    assert "Shown to everybody" in text_of(client.get("/moderation/stories/"))
    client.post("/moderation/stories/", {"row": public.pk, "verdict": "away", "reason": "It names a neighbour."})
    client.post("/moderation/stories/", {"row": other.pk, "verdict": "away"})
    assert TEXT not in here(client, circle)
    assert "I was late." not in here(client, circle)
    assert [mail.to for mail in mailoutbox] == [[ana.email]]
    assert "It names a neighbour." in mailoutbox[0].body
    assert {story.decided_by.email for story in Story.objects.all()} == {"mo@example.org"}
    with pytest.raises(moderation.AlreadyDecided):
        stories.take_away(public, by=None)


def test_no_of_a_second_moderator_takes_nothing_away(client, circle, now):
    moderating(client)
    shown = make_story(circle)
    client.post("/moderation/stories/", {"row": shown.pk, "verdict": "no", "reason": "Not this."})
    assert TEXT in here(client, circle)


def test_fields_of_many_on_one_page_have_ids_of_their_own(client, circle, now):
    for text in ("One.", "Two."):
        make_story(circle, text, decision=Decision.WAITING)
    moderating(client)
    page = client.get("/moderation/stories/").content.decode()
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert len(re.findall(r'<label for="id_\d+_reason"', page)) == 2


def test_moderator_of_another_area_neither_sees_nor_decides(client, circle, now):
    waits = make_story(circle, decision=Decision.WAITING, email="r@example.org")
    moderating(client, make_moderator(country="FR"))
    assert TEXT not in text_of(client.get("/moderation/stories/"))
    client.post("/moderation/stories/", {"row": waits.pk, "verdict": "yes"})
    assert Story.objects.get().decision == Decision.WAITING


def test_own_stories_are_given_out_and_erased_with_their_person(circle, now):
    ana, ben = make_person(), make_person("ben@example.org")
    make_story(circle, "Mine", user=ana)
    make_story(circle, "Not mine", user=ben, decided_by=ana)
    given = privacy.export(ana)["stories"]
    assert [one["text"] for one in given["first_visits"]] == ["Mine"]
    assert len(given["decisions"]) == 1
    privacy.erase(ana)
    assert [story.text for story in Story.objects.all()] == ["Not mine"]


def test_what_was_sent_in_by_their_address_is_theirs_too(circle, now):
    ana = make_person()
    make_story(circle, "Mine", email=ana.email.upper(), decision=Decision.WAITING)
    make_story(circle, "Of nobody we know")
    sent = wish(word="Tinnitus", why="Mine hums.", email=ana.email)
    given = privacy.export(ana)["stories"]
    assert ([one["text"] for one in given["first_visits"]], given["topics_missed"][0]["why"]) == (
        ["Mine"],
        "Mine hums.",
    )
    privacy.erase(ana)
    sent.refresh_from_db()
    assert (sent.word, sent.why, sent.email, sent.language, sent.digest) == ("Tinnitus", "", "", "", "")
    assert [story.text for story in Story.objects.all()] == ["Of nobody we know"]


def test_what_is_of_no_use_any_more_is_forgotten(client, circle, now):
    tell(client, circle)
    shown, declined = make_story(circle), make_story(circle, decision=Decision.REJECTED)
    assert stories.forget(now - timedelta(days=1)) == 0
    assert stories.forget(now + timedelta(days=1)) == 2
    assert list(Story.objects.all()) == [shown]
    assert declined.pk


@given(text=some.text(max_size=1300))
def test_form_answers_any_text(text):
    form = StoryForm({"text": text, "agrees": "on"}, is_known=True)
    assert form.is_valid() or form.errors["text"]
