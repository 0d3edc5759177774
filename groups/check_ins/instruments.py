"""The questions a check-in can ask, as data: items, scale, scoring, bands, source and licence.

The structure is in `groups/data/instruments.toml`. Wording of others is not shipped: an operator who has the right to
it names a file in INSTRUMENTS_FILE, and the instrument is then asked in place of our own.
"""

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from groups.check_ins.wording import HOW_TRUE, OWN

SHIPPED = Path(__file__).resolve().parent.parent / "data" / "instruments.toml"
SUPPORT, WELLBEING = "support", "wellbeing"


@dataclass(frozen=True, slots=True)
class Item:
    """One question: its lowest and highest answer, and its words, where we have them."""

    low: int
    high: int
    text: str = ""
    answers: tuple = ()

    @property
    def values(self):
        """Every answer there is, from low to high."""
        return range(self.low, self.high + 1)


@dataclass(frozen=True, slots=True)
class Band:
    """A part of the scale, both ends within it."""

    slug: str
    name: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Instrument:
    """One set of questions; `measures` is "support" or "wellbeing", `low` and `high` are the ends of its score."""

    key: str
    name: str
    measures: str
    items: tuple
    factor: int
    bands: tuple
    help_at: int | None
    is_validated: bool
    source: str
    licence: str

    @property
    def low(self):
        return self.factor * sum(item.low for item in self.items)

    @property
    def high(self):
        return self.factor * sum(item.high for item in self.items)

    @property
    def has_words(self):
        """Whether its questions can be asked."""
        return all(item.text for item in self.items)

    def score(self, answers):
        """The score of `answers`, a number or None for each item in order; None where one of them is missing.

        Raises ValueError for a number that is no answer to its item.
        """
        given = list(answers)
        if len(given) != len(self.items) or None in given:
            return None
        if any(answer not in item.values for item, answer in zip(self.items, given, strict=True)):
            raise ValueError(f"{given} are no answers to {self.key}")
        return self.factor * sum(given)

    def band(self, score):
        """The slug of the band that `score` lies in; raises ValueError where it lies outside of the scale."""
        for band in self.bands:
            if band.low <= score <= band.high:
                return band.slug
        raise ValueError(f"{score} is no score of {self.key}")

    def calls_for_help(self, score):
        """Whether somebody with this score (None: not known) is shown where to talk to a person now."""
        return score is not None and self.help_at is not None and score <= self.help_at


def instruments():
    """`{key: Instrument}`: all there are, those without words among them."""
    return _read(str(settings.INSTRUMENTS_FILE))


def instrument(key):
    """The `Instrument` called `key`. Raises KeyError for any other name."""
    return instruments()[key]


def asked(measures):
    """The `Instrument` that new check-ins ask for "support" or "wellbeing": one of others with words, else our own."""
    ours = f"own-{measures}"
    others = (one for one in instruments().values() if one.measures == measures and one.key != ours and one.has_words)
    return next(others, None) or instrument(ours)


@cache
def _read(path):
    rows = tomllib.loads(SHIPPED.read_text("utf-8"))
    ours = {key: _instrument(key, row) for key, row in rows.items()}
    worded = {key: _worded(ours[key], [(text, HOW_TRUE) for text in texts]) for key, texts in OWN.items()}
    return ours | worded | _of_operator(path, ours)


def _instrument(key, row):
    items = tuple(Item(low, high) for low, high in row["items"])
    bands, begins = [], row["factor"] * sum(item.low for item in items)
    for band in row["bands"]:
        bands.append(Band(band["slug"], band["name"], begins, band["to"]))
        begins = band["to"] + 1
    plain = {name: row[name] for name in ("name", "measures", "factor", "is_validated", "source", "licence")}
    return Instrument(key=key, items=items, bands=tuple(bands), help_at=row.get("help_at"), **plain)


def _worded(one, words):
    """`one` with the words `[(text, answers)]`."""
    items = (
        replace(item, text=text, answers=tuple(answers)) for item, (text, answers) in zip(one.items, words, strict=True)
    )
    return replace(one, items=tuple(items))


def _of_operator(path, ours):
    """The instruments whose words stand in the file at `path` (empty: no file)."""
    if not path:
        return {}
    try:
        rows = tomllib.loads(Path(path).read_text("utf-8"))
        return {key: _checked(ours[key], row["items"]) for key, row in rows.items()}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        problem = _("INSTRUMENTS_FILE cannot be used as the words of check-ins: %(problem)s") % {"problem": error}
        raise ImproperlyConfigured(problem) from error


def _checked(one, items):
    """`one` with the words of the operator; raises ValueError where a question or an answer is missing."""
    words = [(item["text"].strip(), [str(answer).strip() for answer in item["answers"]]) for item in items]
    if len(words) != len(one.items):
        raise ValueError(f"{one.key} has {len(one.items)} questions")
    for item, (text, answers) in zip(one.items, words, strict=True):
        if not text or len(answers) != len(item.values) or not all(answers):
            raise ValueError(f"{one.key} needs the words of each question and of its {len(item.values)} answers")
    return _worded(one, words)
