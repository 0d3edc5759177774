"""One thing to look at, and the texts of a document in which to look."""

from dataclasses import dataclass

from django.db.models import IntegerChoices
from django.utils.translation import gettext_lazy as _


class Level(IntegerChoices):
    URGENT = 0, _("Look closely")
    LOOK = 1, _("Have a look")


@dataclass(frozen=True, slots=True)
class Check:
    """What was noticed: a `code` for programs, a `sentence` for people, and the `field` as `section.name`."""

    code: str
    level: Level
    sentence: str
    field: str


FREE_TEXTS = {
    "basics": ("name", "description", "training"),
    "place": ("name", "directions"),
    "people": ("safeguarding_contact",),
    "joining": ("how_to_join",),
    "first_visit": ("greeter", "what_to_expect"),
}
NOTES = {"times": "note", "contacts": "note", "words": "detail", "help": "how_to_ask"}


def texts(document):
    """Every text that somebody typed freely and the public will read, as `(field, text)`."""
    for section, names in FREE_TEXTS.items():
        values = document.get(section) or {}
        yield from ((f"{section}.{name}", values[name]) for name in names if values.get(name))
    for section, name in NOTES.items():
        yield from ((f"{section}.{name}", row[name]) for row in document.get(section) or [] if row.get(name))
    for language, said in (document.get("texts") or {}).items():
        yield from ((f"texts.{language}-{name}", text) for name, text in said.items())
    organization = document["basics"]["organization"]
    if organization:
        yield "basics.organization", organization["name"]
