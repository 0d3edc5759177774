"""What an area has and lacks, for planners: supply, reach, gaps, and what people look for there in vain.

`refresh` works out every night what pages read; `find` answers the `Area` of a number of the gazetteer, `tables` what
there is to say of it, `drawing` where the gaps are.
"""

from groups.areas.area import Area, find
from groups.areas.drawing import drawing
from groups.areas.files import csv_lines, plain
from groups.areas.index import countries, matches
from groups.areas.refresh import refresh
from groups.areas.supply import supply_of
from groups.areas.tables import TABLES, per_people, table, tables

__all__ = [
    "TABLES",
    "Area",
    "countries",
    "csv_lines",
    "drawing",
    "find",
    "matches",
    "per_people",
    "plain",
    "refresh",
    "supply_of",
    "table",
    "tables",
]
