"""One listing on one sheet, to be handed to somebody: the same words for a page to print and for a PDF."""

from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import NamedTuple

import segno
from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from groups.booklet import calling
from groups.booklet.book import made_on
from groups.booklet.letters import printable
from groups.booklet.lines import QUIET, TEAL, Paragraph, Span, lines_of
from groups.booklet.pages import Block, Placed
from groups.booklet.sections import sections
from groups.booklet.sheets import NORMAL, laid_out
from groups.booklet.words import cut, fresh_of, sort_of, state_of
from groups.models import texts

LINE = 220
"""Characters of a line that somebody wrote: all that a hand-out may hold fits on one sheet."""
LINES_TO_CALL = 2
CODE = 96.0
LONG_NAME = 60
FITS = ((1.15, LINE), (1, LINE), (0.9, LINE), (0.8, LINE), (0.7, LINE), (0.7, 120), (0.7, 60), (0.7, 30))
"""How large the type is, and how long a line: smaller than 7 points nobody can read, so then less is said."""


class Picture(NamedTuple):
    """A drawing (SVG) with its place on the sheet in points, and words for who cannot see it."""

    svg: bytes
    x: float
    y: float
    size: float
    words: str


@dataclass(frozen=True)
class Handout:
    """What is on the sheet of a `listing`.

    `told` are the `closures`, `changes`, `next_dates`, `first_visit` and `practical_help` that
    `views.listings.listing_context` has; `said` is as `chosen.words_of` has it. `url` is the address that the code
    leads to: nothing in it tells who was handed it.
    """

    listing: object
    told: dict
    said: dict
    now: object
    url: str
    help_now: object

    @property
    def sort(self):
        return sort_of(self.listing)

    @property
    def state(self):
        """What may keep the door shut, "" where nothing does."""
        listing = self.listing
        if listing.closed_on:
            return _("Closed for good since %(day)s.") % {"day": formats.date_format(listing.closed_on, "DATE_FORMAT")}
        if listing.is_checked_now:
            return _("This listing is being checked. Call before you go.")
        return _("A change is being checked. Call before you go.") if listing.has_change else state_of(listing)

    @property
    def has_long_name(self):
        return len(self.listing.name) >= LONG_NAME

    @cached_property
    def fit(self):
        """Which of `FITS` a page needs to be one sheet of the shorter paper when it is printed."""
        return fitted(self, "letter")[0]

    @cached_property
    def texts(self):
        """What the group says of itself (`Told`), in the language of the page where it has said it in that."""
        return texts.told(self.listing, self.told["first_visit"])

    @property
    def description(self):
        return self.description_of(FITS[self.fit][1])

    def description_of(self, longest):
        return cut(self.texts.description, 2 * longest)

    @property
    def sections(self):
        return self.sections_of(FITS[self.fit][1])

    def sections_of(self, longest):
        """What one needs to go there, in lines of so many characters; a section without lines is left out."""
        return sections(self, longest)

    @property
    def fresh(self):
        return f"{fresh_of(self.listing, self.now)} {made_on(self.now)}"

    @property
    def danger(self):
        return calling.danger(self.help_now)

    @property
    def to_call(self):
        """The first lines to call, text or write to, and whether anybody of this site has tried them."""
        lines = calling.cover(self.help_now)
        return lines[:LINES_TO_CALL] + [line for line in lines[-1:] if line not in lines[:LINES_TO_CALL]]


def fitted(handout, paper):
    """Which of `FITS` is the first with which a hand-out is one page of `paper`, and its `Layout` with that."""
    nth, sheet = 0, _laid_out(handout, paper, *FITS[0])
    while len(sheet.pages) > 1 and nth + 1 < len(FITS):
        nth += 1
        sheet = _laid_out(handout, paper, *FITS[nth])
    return nth, sheet


def sheet_of(handout, paper="A4"):
    """The `Layout` of a hand-out on one page of `paper`, in the largest type that fits, and its `Picture`s."""
    _nth, sheet = fitted(handout, paper)
    _add_address(sheet, handout.url)
    return sheet, [_code(sheet, handout.url)]


def _laid_out(handout, paper, factor, longest):
    sizes = NORMAL.times(factor)

    def plain(text, **more):
        return Paragraph((Span(printable(text).text),), sizes.body, space=sizes.body * 0.25, **more)

    size = sizes.heading if handout.has_long_name else sizes.title
    name = Paragraph((Span(printable(handout.listing.name).text, is_bold=True),), size, TEAL)
    head = [name, plain(handout.sort, colour=QUIET)]
    head += [Paragraph((Span(handout.state, is_bold=True),), sizes.name)] if handout.state else []
    content = [
        Block(
            (*head, plain(handout.description_of(longest))),
            handout.listing.public_id,
            handout.listing.name,
        )
    ]
    for section in handout.sections_of(longest):
        title = Paragraph((Span(section.title, is_bold=True),), sizes.name, TEAL, space=sizes.body * 0.9)
        content.append(Block((title, *map(plain, section.lines)), title=section.title, level=1))
    danger = Paragraph((Span(handout.danger, is_bold=True),), sizes.body, space=sizes.body)
    content.append(Block((danger, *(plain(cut(line, longest * 2)) for line in handout.to_call)), is_ruled=True))
    content.append(Block((plain(handout.fresh, colour=QUIET),)))
    return laid_out(
        content,
        title=printable(handout.listing.name).text,
        language=get_language() or "en",
        made_at=handout.now,
        paper=paper,
        sizes=sizes,
        above_foot=CODE,
        has_numbers=False,
    )


def _add_address(sheet, url):
    """What the code leads to, in words beside it."""
    size, at = sheet.sizes.body, _top_of_code(sheet)
    for span in (
        Span(_("Next dates, how to join, and whether it is on today:")),
        Span(printable(url).text, is_bold=True),
    ):
        words = Paragraph((span,), size, space=size / 2, indent=CODE + size, link=url)
        for line in lines_of(words, sheet.paper.column):
            at += line.height
            sheet.pages[0].lines.append(Placed(at, line))


def _top_of_code(sheet):
    return sheet.paper.height - sheet.paper.margin - CODE


def _code(sheet, url):
    drawn = BytesIO()
    segno.make(url, error="m").save(drawn, kind="svg", border=0, xmldecl=False, omitsize=True)
    words = _("A code that leads to %(url)s") % {"url": url}
    return Picture(drawn.getvalue(), sheet.paper.margin, _top_of_code(sheet), CODE, words)
