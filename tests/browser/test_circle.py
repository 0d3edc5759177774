"""My circle of support, as people put it together: on a phone, with and without script, and in an account."""

import base64
import json

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from groups import circle as circles
from groups.circle.drawing import Ring, marks
from groups.models import CircleEntry, CircleGoal, Listing
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_access import violations
from tests.browser.test_accounts import outside
from tests.browser.test_saved import member_cookie  # noqa: F401 - a fixture
from tests.groups.circle.documents import BAD, SOUND

KEPT = "JSON.parse(localStorage.getItem('circle'))"


@pytest.fixture
def listing(site_url, db):
    """A public meetup of the sample at an open place, with a date to come."""
    found = Listing.objects.searchable().filter(
        place__precision="exact", formality="informal", upcoming_dates__ends_at__gt=timezone.now()
    )
    return outside(lambda: found.order_by("pk").first())


def put_in(page, listing):
    """Put a listing into the circle from its own page."""
    page.goto(listing.get_absolute_url())
    page.get_by_text("Put into my circle of support").click()
    page.get_by_role("button", name="Put it in").click()


def add_person(page, name, *supports, when=""):
    page.get_by_label("Who?").fill(name)
    for support in supports:
        page.get_by_role("group", name="What do they give you?").get_by_label(support).check()
    page.get_by_label("When, in your own words").fill(when)
    page.get_by_role("button", name="Put into my circle", exact=True).click()


def add_goal(page, words):
    page.get_by_label("What would you like to reach?").fill(words)
    page.get_by_role("button", name="Add this goal").click()


def script_of(page, name):
    """The address of a script that the page loaded."""
    loaded = "performance.getEntriesByType('resource').map(one => one.name)"
    return next(address for address in page.evaluate(loaded) if f"/{name}." in address)


def test_circle_on_the_device_is_sent_nowhere(open_page, listing):
    page = open_page(listing.get_absolute_url())
    page.wait_for_load_state("networkidle")
    sent = []
    page.on("request", lambda request: sent.append((request.method, request.url, request.post_data)))
    put_in(page, listing)
    page.get_by_text("It is in your circle, on this device.").wait_for()
    page.goto("/circle/")
    add_person(page, "my sister", "Someone to listen", when="Sunday evenings")
    add_goal(page, "Walk on Sundays")
    page.get_by_role("button", name="Reached Walk on Sundays").click()
    expect(page.locator(".circle-who").get_by_text("my sister").first).to_be_visible()
    assert page.get_by_role("link", name=listing.name).first.get_attribute("href") == listing.get_absolute_url()
    assert page.evaluate(f"{KEPT}.goals[0].reached") is True
    page.reload()
    expect(page.get_by_text("my sister: Sunday evenings")).to_be_visible()
    assert {method for method, _url, _data in sent} == {"GET"}
    assert not [url for _method, url, _data in sent if "sister" in url or "?" in url]
    assert page.context.cookies() == []


def test_dates_are_asked_for_by_ids_alone_and_stay_on_the_device(open_page, listing):
    page = open_page(listing.get_absolute_url())
    put_in(page, listing)
    page.goto("/circle/")
    add_person(page, "my sister")
    asked = []
    page.on("request", lambda request: asked.append((request.method, request.url, request.post_data)))
    page.get_by_role("button", name="Look up the next dates").click()
    page.get_by_text("Looked up. Look again before you go").wait_for()
    ((method, url, data),) = asked
    assert (method, url.partition("?")[2], data) == ("POST", "", f"listing={listing.public_id}")
    assert page.evaluate("Object.keys(JSON.parse(localStorage.getItem('circle-dates')))") == [listing.public_id]
    with page.expect_download() as download:
        page.get_by_role("button", name="Dates for my calendar").click()
    told = download.value.path().read_text("utf-8")
    assert "SUMMARY:Meeting" in told
    assert listing.name not in told


def test_gap_leads_to_one_search(open_page):
    page = open_page("/circle/")
    add_person(page, "my sister", "Someone to listen")
    gap = page.locator("[data-support=instrumental]").get_by_role("link")
    expect(page.locator("[data-support=emotional]").get_by_role("link")).to_have_count(0)
    gap.click()
    page.wait_for_url("**/search/?support=instrumental")


def test_file_goes_to_another_device_and_a_bad_one_changes_nothing(open_page, tmp_path):
    page = open_page("/circle/")
    add_person(page, "my sister", "Company")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as a file").click()
    saved = tmp_path / "circle.json"
    download.value.save_as(saved)
    friend = open_page("/circle/")
    add_person(friend, "Kim")
    friend.get_by_label("File of a circle").set_input_files(saved)
    friend.get_by_role("button", name="Open a file").click()
    friend.get_by_text("It is all in your circle now.").wait_for()
    saved.write_bytes(BAD["another version"])
    friend.get_by_label("File of a circle").set_input_files(saved)
    friend.get_by_role("button", name="Open a file").click()
    friend.get_by_text("Nothing was changed.").wait_for()
    assert friend.evaluate(f"{KEPT}.helpers.map(one => one.name)") == ["Kim", "my sister"]


def test_script_and_server_hold_the_same_files_for_sound(open_page):
    page = open_page("/circle/")
    address = script_of(page, "circle-document")
    script = """async ([address, files]) => {
      const { readBytes, written } = await import(address);
      const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
      return files.map((file) => { const circle = readBytes(bytes(file)); return circle && written(circle); });
    }"""
    files = [base64.b64encode(content).decode() for content in (*SOUND.values(), *BAD.values())]
    told = dict(zip((*SOUND, *BAD), page.evaluate(script, [address, files]), strict=True))
    assert {name for name, text in told.items() if text is None} == set(BAD)
    for name, content in SOUND.items():
        assert json.loads(told[name]) == json.loads(circles.written(circles.read(content))), name


def test_script_and_server_draw_the_same(open_page):
    page = open_page("/circle/")
    address = script_of(page, "circle-drawing")
    counts = [1, 2, 3, 5, 8, 13, 30]
    script = "async ([address, ring, counts]) => counts.map((await import(address)).marks.bind(null, ring))"
    for ring in Ring:
        drawn = page.evaluate(script, [address, ring.value, counts])
        placed = [[{"x": one.x, "y": one.y, "reach": one.reach} for one in marks(ring, count)] for count in counts]
        assert drawn == placed


@pytest.mark.parametrize("kept", ["null", "{", "[]", '{"format":"supportfinder circle","version":1,"helpers":7}'])
def test_damaged_store_is_as_good_as_none(open_page, kept):
    page = open_page("/circle/")
    page.evaluate("kept => { localStorage.circle = kept; localStorage['circle-dates'] = kept }", kept)
    page.reload()
    expect(page.get_by_text("Nobody is in it yet.")).to_be_visible()


def test_markup_in_a_file_stays_text(open_page):
    page = open_page("/circle/")
    page.evaluate("kept => { localStorage.circle = kept }", SOUND["markup"].decode())
    page.reload()
    expect(page.locator("#circle-whole img")).to_have_count(0)
    expect(page.locator(".circle-who").get_by_text("<img src=x").first).to_be_visible()


def test_everything_on_the_device_is_forgotten_with_one_button(open_page):
    page = open_page("/circle/")
    add_person(page, "my sister")
    page.evaluate("() => { localStorage.barriers = localStorage.saved = sessionStorage.chosen = '[]' }")
    page.get_by_role("button", name="Forget everything on this device").press("Enter")
    page.get_by_text("Nothing is kept on this device any more.").wait_for()
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    expect(page.get_by_text("Nobody is in it yet.")).to_be_visible()


def test_without_script_the_page_goes_along_and_is_printed(open_page, listing):
    page = open_page(listing.get_absolute_url(), java_script_enabled=False)
    page.get_by_text("Put into my circle of support").click()
    page.get_by_role("button", name="Put it in").click()
    add_person(page, "my sister", "Someone to listen")
    add_goal(page, "Walk on Sundays")
    expect(page.locator(".circle-mark")).to_have_count(2)
    expect(page.get_by_text("is kept nowhere")).to_be_visible()
    page.get_by_role("button", name="Take away my sister").click()
    expect(page.locator(".circle-mark")).to_have_count(1)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as a file").click()
    assert [one.name for one in circles.read(download.value.path().read_bytes()).helpers] == [listing.name]
    page.emulate_media(media="print")
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.get_by_role("link", name="Leave this site")).to_have_count(0)
    assert page.context.cookies() == []


def test_device_is_taken_over_into_the_account(open_page, listing, member_cookie):  # noqa: F811
    page = open_page(listing.get_absolute_url())
    put_in(page, listing)
    page.goto("/circle/")
    add_person(page, "my sister", "Company")
    add_goal(page, "Walk on Sundays")
    page.context.add_cookies([member_cookie])
    page.goto("/mine/circle/")
    page.get_by_role("button", name="I agree").click()
    page.get_by_role("button", name="Put it into my account").click()
    page.get_by_text("It is all in your circle now.").wait_for()
    assert page.evaluate("localStorage.length") == 0
    mine = {"user__email": "sue-saved@example.org"}
    kept = outside(lambda: list(CircleEntry.objects.filter(**mine).values_list("listing_id", "words", "supports")))
    assert [(pk, words) for pk, words, _supports in kept] == [(listing.pk, ""), (None, "my sister")]
    assert kept[1][2] == ["companionship"]
    assert outside(lambda: CircleGoal.objects.get(**mine).words) == "Walk on Sundays"
    page.get_by_role("button", name="Erase my circle from my account").click()
    expect(page.get_by_text("Your circle is erased from your account.")).to_be_visible()
    assert not outside(lambda: CircleEntry.objects.filter(**mine).exists())


def test_device_keeps_its_circle_where_the_session_is_over(open_page, member_cookie):  # noqa: F811
    page = open_page("/circle/")
    add_person(page, "my sister")
    page.context.add_cookies([member_cookie])
    page.goto("/mine/circle/")
    page.get_by_role("button", name="I agree").click()
    page.context.clear_cookies(name=member_cookie["name"])
    page.get_by_role("button", name="Put it into my account").click()
    page.get_by_text("your device still has it").wait_for()
    assert page.evaluate(f"{KEPT}.helpers[0].name") == "my sister"


@pytest.mark.parametrize(("viewport", "scheme"), [(PHONE, "light"), (PHONE, "dark"), (DESKTOP, "light")])
def test_pages_have_no_violation_and_no_sideways_scroll(
    open_page,
    listing,
    member_cookie,  # noqa: F811
    viewport,
    scheme,
):
    page = open_page("/circle/", viewport=viewport, color_scheme=scheme)
    assert violations(page) == []
    put_in(page, listing)
    page.goto("/circle/")
    add_person(page, "a" * 200, "Someone to listen", "Company", when="b" * 120)
    add_goal(page, "c" * 200)
    page.get_by_role("button", name="Look up the next dates").click()
    page.get_by_text("Looked up.").wait_for()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    page.context.add_cookies([member_cookie])
    page.goto("/mine/circle/")
    page.get_by_role("button", name="I agree").click()
    page.get_by_role("button", name="Put it into my account").click()
    page.get_by_text("It is all in your circle now.").wait_for()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
