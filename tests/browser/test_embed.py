"""The finder on a page of another site, in a real browser: under exactly the policy that we say is needed."""

import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_access import NARROW, violations

SEARCH = "near=Hackney"
FEW = "near=Hackney&show=near&topic=gambling&weekday=SU&time=night&kind=clinic"
STYLE = "body { background: #20303a; color: #f5f0d0; margin: 0 } a { color: #ffcc66 }"
PAGE = """<!DOCTYPE html><html lang="de-AT"><head><title>A town's page</title><link rel="stylesheet" href="/style.css">
</head><body><p><a id="before" href="#">Before</a></p>{}<p><a id="after" href="#">After</a></p></body></html>"""
COLOUR_OF = "([part, name]) => getComputedStyle(document.querySelector(part))[name]"


class Host:
    """Another site with one page: `lines` within it, sent with `policy` and whatever its own style sheet needs."""

    def __init__(self):
        self.lines = self.policy = ""
        host = self

        class Answers(BaseHTTPRequestHandler):
            def do_GET(self):
                is_style = self.path == "/style.css"
                self.send_response(200)
                self.send_header("Content-Type", "text/css" if is_style else "text/html; charset=utf-8")
                self.send_header("Content-Security-Policy", f"default-src 'none'; style-src 'self'; {host.policy}")
                self.end_headers()
                self.wfile.write((STYLE if is_style else PAGE.format(host.lines)).encode())

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        self.url = f"http://127.0.0.1:{self.server.server_port}/"


@pytest.fixture
def host():
    host = Host()
    thread = threading.Thread(target=host.server.serve_forever)
    thread.start()
    yield host
    host.server.shutdown()
    thread.join()
    host.server.server_close()


@pytest.fixture
def visit(chromium, site_url, host, open_page):
    """Puts the lines of the page that writes them on the host's page, under their policy, and opens that.

    Afterwards nothing was refused, nobody else was asked, no request of ours told where it came from, and nothing was
    kept in the browser.
    """
    contexts, troubles = [], []

    def watch(request):
        is_ours = request.url.startswith(f"{site_url}/")
        referrer = request.headers.get("referer", "")
        if not request.url.startswith((host.url, f"{site_url}/")) or (is_ours and referrer.startswith(host.url)):
            troubles.append((request.url, referrer))

    def visit_one(query, *, kind="script", viewport=DESKTOP, times=1, **options):
        make = open_page(f"/embed/make/?{query}")
        host.lines = make.locator(f"#line-{kind}").input_value() * times
        host.policy = make.locator(f"#policy-{kind}").input_value()
        context = chromium.new_context(viewport=viewport, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
        page.on("request", watch)
        page.goto(host.url)
        return page

    yield visit_one
    for context in contexts:
        assert context.storage_state() == {"cookies": [], "origins": []}
        context.close()
    assert troubles == []


def finder_of(page):
    """The frame of the finder, once its results are there."""
    frame = page.locator("iframe").element_handle().content_frame()
    frame.wait_for_selector("#results")
    return frame


def wait_for_height(page):
    """Until every frame has told how high it is; before, they are 400 px."""
    page.wait_for_function("() => [...document.querySelectorAll('iframe')].every((one) => one.clientHeight !== 400)")


def height_of(page):
    return page.locator("iframe").bounding_box()["height"]


@pytest.mark.parametrize("kind", ["script", "iframe"])
def test_finder_works_on_another_site_under_the_printed_policy(visit, kind):
    page = visit("topic=grief&show=near&title=Hilfe", kind=kind)
    assert page.locator("iframe").get_attribute("title") == "Hilfe"
    finder = finder_of(page)
    finder.get_by_label("Town or postcode").fill("Hackney")
    finder.get_by_role("button", name="Search").click()
    finder.wait_for_url("**near=Hackney**")
    assert "topic=grief" in finder.url
    finder.wait_for_selector("h1:has-text('Hackney')")
    assert finder.locator(".card").count() > 0


def test_policy_without_our_line_shows_nothing(visit, host, chromium):
    visit(SEARCH)
    host.policy = ""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(host.url)
    expect(page.locator("iframe")).to_have_count(0)
    context.close()


def test_finder_takes_over_colours_and_language_of_the_page(visit):
    page = visit(f"{SEARCH}&take=page&corners=0")
    finder = finder_of(page)
    for part, name in (("body", "backgroundColor"), ("body", "color")):
        assert finder.evaluate(COLOUR_OF, [part, name]) == page.evaluate(COLOUR_OF, [part, name])
    assert finder.evaluate(COLOUR_OF, [".sorts a", "color"]) == page.evaluate(COLOUR_OF, ["#before", "color"])
    assert "lang=de-AT" in page.locator("iframe").get_attribute("src")
    assert violations(finder) == []


def test_frame_is_as_high_as_its_content(visit):
    page = visit(FEW)
    finder = finder_of(page)
    inside = "Math.ceil(document.body.getBoundingClientRect().height)"
    wait_for_height(page)
    before = height_of(page)
    assert before == finder.evaluate(inside)
    page.set_viewport_size({"width": 480, "height": 1200})
    page.wait_for_function("before => document.querySelector('iframe').clientHeight > before", arg=before)
    assert height_of(page) == finder.evaluate(inside)


def test_help_line_stays_in_view_however_much_is_found(visit):
    page = visit(SEARCH, viewport=PHONE)
    finder = finder_of(page)
    wait_for_height(page)
    assert height_of(page) == pytest.approx(0.85 * PHONE["height"], abs=1)
    finder.locator(".pager").scroll_into_view_if_needed()
    box, frame = finder.locator(".embed-help").bounding_box(), page.locator("iframe").bounding_box()
    assert box["y"] == pytest.approx(frame["y"], abs=1)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_only_the_frame_itself_can_change_its_height(visit, site_url, host):
    page = visit(FEW)
    finder_of(page)
    wait_for_height(page)
    before = height_of(page)
    send = """([origin, isOwn]) => dispatchEvent(new MessageEvent("message", {
        origin, source: isOwn ? document.querySelector("iframe").contentWindow : window, data: {supportFinderHeight: 5},
    }))"""
    for origin, is_own in ((site_url, False), (host.url, True), (host.url, False)):
        page.evaluate(send, [origin, is_own])
        assert height_of(page) == before
    page.evaluate(send, [site_url, True])
    assert height_of(page) == 5


def test_several_on_a_page_have_their_own_heights_and_leave_no_names_behind(visit):
    before = visit("show=none", kind="iframe").evaluate("Object.keys(window).length")
    page = visit(FEW, times=2)
    wait_for_height(page)
    expect(page.locator("iframe")).to_have_count(2)
    assert page.evaluate("Object.keys(window).filter((name) => Number.isNaN(Number(name))).length") <= before


def test_keyboard_goes_in_and_out_again(visit):
    page = visit(FEW)
    finder = finder_of(page)
    wait_for_height(page)
    page.locator("#before").focus()
    page.keyboard.press("Tab")
    # Both sites are pages of processes of their own: the one hears a moment later that the other has the focus.
    page.wait_for_function("() => document.activeElement.tagName === 'IFRAME'")
    finder.wait_for_function("() => document.activeElement.innerText.includes('116 123')")
    for _press in range(30):
        page.keyboard.press("Tab")
        page.wait_for_timeout(100)
        if page.evaluate("document.activeElement.id") == "after":
            break
    assert page.evaluate("document.activeElement.id") == "after"


def test_listing_opens_in_a_new_tab_that_cannot_reach_back(visit):
    page = visit(SEARCH)
    with page.context.expect_page() as opened:
        finder_of(page).locator(".card-name a").first.click()
    listing = opened.value
    listing.wait_for_url("**/listings/**")
    assert listing.evaluate("window.opener") is None
    assert listing.evaluate("document.referrer") == ""
    assert "near=Hackney" in finder_of(page).url


def test_frame_needs_no_script(visit):
    page = visit("topic=grief", kind="iframe", java_script_enabled=False)
    finder = page.frame_locator("iframe")
    finder.get_by_label("Town or postcode").fill("Hackney")
    finder.get_by_role("button", name="Search").click()
    finder.get_by_role("heading", name="Hackney").wait_for()
    assert finder.locator(".card").count() > 0


def test_who_has_no_script_gets_a_link_to_the_site(visit, site_url):
    page = visit("topic=grief&title=Hilfe", java_script_enabled=False)
    assert page.get_by_role("link", name="Hilfe").get_attribute("href") == f"{site_url}/search/?topic=grief"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [NARROW, DESKTOP], ids=["narrow", "desktop"])
@pytest.mark.parametrize("path", [f"/embed/?{SEARCH}", f"/embed/?{FEW}", "/embed/make/?accent=%23ffff00&height=big"])
def test_page_has_no_axe_violation(open_page, path, viewport, scheme):
    page = open_page(path, viewport=viewport, color_scheme=scheme)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    expect(page.locator("h1")).to_have_count(1)


def test_make_page_works_without_script(open_page):
    page = open_page("/embed/make/", java_script_enabled=False)
    page.get_by_role("group", name="What it finds").get_by_label("Town or postcode").fill("Hackney")
    page.get_by_label("Links and buttons").fill("#7a0040")
    page.get_by_role("button", name="Show it and write the lines").click()
    expect(page.locator("#line-iframe")).to_have_value(re.compile("near=Hackney"))
    page.frame_locator(".make-preview").get_by_role("heading", name="Hackney").wait_for()
