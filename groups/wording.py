"""Words that can hurt: phrases about suicide that put people at risk, and labels in place of a person.

Sources of the rules: World Health Organization, "Preventing suicide: a resource for media
professionals" (2023), and the Samaritans' media guidelines: no "committed", no success or failure, no
sensation, no detail of a method.
English only. A hit is a question for a person, never a reason to drop a text silently.
"""

import re
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class UnsafePhrase:
    """A phrase as it stands in the text, where it starts (characters), and what to say in its place."""

    found: str
    say_instead: str | Promise
    start: int


DIED = _("died by suicide")
TRIED = _("a suicide attempt")
NO_METHOD = _("leave out how it was done, or could be done")
SELF = r"(?:him|her|them|my|your|our)sel(?:f|ves)"

UNSAFE = (
    (r"commit(?:s|ted|ting)?\s+suicide", DIED),
    (r"commit(?:s|ted|ting)?\s+self[\s-]harm", _("hurt themselves")),
    (r"complet(?:e|es|ed|ing)\s+suicides?", DIED),
    (r"(?:killed|murdered)\s+" + SELF, DIED),
    (r"successful(?:ly)?\s+(?:suicides?|suicide\s+attempts?|attempts?)", DIED),
    (r"(?:failed|unsuccessful|botched)\s+(?:suicides?|suicide\s+attempts?)", TRIED),
    (r"suicide\s+(?:epidemic|wave|craze|hot\s?spot|spree|pact)", _("say what is known, in plain words")),
    (r"suicidal\s+gestures?|parasuicid(?:e|al)", TRIED),
    (r"attention[\s-]seek(?:ing|ers?)|cry\s+for\s+help", _("a sign of great distress")),
    (r"(?:hanged|hung|shot|drowned|poisoned|stabbed|gassed|burned|burnt)\s+" + SELF, NO_METHOD),
    (r"(?:slit|slashed|cut|slitting|slashing|cutting)\s+(?:\w+\s+)?wrists?", NO_METHOD),
    (
        r"(?:jump|jumps|jumped|jumping|threw\s+" + SELF + r")\s+"
        r"(?:off|from|in\s+front\s+of)\s+(?:a|an|the)\s+(?:bridge|building|cliff|roof|train)",
        NO_METHOD,
    ),
    (r"overdos(?:e|ed|ing)\s+on\s+\w+|swallowed\s+\w+\s+(?:pills|tablets)", NO_METHOD),
    (r"(?:lethal|fatal)\s+(?:doses?|amounts?|quantit(?:y|ies))", NO_METHOD),
    (r"(?:suicide|self[\s-]harm)\s+(?:methods?|notes?\s+(?:said|read))", NO_METHOD),
    (r"(?:painless|easy|quick|best|easiest|quickest)\s+ways?\s+to\s+die", NO_METHOD),
    (r"(?:how|ways?)\s+to\s+(?:kill|hang|cut|hurt|harm)\s+" + SELF, NO_METHOD),
)

UNKIND = (
    (r"(?:drug\s+)?addicts?(?!\s+anonymous)|junk(?:ie|ies|y)|druggies?", _("a person who uses drugs")),
    (r"sufferers?|suffer(?:s|ing)?\s+from", _("a person living with")),
    (r"(?<!-)patients?", _("person")),
    (r"committed", _("say plainly what was done")),
    (r"the\s+mentally\s+ill|lunatics?|psychos?|nutters?|schizos?", _("people with mental health problems")),
)


def unsafe_phrases(text: str) -> list[UnsafePhrase]:
    """Return the unsafe phrases in `text`, in order: for pages, data and what people write in listings."""
    return _matches(text, _UNSAFE)


def unkind_words(text: str) -> list[UnsafePhrase]:
    """Return the words our own pages never use. Not for listings: a clinic may say "patient"."""
    return _matches(text, _UNKIND)


def _compiled(rules) -> tuple[tuple[re.Pattern, Promise], ...]:
    return tuple((re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), instead) for pattern, instead in rules)


def _matches(text: str, rules) -> list[UnsafePhrase]:
    found = (
        UnsafePhrase(match[0], instead, match.start()) for pattern, instead in rules for match in pattern.finditer(text)
    )
    return sorted(found, key=lambda phrase: phrase.start)


_UNSAFE = _compiled(UNSAFE)
_UNKIND = _compiled(UNKIND)
