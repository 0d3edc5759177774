"""Cells of a table for a spreadsheet."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


def harmless(cell):
    """A cell that a spreadsheet shows as it is: one that begins like a formula gets an apostrophe before it."""
    text = str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text


def as_meant(text):
    """What `harmless` was given: without the apostrophe that it put before the beginning of a formula."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text
