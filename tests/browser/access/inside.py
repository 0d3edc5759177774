"""A browser whose every request the site answers within the test: its rows are never committed, its clock stands still.

The site of `site_url` is real to the last wire and tells the time of day; this one shows the same pages with people,
links and dates that are the same in every run. Scripts, style sheets and the security policy are those of the site.
"""

from contextvars import copy_context
from urllib.parse import urlsplit

import time_machine
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from tests.browser.conftest import DESKTOP
from tests.conftest import NOW

HOST = "localhost"
ADDRESS = f"http://{HOST}"
TYPES = {
    "css": "text/css",
    "js": "text/javascript",
    "svg": "image/svg+xml",
    "ttf": "font/ttf",
    "json": "application/json",
}
ON = '<!DOCTYPE html><html lang="en"><title>On</title><meta http-equiv="refresh" content="0;url={}">'
"""What stands for a redirect: a browser leads a redirect that was answered by hand past the hand."""
FILE = '<!DOCTYPE html><html lang="en"><title>A file</title>'
"""What stands for a file, which a browser would put away."""
KEPT_BACK = {"set-cookie", "content-length"}
"""Headers that do not go on: the client keeps the cookies."""


class Inside:
    """Answers what the pages of a browser context ask for, as `client` is answered at NOW.

    `as_post` makes the next page the answer to an empty form; `has_page` says whether the last answer was a page;
    `asked` is what was asked for, without files of our own; `restyle` changes the style sheets.
    """

    def __init__(self, context, client):
        self.client, self.as_post, self.has_page, self.asked = client, False, True, []
        self.restyle = lambda text: text
        self.surroundings = copy_context()  # Playwright calls `answer` in other ones, where Django has no connection
        context.route("**/*", self.answer)

    def answer(self, route):
        """Files from their folder, pages from the site, nothing from anywhere else."""
        parts = urlsplit(route.request.url)
        if parts.netloc != HOST:
            route.abort()
        elif parts.path.startswith(settings.STATIC_URL):
            self.answer_file(route, parts.path.removeprefix(settings.STATIC_URL))
        else:
            self.answer_page(route, f"{parts.path}?{parts.query}" if parts.query else parts.path)

    def answer_file(self, route, name):
        path = finders.find(name)
        if not path:
            route.fulfill(status=404)
            return
        kind = TYPES.get(name.rpartition(".")[2], "application/octet-stream")
        with open(path, "rb") as file:
            body = file.read()
        if kind == "text/css":
            body = self.restyle(body.decode())
        route.fulfill(body=body, content_type=kind)

    def answer_page(self, route, path):
        self.asked.append(path)
        said = self.surroundings.run(self.ask, route.request, path)
        if 300 <= said.status_code < 400 and route.request.is_navigation_request():
            route.fulfill(body=ON.format(said["Location"]), content_type="text/html")
            return
        is_page = said["Content-Type"].startswith("text/html")
        if route.request.is_navigation_request():
            self.has_page = is_page and said.status_code in (200, 404)
            if not is_page:
                route.fulfill(body=FILE, content_type="text/html")
                return
        headers = {name: value for name, value in said.items() if name.lower() not in KEPT_BACK}
        route.fulfill(status=said.status_code, headers=headers, body=said.getvalue())

    def ask(self, request, path):
        """The site's answer to what the browser asked, at NOW."""
        cache.clear()
        with time_machine.travel(NOW, tick=False), translation.override(None):
            return self.send(request, path)

    def send(self, request, path):
        head = {name: value for name, value in request.headers.items() if name not in ("cookie", "host")}
        kind = head.pop("content-type", "application/octet-stream")
        if self.as_post and request.is_navigation_request():
            self.as_post = False
            return self.client.post(path, headers=head | {"host": HOST})
        if request.method == "POST":
            body = request.post_data_buffer or b""
            return self.client.generic("POST", path, body, kind, headers=head | {"host": HOST})
        return self.client.get(path, headers=head | {"host": HOST}, follow=not request.is_navigation_request())


def open_inside(chromium, client=None, **options):
    """A page of a new context that the site answers within the test, and what answers: `(page, inside)`."""
    context = chromium.new_context(**{"viewport": DESKTOP, "base_url": ADDRESS, "service_workers": "block"} | options)
    context.clock.set_fixed_time(NOW)
    inside = Inside(context, client or Client(raise_request_exception=True))
    return context.new_page(), inside
