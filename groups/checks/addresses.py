"""Where it meets: homes that are shown to everybody, and private addresses that slip into a text."""

import re

from django.utils.translation import gettext as _

from groups.checks.check import Check, Level, texts
from groups.choices import PINNED, Formality

DWELLING = re.compile(
    r"\b(?:flat|apartment|apt|unit|maisonette|bedsit)\b\.?\s*\w*\d|"
    r"\b(?:my|our|\w+['’]s)\s+(?:house|home|flat|apartment|living\s+room|kitchen|garden|garage|basement)\b|"
    r"\b(?:living|front)\s+room\b|\bkitchen\s+table\b|\bring\s+(?:the\s+)?(?:bell|buzzer)\b|\bdoorbell\b",
    re.IGNORECASE,
)


def home(document):
    """An informal meetup whose exact address looks like somebody's home."""
    place = document["place"]
    if document["basics"]["formality"] == Formality.FORMAL or place["precision"] not in PINNED:
        return
    for field, text in [("place.street", place["street"] or ""), *texts(document)]:
        if found := DWELLING.search(text):
            sentence = _("“%(found)s” sounds like a home, but the address is shown exactly.") % {"found": found[0]}
            yield Check("home", Level.URGENT, sentence, field)
    if place["street"] and not place["name"]:
        sentence = _("An exact address without the name of a place: is it a home?")
        yield Check("home", Level.LOOK, sentence, "place.street")


def leaks(document):
    """The private address of a home that stands in a text for everybody."""
    private = document["place"]["private"]
    if not private:
        return
    secrets = [_plain(private[name]) for name in ("street", "postal_code") if _plain(private[name] or "")]
    for field, text in texts(document):
        if any(secret in _plain(text) for secret in secrets):
            yield Check("address-shown", Level.URGENT, _("The private address stands in this text."), field)


def _plain(text):
    """Small letters and digits with one blank between words, and one around."""
    words = re.findall(r"[^\W_]+", text.lower())
    return f" {' '.join(words)} " if words else ""
