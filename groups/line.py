"""What one line of text is.

`static/js/circle-document.js` has the same rule: a change here is one there too.
"""

import re

CONTROL_BLANKS = re.compile(r"[\t-\r\x1c-\x1f\x85]+")
"""Tabs, ends of lines, and what else moves on without being seen."""


def one_line(text):
    """`text` with a space where it moved on by a control character."""
    return CONTROL_BLANKS.sub(" ", text)
