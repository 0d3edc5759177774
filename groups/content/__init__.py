"""A listing as its facilitator edits it: one plain document in sections, read, written and compared.

The document holds JSON values only, so that a `Revision` can keep it. Its sections:

- `basics`: name, description, kind (slug), formality, organization (public_id, name, website) or None, led_by, training
- `place`: attendance and the public columns of `Place`; `private` holds the address of a private home, else None
- `times`: a list of slots, each with the columns of `Schedule`, `duration` in minutes, and the `id` of its row or None
- `contacts`: a list of channel, value, note, visibility
- `people`, `joining`: columns of `Listing`
- `words`: a list of term ("topic:grief"), relation, detail
- `help`: a list of term ("access:food") and how_to_ask; empty where no organization stands behind the listing
- `first_visit`: the columns of `FirstVisit`, or None
- `texts`: some of its texts in other languages, `{"es": {"description": "…"}}` (`groups.models.texts`)
"""

from groups.content.comparing import PERSONAL, Difference, changed_sections, differences, place_stays, public_part
from groups.content.erasing import erase
from groups.content.reading import SECTIONS, content_of
from groups.content.writing import create, write

__all__ = [
    "PERSONAL",
    "SECTIONS",
    "Difference",
    "changed_sections",
    "content_of",
    "create",
    "differences",
    "erase",
    "place_stays",
    "public_part",
    "write",
]
