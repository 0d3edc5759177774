"""A circle of support as a file that goes from one device to another, or to somebody who is trusted.

`static/js/circle-document.js` reads and writes the same by the same rules: a change here is one there too.
"""

import json
import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from groups.choices import Formality, Support
from groups.circle.document import MOST_GOALS, MOST_HELPERS, Circle, Goal, Helper
from groups.line import one_line
from groups.models.circle import LONGEST_GOAL, LONGEST_NAME, LONGEST_TIMES

FORMAT, VERSION = "supportfinder circle", 1
FILE_NAME = "circle.json"
LARGEST = 200_000
"""Bytes: more than the fullest circle takes."""
LISTING = re.compile(r"[0-9a-z]{11}")
NEVER_IN_TEXT = ("Cc", "Cs")
NO_CIRCLE = _("This is not a file of a circle of support, or it is damaged. Nothing was changed.")
TOO_LARGE = _("This file is too large for a circle of support. Nothing was changed.")


class UnreadableError(ValueError):
    """It is no circle of support."""


def written(circle):
    """`circle` as the text of a file; without what has no name, which is a listing that is no longer public."""
    helpers = [
        {
            "listing": helper.listing,
            "name": helper.name,
            "formality": str(helper.formality),
            "supports": [str(support) for support in helper.supports],
            "when": helper.when,
        }
        for helper in circle.helpers
        if helper.name
    ]
    goals = [{"words": goal.words, "reached": goal.is_reached} for goal in circle.goals]
    document = {"format": FORMAT, "version": VERSION, "helpers": helpers, "goals": goals}
    return json.dumps(document, ensure_ascii=False, indent=1)


def read(content):
    """The `Circle` in the bytes of a file; raises ValidationError with one sentence where there is none."""
    if len(content) > LARGEST:
        raise ValidationError(TOO_LARGE)
    try:
        document = json.loads(content.decode("utf-8-sig"), parse_int=float, parse_constant=_refuse)
        return _circle(document)
    except (ValueError, RecursionError) as error:  # a text that is not UTF-8 is a ValueError too
        raise ValidationError(NO_CIRCLE) from error


def _refuse(name):
    raise UnreadableError(name)


def _circle(document):
    _need(isinstance(document, dict) and document.get("format") == FORMAT)
    _need(not isinstance(document.get("version"), bool) and document.get("version") == VERSION)
    helpers, goals = _rows(document, "helpers", MOST_HELPERS), _rows(document, "goals", MOST_GOALS)
    return Circle.of([_helper(row) for row in helpers], [_goal(row) for row in goals])


def _helper(row):
    listing, supports = row.get("listing"), row.get("supports")
    _need(isinstance(listing, str) and (listing == "" or LISTING.fullmatch(listing)))
    _need(isinstance(supports, list) and all(one in Support.values for one in supports))
    return Helper(
        name=_text(row, "name", LONGEST_NAME),
        formality=Formality(row.get("formality")),
        supports=tuple(support for support in Support if support in supports),
        when=_text(row, "when", LONGEST_TIMES, may_be_empty=True),
        listing=listing,
    )


def _goal(row):
    _need(isinstance(row.get("reached"), bool))
    return Goal(_text(row, "words", LONGEST_GOAL), row["reached"])


def _rows(document, name, most):
    rows = document.get(name)
    _need(isinstance(rows, list) and len(rows) <= most and all(isinstance(row, dict) for row in rows))
    return rows


def _text(row, name, longest, *, may_be_empty=False):
    """One line of text; a blank says nothing, and no other letter of it may be a control character."""
    text = row.get(name)
    _need(isinstance(text, str) and len(text) <= longest)
    text = one_line(text)
    _need(may_be_empty or text.replace(" ", ""))
    _need(all(unicodedata.category(letter) not in NEVER_IN_TEXT for letter in text))
    return text


def _need(is_so):
    if not is_so:
        raise UnreadableError
