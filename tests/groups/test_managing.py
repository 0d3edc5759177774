"""The page of one listing: sections saved at every step, preview, sending in, taking back, taking down, copying."""

import pytest
from django.utils.html import escape

from groups import content, moderation
from groups.choices import Act, Cause, Status
from groups.models import Listing, Review, Revision
from groups.views.managing.sections import FORMS, MISSING, TITLES
from tests.groups.browser_like import sent_by
from tests.groups.desk import FORBIDDEN, SCREEN, lead, link_of, page, standing, text_of

pytestmark = pytest.mark.django_db
BASICS = {"name": "Tuesday Circle", "kind": "peer-circle", "description": "Tea, and time to talk."}


@pytest.fixture
def key(client, circle, now):
    lead(client, circle)
    return circle.public_id


@pytest.fixture
def draft(circle):
    Listing.objects.filter(pk=circle.pk).update(status=Status.DRAFT, searchable=False)
    circle.refresh_from_db()
    return circle


def save(client, key, section="basics", **fields):
    return client.post(page("manage-edit", key, section), BASICS | fields)


def test_every_section_has_form_title_and_page(client, circle, key):
    assert set(FORMS) == set(TITLES) == set(content.SECTIONS)
    assert set(MISSING) < set(TITLES)
    for section in TITLES:
        answer = client.get(page("manage-edit", key, section))
        assert answer.status_code == 200
        assert str(TITLES[section]) in text_of(answer)
    assert client.get(page("manage-edit", key, "status")).status_code == 404


def test_draft_is_saved_at_every_step_and_goes_on(client, key, draft):
    answer = save(client, key, next="1")
    assert answer.url == page("manage-edit", key, "place") + "?said=saved"
    assert "Saved." in text_of(client.get(answer.url))
    assert Listing.objects.get().description == "Tea, and time to talk."
    assert save(client, key, back="1").url.startswith(page("manage", key))
    assert not Revision.objects.exists()


def test_name_is_saved_as_one_line(client, key, draft):
    save(client, key, name="Tuesday\t\r\n Circle", description="Tea,\nand time\tto talk.")
    listing = Listing.objects.get()
    assert listing.name == "Tuesday  Circle"
    assert listing.description == "Tea,\nand time\tto talk."


def test_last_section_leads_back(client, key, draft):
    answer = client.post(page("manage-edit", key, "texts"), {"es-description": "Té.", "next": "1"})
    assert answer.url == page("manage", key) + "?said=saved"
    assert Listing.objects.get().texts == {"es": {"description": "Té."}}


def test_edit_of_a_public_listing_waits_and_says_so(client, circle, key):
    answer = save(client, key, back="1")
    words = text_of(client.get(answer.url))
    assert "The public keeps seeing the approved version" in words
    assert "Change waits" in words
    assert Listing.objects.get().description == ""
    assert Revision.objects.get().proposed["basics"]["description"] == "Tea, and time to talk."
    assert Review.objects.get().cause == Cause.CHANGE


def test_next_edit_begins_with_the_change_that_waits(client, circle, key):
    save(client, key)
    assert "Tea, and time to talk." in client.get(page("manage-edit", key, "basics")).content.decode()
    save(client, key, name="Wednesday Circle")
    proposed = Revision.objects.get().proposed["basics"]
    assert (proposed["name"], proposed["description"]) == ("Wednesday Circle", "Tea, and time to talk.")


def test_unchanged_section_proposes_nothing(client, circle, key):
    answer = client.post(page("manage-edit", key, "people"), {"back": "1"})
    assert answer.url.endswith("?said=unchanged")
    assert not Revision.objects.exists()
    assert not circle.events.exists()


def test_bad_answers_come_back_with_sentences_and_what_was_typed(client, circle, key):
    answer = save(client, key, name="", organization_website="javascript:alert(1)")
    words = answer.content.decode()
    assert answer.status_code == 200
    assert 'href="#id_name"' in words
    assert "Tea, and time to talk." in words
    assert escape("javascript:alert(1)") in words
    assert not Revision.objects.exists()


def test_buttons_of_the_times_save_nothing(client, circle, key):
    times = {name: value for name, value in SCREEN.items() if name.startswith("times")}
    answer = client.post(page("manage-edit", key, "times"), times | {"times-add": "1", "next": "1"})
    assert answer.status_code == 200
    assert "Time 2" in text_of(answer)
    assert not Revision.objects.exists()


def test_times_are_proposed_with_the_zone_of_the_place(client, circle, key):
    times = {name: value for name, value in SCREEN.items() if name.startswith("times")}
    assert client.post(page("manage-edit", key, "times"), times | {"times-0-starts_at": "19:00"}).status_code == 302
    (slot,) = Revision.objects.get().proposed["times"]
    assert (slot["start_time"], slot["timezone"]) == ("19:00", "Europe/London")
    assert circle.schedules.get().start_time.hour == 18


@pytest.mark.parametrize("section", sorted(FORMS))
def test_section_writes_nothing_that_it_does_not_ask(client, draft, key, section):
    form = FORMS[section]
    before = standing(draft)
    sent = sent_by(form(initial=form.initial_from(content.content_of(draft)[section]), formality="informal"))
    prefixed = {f"times-{name}": value for name, value in FORBIDDEN.items()}
    client.post(page("manage-edit", key, section), sent | FORBIDDEN | prefixed)
    assert standing(draft) == before


def test_preview_shows_the_change_and_leaves_nothing_behind(client, circle, key):
    save(client, key)
    events = circle.events.count()
    words = text_of(client.get(page("manage-preview", key)))
    assert "This is a preview" in words
    assert "Tea, and time to talk." in words
    assert Listing.objects.get().description == ""
    assert circle.events.count() == events
    assert "Tea, and time to talk." not in text_of(client.get(circle.get_absolute_url()))


def test_change_is_taken_back(client, circle, key):
    save(client, key)
    assert "was taken back" in text_of(client.post(page("manage-take-back", key), follow=True))
    assert not Revision.objects.waiting().exists()
    assert "Something changed in between" in text_of(client.post(page("manage-take-back", key), follow=True))


def test_sending_in_shows_likely_doubles_first(client, circle, source, now):
    twin = Listing.objects.create(name="Tuesday Circle", kind=circle.kind, place=circle.place, formality="informal")
    lead(client, twin)
    words = text_of(client.get(page("manage-submit", twin.public_id)))
    assert "Is it one of these?" in words
    assert "Please look at this again" not in words
    assert "It is none of these: send it in" in words
    answer = client.post(page("manage-submit", twin.public_id), {"note": "Another evening."}, follow=True)
    assert "Sent in." in text_of(answer)
    assert standing(twin)["status"] == Status.PENDING
    assert twin.events.get().reason == "Another evening."


def test_sending_in_twice_does_no_harm(client, draft, key):
    for _time in range(2):
        assert client.post(page("manage-submit", key), {"note": ""}).status_code == 302
    assert Review.objects.count() == draft.events.count() == 1


def test_word_answers_a_question_of_the_moderator(client, draft, key, django_user_model):
    client.post(page("manage-submit", key), {"note": ""})
    moderation.ask(draft, by=django_user_model.objects.create_superuser("mo@example.org"), question="Which room?")
    assert "A moderator asked you something" in text_of(client.get(page("manage", key)))
    answer = client.post(page("manage-word", key), {"note": "Room 4."}, follow=True)
    assert "The person who reads your listing sees it" in text_of(answer)
    assert draft.events.filter(act=Act.EDITED).get().reason == "Room 4."
    assert Review.objects.get().asked_at is None


def test_question_about_a_public_listing_can_be_answered_until_it_is_decided(client, circle, key, django_user_model):
    moderation.open_review(circle, Cause.STALE)
    mo = django_user_model.objects.create_superuser("mo@example.org")
    moderation.ask(circle, by=mo, question="Which room?")
    words = text_of(client.get(page("manage", key)))
    assert "We have a question" in words
    assert "A moderator asked you something" in words
    assert "Write a word to the person who reads it" in words
    client.post(page("manage-word", key), {"note": "Room 4."})
    assert Review.objects.get().asked_at is None
    moderation.leave(circle, by=mo)
    late = client.post(page("manage-word", key), {"note": "Room 5."}, follow=True)
    assert "Something changed in between." in text_of(late)
    assert not circle.events.filter(reason="Room 5.").exists()


def test_taking_down_asks_first_and_erases_nothing(client, circle, key):
    assert "Take it down?" in text_of(client.get(page("manage-withdraw", key)))
    assert standing(circle)["status"] == Status.PUBLISHED
    answer = client.post(page("manage-withdraw", key), follow=True)
    assert "no longer public" in text_of(answer)
    assert client.get(circle.get_absolute_url()).status_code == 404
    assert "Send it in" in text_of(answer)


def test_copy_is_a_draft_of_ones_own(client, circle, key):
    answer = client.post(page("manage-copy", key), follow=True)
    assert "This is your copy" in text_of(answer)
    copied = Listing.objects.exclude(pk=circle.pk).get()
    assert (copied.name, copied.status, copied.owner) == (
        circle.name,
        Status.DRAFT,
        Listing.objects.get(pk=circle.pk).owner,
    )
    client.logout()
    assert client.post(page("manage-copy", link_of(circle))).status_code == 404


def test_merged_listing_can_no_longer_be_changed(client, circle, clinic, key):
    Listing.objects.filter(pk=circle.pk).update(merged_into=clinic, status=Status.WITHDRAWN, searchable=False)
    words = text_of(client.get(page("manage", key)))
    assert "merged with another listing" in words
    assert "Send it in" not in words
    assert client.get(page("manage-edit", key, "basics")).status_code == 404


@pytest.mark.parametrize(("facilitators", "queries"), [(1, 13), (3, 13)])
def test_page_asks_the_same_number_of_questions(client, circle, key, facilitators, queries, django_assert_num_queries):
    for number in range(facilitators):
        moderation.record(circle, Act.ANNOTATED, by=None, after={"closed_on": str(number)})
    client.get(page("manage", key))
    with django_assert_num_queries(queries):
        client.get(page("manage", key))


@pytest.mark.parametrize(
    "odd", ["said=explode", "said=saved&event=x", "event=99999999999999999999", "event=\x00", "said="]
)
def test_odd_addresses_are_passed_over(client, circle, key, odd):
    assert client.get(f"{page('manage', key)}?{odd}").status_code == 200
