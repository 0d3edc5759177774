"""Dates for calendar programs (RFC 5545).

`lines` writes what a line may hold, `clocks` what a zone does, `wording` what is said, `series` how a slot repeats,
`events` its entries, and `feeds` a whole calendar. It writes by itself instead of through a library, which takes ten
times as long: hundreds of listings have to be there in a moment.
"""

from groups.interop.calendars.events import date_of
from groups.interop.calendars.feeds import calendar, leaving_out
from groups.interop.calendars.wording import Wording

__all__ = ["Wording", "calendar", "date_of", "leaving_out"]
