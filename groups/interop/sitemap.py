"""Sitemaps and their index (sitemaps.org), written line by line."""

from datetime import UTC
from xml.sax.saxutils import escape

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<{} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'


def urlset(pages):
    """The text of a sitemap of `pages`: pairs of a whole address and when it changed (None: not said)."""
    return document("urlset", "url", pages)


def index(sitemaps):
    """The text of an index of `sitemaps`, told as `urlset` takes its pages."""
    return document("sitemapindex", "sitemap", sitemaps)


def document(name, part, rows):
    yield HEAD.format(name)
    for address, changed_at in rows:
        lastmod = f"<lastmod>{changed_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}</lastmod>" if changed_at else ""
        yield f"<{part}><loc>{escape(address)}</loc>{lastmod}</{part}>\n"
    yield f"</{name}>\n"
