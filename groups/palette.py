"""Colours of another site's page put on ours, never at the price of being readable (WCAG 2.2, 1.4.3 and 1.4.11).

What a host may set are three colours: paper, ink and accent. Everything else follows from them, by one rule: whatever
lies behind words lies between the paper and its pole, white for a light paper and black for a dark one. So words that
can be read on the paper can be read anywhere. Where a host sets no paper, ours and all of its washes are looked at.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders

HEX = re.compile(r"#[0-9a-fA-F]{6}")
WORDS_RATIO, SHAPES_RATIO = 4.5, 3.0
WHITE, BLACK = "#ffffff", "#000000"
LIGHT, DARK = "light", "dark"
TOKEN = re.compile(r"--([\w-]+): (#[0-9a-f]{6});")
BACKS = ("paper", "surface", "surface-2", "teal-wash", "clay-wash", "plum-wash")
"""The tokens that lie behind words."""
CORNERS = ("radius", "radius-small")


def channels(colour):
    """Red, green and blue of “#rrggbb”, each from 0 to 255."""
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def luminance(colour):
    """How light a colour is, from 0 to 1, as WCAG 2 reckons it."""
    parts = [part / 255 for part in channels(colour)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """How far two colours stand apart, from 1 to 21, as WCAG 2 reckons it."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def mix(colour, other, share):
    """A colour with so large a `share` (0 to 1) of another one in it."""
    pairs = zip(channels(colour), channels(other), strict=True)
    return "#" + "".join(f"{round(mine + (theirs - mine) * share):02x}" for mine, theirs in pairs)


def best_on(paper):
    """Black or white, whichever is read more easily on `paper`; one of them always reaches 4.5:1."""
    return max(BLACK, WHITE, key=lambda ink: contrast(ink, paper))


def scheme_of(paper):
    """Whether a paper is a light or a dark one."""
    return LIGHT if best_on(paper) == BLACK else DARK


@cache
def own_tokens():
    """The site's own colours, `{"light": {name: colour}, "dark": {name: colour}}`, as the style sheet has them."""
    light, dark = Path(finders.find("css/tokens.css")).read_text("utf-8").split("@media (prefers-color-scheme: dark)")
    return {LIGHT: dict(TOKEN.findall(light)), DARK: dict(TOKEN.findall(dark))}


@dataclass
class Sheet:
    """The colours of one scheme, "light" or "dark", with those of a host in it as far as they can be read.

    `refused` has those that cannot, as `{name: (what was asked for, what is taken instead)}`.
    """

    scheme: str
    paper: str = ""
    ink: str = ""
    accent: str = ""
    refused: dict = field(default_factory=dict)

    def tokens(self):
        """All colours by the name of their token; those of the site itself where the host sets none."""
        tokens = own_tokens()[self.scheme] | (self.papers() if self.paper else {})
        if self.ink or self.paper:
            tokens |= self.inks(tokens)
        if self.accent or self.paper:
            tokens |= self.accents(tokens)
        return tokens

    def papers(self):
        """What lies behind words: the host's paper, and that nearer to its pole."""
        pole = WHITE if self.scheme == LIGHT else BLACK
        near, nearer = mix(self.paper, pole, 0.2), mix(self.paper, pole, 0.5)
        return dict.fromkeys(BACKS, near) | {"paper": self.paper, "surface": nearer}

    def inks(self, tokens):
        """Words, lines and what else is drawn on the papers among `tokens`."""
        paper = tokens["paper"]
        ink = self.words("ink", tokens, self.ink, tokens["ink"])
        soft, strong = mix(ink, paper, 0.25), mix(ink, paper, 0.4)
        inks = {
            "ink": ink,
            "ink-soft": soft if is_readable(soft, tokens) else ink,
            "line": mix(paper, ink, 0.2),
            "line-strong": strong if contrast(strong, paper) >= SHAPES_RATIO else ink,
            "focus": tokens["focus"] if contrast(tokens["focus"], paper) >= SHAPES_RATIO else ink,
        }
        warm = ("clay", "plum") if self.paper else ()
        return inks | {name: tokens[name] if is_readable(tokens[name], tokens) else ink for name in warm}

    def accents(self, tokens):
        """Links and buttons: a button takes the accent as it is, with black or white on it."""
        links = self.words("accent", tokens, self.accent, tokens["teal-ink"], tokens["ink"])
        button = self.accent or links
        return {"teal": button, "teal-ink": links, "on-teal": best_on(button)}

    def words(self, name, tokens, asked, *others):
        """The first of what was `asked` for (or "") and the `others` that can be read; else black or white."""
        wanted = [asked, *others] if asked else others
        taken = next((colour for colour in wanted if is_readable(colour, tokens)), best_on(tokens["paper"]))
        if asked and taken != asked:
            self.refused[name] = (asked, taken)
        return taken


def is_readable(ink, tokens):
    """Whether words in `ink` can be read on all that lies behind words among `tokens`."""
    return all(contrast(ink, tokens[back]) >= WORDS_RATIO for back in BACKS)


@dataclass(frozen=True)
class Palette:
    """What a host asks for: colours as “#rrggbb” or "", a scheme ("light", "dark" or "": as the browser is set), and
    how round corners are, in pixels (None: as ours)."""

    paper: str = ""
    ink: str = ""
    accent: str = ""
    scheme: str = ""
    corners: int | None = None

    @property
    def schemes(self):
        """The schemes there are sheets for: one where it is named or follows from the paper, else both."""
        if self.paper:
            return [scheme_of(self.paper)]
        return [self.scheme] if self.scheme else [LIGHT, DARK]

    def sheet(self, scheme):
        return Sheet(scheme, self.paper, self.ink, self.accent)

    def refused(self):
        """Colours that words cannot have, as `(name, scheme, asked for, taken instead)`."""
        for scheme in self.schemes:
            sheet = self.sheet(scheme)
            sheet.tokens()
            yield from ((name, scheme, *colours) for name, colours in sheet.refused.items())

    @property
    def css(self):
        """The style sheet that puts the colours over the site's own."""
        first, *others = self.schemes
        blocks = [self.block(first, " ".join(self.schemes))]
        blocks += [f"@media (prefers-color-scheme: {other}) {{\n{self.block(other)}}}\n" for other in others]
        return f"@layer pages {{\n{''.join(blocks)}}}\n"

    def block(self, scheme, schemes=""):
        lines = [f"color-scheme: {schemes};"] if schemes else []
        lines += [f"--{name}: {colour};" for name, colour in self.sheet(scheme).tokens().items()]
        if self.corners is not None:
            lines += [f"--{name}: {self.corners}px;" for name in CORNERS]
        return ":root {\n" + "".join(f"  {line}\n" for line in lines) + "}\n"
