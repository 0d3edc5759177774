"""A client of BMLT servers as it is published, unchanged: it shows our meetings (`make crouton` fetches it)."""

import functools
import http.server
import json
import os
import threading
import urllib.request
from pathlib import Path

import pytest

CLIENT = os.environ.get("CROUTON", "")
QUESTION = "/client_interface/json/?switcher=GetSearchResults&data_field_key=id_bigint"
SHOWN = "() => new Set([...document.querySelectorAll('.bmlt-data-row')].map((row) => row.id)).size"
PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Meetings</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="crouton.css">
<div id="bmlt-tabs"></div>
<script src="crouton.js"></script>
<script>
  const crouton = new Crouton({
    root_server: "SITE", service_body: ["1"], recurse_service_bodies: true, show_map: false, has_meeting_count: true,
    template_path: "templates"
  });
  crouton.meetingCount((count) => { document.body.dataset.count = count; });
  crouton.render();
</script>
</html>
"""

pytestmark = pytest.mark.skipif(not CLIENT, reason="needs croutonjs, which make crouton fetches")


class Quiet(http.server.SimpleHTTPRequestHandler):
    """The client's files and one page of a site that uses it."""

    site = ""

    def do_GET(self):
        if self.path != "/page":
            return super().do_GET()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(PAGE.replace("SITE", self.site).encode())
        return None

    def log_message(self, *arguments):
        pass


@pytest.fixture
def other_site(site_url):
    """The address of a page on another site, with the client on it."""
    handler = type("Handler", (Quiet,), {"site": site_url})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=CLIENT))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/page"
    server.shutdown()
    server.server_close()


def test_client_shows_all_our_meetings(chromium, site_url, other_site, db):
    with urllib.request.urlopen(site_url + QUESTION) as answer:
        ours = len(json.load(answer))
    page, troubles = chromium.new_page(viewport={"width": 1280, "height": 900}), []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    page.goto(other_site)
    page.wait_for_selector("body[data-count]", timeout=120_000)
    page.wait_for_selector(".bmlt-data-row", state="visible")
    shown = page.evaluate(SHOWN)
    print(f"croutonjs shows {shown} meetings; we have {ours}.")  # noqa: T201 - the answer of make crouton
    if picture := os.environ.get("CROUTON_PICTURE"):
        page.screenshot(path=Path(picture))
    page.close()
    assert int(shown) == ours > 100
    assert troubles == []
