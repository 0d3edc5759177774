"""What people look for and do not find: monthly counters by coarse area and one thing asked for, never a person.

A search that finds nothing is counted in this process and written with others a little later, so that nobody waits for
it; see `counting`. What may be published of the counters is in `publishing`, where it is is in `areas`.
"""

from groups.needs.areas import LARGE, area_of, near
from groups.needs.counting import COUNTED, buffer, note
from groups.needs.publishing import LEAST, seen, seen_in, shown

__all__ = ["COUNTED", "LARGE", "LEAST", "area_of", "buffer", "near", "note", "seen", "seen_in", "shown"]
