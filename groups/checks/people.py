"""Who comes: rules for the young, and what newcomers want to know."""

from django.utils.translation import gettext as _

from groups.checks.check import Check, Level
from groups.choices import Formality
from groups.models.listing import ADULT_AGE


def young(document):
    """People under 18 need an organization, and informally a person who answers for their safety."""
    people, basics = document["people"], document["basics"]
    youngest, oldest = people["minimum_age"], people["maximum_age"]
    if not _is_below(youngest) and not _is_below(oldest):
        return
    level = Level.URGENT if _is_below(oldest) else Level.LOOK
    if not basics["organization"]:
        sentence = _("People under 18 may come, but no organization stands behind it.")
        yield Check("youth", level, sentence, "basics.organization")
    if not people["safeguarding_contact"] and basics["formality"] != Formality.FORMAL:
        sentence = _("People under 18 may come, but nobody is named who answers for their safety.")
        yield Check("youth", level, sentence, "people.safeguarding_contact")


def first_visit(document):
    """Nothing is said about the first visit."""
    if not document["first_visit"]:
        yield Check("first-visit", Level.LOOK, _("It does not say how a first visit goes."), "first_visit")


def _is_below(age):
    return age is not None and age < ADULT_AGE
