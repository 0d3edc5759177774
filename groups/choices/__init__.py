"""Fixed lists of choices, one room for each concern; words an operator can add are rows (`models.taxonomy`)."""

from groups.choices.agreeing import Purpose, Stop
from groups.choices.coming import BookingState, BookingWay, Companion, Company, Outcome, SessionStatus, Side
from groups.choices.helping import Chime, PairingSort, Support
from groups.choices.listings import (
    CONCEALED,
    PINNED,
    PLACELESS,
    Answer,
    Attendance,
    Channel,
    Facet,
    Formality,
    LedBy,
    Precision,
    Relation,
    Status,
    Visibility,
)
from groups.choices.moderating import HARM_OF, MAY_BE_SOON, Act, Cause, Decision, Fault, Harm, PhoneResult
from groups.choices.searching import For, Sort, TimeOfDay, Weekday, When
from groups.choices.sending import RowFate, RowGap, RunOutcome, Trust, UploadStep

__all__ = [
    "CONCEALED",
    "HARM_OF",
    "MAY_BE_SOON",
    "PINNED",
    "PLACELESS",
    "Act",
    "Answer",
    "Attendance",
    "BookingState",
    "BookingWay",
    "Cause",
    "Channel",
    "Chime",
    "Companion",
    "Company",
    "Decision",
    "Facet",
    "Fault",
    "For",
    "Formality",
    "Harm",
    "LedBy",
    "Outcome",
    "PairingSort",
    "PhoneResult",
    "Precision",
    "Purpose",
    "Relation",
    "RowFate",
    "RowGap",
    "RunOutcome",
    "SessionStatus",
    "Side",
    "Sort",
    "Status",
    "Stop",
    "Support",
    "TimeOfDay",
    "Trust",
    "UploadStep",
    "Visibility",
    "Weekday",
    "When",
]
