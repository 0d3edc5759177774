"""What feeds hold: the listings of a search as records, the newest of them, the figures of a whole format, and what
search engines are told. Never a confidential venue, never a contact that is not for everybody.
"""

from groups.feeds.counts import figures
from groups.feeds.latest import newest
from groups.feeds.listings import found

__all__ = ["figures", "found", "newest"]
