"""Telephone numbers as people write them, and what a telephone dials of them."""

import re
import unicodedata

KEYS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
"""The letters on the keys of a telephone (ITU-T E.161)."""
WITH_LETTERS = re.compile(r"\+?[\d\s().-]*\d[\s.-]*[A-Z][A-Z\s.-]*")
"""A number that ends in letters: 1-800-273-TALK, 1-800-4ACHILD."""
ALL_WEEK = re.compile(r"\b24\s*/\s*7\b")
"""Day and night: no part of a number."""
AFTER = re.compile(r"[(\[]|\b\w*[^\W\d_A-Z]\w*")
"""What follows a whole number: a bracket (its hours, or its letters as digits), or a word that is not in capitals."""
WHOLE = 7
"""Digits from which on a number may be whole. What has fewer before a slash is mostly the code of an area."""
NEXT = re.compile(r"[|;,\n]|\b(?:ext|extension|or|and|option|press)\b|x\s*\d", re.IGNORECASE)
"""Where the number is over: an extension, another number, what to press."""
TRUNK_ZERO = re.compile(r"^(\s*(?:\+|00)[\d\s.-]+)\(0\)")
"""+44 (0)20: the zero is dialled at home alone."""
LONGEST = 15
"""Digits of a number (ITU-T E.164)."""


def dialled(written):
    """What is dialled of the first number in `written`: digits, `*` and `#`, and a plus before them; "" for none.

    Digits of any writing are those of a telephone. A number with more digits than there can be is none.
    """
    text = "".join(str(unicodedata.decimal(letter, letter)) for letter in written)
    text = _without_what_follows(TRUNK_ZERO.sub(r"\1", ALL_WEEK.sub("", text)).strip())
    if WITH_LETTERS.fullmatch(text):
        text = text.translate(KEYS)
    first = next((part for part in _numbers(text) if _digits(part)), "")
    keys = "".join(letter for letter in first if letter in "0123456789*#")
    plus = "+" if re.match(r"\D*\+", first) else ""
    return plus + keys if 0 < len(_digits(keys)) <= LONGEST else ""


def _numbers(text):
    """The parts of `text` that may be a number each. A slash parts two of them (112/911, or two whole ones), but not
    the code of an area from its number (030/1234567, 212/555-0100)."""
    for part in NEXT.split(text):
        first, slash, rest = part.partition("/")
        area, number = _digits(first), _digits(rest)
        is_national = "+" in first or area.startswith("0")
        is_one = len(area) < WHOLE and not number.startswith("0") and (is_national or len(number) == WHOLE)
        yield from [part.replace(slash, " ", 1)] if slash and is_one and "+" not in rest else part.split("/")


def _without_what_follows(text):
    """`text` up to the first bracket or word behind a whole number."""
    follows = (found.start() for found in AFTER.finditer(text))
    return text[: next((at for at in follows if len(_digits(text[:at])) >= WHOLE), None)].strip()


def _digits(text):
    return re.sub(r"\D", "", text)


def link(written, scheme="tel"):
    """`written` as an address that a telephone takes (RFC 3966, RFC 5724); "" where there is nothing to dial."""
    number = dialled(written)
    return f"{scheme}:{number.replace('#', '%23')}" if number else ""
