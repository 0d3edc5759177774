"""Builds `static/fonts/arabic.woff2`, the Arabic letters of the site, from Noto Sans Arabic. Run once; it is committed.

The whole typeface weighs 845 kB, more than forty pages. This has the letters of the Arabic block (U+0600 to U+06FF,
which Urdu, Arabic, Persian and Pashto are written with) in weights 400 to 700: 38 kB, which a browser fetches only for
a page that has such letters, and only where the device has none of its own that we name.
"""

import io
from pathlib import Path

import fontpkg
from django.conf import settings
from django.core.management.base import BaseCommand
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

FILE = Path(settings.BASE_DIR) / "static" / "fonts" / "arabic.woff2"
LETTERS = {*range(0x600, 0x700), 0x20, 0xA0, *range(0x200C, 0x2010)}
"""The block, spaces, and the marks that join letters and turn their direction."""
WEIGHTS = (400, 700)


class Command(BaseCommand):
    help = "Builds the file of Arabic letters from Noto Sans Arabic (SIL Open Font License)."

    def handle(self, *args, **options):
        """Writes the file and says its size."""
        FILE.parent.mkdir(exist_ok=True)
        FILE.write_bytes(built())
        self.stdout.write(f"{FILE.name}: {FILE.stat().st_size:,} bytes")


def built():
    """The content of the file."""
    with TTFont(fontpkg.path("Noto Sans Arabic")) as font:
        font = _saved(instancer.instantiateVariableFont(font, {"wdth": 100, "wght": WEIGHTS}))
    options = subset.Options()
    options.layout_features, options.name_IDs, options.flavor = ["*"], ["*"], "woff2"
    letters = subset.Subsetter(options)
    letters.populate(unicodes=LETTERS)
    letters.subset(font)
    font.flavor = options.flavor
    whole = io.BytesIO()
    font.save(whole)
    return whole.getvalue()


def _saved(font):
    """`font` as read from a file: what was reckoned out has no glyphs before."""
    kept = io.BytesIO()
    font.save(kept)
    kept.seek(0)
    return TTFont(kept)
