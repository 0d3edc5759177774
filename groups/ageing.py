"""Facts that age or were never filled in, for an operator to look at now and then (system check "content").

Crisis lines and evidence say themselves what is old; here is what the tables and the settings have to say. Each check
answers warnings and changes nothing.
"""

from collections import defaultdict
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Warning as CheckWarning
from django.db import DatabaseError

from groups import crisis, data_words
from groups.check_ins import instruments
from groups.models import Listing, Term

THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}
NAMED = 12
"""So many are named in a hint; the rest is counted."""


def check_terms(app_configs=None, **kwargs):
    """Warn of words to pick that have no label in a language of the site, one warning for each language."""
    try:
        terms = list(Term.objects.active().order_by("facet", "position", "pk"))
    except DatabaseError:
        return [CheckWarning("The database does not answer: the words to pick were not looked at.", id="groups.W004")]
    return [
        CheckWarning(
            f"{len(missing)} words to pick have no label in {name}.",
            hint=f"Write it in the administration, under the word: {_some(missing)}.",
            id="groups.W005",
        )
        for code, name in _other_languages()
        if (missing := [f"{term.facet} {term.label}" for term in terms if not term.translations.get(code)])
    ]


def check_texts(app_configs=None, **kwargs):
    """Warn of sentences and names beside crisis lines that nobody has translated into a language of the site."""
    countries = crisis.TABLE["country"]
    texts = {text for line in crisis.all_lines() for text in (line.hours, line.note) if text}
    found = []
    for code, name in _other_languages():
        words = defaultdict(dict, data_words.by_language().get(code, {}))
        missing = [*sorted(texts - words["texts"].keys()), *sorted(countries.keys() - words["country"].keys())]
        if missing:
            hint = f"Write them into groups/data/words/{code}.toml: {_some(missing)}."
            message = f"{len(missing)} words beside crisis lines are not in {name}."
            found.append(CheckWarning(message, hint=hint, id="groups.W006"))
    return found


def check_instruments(app_configs=None, **kwargs):
    """Warn of questions whose wording belongs to others and is asked here, and of a check-in for which nobody answers.

    Nothing can tell whether a right still holds: somebody has to look.
    """
    ours = {instruments.instrument(f"own-{measures}").key for measures in (instruments.SUPPORT, instruments.WELLBEING)}
    worded = [one for one in instruments.instruments().values() if one.has_words and one.key not in ours]
    found = [
        CheckWarning(
            f"The wording of {one.name} is asked here. Is the right to it still yours?",
            hint=one.source,
            id="groups.W007",
        )
        for one in worded
    ]
    if worded and not settings.CHECK_INS_ANSWERED_BY:
        message = "INSTRUMENTS_FILE is set, but nobody answers for check-ins, so nothing of it is asked."
        found.append(CheckWarning(message, hint="Set CHECK_INS_ANSWERED_BY.", id="groups.W008"))
    return found


def check_operator(app_configs=None, **kwargs):
    """Warn where nobody can be written to, and where mails of a public site lead to this machine."""
    found = []
    if not settings.OPERATOR_EMAIL:
        message = "OPERATOR_EMAIL is empty: the policy and privacy pages name nobody to write to."
        found.append(CheckWarning(message, id="groups.W009"))
    if settings.HTTPS and urlsplit(settings.SITE_URL).hostname in THIS_MACHINE:
        message = f"SITE_URL is {settings.SITE_URL}: links in mails open nothing for anybody."
        found.append(CheckWarning(message, hint="Such as https://support.example.org", id="groups.W010"))
    return found


def check_samples(app_configs=None, **kwargs):
    """Warn of made-up listings that people find on a public site."""
    if not settings.HTTPS:
        return []
    try:
        count = Listing.objects.published().filter(source__is_sample=True).count()
    except DatabaseError:
        return []  # said of the words to pick
    message = f"{count} listings that people find here are made up."
    hint = "Begin with an empty database, or withdraw them in the administration, under “sources”."
    return [CheckWarning(message, hint=hint, id="groups.W011")] if count else []


CHECKS = (check_terms, check_texts, check_instruments, check_operator, check_samples)


def _other_languages():
    return [(code, name) for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def _some(names):
    more = len(names) - NAMED
    return "; ".join(names[:NAMED]) + (f"; and {more} more" if more > 0 else "")
