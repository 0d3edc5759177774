"""What a PDF says of itself, read without a PDF library, and booklets of what a search finds."""

import re
import zlib

from groups import crisis
from groups.booklet import Found, Wish, booklet
from groups.filters import ListingFilter
from tests import factories

SITE = "https://support.example.org"


def search(now, **params):
    return ListingFilter(factories.query(**{name: [value] for name, value in params.items()}), now=now)


def made(now, wish=None, *, most=500, country="GB", **params):
    """The layout of the booklet of a search."""
    return booklet(Found(search(now, **params), most=most), wish or Wish(), crisis.help_for(country), site=SITE)


def text_of(layout):
    """All that is printed, page by page, without the feet."""
    return "\n".join(page.text for page in layout.pages)


def on_one_line(text):
    return " ".join(text.split())


class Pdf:
    """The few things that tests ask of a PDF."""

    def __init__(self, content):
        self.content = content

    @property
    def page_count(self):
        return len(re.findall(rb"/Type /Page\b(?!s)", self.content))

    @property
    def title(self):
        return self._decoded(re.findall(rb"/Title (\(.*?[^\\]\))", self.content)[-1])

    @property
    def language(self):
        return re.search(rb"/Lang \(?([^)\s]+)", self.content)[1].decode()

    @property
    def links(self):
        """The addresses that taps lead to."""
        return [uri.decode() for uri in re.findall(rb"/URI \(([^)]*)\)", self.content)]

    @property
    def alternatives(self):
        """Words for who cannot see a picture."""
        return [self._decoded(raw) for raw in re.findall(rb"/Alt (\(.*?[^\\]\))", self.content)]

    @property
    def drawn(self):
        """(face, what is drawn in it) of the first page, in order; both as the PDF has them."""
        packed = re.search(rb"stream\n(.*?)\nendstream", self.content, re.DOTALL)[1]
        face, found, kept = b"", [], []
        for sign in re.finditer(
            rb"/(F\d+) [\d.]+ Tf|^q\b|\bQ\b|(\(.*?[^\\]\) Tj|\] TJ)", zlib.decompress(packed), re.M | re.S
        ):
            if sign[0] == b"q":
                kept.append(face)
            elif sign[0] == b"Q":
                face = kept.pop() if kept else face
            elif sign[1]:
                face = sign[1]
            else:
                found.append((face, sign[2]))
        return found

    @property
    def inner_links(self):
        """How many taps lead to another page."""
        return self.content.count(b"/Subtype /Link") - len(self.links)

    @property
    def outline(self):
        """The bookmarks, in order."""
        return [self._decoded(raw) for raw in re.findall(rb"/Title (\(.*?[^\\]\))", self.content)][:-1]

    @staticmethod
    def _decoded(raw):
        raw = re.sub(rb"\\(.)", rb"\1", raw[1:-1], flags=re.DOTALL)
        return raw[2:].decode("utf-16-be") if raw.startswith(b"\xfe\xff") else raw.decode("latin-1")
