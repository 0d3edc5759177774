"""Lines filled into pages: what belongs together stays together, and nothing runs out of the page."""

from dataclasses import dataclass, field
from typing import NamedTuple

from groups.booklet.lines import Line, Paragraph, lines_of

LARGEST_GAP = 0.75  # of a page; a block that would leave more of it empty is broken instead


class Paper(NamedTuple):
    """A sheet in points: its size, and the margin on every side."""

    width: float
    height: float
    margin: float

    @property
    def column(self):
        """The width of what is printed."""
        return self.width - 2 * self.margin


PAPERS = {
    "A4": Paper(595.28, 841.89, 46),
    "A5": Paper(419.53, 595.28, 32),
    "letter": Paper(612, 792, 46),
}
"""The sheets that can be chosen, by name."""


@dataclass(frozen=True, slots=True)
class Block:
    """Paragraphs that are kept on one page if they fit.

    `key` names it for links and page numbers. With a `title` it is in the outline, at `level` (0 is the highest).
    `keeps_next` binds a heading to the block after it, `starts_page` begins a new page, `is_ruled` draws a line above.
    """

    paragraphs: tuple[Paragraph, ...]
    key: str = ""
    title: str = ""
    level: int = 0
    keeps_next: bool = False
    starts_page: bool = False
    is_ruled: bool = False


class Placed(NamedTuple):
    """A line and how far its end is from the top of the page; `is_ruled` where a thin line is drawn above."""

    bottom: float
    line: Line
    is_ruled: bool = False


class Start(NamedTuple):
    """Where a block begins: its key, its title for the outline ("" for none) and how far down the page."""

    key: str
    title: str
    level: int
    top: float


@dataclass(slots=True)
class Page:
    """What is on one page."""

    lines: list[Placed] = field(default_factory=list)
    starts: list[Start] = field(default_factory=list)

    @property
    def text(self):
        return "\n".join(placed.line.text for placed in self.lines)


class Filling:
    """Pages that are being filled between `top` and `bottom` of a paper."""

    def __init__(self, paper, foot):
        self.top, self.bottom, self.column = paper.margin, paper.height - paper.margin - foot, paper.column
        self.pages = [Page()]
        self.at = self.top
        self.is_kept = False

    @property
    def room(self):
        return self.bottom - self.at

    @property
    def is_at_top(self):
        return self.at == self.top

    def new_page(self):
        self.pages.append(Page())
        self.at = self.top

    def add(self, block, lines, needed):
        """Put a block with its lines on this page or the next; `needed` is what it wants there, with what it keeps.

        What a heading keeps follows it, and is broken if need be.
        """
        is_waste = self.room > LARGEST_GAP * (self.bottom - self.top)
        is_tight = needed > self.room and not is_waste and not self.is_kept
        if not self.is_at_top and (block.starts_page or is_tight):
            self.new_page()
        self.is_kept = block.keeps_next
        self.pages[-1].starts.append(Start(block.key, block.title, block.level, self.at))
        for nth, line in enumerate(lines):
            self._place(line, block.is_ruled and nth == 0)

    def _place(self, line, is_ruled):
        if line.height > self.room and not self.is_at_top:
            self.new_page()
        if self.is_at_top:
            line = line._replace(space=0)
        self.at += line.height
        self.pages[-1].lines.append(Placed(self.at, line, is_ruled and line.space > 0))


def filled(blocks, paper, foot):
    """The `Page`s of `blocks` on `paper`, its lowest `foot` points left free."""
    filling = Filling(paper, foot)
    whole = filling.bottom - filling.top
    set_blocks = [
        (block, [line for one in block.paragraphs for line in lines_of(one, paper.column)]) for block in blocks
    ]
    heights = [sum(line.height for line in lines) for _block, lines in set_blocks]
    for nth, (block, lines) in enumerate(set_blocks):
        last = nth
        while set_blocks[last][0].keeps_next and last + 1 < len(set_blocks):
            last += 1
        filling.add(block, lines, min(sum(heights[nth : last + 1]), whole))
    return filling.pages
