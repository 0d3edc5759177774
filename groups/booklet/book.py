"""A booklet of what a search finds: cover, contents, parts, and an index of names."""

from dataclasses import dataclass

from django.utils import formats, timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from groups.booklet import blocks, calling
from groups.booklet.cover import Cover
from groups.booklet.entries import entry_of
from groups.booklet.parts import By, parts_of
from groups.booklet.sheets import LARGE, NORMAL, fits, laid_out


@dataclass(frozen=True, slots=True)
class Wish:
    """How somebody wants a booklet: its order, the name of its paper, whether its type is large, and whether what is
    joined from anywhere is left out (see `reading.at_places`)."""

    by: By = By.DAY
    paper: str = "A4"
    is_large: bool = False
    is_at_places: bool = False

    @property
    def sizes(self):
        return LARGE if self.is_large else NORMAL


def booklet(found, wish, help_now, *, site=""):
    """The `Layout` of a booklet of `found` (a `reading.Found`), as a `Wish` has it.

    `help_now` is the crisis help of the country searched in; `site` (https://host) stands before all addresses.
    """
    now, sizes = found.search.now, wish.sizes
    entries = [entry_of(listing, found.said, now, site=site) for listing in found.listings]
    parts = parts_of(entries, wish.by)
    cover = Cover(found, entries, wish, help_now, site)
    foot = f"{calling.foot(help_now)} {made_on(now)}"
    content = _cover(cover, wish, foot)
    if entries:
        content += blocks.contents(parts, sizes)
        for part in parts:
            content += blocks.part(part, sizes)
        content += blocks.index(entries, sizes)
    return laid_out(
        content,
        title=f"{cover.title}: {cover.where}",
        language=get_language() or "en",
        made_at=now,
        paper=wish.paper,
        sizes=sizes,
        foot=foot,
    )


def _cover(words, wish, foot):
    """What was searched and whom to call on one page; how to read it there too, or if that does not fit, on the next.

    On small paper in large type fewer lines are named: the first of them, which are in every foot as well.
    """

    def is_one_page(content):
        return fits(content, paper=wish.paper, sizes=wish.sizes, foot=foot)

    fronts = [[*blocks.front(words, wish.sizes, most)] for most in range(calling.ON_COVER, 0, -1)]
    front = next(filter(is_one_page, fronts), fronts[-1])
    how = [*blocks.how_to_read(words, wish.sizes, starts_page=False)]
    return front + (how if is_one_page(front + how) else [*blocks.how_to_read(words, wish.sizes, starts_page=True)])


def made_on(now):
    """“Made on 3 March 2026.”"""
    return _("Made on %(day)s.") % {"day": formats.date_format(timezone.localdate(now), "DATE_FORMAT")}
