"""Helpers wanted: who may say so, who reads it first, and where it stands."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from groups import moderation, volunteering
from groups.choices import Cause
from groups.models import HelpersWanted, Listing
from groups.views.moderation import giving
from tests import factories
from tests.accounts.people import make_person, sign_in
from tests.groups.desk import lead, link_of, page, text_of
from tests.groups.reviewing import make_moderator, moderating

TODAY = date(2026, 3, 3)
WORDS = {"what": "Welcome people at the door.", "how_to_say": "Ask for Kim."}
SENT = WORDS | {"since": "", "until": ""}


def wanted(listing, **fields):
    values = WORDS | {"since": TODAY, "is_public": True} | fields
    return HelpersWanted.objects.create(listing=listing, **values)


def here(client, listing):
    return text_of(client.get(listing.get_absolute_url()))


def test_words_of_a_member_are_public_at_once_and_looked_at_afterwards(client, circle, now):
    lead(client, circle)
    answer = client.post(page("manage-helpers", circle.public_id), SENT)
    assert "Everybody sees now" in text_of(client.get(answer.url))
    assert "Welcome people at the door. How to say so: Ask for Kim." in here(client, circle)
    assert circle.reviews.open().get().cause == Cause.URGENT
    assert circle.events.latest("pk").reason.startswith("Helpers wanted: Welcome")


def test_words_that_came_by_link_wait_for_a_moderator(client, circle, now):
    answer = client.post(page("manage-helpers", link_of(circle)), SENT)
    assert "Saved. A person reads it before everybody sees it." in text_of(client.get(answer.url))
    assert "Helpers wanted" not in here(client, circle)
    assert list(volunteering.waiting()) == [HelpersWanted.objects.get()]
    one = HelpersWanted.objects.get()
    volunteering.decide(one, by=None, is_shown=True, stamp=one.stamp)
    assert "Ask for Kim." in here(client, circle)


def test_page_says_one_thing_about_who_reads_it_first(client, circle, now):
    wanted(circle, is_public=False)
    by_link = text_of(client.get(page("manage-helpers", link_of(circle))))
    assert "You are here by a secret link: a person reads it" in by_link
    assert "Everybody reads" not in by_link
    lead(client, circle)
    own = page("manage-helpers", circle.public_id)
    assert "This came by a secret link, and nobody else sees it yet" in text_of(client.get(own))
    HelpersWanted.objects.update(is_public=True)
    after = text_of(client.get(own))
    assert "Everybody reads it at once, on the page" in after
    assert "secret link" not in after


def test_public_words_stay_until_a_change_that_came_by_link_is_read(client, circle, now):
    wanted(circle)
    answer = client.post(page("manage-helpers", key := link_of(circle)), SENT | {"what": "Make tea."})
    assert "A person reads it before everybody sees it." in text_of(client.get(answer.url))
    assert "Make tea." in client.get(page("manage-helpers", key)).content.decode()
    assert "Welcome people" in here(client, circle)
    assert "Make tea" not in here(client, circle)
    (waits,) = volunteering.waiting()
    volunteering.decide(waits, by=None, is_shown=True, stamp=waits.stamp)
    assert "Make tea" in here(client, circle)
    assert not volunteering.waiting().exists()


def test_change_that_a_moderator_turns_down_leaves_the_public_words(client, circle, now):
    moderating(client)
    wanted(circle)
    waits = volunteering.ask_for(circle, **WORDS | {"what": "Buy at my shop."}, since=TODAY, by=None, via_link=True)
    both = text_of(client.get("/moderation/helpers/"))
    assert both.index("Buy at my shop.") < both.index("Shown to everybody") < both.index("Welcome people")
    client.post("/moderation/helpers/", sent_for(waits, "no"))
    assert "Welcome people" in here(client, circle)
    assert not volunteering.waiting().exists()


def test_change_waits_on_where_the_public_words_are_taken_away(circle, now):
    wanted(circle)
    waits = volunteering.ask_for(circle, **WORDS | {"what": "Make tea."}, since=TODAY, by=None, via_link=True)
    volunteering.take_away(waits, by=None, stamp=waits.stamp)
    assert not volunteering.shown().exists()
    assert [one.what for one in volunteering.waiting()] == ["Make tea."]


def test_moderator_takes_words_away_and_the_second_one_is_told(circle, now):
    waits = wanted(circle, is_public=False)
    volunteering.decide(waits, by=None, is_shown=False, stamp=waits.stamp)
    assert not HelpersWanted.objects.exists()
    with pytest.raises(moderation.AlreadyDecided):
        volunteering.decide(waits, by=None, is_shown=True, stamp=waits.stamp)


def test_words_changed_while_the_moderator_read_them_are_not_shown(client, circle, now):
    moderating(client)
    waits = wanted(circle, is_public=False)
    shown = {"row": waits.pk, "stamp": waits.stamp, "verdict": "yes"}
    HelpersWanted.objects.update(what="Something else", updated_at=now + timedelta(minutes=1))
    answer = client.post("/moderation/helpers/", shown, follow=True)
    assert "changed meanwhile" in text_of(answer)
    assert not HelpersWanted.objects.get().is_public


@pytest.mark.parametrize(
    ("fields", "is_shown"),
    [
        ({}, True),
        ({"until": TODAY}, True),
        ({"since": TODAY - timedelta(9), "until": TODAY - timedelta(1)}, False),
        ({"since": TODAY + timedelta(1)}, False),
        ({"is_public": False}, False),
    ],
)
def test_words_are_shown_on_their_days_alone(client, circle, now, fields, is_shown):
    one = wanted(circle, **fields)
    assert one.is_shown(TODAY) is is_shown
    assert HelpersWanted.objects.shown(TODAY).exists() is is_shown
    assert ("Ask for Kim." in here(client, circle)) is is_shown
    assert ("Ask for Kim." in text_of(client.get("/giving-back/"))) is is_shown


def test_last_day_before_the_first_is_refused_by_form_and_database(client, circle, now):
    lead(client, circle)
    sent = SENT | {"since": "2026-03-10", "until": "2026-03-09"}
    answer = client.post(page("manage-helpers", circle.public_id), sent)
    assert "The last day is before the first" in text_of(answer)
    assert "Welcome people at the door." in answer.content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        wanted(circle, until=TODAY - timedelta(1))


def test_nobody_looks_for_helpers_of_what_is_not_public(client, circle, now):
    lead(client, circle)
    Listing.objects.filter(pk=circle.pk).update(closed_on=TODAY)
    assert client.get(page("manage-helpers", circle.public_id)).status_code == 404
    with pytest.raises(ValidationError):
        volunteering.ask_for(circle, **WORDS, since=TODAY, by=None)


def test_facilitator_takes_it_away(client, circle, now):
    lead(client, circle)
    wanted(circle)
    answer = client.post(page("manage-helpers", circle.public_id), {"stop": "yes"})
    assert "Taken away" in text_of(client.get(answer.url))
    assert not HelpersWanted.objects.exists()


def test_list_is_nearest_first_and_asks_a_fixed_number_of_questions(
    client, circle, clinic, evening, now, gazetteer, django_assert_num_queries
):
    for listing in (clinic, circle, evening):
        wanted(listing)
    with django_assert_num_queries(2):
        client.get("/giving-back/")
    words = text_of(client.get("/giving-back/?near=51.55, -0.06"))
    assert words.index("Tuesday Circle") < words.index("Lea Clinic") < words.index("Evening Online")


def test_list_leaves_out_what_is_far_or_not_searchable(client, circle, clinic, now, gazetteer):
    for listing in (clinic, circle):
        wanted(listing)
    Listing.objects.filter(pk=clinic.pk).update(is_checked_now=True, searchable=False)
    assert "Lea Clinic" not in text_of(client.get("/giving-back/"))
    assert "Tuesday Circle" not in text_of(client.get("/giving-back/?near=40.71, -74.0"))


@pytest.mark.parametrize("query", ["?near=nowhere-at-all", "?page=0", "?page=x", "?page=999999999999", "?near=%00"])
def test_list_answers_anything(client, circle, now, gazetteer, query):
    wanted(circle)
    assert client.get(f"/giving-back/{query}").status_code == 200


def test_words_are_text(client, circle, now):
    wanted(circle, what="<script>alert(1)</script>", how_to_say="<b>x</b>")
    for path in (circle.get_absolute_url(), "/giving-back/"):
        answer = client.get(path).content.decode()
        assert "<script>alert" not in answer
        assert "<b>x</b>" not in answer


def test_helpers_with_minors_are_checked_first(client, source, now):
    teens = factories.make_listing(
        source, "Teens", kind="clinic", organization=factories.make_organization(), terms=["audience:teens"]
    )
    wanted(teens)
    assert "checked by the organization first" in here(client, teens)


def sent_for(wanted, verdict):
    return {"row": wanted.pk, "stamp": wanted.stamp, "verdict": verdict}


def test_moderator_decides_on_the_page(client, circle, now):
    moderating(client)
    waits = wanted(circle, is_public=False, what="Call 020 7946 0018")
    answer = client.get("/moderation/helpers/")
    assert "stands in a text. Is everybody meant to see it?" in text_of(answer)
    assert f'name="stamp" value="{waits.stamp}"' in answer.content.decode()
    client.post("/moderation/helpers/", sent_for(waits, "yes"))
    assert HelpersWanted.objects.get().is_public
    answer = client.post("/moderation/helpers/", sent_for(waits, "no"), follow=True)
    assert "Somebody has already decided" in text_of(answer)
    assert HelpersWanted.objects.exists()


def test_moderator_takes_away_what_is_public_as_they_read_it(client, circle, now):
    moderating(client)
    public = wanted(circle)
    assert "Shown to everybody" in text_of(client.get("/moderation/helpers/"))
    client.post("/moderation/helpers/", sent_for(public, "away") | {"stamp": "another"})
    assert HelpersWanted.objects.exists()
    client.post("/moderation/helpers/", sent_for(public, "away"))
    assert not HelpersWanted.objects.exists()
    assert circle.events.latest("pk").by.email == "mo@example.org"


def test_moderator_takes_away_what_moved_to_another_page_meanwhile(client, circle, clinic, now, monkeypatch):
    monkeypatch.setattr(giving, "PAGE_SIZE", 1)
    moderating(client)
    public = wanted(circle)
    assert "Welcome people" in text_of(client.get("/moderation/helpers/"))
    other = wanted(clinic, what="Make tea")
    HelpersWanted.objects.filter(pk=other.pk).update(updated_at=now + timedelta(minutes=1))
    answer = client.post("/moderation/helpers/", sent_for(public, "away"), follow=True)
    assert "Decided." in text_of(answer)
    assert HelpersWanted.objects.get() == other


def test_moderator_sees_their_own_area_behind_many_of_others(
    client, circle, clinic, source, now, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(giving, "MOST", 1)
    wanted(factories.make_listing(source, "Paris", place=factories.make_place(country="FR")), is_public=False)
    wanted(circle, is_public=False)
    moderating(client, make_moderator(country="GB"))
    assert "Tuesday Circle" in text_of(client.get("/moderation/helpers/"))
    monkeypatch.undo()
    with django_assert_num_queries(7):
        client.get("/moderation/helpers/")
    wanted(clinic, is_public=False)
    with django_assert_num_queries(7):
        client.get("/moderation/helpers/")


def test_moderator_of_another_area_sees_none(client, circle, now):
    moderating(client, make_moderator(country="FR"))
    waits = wanted(circle, is_public=False)
    assert "Tuesday Circle" not in text_of(client.get("/moderation/helpers/"))
    client.post("/moderation/helpers/", sent_for(waits, "yes"))
    assert not HelpersWanted.objects.get().is_public


def test_member_who_does_not_lead_it_changes_nothing(client, circle, now):
    sign_in(client, make_person("eve@example.org"))
    assert client.post(page("manage-helpers", circle.public_id), SENT).status_code == 404
    assert not HelpersWanted.objects.exists()
