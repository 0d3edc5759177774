"""Ask the group: a question carried there and an answer back; neither side sees the other's address."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as some

from accounts.models import User
from groups import asking, moderation
from groups.forms.asking import AnswerForm, QuestionForm
from groups.models import Facilitator, Listing, Question, Submission
from groups.models.secret import digest_of, new_token
from tests import factories
from tests.groups.desk import address_in, text_of
from tests.groups.together import at_once

ASKER, TEXT = "asker@example.org", "May I bring my brother?"


@pytest.fixture
def sam(circle, now):
    """Who looks after the Tuesday Circle."""
    sam = User.objects.create_user("sam@example.org", nickname="Sam")
    Listing.objects.filter(pk=circle.pk).update(owner=sam)
    return sam


def ask(client, listing, **fields):
    return client.post(f"{listing.get_absolute_url()}ask/", {"text": TEXT, "email": ASKER} | fields)


def carried(client, listing, mailoutbox, **fields):
    """The path at which the group answers a question that was asked and confirmed."""
    ask(client, listing, **fields)
    client.post(address_in(mailoutbox[-1]))
    return address_in(mailoutbox[-1])


def test_question_waits_for_the_link_in_the_mail(client, circle, sam, mailoutbox):
    answer = ask(client, circle)
    assert answer.url == f"{circle.get_absolute_url()}ask/sent/"
    assert "Look in your mail" in text_of(client.get(answer.url))
    assert [mail.to for mail in mailoutbox] == [[ASKER]]
    path = address_in(mailoutbox[0])
    assert TEXT in text_of(client.get(path))
    assert len(mailoutbox) == 1
    assert Question.objects.get().digest == digest_of(path.split("/")[-2])


def test_question_and_answer_hide_both_addresses(client, circle, sam, mailoutbox):
    path = carried(client, circle, mailoutbox, nickname="Robin")
    page = client.get(path).content.decode()
    client.post(path, {"text": "Yes, do."})
    _link, to_group, to_asker = mailoutbox
    assert (to_group.to, to_asker.to) == ([sam.email], [ASKER])
    assert "Robin" in to_group.body
    assert "Yes, do." in to_asker.body
    assert ASKER not in to_group.body + str(to_group.message()) + page
    assert sam.email not in to_asker.body + str(to_asker.message())
    assert "Circle" not in to_group.subject + to_asker.subject


def test_link_of_the_asker_is_spent_and_the_new_one_is_another(client, circle, sam, mailoutbox):
    ask(client, circle)
    path = address_in(mailoutbox[0])
    for _ in range(2):
        client.post(path)
    assert len(mailoutbox) == 2
    assert client.get(path).status_code == 404
    assert "opens nothing any more" in text_of(client.get(path))
    assert path.split("/")[-2] not in mailoutbox[1].body


def test_link_of_the_asker_does_not_answer_and_that_of_the_group_does_not_ask(client, circle, sam, mailoutbox):
    ask(client, circle)
    token = address_in(mailoutbox[0]).split("/")[-2]
    assert client.get(f"/answer/{token}/").status_code == 404
    client.post(f"/questions/{token}/")
    token = address_in(mailoutbox[1]).split("/")[-2]
    assert client.get(f"/questions/{token}/").status_code == 404


def test_only_contacts_that_are_ticked_go_along(client, circle, sam, mailoutbox):
    first = factories.add_contact(circle, value="020 7946 0001", visibility="after_contact")
    factories.add_contact(circle, value="020 7946 0002", visibility="after_contact")
    path = carried(client, circle, mailoutbox)
    client.post(path, {"text": "Call us.", "contacts": [first.pk]})
    assert "020 7946 0001" in mailoutbox[-1].body
    assert "020 7946 0002" not in mailoutbox[-1].body


@pytest.mark.parametrize("visibility", ["hidden", "after_contact"])
def test_contact_that_is_not_on_offer_cannot_be_ticked(client, circle, clinic, sam, mailoutbox, visibility):
    own = visibility == "hidden"
    contact = factories.add_contact(circle if own else clinic, value="020 7946 0009", visibility=visibility)
    factories.add_contact(circle, value="020 7946 0001", visibility="after_contact")
    path = carried(client, circle, mailoutbox)
    answer = client.post(path, {"text": "Call us.", "contacts": [contact.pk]})
    assert "Please look at this again" in answer.content.decode()
    assert len(mailoutbox) == 2


def test_first_answer_counts(client, circle, sam, mailoutbox):
    path = carried(client, circle, mailoutbox)
    client.post(path, {"text": "Yes, do."})
    second = client.post(path, {"text": "No, better not."})
    assert "Somebody of you has already answered" in second.content.decode()
    assert "No, better not." in second.content.decode()
    assert Question.objects.get().answer == "Yes, do."
    assert "Yes, do." in text_of(client.get(path))
    assert len(mailoutbox) == 3


def test_answer_names_who_gave_it_only_when_they_look_after_the_listing(client, circle, sam, mailoutbox):
    client.force_login(User.objects.create_user("stranger@example.org"))
    client.post(carried(client, circle, mailoutbox), {"text": "Yes"})
    client.force_login(sam)
    client.post(carried(client, circle, mailoutbox), {"text": "Yes"})
    assert [one.answered_by for one in Question.objects.order_by("pk")] == [None, sam]


def test_whole_team_gets_the_question(client, circle, sam, mailoutbox):
    Facilitator.objects.create(listing=circle, user=User.objects.create_user("kim@example.org"))
    Facilitator.objects.create(listing=circle, user=User.objects.create_user("gone@example.org", is_active=False))
    factories.add_contact(circle, "email", "circle@example.org")
    carried(client, circle, mailoutbox)
    assert sorted(mail.to[0] for mail in mailoutbox[1:]) == ["kim@example.org", "sam@example.org"]


@pytest.mark.parametrize("way", ["sender", "contact"])
def test_without_a_team_the_question_goes_to_who_sent_it_in_or_to_its_address(client, now, circle, mailoutbox, way):
    factories.add_contact(circle, "email", "contact@example.org", visibility="hidden")
    if way == "sender":
        details = {"email": "sender@example.org", "digest": digest_of(new_token()), "email_verified_at": now}
        Submission.objects.create(listing=circle, **details)
        Listing.objects.filter(pk=circle.pk).update(answered_by_mail=True)
    carried(client, circle, mailoutbox)
    assert mailoutbox[1].to == [f"{way}@example.org"]


def test_who_sent_it_in_reads_nothing_once_it_was_handed_over(client, now, circle, sam):
    details = {"email": "sender@example.org", "digest": digest_of(new_token()), "email_verified_at": now}
    Submission.objects.create(listing=circle, **details)
    Listing.objects.filter(pk=circle.pk).update(owner=None)
    assert asking.readers_of(Listing.objects.get(pk=circle.pk)) == []
    assert not asking.answerable(Listing.objects.all()).get(pk=circle.pk).can_be_asked


def test_listing_nobody_answers_for_cannot_be_asked(client, now, circle):
    Submission.objects.create(listing=circle, email="a@example.org", digest=digest_of(new_token()))
    factories.add_contact(circle)
    assert client.get(f"{circle.get_absolute_url()}ask/").status_code == 404
    assert ask(client, circle).status_code == 404
    assert "Ask the group" not in client.get(circle.get_absolute_url()).content.decode()


def test_listing_that_can_be_asked_says_so(client, circle, sam):
    assert f"{circle.get_absolute_url()}ask/" in client.get(circle.get_absolute_url()).content.decode()


def test_closed_or_hidden_listing_carries_nothing(client, circle, sam, mailoutbox, now):
    ask(client, circle)
    path = carried(client, circle, mailoutbox)
    Listing.objects.filter(pk=circle.pk).update(closed_on=now.date())
    assert ask(client, circle).status_code == 404
    assert "cannot be asked" not in text_of(client.get(circle.get_absolute_url()))
    with pytest.raises(ValidationError):
        asking.confirm(Question.objects.filter(email_verified_at=None).get())
    moderation.withdraw(Listing.objects.filter(pk=circle.pk), by=None)
    assert client.get(path).status_code == 404


def test_confirming_where_nobody_can_be_asked_any_more_says_so(client, circle, sam, mailoutbox):
    ask(client, circle)
    User.objects.filter(pk=sam.pk).update(is_active=False)
    answer = client.post(address_in(mailoutbox[0]))
    assert "Nobody of this group can be asked" in answer.content.decode()
    assert Question.objects.get().email_verified_at is None


@pytest.mark.parametrize(("limit", "same_address"), [("asking", False), ("mailing", True), ("asking_one_group", False)])
def test_limits_keep_what_was_typed(client, circle, sam, settings, limit, same_address):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {limit: "1/h/key"}
    ask(client, circle)
    answer = ask(client, circle, email=ASKER if same_address else "other@example.org")
    assert answer.status_code == 429
    assert TEXT in answer.content.decode()
    assert Question.objects.count() == 1


@pytest.mark.parametrize(
    "said", [{"text": ""}, {"email": ""}, {"email": "no"}, {"text": "x" * 2001}, {"nickname": "x" * 41}]
)
def test_question_that_cannot_be_read_comes_back_whole(client, circle, sam, said):
    answer = ask(client, circle, **said)
    assert answer.status_code == 200
    assert "Please look at this again" in answer.content.decode()
    assert not Question.objects.exists()


def test_pages_have_crisis_help_for_asker_and_group(client, circle, sam, mailoutbox):
    paths = [f"{circle.get_absolute_url()}ask/", carried(client, circle, mailoutbox)]
    for path in paths:
        page = text_of(client.get(path))
        assert "not read at once" in page
        assert "116 123" in page
    assert all("/help-now/" in mail.body for mail in mailoutbox)


def test_answers_at_once_send_one(committed, now):
    sam = User.objects.create_user("sam@example.org")
    circle = factories.make_listing(factories.make_source(), "Circle", owner=sam)
    question = asking.ask(circle, text=TEXT, email=ASKER)
    assert sorted(map(str, at_once(*[lambda: asking.confirm(question)] * 4))) == ["None"] * 4
    raised = at_once(*[lambda n=n: asking.answer(question, text=f"{n}") for n in range(4)])
    assert raised.count(None) == 1


def test_old_questions_are_erased(circle, sam, now):
    asking.ask(circle, text=TEXT, email=ASKER)
    assert asking.forget(now) == 0
    assert asking.forget(now + timedelta(seconds=1)) == 1
    assert not Question.objects.exists()


def test_text_of_a_stranger_is_text_everywhere(client, circle, sam, mailoutbox):
    path = carried(client, circle, mailoutbox, text="<script>alert(1)</script>", nickname="<b>x")
    pages = client.get(path).content.decode() + mailoutbox[1].alternatives[0][0]
    assert "<script>alert" not in pages
    assert "<b>x" not in pages


@pytest.mark.parametrize(("page", "queries"), [("ask", 1), ("answer", 2)])
def test_pages_ask_a_fixed_number_of_questions(
    client, circle, sam, mailoutbox, page, queries, django_assert_num_queries
):
    path = f"{circle.get_absolute_url()}ask/" if page == "ask" else carried(client, circle, mailoutbox)
    client.get(path)
    with django_assert_num_queries(queries):
        client.get(path)


@given(text=some.text(), nickname=some.text(), email=some.text() | some.emails())
def test_question_form_takes_anything_and_keeps_within_its_columns(text, nickname, email):
    form = QuestionForm({"text": text, "nickname": nickname, "email": email})
    if form.is_valid():
        Question(**form.cleaned_data).clean_fields(exclude=["listing", "digest"])
    else:
        assert form.errors


@given(text=some.text(), contacts=some.lists(some.text() | some.integers().map(str)))
def test_answer_form_ticks_only_what_is_on_offer(text, contacts):
    form = AnswerForm({"text": text, "contacts": contacts}, offered=[])
    assert not form.is_valid() or form.chosen == []
