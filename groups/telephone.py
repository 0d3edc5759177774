"""Telephone numbers as people write them, and what a telephone dials of them."""

import re
import unicodedata

KEYS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
"""The letters on the keys of a telephone (ITU-T E.161)."""
WITH_LETTERS = re.compile(r"\+?[\d\s().-]*\d[\s.-]+[A-Z][A-Z\s.-]*")
"""A number that ends in letters: 1-800-273-TALK."""
NEXT = re.compile(r"[/|;,\n]|\b(?:ext|extension|or|and|option|press)\b|x\s*\d", re.IGNORECASE)
"""Where the number is over: an extension, another number, what to press."""
TRUNK_ZERO = re.compile(r"^(\s*(?:\+|00)[\d\s.-]+)\(0\)")
"""+44 (0)20: the zero is dialled at home alone."""
LONGEST = 15
"""Digits of a number (ITU-T E.164)."""


def dialled(written):
    """What is dialled of the first number in `written`: digits, `*` and `#`, and a plus before them; "" for none.

    Digits of any writing are those of a telephone. A number with more digits than there can be is none.
    """
    text = "".join(str(unicodedata.decimal(letter, letter)) for letter in written).strip()
    if WITH_LETTERS.fullmatch(text):
        text = text.translate(KEYS)
    text = TRUNK_ZERO.sub(r"\1", text)
    first = next((part for part in NEXT.split(text) if any(letter.isdigit() for letter in part)), "")
    keys = "".join(letter for letter in first if letter in "0123456789*#")
    digits = sum(key.isdigit() for key in keys)
    plus = "+" if re.match(r"\D*\+", first) else ""
    return plus + keys if 0 < digits <= LONGEST else ""


def link(written, scheme="tel"):
    """`written` as an address that a telephone takes (RFC 3966, RFC 5724); "" where there is nothing to dial."""
    number = dialled(written)
    return f"{scheme}:{number.replace('#', '%23')}" if number else ""
