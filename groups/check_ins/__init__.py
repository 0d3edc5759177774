"""Check-ins: how somebody is, by questions of their own choice, at the start and about every eight weeks.

They are for adults who agreed, and there are none until the operator names who answers for them
(CHECK_INS_ANSWERED_BY). Nobody but the person sees them: no facilitator, no moderator, no admin. Nothing is required,
and nobody is told of a low score; the person is shown where to talk to somebody.
"""

from groups.check_ins.charts import charts_of
from groups.check_ins.consent import agree, has_agreed, take_back, words
from groups.check_ins.programs import MOST_PROGRAMS, found, near_to
from groups.check_ins.reading import calls_for_help, country_of, due_on, history
from groups.check_ins.reminding import is_reminded, remind, set_reminder
from groups.check_ins.taking import are_on, take

__all__ = [
    "MOST_PROGRAMS",
    "agree",
    "are_on",
    "calls_for_help",
    "charts_of",
    "country_of",
    "due_on",
    "found",
    "has_agreed",
    "history",
    "is_reminded",
    "near_to",
    "remind",
    "set_reminder",
    "take",
    "take_back",
    "words",
]
