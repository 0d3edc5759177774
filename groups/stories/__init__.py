"""First visits in the words of those who went. A person reads each before it is public, and its sender can erase it.

No names of others, no marks, no stars: they are there against the fear of the first time, not to judge a group.
"""

from groups.stories.reading import may_tell, shown_at, told_of
from groups.stories.telling import WORDS, confirm, decide, erase, forget, shown, take_away, tell, waiting

__all__ = [
    "WORDS",
    "confirm",
    "decide",
    "erase",
    "forget",
    "may_tell",
    "shown",
    "shown_at",
    "take_away",
    "tell",
    "told_of",
    "waiting",
]
