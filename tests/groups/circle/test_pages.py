"""The pages of a circle: one that keeps nothing, one in the account, and the dates a device may ask for."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from groups import circle as circles
from groups import moderation
from groups.models import CircleEntry, CircleGoal, Consent, Listing, SavedListing
from tests import factories
from tests.groups.circle.documents import BAD, SOUND, document
from tests.groups.desk import text_of

CARRIED = re.compile(r'name="circle"\s+value="([^"]*)"')


def send(client, circle=b"", **answers):
    """One form of the page that keeps nothing, with the circle so far."""
    return client.post("/circle/", {"circle": circle.decode(), **answers})


def held(answer):
    """The circle that a page carries along."""
    return answer.context["carried"].encode()


def file(content):
    return SimpleUploadedFile("circle.json", content, "application/json")


def names(content):
    return [helper.name for helper in circles.read(content).helpers]


def test_page_costs_no_question_and_sets_no_cookie(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/circle/")
    assert not answer.cookies
    assert "Talk to someone now" in text_of(answer)
    assert answer["Cache-Control"] == "no-store, private"


def test_circle_is_put_together_without_script_and_kept_nowhere(client, circle, now):
    first = send(client, do="add", name="my sister", supports=["emotional"], when="Sunday evenings")
    address = f"https://example.org{circle.get_absolute_url()}?from=mail"
    second = send(client, held(first), do="add", listing=address, supports=["companionship"])
    third = send(client, held(second), do="goal", words="Walk on Sundays")
    page = text_of(third)
    assert names(held(third)) == ["my sister", "Tuesday Circle"]
    assert "Sunday evenings" in page
    assert "18:30 to 20:00" in page
    assert "Walk on Sundays" in page
    assert not third.cookies
    assert not CircleEntry.objects.exists()


def test_gap_has_one_search(client, now, db):
    page = send(client, do="add", name="my sister", supports=["emotional"]).content.decode()
    shown = re.findall(r"<p data-gap\s*>.*?support=(\w+)", page, re.DOTALL)
    assert shown == ["informational", "instrumental", "companionship"]


def test_buttons_of_rows_change_what_is_carried(client, now, db):
    sent = {"remove": "0"}, {"reached": "0"}
    without = send(client, SOUND["plain"], **sent[0])
    assert names(held(without)) == []
    reached = send(client, SOUND["plain"], **sent[1])
    assert circles.read(held(reached)).goals[0].is_reached
    again = send(client, held(reached), again="0")
    assert not circles.read(held(again)).goals[0].is_reached
    assert circles.read(held(send(client, SOUND["plain"], remove_goal="0"))).goals == ()


def test_file_is_saved_and_opened_again(client, now, db):
    saved = send(client, SOUND["plain"], do="file")
    assert saved["Content-Disposition"] == 'attachment; filename="circle.json"'
    kim = document([{"listing": "", "name": "Kim", "formality": "informal", "supports": [], "when": ""}])
    opened = send(client, kim, do="open", file=file(saved.content))
    assert names(held(opened)) == ["Kim", "my sister"]


@pytest.mark.parametrize("name", BAD)
def test_bad_file_is_said_and_nothing_is_lost(client, now, db, name):
    answer = send(client, SOUND["plain"], do="open", file=file(BAD[name]))
    assert "Nothing was changed." in text_of(answer)
    assert names(held(answer)) == ["my sister"]


@pytest.mark.parametrize("size", [200_001, 3_000_000])
def test_large_file_is_refused_and_never_on_a_disk(client, now, db, size, monkeypatch):
    monkeypatch.setattr("django.core.files.uploadedfile.TemporaryUploadedFile.__init__", pytest.fail)
    answer = send(client, SOUND["plain"], do="open", file=file(b"x" * size))
    assert answer.context["file_form"].errors
    assert answer.status_code == 200


def test_without_a_file_that_is_said(client, now, db):
    assert "Choose a file of a circle first." in text_of(send(client, SOUND["plain"], do="open"))


@pytest.mark.parametrize("name", sorted(BAD.keys() - {"nothing", "no encoding"}))
def test_damaged_form_is_said(client, now, db, name):
    answer = client.post("/circle/", {"circle": BAD[name].decode("utf-8", "replace"), "do": "goal", "words": "Sleep"})
    assert answer.status_code == 200
    assert answer.context["came"].errors


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"do": "add"}, "Write who it is"),
        ({"do": "add", "name": "a" * 201}, "That is too long"),
        ({"do": "add", "name": "my\asister"}, "Write it in one line."),
        ({"do": "add", "listing": "https://example.org/"}, "No listing here has this address."),
        ({"do": "add", "listing": "aaaaaaaaaaa"}, "No listing here has this address."),
        ({"do": "add", "name": "Kim", "supports": ["money"]}, "is not one of the choices"),
        ({"do": "goal"}, "Please fill this in."),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(client, now, db, answers, said):
    answer = send(client, SOUND["plain"], **answers | {"when": "at noon"})
    assert said in text_of(answer)
    assert names(held(answer)) == ["my sister"]
    assert answers["do"] == "goal" or 'value="at noon"' in answer.content.decode()


def test_listing_that_is_not_public_cannot_be_put_in(client, now, circle):
    moderation.withdraw(Listing.objects.filter(pk=circle.pk), by=None)
    answer = send(client, do="add", listing=circle.public_id)
    assert "No listing here has this address." in text_of(answer)
    assert "Tuesday" not in answer.content.decode()


@pytest.mark.parametrize("answers", [{"do": "publish"}, {"remove": "x"}, {"remove": "-1"}, {"reached": "1" * 30}])
def test_button_nobody_has_is_not_found(client, now, agreed, answers):
    assert client.post("/circle/", answers).status_code == 404
    assert client.post("/mine/circle/", answers).status_code == 404


def test_page_with_listings_costs_the_same_for_one_and_many(client, source, now, django_assert_num_queries):
    made = [
        factories.make_listing(source, f"Circle {nth}", slots=[factories.weekly("TU", "18:30")]) for nth in range(4)
    ]
    rows = [
        {"listing": one.public_id, "name": "x", "formality": "informal", "supports": [], "when": ""} for one in made
    ]
    for some in (rows[:1], rows):
        with django_assert_num_queries(4):  # listings; closures, slots, sessions
            send(client, document(some), do="goal", words="Sleep")


# In the account


def act(client, do, **more):
    return client.post("/mine/circle/", {"do": do, **more})


def test_account_asks_first_and_then_keeps(client, ana, circle):
    assert "I agree that this site keeps my circle" in text_of(client.get("/mine/circle/"))
    refused = act(client, "add", name="my sister")
    assert "Say first that you agree" in text_of(refused)
    assert act(client, "agree").url == "/mine/circle/?said=agreed"
    act(client, "add", name="my sister", supports=["emotional"])
    act(client, "add", listing=circle.public_id, supports=["emotional"])
    act(client, "goal", words="Walk on Sundays")
    page = text_of(client.get("/mine/circle/"))
    assert all(words in page for words in ("my sister", "Tuesday Circle", "Walk on Sundays", "18:30 to 20:00"))


@pytest.mark.parametrize(
    ("do", "typed"), [("goal", {"words": "Walk on Sundays"}), ("add", {"name": "my sister", "when": "at noon"})]
)
def test_words_sent_before_agreeing_are_kept_in_the_form_and_go_in_with_it(client, ana, do, typed):
    refused = act(client, do, **typed)
    assert "Say first that you agree" in text_of(refused)
    assert all(f'value="{words}"' in refused.content.decode() for words in typed.values())
    assert f'name="then" value="{do}"' in refused.content.decode()
    assert act(client, "agree", then=do, **typed).url == "/mine/circle/?said=agreed"
    page = text_of(client.get("/mine/circle/"))
    assert all(words in page for words in typed.values())


def test_enter_in_a_field_before_agreeing_agrees_to_nothing(client, ana):
    refused = act(client, "add", name="my sister").content.decode()
    form = refused[refused.index('value="add"', refused.index("Keep it in your account?")) - 200 :]
    first = re.search(r'<button[^>]*name="do"[^>]*value="(.*?)"', form)[1]
    assert "Say first that you agree" in text_of(act(client, first, then="add", name="my sister"))
    assert not Consent.objects.exists()


def test_account_is_kept_by_no_cache(client, agreed):
    assert "no-store" in client.get("/mine/circle/")["Cache-Control"]


def test_account_page_costs_so_many_questions(client, agreed, circle, evening, django_assert_num_queries):
    for listing in (circle, evening):
        act(client, "add", listing=listing.public_id)
    with django_assert_num_queries(10):
        client.get("/mine/circle/")


def test_account_takes_over_and_gives_a_file(client, agreed, circle):
    taken = act(client, "take-in", circle=SOUND["plain"].decode())
    assert taken.url == "/mine/circle/?said=taken-in"
    assert names(act(client, "file").content) == ["my sister"]
    act(client, "open", file=file(document(goals=[{"words": "Eat", "reached": True}])))
    assert list(CircleGoal.objects.values_list("words", "is_reached")) == [("Walk on Sundays", False), ("Eat", True)]


@pytest.mark.parametrize("name", ["too many", "another format"])
def test_bad_circle_is_not_taken_over(client, agreed, name):
    answer = act(client, "take-in", circle=BAD[name].decode())
    assert answer.status_code == 200
    assert not CircleEntry.objects.exists()


def test_account_lets_rows_go(client, agreed):
    act(client, "take-in", circle=SOUND["plain"].decode())
    client.post("/mine/circle/", {"reached": CircleGoal.objects.get().pk})
    assert CircleGoal.objects.get().is_reached
    client.post("/mine/circle/", {"remove": CircleEntry.objects.get().pk})
    client.post("/mine/circle/", {"remove_goal": CircleGoal.objects.get().pk})
    assert not CircleEntry.objects.exists()
    assert not CircleGoal.objects.exists()


def test_consent_is_taken_back_with_everything(client, agreed):
    act(client, "add", name="my sister")
    assert "erased" in text_of(client.get(act(client, "take-back").url))
    assert not CircleEntry.objects.exists()
    assert not Consent.objects.filter(withdrawn_at=None).exists()


def test_gone_listing_is_said_without_its_name(client, agreed, circle):
    act(client, "add", listing=circle.public_id, supports=["emotional"])
    moderation.withdraw(Listing.objects.filter(pk=circle.pk), by=None)
    page = text_of(client.get("/mine/circle/"))
    assert "No longer listed here" in page
    assert "Tuesday" not in page


def test_saved_listing_is_offered_until_it_is_in(client, agreed, circle):
    SavedListing.objects.create(user=agreed, listing=circle)
    assert client.get("/mine/circle/").context["offered"] == [circle]
    act(client, "add", listing=circle.public_id)
    assert client.get("/mine/circle/").context["offered"] == []


def test_button_of_a_listing_goes_to_the_account_only_with_consent(client, ana, circle):
    assert "data-circle-add" in client.get(circle.get_absolute_url()).content.decode()
    circles.agree(ana)
    page = client.get(circle.get_absolute_url()).content.decode()
    assert "data-circle-add" not in page
    assert 'action="/mine/circle/"' in page


def test_button_has_the_supports_of_the_listing_ticked(client, now, circle):
    page = client.get(circle.get_absolute_url()).content.decode()
    assert re.findall(r'name="supports"\s+value="(\w+)"\s+checked', page) == ["emotional"]


# What a device asks


def test_device_gets_the_dates_of_the_listings_it_names(client, circle, clinic, now):
    answer = client.post("/circle/dates.json", {"listing": [circle.public_id, clinic.public_id, "aaaaaaaaaaa"]})
    found = answer.json()["listings"]
    assert found.keys() == {circle.public_id, clinic.public_id}
    assert found[circle.public_id][0] == {
        "starts_at": "2026-03-03T18:30:00+00:00",
        "ends_at": "2026-03-03T20:00:00+00:00",
        "words": "Tuesday 3 March, 18:30 to 20:00 (London time)",
        "is_off": False,
    }
    assert len(found[circle.public_id]) == 4
    assert (answer["Cache-Control"], len(answer.cookies)) == ("no-store, private", 0)


def test_device_gets_no_dates_of_what_is_not_public(client, circle, now):
    moderation.withdraw(Listing.objects.filter(pk=circle.pk), by=None)
    assert client.post("/circle/dates.json", {"listing": circle.public_id}).json() == {"listings": {}}


def test_device_gets_thirty_listings_at_most(client, circle, now):
    asked = [*(f"{nth:011}" for nth in range(30)), circle.public_id]
    assert client.post("/circle/dates.json", {"listing": asked}).json() == {"listings": {}}


@pytest.mark.parametrize("bad", ["\0", "x" * 5000, "../", "'"])
def test_device_may_send_anything(client, now, db, bad):
    assert client.post("/circle/dates.json", {"listing": bad}).json() == {"listings": {}}
    assert client.post("/circle/dates.ics", {"listing": bad}).status_code == 200


def test_dates_cost_four_questions(client, circle, evening, now, django_assert_num_queries):
    with django_assert_num_queries(4):  # listings; closures, slots, sessions
        client.post("/circle/dates.json", {"listing": [circle.public_id, evening.public_id]})


def test_calendar_says_nothing_unless_names_are_asked_for(client, circle, now):
    plain = client.post("/circle/dates.ics", {"listing": circle.public_id}).content.decode()
    assert "SUMMARY:Meeting" in plain
    assert "Tuesday Circle" not in plain
    assert circle.public_id not in plain
    named = client.post("/circle/dates.ics", {"listing": circle.public_id, "shows_names": "on"}).content.decode()
    assert "SUMMARY:Tuesday Circle" in named


def test_entries_of_two_people_cannot_be_compared(client, circle, now):
    uids = {
        re.search("UID:(.*)", client.post("/circle/dates.ics", {"listing": circle.public_id}).content.decode())[1]
        for _time in range(2)
    }
    assert len(uids) == 2


def test_help_lines_are_those_of_the_listings_in_a_circle(client, now, kept, circle):
    kept.add(circles.Helper(circle.name, listing=circle.public_id))
    page = client.get("/mine/circle/", headers={"Accept-Language": "en-US"})
    assert page.context["crisis"].country == "GB"
    assert client.get("/circle/", headers={"Accept-Language": "en-US"}).context["crisis"].country == "US"
