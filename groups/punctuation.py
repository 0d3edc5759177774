"""What stands between parts that a page or a paper puts side by side, in the language it is written in.

Urdu has a comma, a semicolon and a full stop of its own. An address keeps the commas of its own place.
"""

from django.utils.translation import gettext, pgettext

ENDS = (".", "!", "?", "…", "۔", "؟")
UNSEEN = "\N{POP DIRECTIONAL ISOLATE}"  # stands behind words that run the other way


def comma():
    """The comma with its space; Django puts the same one between parts of a list."""
    return gettext(", ")


def full_stop():
    return pgettext("end of a sentence", ".")


def by_commas(parts):
    """Parts side by side: “grief, loss”; empty ones are left out."""
    return comma().join(_said(parts))


def by_semicolons(parts):
    """Longer parts, which may have commas themselves: “Mon, 18:30; Tue, 19:00”; empty ones are left out."""
    return pgettext("semicolon between parts side by side", "; ").join(_said(parts))


def sentence(text):
    """`text` with a full stop, unless it ends with one or another sign of the end; "" stays as it is."""
    text = str(text).rstrip()
    return text if not text or text.rstrip(UNSEEN).endswith(ENDS) else text + full_stop()


def sentences(parts):
    """Parts as sentences one after the other, each but the last surely with its full stop; empty ones are left out."""
    *before, last = _said(parts) or [""]
    return " ".join([*map(sentence, before), last])


def _said(parts):
    return [str(part) for part in parts if part]
