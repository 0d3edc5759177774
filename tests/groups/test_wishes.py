"""Topics wished for: kept, decided in a moderator's own words, and told."""

from datetime import timedelta

import pytest

from groups import moderation, wishes
from groups.choices import Decision
from groups.models import Wish
from tests import factories
from tests.groups.desk import address_in, text_of
from tests.groups.reviewing import moderating

WORD, WHY = "Long illness of a parent", "My friend Kim looks for it."
MAIL = "robin@example.org"
ANSWER = {"verdict": "yes", "public_words": "A topic for children of ill parents.", "answer_words": "It is there now."}


def send(client, **fields):
    return client.post("/giving-back/topic/", {"word": WORD, "why": WHY} | fields)


def test_nothing_is_public_before_a_moderator_wrote_it(client, db, now):
    answer = send(client)
    assert "A person reads it" in text_of(client.get(answer.url))
    assert WORD not in text_of(client.get("/you-said/"))
    wishes.decide(Wish.objects.get(), by=None, is_done=True, answer_words="Done.")
    words = text_of(client.get("/you-said/"))
    assert "Nothing is decided yet" in words


def test_public_reads_the_words_of_the_moderator_alone(client, db, now):
    send(client, email=MAIL)
    moderating(client)
    wish = Wish.objects.get()
    assert WHY in text_of(client.get("/moderation/wishes/"))
    client.post("/moderation/wishes/", ANSWER | {"row": wish.pk, "term": "grief"})
    words = text_of(client.get("/you-said/"))
    assert "3 March 2026 You said: A topic for children of ill parents. We did: It is there now." in words
    assert not any(own in words for own in (WORD, "Kim", MAIL))
    assert "/search/?topic=grief" in client.get("/you-said/").content.decode()
    assert Wish.objects.get().decided_by.email == "mo@example.org"


def test_no_is_told_as_plainly(client, db, now):
    send(client)
    moderating(client)
    client.post("/moderation/wishes/", ANSWER | {"row": Wish.objects.get().pk, "verdict": "no"})
    assert "Not this time: It is there now." in text_of(client.get("/you-said/"))
    assert Wish.objects.get().decision == Decision.REJECTED


def test_decision_without_words_for_its_sender_is_refused(client, db, now):
    send(client)
    moderating(client)
    answer = client.post(
        "/moderation/wishes/", {"row": Wish.objects.get().pk, "verdict": "yes", "public_words": "Kept"}
    )
    assert "Please fill this in" in text_of(answer)
    assert "Kept" in answer.content.decode()
    assert Wish.objects.get().decision == Decision.WAITING


@pytest.mark.parametrize("path", ["wishes", "stories", "helpers"])
def test_form_that_is_about_nothing_changes_nothing(client, db, now, path):
    moderating(client)
    assert client.post(f"/moderation/{path}/", {}).status_code == 200
    assert client.post(f"/moderation/{path}/", {"row": "x", "verdict": "maybe"}).status_code == 200


def test_second_decision_changes_nothing(client, db, now):
    send(client)
    wish = Wish.objects.get()
    wishes.decide(wish, by=None, is_done=True, answer_words="First.")
    with pytest.raises(moderation.AlreadyDecided):
        wishes.decide(wish, by=None, is_done=False, answer_words="Second.")
    assert Wish.objects.get().answer_words == "First."


def test_only_who_followed_the_link_is_told_and_once(client, db, now, mailoutbox):
    send(client, email=MAIL)
    path = address_in(mailoutbox[0])
    wishes.decide(Wish.objects.get(), by=None, is_done=True, answer_words="It is there.")
    assert len(mailoutbox) == 1
    client.get(path)
    assert len(mailoutbox) == 1
    for _ in range(2):
        client.post(path)
    assert [mail.to for mail in mailoutbox[1:]] == [[MAIL]]
    assert "It is there." in mailoutbox[1].body
    assert WORD not in mailoutbox[1].subject


def test_without_an_address_there_is_no_mail_and_no_link(client, db, now, mailoutbox):
    send(client)
    assert not mailoutbox
    assert Wish.objects.get().digest == ""
    assert client.get("/wishes//").status_code == 404


@pytest.mark.parametrize("change", [{"word": ""}, {"word": "x" * 81}, {"why": "x" * 601}, {"email": "robin"}])
def test_what_does_not_fit_comes_back(client, db, now, change):
    answer = send(client, **change)
    assert answer.status_code == 200
    assert "Please look at this again" in text_of(answer)
    assert not Wish.objects.exists()


@pytest.mark.parametrize(("limit", "fields"), [("wishing", {}), ("mailing", {"email": MAIL})])
def test_too_many_are_told_to_wait(client, db, now, settings, limit, fields):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {limit: "1/d/key"}
    send(client, **fields)
    answer = send(client, **fields)
    assert answer.status_code == 429
    assert WHY in answer.content.decode()
    assert Wish.objects.count() == 1


def test_words_are_text(client, db, now):
    send(client, word="<script>alert(1)</script>", why="<b>x</b>")
    wish = Wish.objects.get()
    moderating(client)
    assert "<script>alert" not in client.get("/moderation/wishes/").content.decode()
    wishes.decide(wish, by=None, is_done=True, answer_words="<b>x</b>", public_words="<i>y</i>")
    page = client.get("/you-said/").content.decode()
    assert "<b>x" not in page
    assert "<i>y" not in page


def test_page_of_the_moderator_asks_the_same_for_one_and_many(client, db, now, django_assert_num_queries):
    moderating(client)
    send(client)
    client.get("/moderation/wishes/")  # reads the words people pick from
    for _more in range(3):
        with django_assert_num_queries(4):
            client.get("/moderation/wishes/")
        send(client)


@pytest.mark.parametrize("slug", ["nonsense", "\0"])
def test_wish_becomes_a_known_topic_only(client, db, now, slug):
    send(client)
    moderating(client)
    answer = client.post("/moderation/wishes/", ANSWER | {"row": Wish.objects.get().pk, "term": slug})
    assert "Please look at this again" in text_of(answer)
    assert Wish.objects.get().decision == Decision.WAITING


def test_admin_has_a_way_to_the_new_word_and_others_have_not(client, db, now, django_user_model):
    moderating(client)
    assert "/admin/groups/term/add/" not in client.get("/moderation/wishes/").content.decode()
    moderating(client, django_user_model.objects.create_superuser("root@example.org"))
    assert "/admin/groups/term/add/?facet=topic" in client.get("/moderation/wishes/").content.decode()


def test_public_page_is_newest_first_and_asks_a_fixed_number_of_questions(client, db, now, django_assert_num_queries):
    grief = factories.term("topic:grief")
    for number in range(25):
        wish = Wish.objects.create(word="x", public_words=f"Wish {number}.", decision=Decision.APPROVED)
        Wish.objects.filter(pk=wish.pk).update(decided_at=now + timedelta(days=number), term=grief)
    with django_assert_num_queries(2):
        words = text_of(client.get("/you-said/"))
    assert words.index("Wish 24.") < words.index("Wish 5.")
    assert "Wish 4." not in words
    assert "Wish 4." in text_of(client.get("/you-said/?page=2"))


def test_addresses_and_own_words_are_forgotten_after_a_while(client, db, now):
    send(client, email=MAIL)
    wishes.decide(Wish.objects.get(), by=None, is_done=True, answer_words="Done.", public_words="Asked.")
    assert wishes.forget(now) == 0
    assert wishes.forget(now + timedelta(days=1)) == 1
    one = Wish.objects.get()
    assert (one.email, one.why, one.digest, one.public_words) == ("", "", "", "Asked.")


def test_address_nobody_confirmed_is_forgotten_before_anybody_decides(client, db, now, mailoutbox):
    for word in ("One", "Two"):
        send(client, word=word, email=f"{word}@example.org")
    client.post(address_in(mailoutbox[1]))
    wishes.forget(now)
    assert Wish.objects.exclude(email="").count() == 2
    wishes.forget(now + timedelta(days=1))
    one, two = Wish.objects.get(word="One"), Wish.objects.get(word="Two")
    assert (one.email, one.digest, one.why) == ("", "", WHY)
    assert two.email == "Two@example.org"
