"""New listings as an Atom feed (RFC 4287)."""

import io
from urllib.parse import urlsplit

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _

from groups import recurrence
from groups.interop.reading import clean, one_line
from groups.punctuation import by_semicolons

BEGAN = "2026"
"""A year in which the names of entries were ours to give (RFC 4151). It never changes: readers would see all anew."""


def dump(entries, *, title, page, address, site):
    """The bytes of a feed of `(moment, Record)`s, newest first; `moment` is when the listing became public.

    `page` is what the feed is of, `address` its own, both whole. An entry is known for good by the host of `site` and
    the path of the listing, whichever name of this directory it is read under.
    """
    host = urlsplit(site).hostname
    feed = Atom1Feed(one_line(title), page, "", feed_url=address, feed_guid=address)
    for moment, record in entries:
        feed.add_item(
            title=one_line(record.name),
            link=record.url,
            description=summary(record),
            unique_id=f"tag:{host},{BEGAN}:{urlsplit(record.url).path}",
            pubdate=moment,
            updateddate=max(moment, record.updated_at),
            author_name=one_line(record.organization.name) if record.organization else _("Support Finder"),
            categories=[record.kind, *(use.slug for use in record.terms if use.facet == "topic")],
        )
    content = io.BytesIO()
    feed.write(content, "utf-8")
    return content.getvalue()


def summary(record):
    """When and where it meets, and its own words, as HTML: that is what the feed says its summaries are."""
    place = record.place
    where = ", ".join(filter(None, [place.name, place.district, place.town])) if place else ""
    when = by_semicolons(recurrence.describe(slot.rule) for slot in record.slots)
    parts = (escape(clean(part)).replace("\n", "<br>") for part in (when, where, record.description) if part)
    return "<br>".join(parts)
