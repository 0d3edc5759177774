"""What the short codes of a meeting list mean in our words, by one of the readable tables."""

from django.utils.translation import gettext as _

from groups.choices import Attendance
from groups.interop.reading import merged, table, terms
from groups.interop.record import TermUse


class Meanings:
    """One table: `every` holds for all its meetings, `entries` are the meanings by name."""

    def __init__(self, name, section):
        self.every = table(name)["every"]
        self.entries = table(name)[section]

    def words(self, meanings):
        """The meanings in words, those that have some."""
        return [self.entries[meaning]["words"] for meaning in meanings if "words" in self.entries[meaning]]

    def description(self, meanings):
        """A sentence for the description of a listing, or nothing."""
        found = self.words(meanings)
        return _("What happens: %(list)s.") % {"list": "; ".join(found)} if found else ""

    def attendance(self, meanings):
        """How it meets as the meanings say, or None."""
        said = (self.entries[meaning].get("attendance") for meaning in meanings)
        return next((Attendance(way) for way in said if way), None)

    def is_closed(self, meanings):
        """Whether the place is said to be closed for the time being."""
        return any(self.entries[meaning].get("closed") for meaning in meanings)

    def names_language(self, meanings):
        uses = (text for meaning in meanings for text in self.entries[meaning].get("terms", ()))
        return any(use.startswith("language:") for use in uses)

    def terms(self, rows, *, open_to_all=False):
        """Our words for a listing whose meetings have these meanings: `rows` is one list for each meeting.

        What every meeting says may hold more strongly ("only for"), except where the group says it is
        `open_to_all`, or where that would shut out everybody.
        """
        strict = [TermUse(*text.split(":")) for name in common(rows) for text in self.entries[name].get("when_all", ())]
        if open_to_all or sum(use.facet == "openness" for use in strict) > 1:
            strict = []
        union = dict.fromkeys(name for row in rows for name in row)
        plain = [use for name in union for use in terms(self.entries[name])]
        return merged([*terms(self.every), *strict, *plain])


def common(rows):
    """The meanings that all rows have, in the order of the first."""
    return [name for name in rows[0] if all(name in row for row in rows)]
