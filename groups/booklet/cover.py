"""The words on the cover: what was searched, how much of it is here, and how to read it."""

from dataclasses import dataclass

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groups.booklet import calling
from groups.booklet.letters import printable
from groups.booklet.parts import By
from groups.geo import KM_PER_MILE


@dataclass(frozen=True)
class Cover:
    """The cover of a booklet of `found` with these `entries`, as a `book.Wish` has it."""

    found: object
    entries: list
    wish: object
    help_now: object
    site: str

    @property
    def title(self):
        return _("Places to turn to")

    @property
    def where(self):
        """Where was searched: “Near Hackney, within 25 km”."""
        search = self.found.search
        if search.origin is None:
            return _("Everywhere")
        place = printable(search.origin.label).text
        radius, units = search.form.radius_km, search.form.units_or_default
        if radius is None:
            return _("Near %(place)s and further away") % {"place": place}
        number = formats.number_format(round(radius / KM_PER_MILE if units == "mi" else radius, 1), use_l10n=True)
        values = {"place": place, "number": number.removesuffix(".0"), "units": _("mi") if units == "mi" else _("km")}
        return _("Near %(place)s, within %(number)s %(units)s") % values

    @property
    def asked(self):
        """What else was asked for, as one text for each filter."""
        fields = self.found.search.form.fields
        chosen = [(fields[name].label, words) for name, words in self.found.search.chosen_in_words()]
        return [printable(f"{label}: {words}" if label else words).text for label, words in chosen]

    @property
    def size(self):
        """How many listings are here and on which day that was so; where there are more, that too."""
        day = formats.date_format(timezone.localdate(self.found.search.now), "DATE_FORMAT")
        number = len(self.entries)
        if not number:
            return [
                _("Nothing fits all of that just now (%(day)s). Ask for less, or for places further away.")
                % {"day": day}
            ]
        words = ngettext(
            "%(n)d place to turn to, as it was on %(day)s.", "%(n)d places to turn to, as it was on %(day)s.", number
        )
        return [words % {"n": number, "day": day}, *self.left]

    @property
    def left(self):
        """That there are more than a booklet holds, if so."""
        if not self.found.has_more:
            return []
        words = _(
            "The search finds more than a booklet holds: these are the first %(n)d of it. "
            "Search a smaller area, or ask for less at once."
        )
        return [words % {"n": len(self.found.ids)}]

    @property
    def notes(self):
        """How to read what follows."""
        in_parts = sum(not entry.is_whole for entry in self.entries)
        order = {
            By.DAY: _("Each place stands in full on the first of its days. On its other days you find the page."),
            By.AREA: _("By town and district."),
        }[self.wish.by]
        return [
            _("Times change, so call before you go. The newest state is on %(site)s.") % {"site": self.site},
            _("A formal service is run by an organization. An informal meetup is run by people for each other."),
            _("Each place says when somebody last confirmed it, or where we have it from."),
            f"{order} {self._afar}",
            _("Of homes we print only the area. Places whose address is kept secret are not in here."),
            *([self._replaced(in_parts)] if in_parts else []),
        ]

    @property
    def _afar(self):
        """Where that is which is joined from anywhere."""
        if self.wish.is_at_places:
            return _("What you join online or by phone, from anywhere, is left out.")
        return _("What you join online or by phone, from anywhere, comes last.")

    def _replaced(self, number):
        words = ngettext(
            "%(n)d place has letters that we could not print. They are shown as (?); its page has them.",
            "%(n)d places have letters that we could not print. They are shown as (?); their pages have them.",
            number,
        )
        return words % {"n": number}

    @property
    def danger(self):
        return calling.danger(self.help_now)

    def lines(self, most):
        """Whom to call, text or write to now, the first so many."""
        return calling.cover(self.help_now, most)
