"""What helped: up to four numbers and some words about one session, said once by each person, and never shown singly.

An account answers about a date it booked and which is over; everybody else with a single-use code, from paper or from
a mail, of which nothing leads back to a person. Facilitators see no answer and no number of answers.
"""

from groups.answering.asking import ask
from groups.answering.codes import (
    AROUND,
    GOOD_FOR,
    LENGTH,
    MOST_CODES,
    codes_for,
    forget,
    make_codes,
    may_have_codes,
    opened_by,
    printed,
    typed,
)
from groups.answering.consent import WORDS, WORDS_WITHOUT_NAME, agree, has_agreed, take_back
from groups.answering.giving import (
    NUMBERS,
    answer,
    answer_by_code,
    answers_of,
    delete,
    has_answered,
    may_answer,
    open_dates,
)

__all__ = [
    "AROUND",
    "GOOD_FOR",
    "LENGTH",
    "MOST_CODES",
    "NUMBERS",
    "WORDS",
    "WORDS_WITHOUT_NAME",
    "agree",
    "answer",
    "answer_by_code",
    "answers_of",
    "ask",
    "codes_for",
    "delete",
    "forget",
    "has_agreed",
    "has_answered",
    "make_codes",
    "may_answer",
    "may_have_codes",
    "open_dates",
    "opened_by",
    "printed",
    "take_back",
    "typed",
]
