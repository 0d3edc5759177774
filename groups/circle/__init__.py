"""My circle of support: who gives somebody what, formal and informal, what is missing, and what they want to reach.

It is kept on a device (`static/js/circle.js`), in a file, in a form that is kept nowhere, or in an account.
"""

from groups.circle.consent import WORDS, agree, has_agreed, take_back
from groups.circle.document import Circle, Goal, Helper
from groups.circle.files import FILE_NAME, read, written
from groups.circle.keeping import Carried, Kept
from groups.circle.showing import view_of

__all__ = [
    "FILE_NAME",
    "WORDS",
    "Carried",
    "Circle",
    "Goal",
    "Helper",
    "Kept",
    "agree",
    "has_agreed",
    "read",
    "take_back",
    "view_of",
    "written",
]
