"""Numbers in the digits of the reader's language, at the one place where a page leaves the site.

The words of the site and the numbers between them get the language's digits. What people typed keeps its own, and so
does what is dialled, copied or read by programs: attributes (thus addresses, values and ids), telephone links, scripts,
text areas, code, and every element that says by `lang`, `dir` or `<bdi>` that its text is somebody's own.
"""

import re

from django.utils.translation import get_language

DIGITS = {"ur": "۰۱۲۳۴۵۶۷۸۹"}
"""The digits of languages that have their own, from 0 to 9 (Unicode: extended Arabic-Indic)."""
_TABLES = {language: str.maketrans("0123456789", digits) for language, digits in DIGITS.items()}
DECIMAL, GROUPS = "٫", "٬"

TOKEN = re.compile(r"<!--.*?-->|<(script|style|textarea|code|pre|kbd|samp|bdi)\b.*?</\1\s*>|<[^>]*>|[^<]+", re.DOTALL)
TAG = re.compile(r"<(/?)([a-z0-9]+)")
OWN = re.compile(r"""\s(?:lang|dir|translate|data-digits)=|\shref=["']?(?:tel|sms|mailto):""")
"""Attributes of an element whose text stays as it is."""
WHOLE_PAGE = {"html", "link", "input", "img", "meta"}
"""Elements that hold no text of somebody's own, whatever their attributes."""
RUN = re.compile(r"&#?\w+;|[^&\u0600-\u06ff]+")
"""An entity, or all that stands between two Arabic letters or marks; read once, however long it is."""
KEPT = re.compile(r"[A-Za-z\u00c0-\u024f]|\+[0-9]|[0-9]{4}-[0-9]{2}|^&")
"""What tells that such a run is a Latin name with its number ("WHO-5", "10115 Berlin"), a number to dial or a date for
programs."""


def own_numerals(get_response):
    """Write the numbers of every page in the digits of its language."""

    def middleware(request):
        response = get_response(request)
        language = get_language()
        if language in DIGITS and not response.streaming and is_page(response):
            response.content = with_digits(response.content.decode(response.charset), language)
        return response

    return middleware


def is_page(response):
    return response.get("Content-Type", "").startswith("text/html")


def with_digits(html, language):
    """The page or part of a page `html` with the digits of `language` in its text."""
    told, left, depth = [], "", 0
    for token in TOKEN.finditer(html):
        piece = token[0]
        tag = None if token[1] else TAG.match(piece)
        if tag and left:
            depth += (tag[2] == left) * (-1 if tag[1] else 1)
            left = left if depth else ""
        elif tag and not tag[1] and OWN.search(piece) and tag[2] not in WHOLE_PAGE:
            left, depth = tag[2], 1
        told.append(piece if left or piece[0] == "<" else text_with_digits(piece, language))
    return "".join(told)


def text_with_digits(text, language):
    """`text`, as it stands between two tags, with the digits of `language`."""
    return RUN.sub(lambda run: run[0] if KEPT.search(run[0]) else _written(run[0], language), text)


def in_digits(text, language):
    """`text`, all of it words and numbers of the site, in the digits of `language`."""
    return _written(text, language) if language in DIGITS else text


def _written(number, language):
    number = re.sub(r"(?<=\d),(?=\d{3})", GROUPS, number)
    number = re.sub(r"(?<=\d)\.(?=\d)", DECIMAL, number)
    return number.translate(_TABLES[language])
