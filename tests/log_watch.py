"""Looks through every line of the log that any test causes for what the tests' own people and places typed."""

import logging
import re

from supportfinder import logs

TYPED = re.compile(r"[\w.+-]+@(?:[\w-]+\.)*example\.|-?\d{1,3}\.\d{3,}|calm-river-42|csrfmiddlewaretoken|[?&]\w+=")
"""Addresses of the tests' people, positions, their password, and queries."""


class Watch(logging.Handler):
    """Keeps the lines in which something typed would be written to a log."""

    def __init__(self):
        super().__init__()
        self.found = []

    def emit(self, record):
        """Look at what our own formatter makes of a record, but for its time."""
        facts = logs.facts(record)
        facts.pop("time")
        if TYPED.search(str(facts)):
            self.found.append(facts)
