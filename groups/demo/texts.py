"""The words and places the sample directory is made of, read once from `groups/data/demo/`."""

import random
import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

from groups.geo import Point

FOLDER = Path(__file__).parent.parent / "data" / "demo"
LOCAL_NAMES = ("de", "es", "fr", "pt")


class District(NamedTuple):
    """A part of a city: its name, centre and postcode area."""

    name: str
    lat: float
    lon: float
    postal_code: str


@dataclass(frozen=True)
class City:
    """A real city. `size` is how many sample listings it gets; `phone` a pattern of numbers reserved for fiction."""

    slug: str
    name: str
    region: str
    country: str
    timezone: str
    lat: float
    lon: float
    style: str
    size: int
    languages: tuple[str, ...]
    districts: tuple[District, ...]
    phone: str = ""
    signed: str = ""

    @property
    def point(self):
        return Point(self.lat, self.lon)


@dataclass(frozen=True)
class Recipe:
    """What may be said of one idea for a listing. Lists are drawn from; `ages` are lowest and highest, 0 for none."""

    kind: str
    slug: str
    names: list
    says: list
    topics: list
    support: list
    activity: list
    cost: list
    joining: list
    openness: list
    led_by: list
    access: list
    when: list
    org: str
    attendance: list = field(default_factory=lambda: ["in_person"])
    local_names: dict = field(default_factory=dict)
    venue: list = field(default_factory=list)
    setting: list = field(default_factory=list)
    welcomes: list = field(default_factory=list)
    only: list = field(default_factory=list)
    size: list = field(default_factory=list)
    training: list = field(default_factory=list)
    ages: list = field(default_factory=list)
    formality: str = ""
    home: bool = False
    confidential: bool = False
    minors: bool = False
    second_language: bool = False
    signed: bool = False


def dice(*names):
    """Random choices that are the same in every run for the same names."""
    return random.Random("/".join(names))  # noqa: S311 - nothing here is secret


@cache
def read(name):
    """One file of the folder as plain data, without its ending."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))


@cache
def cities():
    """Every city, in the order of the file."""
    return [
        City(
            slug=slug,
            **row | {"languages": tuple(row["languages"]), "districts": tuple(map(District._make, row["districts"]))},
        )
        for slug, row in read("cities").items()
    ]


@cache
def recipes():
    """Recipes by kind: what is usual for the kind, and over it what the text says of its own."""
    found = {kind: [] for kind in read("kinds")}
    for path in sorted((FOLDER / "listings").glob("*.toml")):
        for kind, texts in read(f"listings/{path.stem}").items():
            found[kind] += [_recipe(kind, slug, text) for slug, text in texts.items()]
    return found


def _recipe(kind, slug, text):
    usual = {name: value for name, value in read("kinds")[kind].items() if name != "share"}
    own = {name: value for name, value in text.items() if name not in LOCAL_NAMES}
    local = {language: text[language] for language in LOCAL_NAMES if language in text}
    return Recipe(kind=kind, slug=slug, local_names=local, **usual | own)


@cache
def style(name):
    """How streets, venues and organizations are called in one country; a style may build on another."""
    row = read("places")[name]
    return (style(row["like"]) if "like" in row else {}) | row


def spelled(text, city):
    """`text` in the spelling of the city: what is written British becomes American where that is usual."""
    if style(city.style)["spelling"] != "american":
        return text
    return re.sub(r"\w+", lambda word: _american(word[0]), text)


def _american(word):
    known = read("texts")["american"].get(word.lower())
    if known is None:
        return word
    return known.capitalize() if word[0].isupper() else known
