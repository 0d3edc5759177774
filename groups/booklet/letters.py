"""From text as people wrote it to pieces that a face can print, with their widths."""

import re
import unicodedata
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from groups.booklet.fonts import BOLD, REGULAR, fonts

REPLACED = "(?)"
"""What stands for letters that no face has, once for each run of them."""
JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"  # Urdu and Persian words change without them
RIGHT_TO_LEFT = ("R", "AL")
MARKS = ("Mn", "Mc", "Me")
UNSEEN = re.compile("[\N{VARIATION SELECTOR-1}-\N{VARIATION SELECTOR-16}]")  # how to draw a sign; paper knows one way
WORDS_KEPT = 20_000


class Printable(NamedTuple):
    """Text in letters that can be printed, and whether all of it could be."""

    text: str
    is_whole: bool


class Piece(NamedTuple):
    """Neighbouring letters of one face."""

    text: str
    family: str


class Word(NamedTuple):
    """What stands between two spaces: its pieces, its width in thousandths of the size, and whether its letters have
    to be joined or run from right to left."""

    pieces: tuple[Piece, ...]
    width: float
    is_complex: bool

    @property
    def text(self):
        return "".join(piece.text for piece in self.pieces)


@lru_cache(maxsize=WORDS_KEPT)
def printable(text):
    """`text` as `Printable`: letters that no face has are replaced, signs without a shape left out.

    Line breaks stay, all other white space becomes single spaces.
    """
    if text.isascii() and text.isprintable():
        return Printable(" ".join(text.split()), is_whole=True)
    shown = "".join(filter(_is_shown, UNSEEN.sub("", unicodedata.normalize("NFC", text))))
    known = fonts().known
    runs = [(has, "".join(run)) for has, run in groupby(shown, lambda sign: sign.isspace() or ord(sign) in known)]
    replaced = "".join(run if has else REPLACED for has, run in runs)
    lines = [" ".join(line.split()) for line in replaced.splitlines()]
    return Printable("\n".join(line for line in lines if line), all(has for has, _run in runs))


def _is_shown(sign):
    return sign.isspace() or sign in JOINERS or unicodedata.category(sign) not in ("Cc", "Cf", "Cs")


def is_right_to_left(text):
    """Whether the first letter that has a direction runs from right to left."""
    strong = (unicodedata.bidirectional(sign) for sign in text)
    return next((kind in RIGHT_TO_LEFT for kind in strong if kind in ("L", *RIGHT_TO_LEFT)), False)


def _is_complex(text):
    if text.isascii():
        return False
    return any(
        unicodedata.bidirectional(sign) in (*RIGHT_TO_LEFT, "AN") or unicodedata.category(sign) in MARKS
        for sign in text
    )


@lru_cache(maxsize=WORDS_KEPT)
def word(text, is_bold):
    """The `Word` of printable `text`. The same words come again and again: they are measured once."""
    faces = fonts().by_style[BOLD if is_bold else REGULAR]
    is_complex = _is_complex(text)
    whole = next((face for face in faces if all(ord(sign) in face.widths for sign in text)), None)
    runs = [(whole, text)] if whole else _runs(text, faces)
    width = sum(face.shaped_width(run) if is_complex else _plain_width(face, run) for face, run in runs)
    return Word(tuple(Piece(run, face.family) for face, run in runs), width, is_complex)


def _runs(text, faces):
    """Neighbouring letters with the first face that has them."""

    def face_of(sign):
        return next((face for face in faces if ord(sign) in face.widths), faces[0])

    return [(face, "".join(run)) for face, run in groupby(text, face_of)]


def _plain_width(face, text):
    return sum(face.widths.get(ord(sign), 0) for sign in text)
