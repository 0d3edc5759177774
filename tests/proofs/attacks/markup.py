"""Reads pages as a browser does, and tells what in them a payload has become."""

import re
from html.parser import HTMLParser
from xml.etree import ElementTree

from tests.proofs.attacks.payloads import PROGRAM

ADDRESSES = {
    "href",
    "src",
    "action",
    "formaction",
    "poster",
    "data",
    "srcset",
    "ping",
    "cite",
    "xlink:href",
    "background",
}
SCHEMES = {"", "http", "https", "mailto", "tel", "webcal", "sms", "geo"}
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.I)
IGNORED = re.compile(r"[\x00-\x20]")
"""What browsers leave out of an address before they look at its scheme."""


class Reader(HTMLParser):
    """Collects what no page of ours may hold, as short sentences in `found`."""

    def __init__(self):
        super().__init__()
        self.found, self.script = [], None

    def handle_starttag(self, tag, attributes):
        if "xss" in tag:
            self.found.append(f"<{tag}>")
        for name, value in attributes:
            if "xss" in name or name.startswith("on") or (name in ("style", "srcdoc") and "xss" in (value or "")):
                self.found.append(f"<{tag} {name}>")
            if name in ADDRESSES and scheme(value or "") not in SCHEMES | ({"data"} if tag == "img" else set()):
                self.found.append(f"<{tag} {name}={value[:40]}>")
        if tag == "script":
            self.script = dict(attributes)

    def handle_endtag(self, tag):
        self.script = None if tag == "script" else self.script

    def handle_data(self, text):
        if self.script is not None and "json" not in (self.script.get("type") or "") and "xss" in text:
            self.found.append("<script> with typed words")


def scheme(address):
    """The scheme of an address as a browser finds it; empty for a path."""
    told = SCHEME.match(IGNORED.sub("", address))
    return told[1].lower() if told else ""


def planted(page):
    """What payloads have become in the HTML `page`, as sorted sentences; nothing where it is sound."""
    reader = Reader()
    reader.feed(page)
    reader.close()
    return sorted({*reader.found, *(["a template"] if PROGRAM in page else [])})


def planted_in_xml(text):
    """The same for XML; raises ElementTree.ParseError where it is none."""
    nodes = list(ElementTree.fromstring(text).iter())
    return sorted(
        {node.tag for node in nodes if "xss" in node.tag}
        | {name for node in nodes for name in node.attrib if "xss" in name or name.startswith("on")}
    )
