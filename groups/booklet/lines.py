"""Paragraphs broken into lines. Everything is measured in points (a 72nd of an inch); nothing is drawn here."""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from groups.booklet import letters
from groups.booklet.letters import Piece, Word

LEADING = 1.32  # of the size, from one line to the next
ROOM_FOR_NUMBER = 2.4  # of the size, for a number of up to four digits at the end of a line
NARROWEST = 20.0
JOINT = re.compile(r"(?<=[/-])(?![/-])|(?=[.@])")
"""Where a long address is best parted: after a stroke or hyphen, before a point or @."""
INK, QUIET, TEAL = "ink", "quiet", "teal"


class Span(NamedTuple):
    """Printable text of one weight."""

    text: str
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Spans that follow each other, a space between them; a line break within a span stays one.

    `space` is left above it, `indent` beside it. `link` is where a tap on it leads: an address, or "#" and the key of
    a block. With `page_of` (such a key) the number of that page stands at the end of its last line.
    """

    spans: tuple[Span, ...]
    size: float
    colour: str = INK
    space: float = 0
    indent: float = 0
    link: str = ""
    page_of: str = ""


class Group(NamedTuple):
    """Words of a line that are drawn at once: `x` from its beginning, `pieces` by face, or whole where complex."""

    x: float
    width: float
    pieces: tuple[Piece, ...]
    is_bold: bool
    is_complex: bool

    @property
    def text(self):
        return "".join(piece.text for piece in self.pieces)


class Line(NamedTuple):
    """One line: its groups from left to right, and of its paragraph what concerns it."""

    groups: tuple[Group, ...]
    size: float
    colour: str
    space: float
    indent: float
    link: str
    page_of: str
    is_right_to_left: bool

    @property
    def height(self):
        """From the end of the line before to its own."""
        return self.space + self.size * LEADING

    @property
    def width(self):
        last = self.groups[-1]
        return last.x + last.width

    @property
    def text(self):
        return " ".join(group.text for group in self.groups)


class _Token(NamedTuple):
    word: Word
    is_bold: bool
    width: float
    is_rest: bool


def lines_of(paragraph, width):
    """The lines of a paragraph in a column of `width` points; none for one without words."""
    room = width - paragraph.indent - (ROOM_FOR_NUMBER * paragraph.size if paragraph.page_of else 0)
    room = max(room, NARROWEST)
    rows = [row for tokens in _rows_of_tokens(paragraph, room) for row in _broken(tokens, room, paragraph.size)]
    is_rtl = letters.is_right_to_left(" ".join(span.text for span in paragraph.spans))
    return [
        Line(
            _groups(row, paragraph.size),
            paragraph.size,
            paragraph.colour,
            paragraph.space if nth == 0 else 0,
            paragraph.indent,
            paragraph.link,
            paragraph.page_of if nth == len(rows) - 1 else "",
            is_rtl,
        )
        for nth, row in enumerate(rows)
    ]


def _rows_of_tokens(paragraph, room):
    """The words of a paragraph, as one list for each stretch between line breaks."""
    rows = [[]]
    for span in paragraph.spans:
        for nth, text in enumerate(span.text.split("\n")):
            if nth:
                rows.append([])
            for word in text.split():
                rows[-1].extend(_tokens(word, span.is_bold, paragraph.size, room))
    return [row for row in rows if row]


def _tokens(text, is_bold, size, room):
    """A word, in parts that fit into `room` where it is too long to fit whole; all but the first begin a line."""

    def width_of(part):
        return letters.word(part, is_bold).width * size / 1000

    tokens, rest = [], text
    while rest:
        part = rest if width_of(rest) <= room else rest[: _cut(rest, width_of, room)]
        tokens.append(_Token(letters.word(part, is_bold), is_bold, width_of(part), is_rest=bool(tokens)))
        rest = rest[len(part) :]
    return tokens


def _cut(text, width_of, room):
    """Where a word that fits in no line is cut: at the last joint of an address that fits, else as far on as fits.

    Never before a mark that belongs to the letter before it; at the end where that leaves nothing to cut.
    """
    cuts = [at for at in range(1, len(text)) if unicodedata.category(text[at]) not in letters.MARKS]
    if not cuts:
        return len(text)
    fitting = cuts[: max(1, bisect_right(cuts, room, key=lambda at: width_of(text[:at])))]
    joints = [found.start() for found in JOINT.finditer(text, 1, fitting[-1] + 1)]
    return next((at for at in reversed(joints) if at in fitting), fitting[-1])


def _broken(tokens, room, size):
    """Words filled into rows no wider than `room`."""
    rows, used = [], room
    for token in tokens:
        space = _space(token.is_bold, size)
        if rows and not token.is_rest and used + space + token.width <= room:
            rows[-1].append(token)
            used += space + token.width
        else:
            rows.append([token])
            used = token.width
    return rows


def _space(is_bold, size):
    return letters.word("\N{NO-BREAK SPACE}", is_bold).width * size / 1000


def _groups(row, size):
    """Neighbours of one weight together; where one of them is complex, they are shaped together."""
    groups, x = [], 0
    for is_bold, run in groupby(row, lambda token: token.is_bold):
        tokens, space = list(run), _space(is_bold, size)
        width = sum(token.width for token in tokens) + space * (len(tokens) - 1)
        is_complex = any(token.word.is_complex for token in tokens)
        groups.append(Group(x, width, _pieces(tokens), is_bold, is_complex))
        x += width + space
    return tuple(groups)


def _pieces(tokens):
    """The pieces of several words with the spaces between them, as few as their faces allow."""
    pieces = []
    for token in tokens:
        for nth, piece in enumerate(token.word.pieces):
            lead = " " if nth == 0 and pieces else ""
            if pieces and pieces[-1].family == piece.family:
                pieces[-1] = Piece(pieces[-1].text + lead + piece.text, piece.family)
            else:
                if lead:
                    pieces[-1] = Piece(pieces[-1].text + lead, pieces[-1].family)
                pieces.append(piece)
    return tuple(pieces)
