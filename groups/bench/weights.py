"""What a browser has to fetch for the search page, compressed, and how many statements the page takes."""

import http.client
import re
from html.parser import HTMLParser
from urllib.parse import urljoin

from django.test import Client

from groups.bench.measuring import metered

IMPORTED = re.compile(r'from "(\./[^"]+)"')
MAP = ("map.", "basemap.", "leaflet.")  # fetched when the map is opened, not before


class Needed(HTMLParser):
    """Addresses of the style sheets and scripts that a page names."""

    def __init__(self, page):
        super().__init__()
        self.css, self.scripts = [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        """Notes what is fetched with the page."""
        attrs = dict(attrs)
        if tag == "link" and attrs.get("rel") == "stylesheet":
            self.css.append(attrs["href"])
        elif tag == "script" and "src" in attrs:
            self.scripts.append(attrs["src"])


def of_search(host, port, path):
    """Bytes as sent with gzip (`html`, `css`, `script`), which script files belong to the map and yet came along, and
    the statements of the page in this process."""
    page = fetch(host, port, path, compressed=False).decode()
    needed = Needed(page)
    scripts = with_imported(needed.scripts, lambda name: fetch(host, port, name, compressed=False).decode())
    map_files = [name for name in scripts if name.rpartition("/")[2].startswith(MAP)]
    return {
        "html_gz": len(fetch(host, port, path)),
        "css_gz": sum(len(fetch(host, port, name)) for name in needed.css),
        "script_gz": sum(len(fetch(host, port, name)) for name in scripts if name not in map_files),
        "map_files": len(map_files),
        "queries": queries(path),
    }


def with_imported(scripts, text_of):
    """Addresses of scripts and of those that they import, each once; `text_of` an address answers what it says."""
    found = []
    waiting = list(scripts)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.append(name)
            waiting += [urljoin(name, other) for other in IMPORTED.findall(text_of(name))]
    return found


def fetch(host, port, path, *, compressed=True):
    """The body as it comes; raises RuntimeError where there is none."""
    connection = http.client.HTTPConnection(host, port, timeout=30)
    try:
        encoding = "gzip" if compressed else "identity"
        connection.request("GET", path, headers={"Host": "localhost", "Accept-Encoding": encoding})
        answer = connection.getresponse()
        if answer.status != http.HTTPStatus.OK:
            raise RuntimeError(f"{path} answered {answer.status}")
        return answer.read()
    finally:
        connection.close()


def queries(path):
    """Statements of the page, asked for the second time."""
    client = Client(SERVER_NAME="localhost")
    client.get(path)
    return metered(lambda: client.get(path))[1].queries
