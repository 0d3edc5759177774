"""Words that take long to read: no expression of ours goes back and forth over them for ever."""

import importlib
import pkgutil
import re
import signal
import time
from contextlib import contextmanager

import pytest

import accounts
import groups
import supportfinder
from tests.proofs import rounds

ROW = "regular expressions that take for ever (ReDoS)"
SEEDS = ("a", "A", "0", " ", "-", ",", ".", "\t", "\n", "/", "@", ":", ";", "=", "&", "%", "<", "(", "'", '"', "_", "é")
SEEDS += ("a ", "a-", "0:", "a.", " ,", "0 ", "a@", "a=1&", "&amp", "+0", "0.0,", "aA0", "\r\n", "00:", "a/", "; ")
ENDS = ("!", "\x00", "", "a", " ")[: rounds(2, 5)]
SECONDS = 1.0
LEFT_OUT = (".migrations", ".wsgi", ".build_basemap", ".build_gazetteer")
"""Read nothing that anybody types; the last two need what is not installed."""


def patterns():
    """Every compiled expression that a module of ours keeps, by where it stands."""
    found = {}
    for package in (accounts, groups, supportfinder):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if any(part in module.name for part in LEFT_OUT):
                continue
            for name, value in vars(importlib.import_module(module.name)).items():
                if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                    found[value.pattern, value.flags] = f"{module.name}.{name}"
    return {where: re.compile(*key) for key, where in found.items()}


@contextmanager
def at_most(seconds):
    """Raises TimeoutError in a block that takes longer; expressions look for it."""

    def ring(*_args):
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def slowest(pattern, length):
    """The text of about `length` letters on which an expression takes longest, and the seconds."""
    worst = ("", 0.0)
    for seed in SEEDS:
        for end in ENDS:
            text = seed * (length // len(seed)) + end
            begun = time.process_time()
            try:
                with at_most(5 * SECONDS):
                    pattern.search(text), pattern.fullmatch(text), pattern.sub("", text)
            except TimeoutError:
                return f"{seed!r} and {end!r}", 5 * SECONDS
            worst = max(worst, (f"{seed!r} and {end!r}", time.process_time() - begun), key=lambda one: one[1])
    return worst


@pytest.mark.proof("attacks", ROW)
def test_no_expression_takes_long_for_any_words():
    every = patterns()
    assert len(every) > 50
    took = {where: slowest(pattern, rounds(120, 4000)) for where, pattern in every.items()}
    assert {where: worst for where, worst in took.items() if worst[1] > SECONDS} == {}


@pytest.mark.twin("attacks", ROW)
def test_expression_that_goes_back_and_forth_is_found():
    assert slowest(re.compile(r"^(a+)+$"), 200)[1] > SECONDS
