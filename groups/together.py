"""Come with me: what a friend or relative has to know to go along, and nothing of what it is about.

Such a card is shown around, printed and put into calendars. It says when and where; no name of a group, an
organization or a topic is on it, and of a home or a confidential venue not even the place.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from groups.choices import Companion, Facet
from groups.place_names import name_key

SHORTEST_BEGINNING = 4
SAYS_NOTHING = {
    *("a", "an", "and", "as", "at", "be", "by", "do", "for", "from", "go", "he", "if", "in", "is", "it", "me", "my"),
    *("no", "of", "on", "or", "so", "st", "the", "to", "up", "us", "we", "with", "you", "your"),
}
ALWAYS_TELL = {
    *("addict", "anonymous", "clinic", "counsel", "crisis", "detox", "hospice", "hospital", "mental", "psychiatr"),
    *("psycho", "recovery", "rehab", "sober", "suicid", "therap"),
}
"""Beginnings of words that tell at any door, whatever a listing is called."""
TELLING = (Facet.TOPIC, Facet.AUDIENCE, Facet.ACTIVITY, Facet.SETTING)
ASKED_BY_A_COMPANION = ("bring_someone", "arrive_late", "leave_early", "show_id")
GETTING_THERE = ("step-free", "parking", "near-transit")
UID_LENGTH = 32


@dataclass(frozen=True, slots=True)
class Card:
    """One appointment: `starts_at` and `ends_at` (the end may be None) with their zone, or without one by the clock on
    the wall; `spot`, a few words to meet at; `lines` of the address, empty where the person tells it themselves."""

    starts_at: datetime
    ends_at: datetime | None
    spot: str = ""
    lines: tuple[str, ...] = ()
    way: str = ""
    note: str = ""

    @property
    def begins(self):
        """The beginning by the clock on the wall."""
        return self.starts_at.replace(tzinfo=None)

    @property
    def ends(self):
        """The end by the clock on the wall, or None."""
        return self.ends_at and self.ends_at.replace(tzinfo=None)

    @property
    def wish(self):
        """What the person asks of who goes along, in words; empty for nothing."""
        return str(Companion(self.way).label) if self.way else ""

    @property
    def title(self):
        return _("Meet at %(spot)s") % {"spot": self.spot} if self.spot else str(_("Meet"))

    @property
    def file_name(self):
        return f"meet-{self.starts_at:%Y-%m-%d}.ics"

    @property
    def uid(self):
        """The same for the same appointment, so that a calendar has it once; it leads nowhere."""
        told = f"{self.starts_at.isoformat()} {self.spot}"
        return f"{salted_hmac('groups.together', told, algorithm='sha256').hexdigest()[:UID_LENGTH]}@meet"


def may_tell_place(listing):
    """Whether a listing meets where anybody may know it; else the person tells it themselves."""
    return listing.place is not None and not listing.is_placeless and not listing.place.is_concealed


def spot_of(listing):
    """What to meet at, in few words, or ""; a name or street that gives away what happens there is left out."""
    return next(iter(_spots(listing)), "") if may_tell_place(listing) else ""


def place_lines(listing):
    """The address line by line, as far as it gives nothing away; empty where it is not to be told."""
    if not may_tell_place(listing):
        return ()
    place = listing.place
    towns = dict.fromkeys(filter(None, [*_plain(listing, place.district, place.town), place.region]))
    area = " ".join(filter(None, [", ".join(towns), place.postal_code]))
    return tuple(dict.fromkeys(filter(None, [*_spots(listing), area])))


def _spots(listing):
    return _plain(listing, listing.place.name, listing.place.street)


def _plain(listing, *texts):
    return [text for text in texts if text and not tells(listing, text)]


def hints_for(listing):
    """How to get there and to the door, in words, as far as that gives nothing away."""
    if not may_tell_place(listing):
        return []
    directions = listing.place.directions
    words = [] if not directions or tells(listing, directions) else [directions]
    access = " · ".join(term.name for term in listing.words(Facet.ACCESS) if term.slug in GETTING_THERE)
    return [*words, access] if access else words


def tells(listing, text):
    """Whether `text` has a word in common with the names of a listing, its organization, its kind, or what it is about.

    A longer word counts by its beginning too: “griefshare” tells as much as “grief”. The town in the name of a group
    tells nothing; some words, such as “clinic”, tell always.
    """
    told = _words_that_tell(listing)
    return any(word in told or _begins_alike(word, other) for word in _words(text) for other in told)


def _begins_alike(word, other):
    return min(len(word), len(other)) >= SHORTEST_BEGINNING and (word.startswith(other) or other.startswith(word))


def _words_that_tell(listing):
    names = [listing.name, listing.organization.name if listing.organization else ""]
    terms = [listing.kind, *(term for facet in TELLING for term in listing.words(facet))]
    about = [name for term in terms for name in (term.name, term.label, *term.synonyms)]
    towns = _words(listing.place.area) if listing.place else set()
    return (_words(*names) - towns) | _words(*about) | ALWAYS_TELL


def _words(*texts):
    """The words of texts that say something, folded: “AA” does, a number or a single letter does not; scripts that do
    without spaces have short ones."""
    words = {word for text in texts for word in name_key(text).split()} - SAYS_NOTHING
    return {word for word in words if (len(word) > 1 and not word.isdigit()) or not word.isascii()}


def answers_for(first_visit):
    """What somebody who goes along may want to know, as (question, answer) in words."""
    if first_visit is None:
        return []
    fields = {field.name: field for field in first_visit._meta.fields}
    return [
        (fields[name].verbose_name, getattr(first_visit, f"get_{name}_display")())
        for name in ASKED_BY_A_COMPANION
        if getattr(first_visit, name)
    ]
