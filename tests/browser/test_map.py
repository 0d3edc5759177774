"""The map with much on it: it ends with its results, waits for no window that was left, and never blocks the page."""

import json

import pytest

from tests.browser.conftest import DESKTOP

CITY = "/search/?near=Hackney&radius=25"
LONG_MS = 50
LISTENING = """
  window.listening = [];
  const add = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    if (this === document) window.listening.push([type, options?.signal]);
    return add.call(this, type, listener, options);
  };
"""
HOW_MANY = "window.listening.filter(([type, signal]) => type === 'pointerover' && !signal?.aborted).length"


def crowd(count, **more):
    """What the server says of a city with a group in each of `count` cells."""
    cells = [(number % 20, number // 20) for number in range(count)]
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [-0.3 + 0.025 * x, 51.4 + 0.012 * y]},
            "properties": {"count": 3000 + 16 * x + y, "bounds": [-0.3, 51.4, 0.2, 51.7], **more},
        }
        for x, y in cells
    ]
    return json.dumps({"type": "FeatureCollection", "total": 10_000, "features": features})


@pytest.fixture
def open_map(open_page):
    """Opens a search, with `script` run before the page's own and, if given, `answer` in place of the points."""

    def open_one(script="", answer=None):
        page = open_page("about:blank", viewport=DESKTOP, may_fail=True)
        page.add_init_script(script)
        if answer:
            page.route("**/points.geojson*", lambda route: route.fulfill(body=answer, content_type="application/json"))
        page.goto(CITY)
        page.wait_for_selector("#map .leaflet-marker-icon.map-point")
        return page

    return open_one


def filter_by(page, formality):
    """Tick one more filter, and wait for the map of the new results."""
    page.locator(f"#f-formality-{formality}").check()
    page.wait_for_selector(f"#map[data-points-url*='={formality}'] .map-point")


def test_map_that_is_replaced_stops_listening(open_map):
    page = open_map(LISTENING)
    for formality in ("informal", "formal"):
        filter_by(page, formality)
    assert page.evaluate(HOW_MANY) == 1


def test_window_that_is_left_is_not_waited_for(open_map):
    page = open_map()
    left = []
    page.on("requestfailed", lambda request: left.append(request.failure))
    page.route("**/points.geojson*", lambda route: None)  # asked, and never answered
    for _ in range(2):
        with page.expect_request("**/points.geojson*"):
            page.get_by_role("button", name="Move up").click()
    assert left == ["net::ERR_ABORTED"]


def test_map_that_is_replaced_asks_no_more(open_map):
    page = open_map()
    left = []
    page.on("requestfailed", lambda request: left.append(request.url))
    page.route("**/points.geojson*", lambda route: route.continue_() if "formality" in route.request.url else None)
    with page.expect_request("**/points.geojson*"):
        page.get_by_role("button", name="Move up").click()
    filter_by(page, "informal")
    assert len(left) == 1


def tasks_of_ours(trace):
    """How long the page stood still each time code of the map ran, in milliseconds of its own work."""
    events = [event for event in json.loads(trace)["traceEvents"] if event["ph"] == "X"]
    ours = [event for event in events if "/js/map" in (event["args"].get("data") or {}).get("url", "")]
    tasks = [event for event in events if event["name"] == "RunTask"]
    return [task["tdur"] / 1000 for task in tasks if any(holds(task, event) for event in ours)]


def holds(task, event):
    is_same_thread = (task["pid"], task["tid"]) == (event["pid"], event["tid"])
    return is_same_thread and task["ts"] <= event["ts"] < task["ts"] + task["dur"]


def test_many_groups_are_drawn_without_blocking_the_page(open_map, chromium):
    page = open_map(answer=crowd(1))
    page.unroute("**/points.geojson*")
    page.route("**/points.geojson*", lambda route: route.fulfill(body=crowd(400), content_type="application/json"))
    chromium.start_tracing(page=page, categories=["devtools.timeline", "disabled-by-default-devtools.timeline"])
    page.get_by_role("button", name="Move up").click()
    page.wait_for_function("() => document.querySelectorAll('#map .map-point').length === 400")
    took = tasks_of_ours(chromium.stop_tracing())
    assert len(took) >= 400 / 50
    assert max(took) < LONG_MS


def test_estimate_is_called_one(open_map):
    page = open_map(answer=crowd(1, about=True))
    point = page.locator("#map .map-point")
    assert point.get_attribute("aria-label") == "About 3,000 listings here. Zoom in."
    assert point.inner_text() == "~3k"
