"""Who comes: rules for the young, and what newcomers want to know."""

from django.utils.translation import gettext as _

from groups.checks.check import Check, Level
from groups.choices import Facet, Formality
from groups.models.listing import ADULT_AGE, YOUNG

YOUNG_WORDS = {f"{Facet.AUDIENCE}:{slug}" for slug in YOUNG}


def young(document):
    """People under 18 need an organization, and informally a person who answers for their safety."""
    people, basics = document["people"], document["basics"]
    youngest, oldest = people["minimum_age"], people["maximum_age"]
    is_for_them = _is_below(oldest) or (_names_the_young(document) and (youngest is None or _is_below(youngest)))
    if not _is_below(youngest) and not is_for_them:
        return
    level = Level.URGENT if is_for_them else Level.LOOK
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


def _names_the_young(document):
    """Whether its audience are children or teenagers (the same signs as `Listing.is_for_minors`)."""
    return any(word["term"] in YOUNG_WORDS for word in document["words"])


def _is_below(age):
    return age is not None and age < ADULT_AGE
