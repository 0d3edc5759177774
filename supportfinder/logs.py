"""What may stand in a log: no secret address, and with that nobody's way in."""

import logging
import re

SECRET = re.compile(r"[A-Za-z0-9_-]{20,}")
"""Whatever is as long as a token; the ids of listings are shorter."""


class Discreet(logging.Filter):
    """Replaces what could be a token in the message of a record, whoever writes it afterwards."""

    def filter(self, record):
        """Keep every record, with "…" in place of each long run of letters."""
        record.msg, record.args = SECRET.sub("…", record.getMessage()), ()
        return True
