"""The faces that paper is set in: which characters each of them has, and how wide they are.

Figtree is the face of the site; what it lacks comes from Noto Sans and Noto Sans Arabic. All three are variable fonts.
A PDF needs fixed ones, so two weights of Figtree are made when a process first prints and kept in a folder of its own.
The others are used at the weight they have: what they print in a heading is large, not bold.
"""

import atexit
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

import fontpkg
import uharfbuzz
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

REGULAR, BOLD = "", "B"  # as fpdf2 names them
WEIGHTS = {REGULAR: 400, BOLD: 700}
MAIN = "figtree"
OTHERS = {"noto": "Noto Sans", "arabic": "Noto Sans Arabic"}
MAKING = Lock()


@dataclass(frozen=True, eq=False)
class Face:
    """One font file: the `family` it is known by in a PDF, its `shaper`, and the `widths` of its characters.

    Widths are by code point, in thousandths of the size.
    """

    family: str
    path: Path
    widths: dict[int, float]
    shaper: uharfbuzz.Font

    @classmethod
    def read(cls, family, path):
        with TTFont(path, lazy=True) as font:
            metrics, per_em = font["hmtx"].metrics, font["head"].unitsPerEm
            widths = {code: metrics[name][0] * 1000 / per_em for code, name in font.getBestCmap().items()}
        shaper = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path))))
        shaper.scale = (1000, 1000)
        return cls(family, Path(path), widths, shaper)

    def shaped_width(self, text):
        """How wide `text` is once its letters are joined, in thousandths of the size."""
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        uharfbuzz.shape(self.shaper, buffer)
        return sum(position.x_advance for position in buffer.glyph_positions)


class Fonts:
    """All faces by style, the first choice first. The files last as long as the process, if nobody clears them away."""

    def __init__(self):
        self.folder = TemporaryDirectory(prefix="supportfinder-fonts-", ignore_cleanup_errors=True)
        atexit.register(self.folder.cleanup)
        others = [Face.read(family, fontpkg.path(name)) for family, name in OTHERS.items()]
        self.by_style = {style: (self._main(style), *others) for style in WEIGHTS}
        self.known = frozenset().union(*(face.widths for face in self.by_style[REGULAR]))

    def _main(self, style):
        path = Path(self.folder.name) / f"{MAIN}{WEIGHTS[style]}.ttf"
        with TTFont(fontpkg.path("Figtree")) as font:
            instancer.instantiateVariableFont(font, {"wght": WEIGHTS[style]}, inplace=True)
            font.save(path)
        return Face.read(MAIN, path)

    @property
    def has_files(self):
        return all(faces[0].path.exists() for faces in self.by_style.values())


def fonts():
    """The `Fonts` of this process, one for all its threads; made again where old temporary files were cleared away."""
    with MAKING:
        if not _made().has_files:
            _made.cache_clear()
        return _made()


@cache
def _made():
    return Fonts()
