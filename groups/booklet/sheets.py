"""What can be chosen of the paper, and a finished layout: pages that only wait to be drawn."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from groups.booklet.lines import QUIET, Line, Paragraph, Span, lines_of
from groups.booklet.pages import PAPERS, Page, Paper, filled

FOOT_LINES = 4  # of crisis words; what an operator wrote beyond that is on the cover
NUMBER_ROOM = 46  # points, for “12 / 345”
FOOT_GAP = 12


class Sizes(NamedTuple):
    """Type sizes in points."""

    body: float
    name: float
    heading: float
    title: float
    foot: float

    def times(self, factor):
        """The same sizes, all changed by one factor."""
        return Sizes(*(round(size * factor, 2) for size in self))


NORMAL = Sizes(body=10, name=12.5, heading=17, title=30, foot=8.5)
LARGE = Sizes(body=16, name=19, heading=24, title=34, foot=13)
"""For tired eyes: 16 points is what is commonly called large print."""


@dataclass(frozen=True)
class Layout:
    """Pages on a paper, with the words of their foot; `title` and `language` (BCP 47) are told to readers aloud."""

    title: str
    language: str
    made_at: datetime
    paper: Paper
    sizes: Sizes
    foot: tuple[Line, ...]
    pages: list[Page]
    has_numbers: bool = True

    @cached_property
    def page_of(self):
        """The number of the page on which a block with a key begins, from 1."""
        return {
            start.key: number for number, page in enumerate(self.pages, start=1) for start in page.starts if start.key
        }


def foot_lines(text, paper, sizes):
    """The lines of the foot of every page."""
    words = Paragraph((Span(text),), sizes.foot, QUIET)
    return tuple(lines_of(words, paper.column - NUMBER_ROOM)[:FOOT_LINES])


def foot_height(lines):
    """How much of a page its foot takes, with the line above it; nothing where it has no words."""
    return sum(line.height for line in lines) + FOOT_GAP if lines else 0


def fits(blocks, *, paper, sizes, foot):
    """Whether `blocks` are one page of `paper` (a name in `PAPERS`) with `foot` (a text) on it."""
    sheet = PAPERS[paper]
    return len(filled(blocks, sheet, foot_height(foot_lines(foot, sheet, sizes)))) == 1


def laid_out(blocks, *, title, language, made_at, paper, sizes, foot="", above_foot=0, has_numbers=True):
    """The `Layout` of `blocks` with `foot` (a text) on every page and so many points above it left free.

    `paper` is a name in `PAPERS`. Of `made_at` only the day is kept: what is made twice on a day is the same file.
    """
    sheet = PAPERS[paper]
    lines = foot_lines(foot, sheet, sizes)
    pages = filled(blocks, sheet, foot_height(lines) + above_foot)
    made_at = made_at.replace(hour=0, minute=0, second=0, microsecond=0)
    return Layout(title, language, made_at, sheet, sizes, lines, pages, has_numbers)
