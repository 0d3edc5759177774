"""Support on paper: a booklet of what a search finds, and one sheet about one listing.

`reading` asks the database, `words`, `calling` and `cover` say it, `entries`, `parts` and `blocks` put it in order,
`letters`, `fonts`, `lines` and `pages` find where each word stands, and `drawing` makes the PDF of it.
"""

from groups.booklet.book import Wish, booklet
from groups.booklet.drawing import pdf_of
from groups.booklet.handout import Handout, sheet_of
from groups.booklet.parts import By
from groups.booklet.reading import MOST, Found, at_places

__all__ = ["MOST", "By", "Found", "Handout", "Wish", "at_places", "booklet", "pdf_of", "sheet_of"]
