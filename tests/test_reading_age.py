"""The English of the public pages is plain: what a person of about ten reads with ease.

The measure is the Automated Readability Index, 4.71 × letters per word + 0.5 × words per sentence − 21.43, which gives
the school year (in the USA) in which a text is read; year 5 is age 10 to 11. It needs no count of syllables and is fair
only over many words: a short sentence with one long word says nothing, so sentences of fewer than SHORT words count in
the whole alone.
"""

import re

from django.conf import settings

WHOLE = 5
"""Highest school year for all public sentences together: read at ten to eleven."""
HARDEST = 12.5
"""Highest for one sentence."""
SHORT = 8
STAFF = ("moderation", "sources", "api", "hsds", "feeds", "insights", "areas", "embed", "uploading")
"""Rooms of moderators, programs and people who plan or study."""
WORDS_OF_THE_FIELD = re.compile(
    r"\b(?:organi[sz]ations?|facilitators?|accessib\w+|information|calendars?|listings?|informal\w*|authenticator"
    r"|wheelchairs?|confidential|moderators?|e-mails?|address(?:es)?|somebody|everybody|anonymous\w*)\b",
    re.I,
)
"""Words that are right though long: each counts as a word of four letters."""
STRING = re.compile(r'\{%-? ?translate "([^"]+)"|\{% blocktranslate[^%]*%\}(.*?)\{% endblocktranslate %\}', re.S)
PLURAL = re.compile(r"\{% plural %\}.*", re.S)
SIGNS = re.compile(r"\{\{[^}]*\}\}|https?://\S+")
WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9'’-]*")


def sentences():
    """Every English sentence in the templates of pages that the public meets, once, in order."""
    found = {}
    for path in sorted((settings.BASE_DIR / "templates").rglob("*.html")):
        if not set(path.parts) & {*STAFF, "admin"}:
            for one, other in STRING.findall(path.read_text()):
                text = SIGNS.sub("name", PLURAL.sub("", one or other))
                found |= dict.fromkeys(part.strip() for part in re.split(r"(?<=[.!?:;])\s+", " ".join(text.split())))
    return [one for one in found if len(WORD.findall(one)) > 2]


def grade(*texts):
    """The school year of texts of one sentence each."""
    words = [word for text in texts for word in WORD.findall(WORDS_OF_THE_FIELD.sub("word", text))]
    return 4.71 * sum(map(len, words)) / len(words) + 0.5 * len(words) / len(texts) - 21.43


def test_public_words_are_plain_as_a_whole():
    found = [one for one in sentences() if one[-1:] in ".?!"]
    assert len(found) > 300
    assert grade(*found) <= WHOLE


def test_no_sentence_is_hard():
    hard = {
        one: round(grade(one), 1) for one in sentences() if len(WORD.findall(one)) >= SHORT and grade(one) > HARDEST
    }
    assert hard == {}


def test_hard_sentence_is_noticed():
    hard = (
        "Participation necessitates comprehensive documentation of individual circumstances beforehand by applicants."
    )
    assert grade(hard) > HARDEST
    assert grade("Come as you are.", "You need not say a word.") < WHOLE
