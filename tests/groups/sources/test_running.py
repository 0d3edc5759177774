"""A source asked again and again: what is new, what changed, what is gone, and what was put right here."""

from datetime import timedelta

import pytest

from groups import content, moderation, provenance, sources
from groups.choices import Act, Attendance, Cause, Precision, RunOutcome, Status, Trust
from groups.models import Listing, ModerationEvent, Place, Review, Revision, SourceEntry, SourceRun
from tests.groups.sources.lists import NAMES, ask, make_source, meeting, meetings

pytestmark = pytest.mark.django_db


@pytest.fixture
def west(feeds, now):
    return make_source(feeds)


def public():
    return set(Listing.objects.searchable().values_list("name", flat=True))


def listing(name="Amber Circle"):
    return Listing.objects.get(name=name)


def correct(which, section, **changes):
    """Somebody here puts something right."""
    one = listing(which)
    document = content.content_of(one)
    content.write(one, {section: document[section] | changes})


def test_first_run_publishes_and_says_so(feeds, west, now):
    run = ask(feeds, west, meetings(), now=now)
    assert (run.outcome, run.counts["new"], run.counts["published"]) == (RunOutcome.DONE, 10, 10)
    assert run.report["new"][:2] == ["Amber Circle", "Birch Circle"]
    west.refresh_from_db()
    assert (west.fetched_at, west.due_at, west.failures) == (now, now + timedelta(hours=24), 0)
    assert len(public()) == 10


def test_second_run_changes_nothing(feeds, west):
    ask(feeds, west, meetings())
    before = list(Listing.objects.order_by("pk").values_list("pk", "updated_at"))
    run = ask(feeds, west)
    assert (run.counts["unchanged"], run.counts.get("changed"), run.counts.get("new")) == (10, None, None)
    assert list(Listing.objects.order_by("pk").values_list("pk", "updated_at")) == before


def test_same_file_is_not_even_read(feeds, west, now):
    feeds.put(b"[]", etag='"v1"')
    ask(feeds, west, now=now - timedelta(days=1))
    feeds.put(status=304)
    run = ask(feeds, west, now=now)
    west.refresh_from_db()
    assert feeds.asked[-1][1]["If-None-Match"] == '"v1"'
    assert (run.outcome, west.fetched_at, west.etag) == (RunOutcome.SAME, now, '"v1"')


def test_change_is_told_fact_by_fact(feeds, west):
    ask(feeds, west, meetings())
    run = ask(feeds, west, [meeting("m-amber", "Amber Circle", time="18:30"), *meetings()[1:]])
    [change] = run.report["changed"]
    assert change["name"] == "Amber Circle"
    assert change["facts"] == [["Times", "Every Monday, 19:00 to 20:00", "Every Monday, 18:30 to 20:00", "times"]]
    assert run.counts["changed"] == 1


# What was put right here


def test_correction_survives_while_the_rest_follows(feeds, west):
    ask(feeds, west, meetings())
    correct("Amber Circle", "basics", name="Amber Group")
    run = ask(feeds, west, [meeting("m-amber", "Amber Circle", time="18:30"), *meetings()[1:]])
    one = listing("Amber Group")
    assert [slot.in_words for slot in one.schedules.live()] == ["Every Monday, 18:30 to 20:00"]
    assert "corrected" not in run.counts  # the source said nothing new of the name


def test_correction_wins_where_both_changed_and_is_told(feeds, west):
    ask(feeds, west, meetings())
    correct("Amber Circle", "basics", name="Amber Group")
    run = ask(feeds, west, [meeting("m-amber", "Amber Ring"), *meetings()[1:]])
    assert listing("Amber Group")
    [kept] = run.report["corrected"]
    assert kept["facts"] == [["Name", "Amber Group", "Amber Ring", "name"]]
    assert "corrected" not in ask(feeds, west, [meeting("m-amber", "Amber Ring", time="18:00")]).counts


@pytest.mark.parametrize(
    ("section", "changes", "read"),
    [
        ("basics", {"description": "Ring twice."}, lambda one: one.description == "Ring twice."),
        ("place", {"name": "Library"}, lambda one: one.place.name == "Library"),
        ("place", {"attendance": Attendance.HYBRID}, lambda one: one.attendance == Attendance.HYBRID),
        ("joining", {"how_to_join": "Just come."}, lambda one: one.how_to_join == "Just come."),
        ("people", {"minimum_age": 21}, lambda one: one.minimum_age == 21),
    ],
)
def test_each_part_put_right_here_survives(feeds, west, section, changes, read):
    ask(feeds, west, meetings())
    correct("Amber Circle", section, **changes)
    ask(feeds, west, meetings(location="Old Hall", time="18:00", notes="New words.", types=["O", "X"]))
    one = listing()
    assert read(one)
    assert [slot.start_time.hour for slot in one.schedules.live()] == [18]


def test_place_kept_as_it_is_here_leaves_no_place_of_the_source_behind(feeds, west):
    ask(feeds, west, meetings("Amber"))
    correct("Amber Circle", "place", name="Library")
    for hall in ("Old Hall", "New Hall"):
        ask(feeds, west, meetings("Amber", location=hall))
    assert list(Place.objects.values_list("name", flat=True)) == ["Library"]


def test_report_says_nothing_of_where_a_concealed_place_is(feeds, west):
    ask(feeds, west, meetings("Amber"))
    Place.objects.update(precision=Precision.AREA, name="", street="", postal_code="")
    run = ask(feeds, west, meetings("Amber", location="Old Hall"))
    assert run.report["corrected"][0]["facts"] == [["Place", "", "", "place"]]


def test_times_and_words_put_right_here_survive(feeds, west):
    ask(feeds, west, meetings())
    one = listing()
    document = content.content_of(one)
    times = [document["times"][0] | {"id": None, "start_time": "20:15"}]
    words = [*document["words"], {"term": "language:es", "relation": "", "detail": ""}]
    content.write(one, {"times": times, "words": words})
    ask(feeds, west, meetings(time="18:00", types=["O", "X"]))
    words = {word["term"] for word in content.content_of(listing())["words"]}
    assert {"language:es", "access:step-free"} <= words
    assert [slot.in_words for slot in listing().schedules.live()] == ["Every Monday, 20:15 to 21:15"]


def test_page_names_the_source_of_each_fact(feeds, west, client, now):
    ask(feeds, west, meetings(), now=now)
    correct("Amber Circle", "basics", name="Amber Group")
    one = listing("Amber Group")
    [origin] = provenance.origins(one)
    assert "Times" in origin.labels
    assert "Name" not in origin.labels
    page = client.get(one.get_absolute_url()).content.decode()
    assert "from List of west, checked on 3 March 2026" in " ".join(page.split())


# What is gone


def test_missing_twice_is_withdrawn_and_comes_back(feeds, west):
    ask(feeds, west, meetings())
    first = ask(feeds, west, meetings()[1:])
    assert (first.counts["missing"], first.report["missing"]) == (1, ["Amber Circle"])
    assert "Amber Circle" in public()
    second = ask(feeds, west)
    assert (second.counts["withdrawn"], second.report["withdrawn"]) == (1, ["Amber Circle"])
    assert listing().status == Status.WITHDRAWN
    assert ModerationEvent.objects.get(listing=listing()).act == Act.WITHDREW
    third = ask(feeds, west, meetings())
    assert (third.counts["returned"], len(public())) == (1, 10)


def test_row_that_cannot_be_read_does_not_withdraw_what_it_stands_for(feeds, west):
    ask(feeds, west, meetings())
    for _again in range(3):
        run = ask(feeds, west, [meetings()[0] | {"name": ""}, *meetings()[1:]])
    assert ("missing" in run.counts, [ref for ref, _sentence in run.report["problems"]]) == (False, ["m-amber"])
    assert "Amber Circle" in public()


def test_missing_once_and_back_is_forgotten(feeds, west):
    for rows in (meetings(), meetings()[1:], meetings(), meetings()[1:]):
        ask(feeds, west, rows)
    assert SourceEntry.objects.get(ref="m-amber").missing_runs == 1
    assert len(public()) == 10


def test_missing_is_settled_although_the_file_stays_the_same(feeds, west):
    ask(feeds, west, meetings())
    feeds.put(b"", status=304)
    west.etag = '"v1"'
    west.save()
    west.entries.filter(ref="m-amber").update(missing_runs=1)
    assert ask(feeds, west).outcome == RunOutcome.FAILED  # the file was asked for in full
    assert "If-None-Match" not in feeds.asked[-1][1]


def test_what_a_moderator_withdrew_does_not_come_back(feeds, west):
    ask(feeds, west, meetings())
    moderation.withdraw_one(listing(), by=None, reason="Closed.")
    for rows in (meetings()[1:], meetings()[1:], meetings()):
        ask(feeds, west, rows)
    assert listing().status == Status.WITHDRAWN


@pytest.mark.parametrize("left", [7, 0])
def test_mass_disappearance_stops_and_asks(feeds, west, mailoutbox, django_user_model, left):
    django_user_model.objects.create_superuser("admin@example.org")
    ask(feeds, west, meetings())
    for _again in range(3):
        run = ask(feeds, west, [*meetings()[:left], *([meeting("m-new", "New Circle")] if left else [])])
    assert run.outcome == RunOutcome.STOPPED
    assert f"{10 - left} of 10 listings are missing" in run.sentence
    assert public() == {f"{name} Circle" for name in NAMES}  # nothing new of that file came either
    assert [mail.to for mail in mailoutbox][:1] == [["admin@example.org"]]


def test_mass_disappearance_goes_through_once_somebody_looked(feeds, west):
    ask(feeds, west, meetings())
    ask(feeds, west, meetings()[:5])
    west.refresh_from_db()
    sources.let_through(west)
    assert ask(feeds, west).counts["withdrawn"] == 5
    west.refresh_from_db()
    assert not west.may_lose_many
    assert (ask(feeds, west).outcome, len(public())) == (RunOutcome.DONE, 5)


def test_gone_under_one_of_two_names_stays(feeds, west):
    ask(feeds, west, meetings())
    moderation.merge(listing("Birch Circle"), into=listing(), by=None)
    for _again in range(3):
        ask(feeds, west, [row for row in meetings() if row["slug"] != "m-birch"])
    assert "Amber Circle" in public()


def test_withdrawn_by_a_person_after_it_came_back_stays_away(feeds, west, django_user_model):
    mo = django_user_model.objects.create_user("mo@example.org")
    for rows in (meetings(), meetings()[1:], meetings()[1:]):
        ask(feeds, west, rows)
    moderation.publish(Listing.objects.filter(pk=listing().pk), by=mo)
    moderation.withdraw_one(listing(), by=mo, reason="Closed.")
    ask(feeds, west, meetings())
    assert listing().status == Status.WITHDRAWN


# How far a source is trusted


def test_new_and_changed_of_a_queued_source_wait(feeds, now):
    source = make_source(feeds, trust=Trust.QUEUE)
    ask(feeds, source, meetings())
    assert (public(), Review.objects.filter(cause=Cause.NEW).count()) == (set(), 10)
    moderation.approve(listing(), by=None)
    run = ask(feeds, source, meetings(time="18:00"))
    assert run.counts["proposed"] == 1
    assert [slot.start_time.hour for slot in listing().schedules.live()] == [19]
    moderation.approve(listing(), by=None)
    assert [slot.start_time.hour for slot in listing().schedules.live()] == [18]
    assert "changed" not in ask(feeds, source).counts


def test_change_turned_down_is_not_proposed_again(feeds, now):
    source = make_source(feeds, trust=Trust.QUEUE)
    ask(feeds, source, meetings())
    moderation.approve(listing(), by=None)
    ask(feeds, source, meetings(time="18:00"))
    moderation.reject(listing(), by=None, reason="No.")
    ask(feeds, source, meetings(time="18:00", notes="More."))
    assert "times" not in Revision.objects.waiting().get(listing=listing()).proposed
    assert "basics" in Revision.objects.waiting().get(listing=listing()).proposed


# Trying, and what is kept of runs


def test_trying_keeps_only_the_report(feeds, west):
    run = ask(feeds, west, meetings(), write=False)
    assert (run.outcome, run.counts["new"]) == (RunOutcome.TRIED, 10)
    assert not Listing.objects.exists()
    west.refresh_from_db()
    assert (west.etag, west.due_at) == ("", None)


def test_old_reports_go_but_the_latest_stays(feeds, west, now):
    for days in (300, 200, 100):
        ask(feeds, west, meetings(), now=now - timedelta(days=days))
    sources.forget(now - timedelta(days=180))
    assert SourceRun.objects.count() == 1
    sources.forget(now)
    assert SourceRun.objects.count() == 1
