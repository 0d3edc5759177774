"""Whom to call now: crisis lines, warmlines and emergency numbers per country.

Everything comes from `data/crisis_lines.toml`, read once when the process starts, so that the answer
still stands when the database, the geocoder or scripts are down. A file that cannot be read stops the
start, not a page.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from django.core.checks import CheckMessage
from django.core.checks import Warning as CheckWarning
from django.utils import timezone
from django.utils.translation import gettext as _

from groups import telephone
from groups.alphabet import sort_key
from groups.data_words import country_name, told

DATA = Path(__file__).resolve().parent / "data"
CONTENT_TAG = "content"
STALE_AFTER = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class EmergencyNumber:
    """One emergency number and what answers: "any", "ambulance" or "police"."""

    number: str
    service: str

    def __str__(self) -> str:
        if self.service == "ambulance":
            return _("%(number)s (ambulance)") % {"number": self.number}
        if self.service == "police":
            return _("%(number)s (police)") % {"number": self.number}
        return self.number

    @property
    def tel(self) -> str:
        return telephone.link(self.number)


@dataclass(frozen=True, slots=True)
class Line:
    """A line a person can call, text or write to. An empty string means: not offered, or not known.

    `languages` are BCP 47 codes, `language_names` their own names. `hours` are in the line's own local time.
    `last_checked` is the day an operator confirmed the line, or None.
    """

    country: str
    kind: str
    name: str
    call: str
    text: str
    text_word: str
    chat: str
    always: bool
    hours: str
    languages: tuple[str, ...]
    language_names: tuple[str, ...]
    note: str
    last_checked: date | None

    @property
    def tel(self) -> str:
        return telephone.link(self.call)

    @property
    def sms(self) -> str:
        """Return the `sms:` address (RFC 5724) without a body: phones disagree on how to pass one."""
        return telephone.link(self.text, "sms")

    @property
    def hours_text(self) -> str:
        """Return the opening hours in words."""
        if self.always:
            return _("All day, every day")
        return told(self.hours) or _("Hours not known: call to find out")

    @property
    def note_text(self) -> str:
        """Return the note in the language of the page."""
        return told(self.note)

    @property
    def confirmed(self) -> bool:
        """Return whether an operator has ever confirmed this line."""
        return self.last_checked is not None


@dataclass(frozen=True, slots=True)
class CrisisHelp:
    """What to show one person: emergency numbers, crisis lines, warmlines apart, a directory of the world.

    `country` is empty when it is not known; then only the emergency text and the directory are there.
    """

    country: str
    country_named: str
    emergency_numbers: tuple[EmergencyNumber, ...]
    lines: tuple[Line, ...]
    warmlines: tuple[Line, ...]
    directory_url: str
    directory_name: str

    @property
    def country_name(self) -> str:
        """Return the country's name in the language of the page."""
        return country_name(self.country, self.country_named)

    @property
    def open_first(self) -> tuple[Line, ...]:
        """Return the crisis lines, those that are surely open now (day and night) before the others."""
        return tuple(sorted(self.lines, key=lambda line: not line.always))

    @property
    def warm_first(self) -> tuple[Line, ...]:
        """Return the warmlines in the same order."""
        return tuple(sorted(self.warmlines, key=lambda line: not line.always))

    @property
    def emergency(self) -> str:
        """Return the emergency numbers in words, in the language active now (so never cached)."""
        if self.emergency_numbers:
            return _(" or ").join(map(str, self.emergency_numbers))
        return _("112, or your local emergency number")


def help_for(country: str | None) -> CrisisHelp:
    """Return the crisis help of `country` (ISO 3166-1 alpha-2, any case; None or unknown: the world's)."""
    code = (country or "").strip().upper()
    code = TABLE["aliases"].get(code, code)
    return _help_for(code if code in TABLE["country"] else "")


def countries() -> list[tuple[str, str]]:
    """Choices `(code, name)` of every country in the table, in the order of the language, with an empty one first."""
    named = [(code, country_name(code, row["name"])) for code, row in TABLE["country"].items()]
    return [("", _("Choose a country")), *sorted(named, key=lambda choice: sort_key(choice[1]))]


def all_lines() -> tuple[Line, ...]:
    """Return every line of every country, crisis lines before warmlines."""
    return tuple(line for code in TABLE["country"] for line in (*_help_for(code).lines, *_help_for(code).warmlines))


def check_content(app_configs=None, **kwargs) -> list[CheckMessage]:
    """Warn of lines never confirmed, or confirmed over 180 days ago (system check "content")."""
    return content_warnings(all_lines(), today=timezone.localdate())


def content_warnings(lines: Iterable[Line], *, today: date) -> list[CheckMessage]:
    """Return at most two warnings about `lines` as of `today`: the unconfirmed ones and the stale ones."""
    lines = tuple(lines)
    never = [line for line in lines if line.last_checked is None]
    stale = [line for line in lines if line.last_checked and today - line.last_checked > STALE_AFTER]
    hint = "Call each line or read its own site, then write the day into last_checked in crisis_lines.toml: {}."
    found = (
        (never, "groups.W001", f"{len(never)} crisis lines were never confirmed by an operator."),
        (stale, "groups.W002", f"{len(stale)} crisis lines were confirmed over {STALE_AFTER.days} days ago."),
    )
    return [
        CheckWarning(message, hint=hint.format(_names(waiting)), id=check_id)
        for waiting, check_id, message in found
        if waiting
    ]


def _names(lines: Iterable[Line]) -> str:
    return "; ".join(f"{line.country} {line.name}" for line in lines)


# The answer holds no translated text, so one copy serves every language.
@cache
def _help_for(code: str) -> CrisisHelp:
    row = TABLE["country"].get(code, {})
    lines = tuple(_line(code, values) for values in row.get("lines", ()))
    return CrisisHelp(
        country=code,
        country_named=row.get("name", ""),
        emergency_numbers=_emergency_numbers(row),
        lines=tuple(line for line in lines if line.kind == "crisis"),
        warmlines=tuple(line for line in lines if line.kind == "warmline"),
        directory_url=TABLE["directory"]["url"],
        directory_name=TABLE["directory"]["name"],
    )


def _emergency_numbers(row: dict) -> tuple[EmergencyNumber, ...]:
    services = (("emergency", "any"), ("ambulance", "ambulance"), ("police", "police"))
    return tuple(EmergencyNumber(number, service) for key, service in services for number in row.get(key, ()))


def _line(code: str, values: dict) -> Line:
    words = {key: values.get(key, "") for key in ("call", "text", "text_word", "chat", "hours", "note")}
    return Line(
        country=code,
        kind=values["kind"],
        name=values["name"],
        always=values.get("always", False),
        languages=tuple(values["languages"]),
        language_names=tuple(LANGUAGE_NAMES.get(language, language) for language in values["languages"]),
        last_checked=values.get("last_checked") or None,
        **words,
    )


def _own_names() -> dict[str, str]:
    """Return {code: the language's own name}, from labels like "Español (Spanish)"."""
    rows = tomllib.loads((DATA / "taxonomy.toml").read_text(encoding="utf-8"))["language"]
    return {row["slug"]: row["label"].partition(" (")[0] for row in rows}


TABLE = tomllib.loads((DATA / "crisis_lines.toml").read_text(encoding="utf-8"))
LANGUAGE_NAMES = _own_names()
