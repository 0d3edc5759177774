"""Moderators look after sources: add, try, switch on, read reports."""

import re
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from groups import tasks
from groups.choices import Trust
from groups.models import ImportSource, Listing, SourceRun
from tests.groups.reviewing import LONDON_DUTY, make_moderator, moderating
from tests.groups.sources.lists import as_file, ask, make_source, meeting, meetings

pytestmark = pytest.mark.django_db


@pytest.fixture
def mo(client):
    return moderating(client)


def typed(feeds, **changes):
    usual = {"name": "West", "slug": "west", "format": "meeting-guide", "address": feeds.url(), "every_hours": 6}
    return usual | {"trust": Trust.PUBLISH.value} | changes


def west_page():
    return reverse("source", args=["west"])


def text_of(response):
    return " ".join(response.content.decode().split())


def test_added_source_is_tried_first_and_public_only_when_switched_on(mo, feeds, now):
    feeds.put(as_file(meetings()))
    page = mo.post(reverse("source-new"), typed(feeds), follow=True)
    assert "It is being tried now" in text_of(page)
    job = ProcrastinateJob.objects.get(task_name="groups.tasks.fetch_source")
    tasks.fetch_source(**job.args)
    assert (SourceRun.objects.get().counts["new"], Listing.objects.exists()) == (10, False)
    assert "10 new" in text_of(mo.get(reverse("source", args=["west"])))
    mo.post(reverse("source-act", args=["west"]), {"act": "on"})
    tasks.fetch_source(pk=job.args["pk"])
    assert Listing.objects.searchable().count() == 10


@pytest.mark.parametrize(
    "changes",
    [
        *(
            {"address": one}
            for one in ("http://10.0.0.1/", "http://169.254.169.254/", "ftp://8.8.8.8/", "x", "http://[::1")
        ),
        *({"slug": slug} for slug in ("new", "no good", "")),
        *({"every_hours": hours} for hours in (0, 745, "often")),
        *({name: "7"} for name in ("trust", "format", "mirrors")),
    ],
    ids=str,
)
def test_form_says_what_is_wrong_and_keeps_what_was_typed(mo, feeds, now, changes):
    page = mo.post(reverse("source-new"), typed(feeds, **changes))
    assert page.status_code == 200
    assert page.context["form"].errors.keys() == changes.keys()
    assert 'value="West"' in text_of(page)
    assert not ImportSource.objects.exists()


def test_mirror_of_a_mirror_is_refused(mo, feeds, now):
    west = make_source(feeds)
    copy = make_source(feeds, "copy", mirrors=west)
    form = mo.post(reverse("source-new"), typed(feeds, slug="third", mirrors=copy.pk)).context["form"]
    assert set(form.errors) == {"mirrors"}
    form = mo.post(reverse("source-edit", args=["west"]), typed(feeds, mirrors=make_source(feeds, "far").pk)).context
    assert set(form["form"].errors) == {"mirrors"}


def test_new_address_forgets_what_was_known_of_the_file(mo, feeds, now):
    make_source(feeds, etag='"v1"', last_modified="today")
    mo.post(reverse("source-edit", args=["west"]), typed(feeds, name="West"))
    assert ImportSource.objects.get().etag == '"v1"'
    mo.post(reverse("source-edit", args=["west"]), typed(feeds, address=feeds.url("/other.json")))
    west = ImportSource.objects.get()
    assert (west.etag, west.last_modified) == ("", "")


@pytest.mark.parametrize(
    ("act", "changed"),
    [
        ("ask", {"due_at": True}),
        ("on", {"due_at": True, "is_active": True}),
        ("off", {"is_active": False}),
        ("let-through", {"due_at": True, "may_lose_many": True}),
        ("nonsense", {"due_at": False, "may_lose_many": False}),
    ],
)
def test_act_does_what_its_button_says(mo, feeds, now, act, changed):
    west = make_source(feeds)
    assert mo.post(reverse("source-act", args=["west"]), {"act": act}).status_code == 302
    west.refresh_from_db()
    assert {name: bool(getattr(west, name)) for name in changed} == changed


@pytest.mark.parametrize("act", ["ask", "on", "let-through"])
def test_source_is_asked_at_once_and_its_page_says_so_until_it_was(mo, feeds, now, act):
    feeds.put(as_file(meetings()))
    make_source(feeds)
    for _twice in range(2):
        text = text_of(mo.post(reverse("source-act", args=["west"]), {"act": act}, follow=True))
    assert "It is being asked now" in text
    assert "<strong>being asked now</strong>" in text
    assert "Look again" in text_of(mo.get(reverse("sources")))
    assert 'value="ask"' not in text
    tasks.fetch_source(**ProcrastinateJob.objects.get(task_name="groups.tasks.fetch_source").args)
    assert Listing.objects.searchable().count() == 10


def test_source_that_is_switched_off_is_tried_but_not_asked(mo, feeds, now):
    make_source(feeds, is_active=False)
    tried = mo.post(reverse("source-act", args=["west"]), {"act": "try"}, follow=True)
    assert "<strong>being tried now</strong>" in text_of(tried)
    mo.post(reverse("source-act", args=["west"]), {"act": "ask"})
    assert [job.args["write"] for job in ProcrastinateJob.objects.all()] == [False]


def test_next_time_is_told_with_its_zone_and_never_as_one_that_is_past(mo, feeds, now):
    west = make_source(feeds, every_hours=6)
    ask(feeds, west, meetings(), now=now)
    text = text_of(mo.get(west_page()))
    assert re.search(r"next on [^<]* UTC", text)
    assert re.search(r"<time [^>]*>[^<]* UTC</time>", text)
    ImportSource.objects.update(due_at=now - timedelta(minutes=5))
    text = text_of(mo.get(west_page()))
    assert "due now, asked within ten minutes" in text
    assert "next on" not in text


def test_report_of_a_try_says_what_would_be_and_names_each_listing_once(mo, feeds, now):
    west = make_source(feeds, trust=Trust.QUEUE)
    rows = [meeting("m-amber", "Amber Circle", notes="Every other week until May 2026."), *meetings("Birch", "Cedar")]
    ask(feeds, west, rows, now=now, write=False)
    text = text_of(mo.get(west_page()))
    assert "3 would be queued" in text
    assert "<li>Birch Circle</li>" in text
    assert "Not fully understood" in text
    assert text.count("m-amber") == 1
    assert "May 2026”. That" in text
    ask(feeds, west, now=now)
    assert "3 queued" in text_of(mo.get(west_page()))


def test_report_names_what_changed_and_what_was_kept(mo, feeds, now):
    west = make_source(feeds)
    ask(feeds, west, meetings(), now=now)
    ask(feeds, west, [meeting("m-amber", "Amber <b>Ring</b>"), *meetings()[2:]], now=now)
    text = text_of(mo.get(reverse("source", args=["west"])))
    assert "Amber &lt;b&gt;Ring&lt;/b&gt;" in text or "Amber Ring" in text
    assert "Birch Circle" in text
    assert "<del>Amber Circle</del>" in text


def test_stopped_run_offers_to_let_it_through(mo, feeds, now):
    west = make_source(feeds)
    ask(feeds, west, meetings(), now=now)
    ask(feeds, west, meetings()[:5], now=now)
    text = text_of(mo.get(reverse("source", args=["west"])))
    assert "5 of 10 listings are missing" in text
    assert 'value="let-through"' in text


def test_list_takes_the_same_queries_however_many_there_are(mo, feeds, now, django_assert_num_queries):
    for number in range(5):
        ask(feeds, make_source(feeds, f"s{number}"), meetings("Amber", prefix=f"s{number}"), now=now)
    with django_assert_num_queries(7):
        page = mo.get(reverse("sources"))
    assert text_of(page).count("Brought in") == 5


def test_moderator_of_an_area_may_look_but_change_nothing(client, feeds, now):
    make_source(feeds)
    moderating(client, make_moderator(**LONDON_DUTY))
    assert "Add a source" not in text_of(client.get(reverse("sources")))
    assert client.get(reverse("source", args=["west"])).status_code == 200
    assert client.post(reverse("source-act", args=["west"]), {"act": "on"}).status_code == 404


# The command


def test_command_asks_what_is_due_or_the_one_named(feeds, now, capsys):
    west = make_source(feeds)
    feeds.put(as_file(meetings()))
    call_command("fetch_sources")
    assert capsys.readouterr().out == ""
    call_command("fetch_sources", only="west", dry_run=True)
    assert "west: Tried, nothing kept; rows 10, listings 10, new 10" in capsys.readouterr().out
    call_command("fetch_sources", only="west")
    assert "west: Brought in" in capsys.readouterr().out
    assert west.listings.count() == 10


def test_command_refuses_a_source_without_address(db):
    with pytest.raises(CommandError, match="nobody"):
        call_command("fetch_sources", only="nobody")
