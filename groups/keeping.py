"""Answers that are the same for everybody, kept by each process for a little while."""

from collections.abc import Callable
from functools import lru_cache, wraps
from time import monotonic


def kept_for(seconds: float, *, answers: int = 1) -> Callable:
    """A decorator: the last `answers` answers are given again until `seconds` are over, by the clock of the process.

    All end at the same moments, so an answer is at most so old and mostly younger. `forget()` of the function drops
    them at once.
    """

    def decorate(function):
        @lru_cache(maxsize=answers)
        def at(moment, *args):
            return function(*args)

        @wraps(function)
        def kept(*args):
            return at(int(monotonic() // seconds), *args)

        kept.forget = at.cache_clear
        return kept

    return decorate
