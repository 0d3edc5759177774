"""Our words as formats of a BMLT server: the numbers and short keys by which its clients name them and ask for them.

A format's number is that of our term, so it stays. The keys that lists of this kind share ("O", "WC", "VM") are taken
from the readable table `groups/data/bmlt_formats.toml`; every other word goes by its own short name.
"""

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from groups.choices import Attendance, Facet
from groups.interop.bmlt_formats import FORMATS
from groups.interop.record import TermUse
from groups.models import Term

FACETS = (
    *(Facet.OPENNESS, Facet.ATTENDANCE, Facet.KIND, Facet.TOPIC, Facet.AUDIENCE, Facet.LANGUAGE),
    *(Facet.ACCESS, Facet.COST),
)
"""What people pick a meeting by. Clients show the keys of all formats of a meeting in one line: few are enough."""
UNSAID = {(Facet.ATTENDANCE, Attendance.IN_PERSON), (Facet.AUDIENCE, "everyone")}
"""What a list of meetings takes for granted."""
COLUMNS = ("kind", "formality", "attendance", "led_by")
"""Words that are columns of a record."""
TYPES = {Facet.OPENNESS: "O", Facet.AUDIENCE: "FC3", Facet.LANGUAGE: "LANG"}
TYPES |= {Facet.ATTENDANCE: "FC2", Facet.ACCESS: "FC2"}
USUAL_TYPE = "FC1"
NO_TERM = 1_000_000
"""Formats that are no term of ours have numbers from here on; no list of words will ever be so long."""
WEEKS = {1: _("1st"), 2: _("2nd"), 3: _("3rd"), 4: _("4th"), 5: _("5th"), -1: _("last")}
"""Which of its weekdays of a month a meeting can be on, in words."""


@dataclass(frozen=True)
class OwnFormat:
    """One format. A listing holds it that has one of `tags`; `nth` is set where it says a week of the month."""

    id: int
    key: str
    label: str | Promise
    facet: str = ""
    slug: str = ""
    term: Term | None = None
    tags: frozenset = frozenset()
    world_id: str = ""
    nth: int = 0
    type: str = USUAL_TYPE

    def row(self, lang, site):
        """The format as a server tells it, in the active language, which is `lang`.

        `term` and `nth` are for programs that know our words: by them a list comes back as it was.
        """
        name = f"{Facet(self.facet).label}: {self.term.name}" if self.term else str(self.label)
        return {
            "key_string": self.key,
            "name_string": name,
            "description_string": (self.term and self.term.help) or name,
            "lang": lang,
            "id": str(self.id),
            "world_id": self.world_id,
            "format_type_enum": self.type,
            "root_server_uri": site,
            "term": f"{self.facet}:{self.slug}" if self.term else "",
            "nth": str(self.nth) if self.nth else "",
        }


CLOSED = OwnFormat(NO_TERM, "TC", _("Temporarily closed"), type="ALERT")
NTH = {
    nth: OwnFormat(
        NO_TERM + 1 + place,
        "last" if nth < 0 else f"{nth}.",
        _("Only in some weeks: the %(nth)s one of the month") % {"nth": words},
        nth=nth,
    )
    for place, (nth, words) in enumerate(WEEKS.items())
}


@dataclass(frozen=True)
class OwnFormats:
    """All formats, by id."""

    terms: list[OwnFormat]
    by_id: dict[int, OwnFormat] = field(init=False)
    ids: dict[tuple[str, str], int] = field(init=False)

    def __post_init__(self):
        everything = [CLOSED, *self.terms, *NTH.values()]
        object.__setattr__(self, "by_id", {one.id: one for one in everything})
        object.__setattr__(self, "ids", {(one.facet, one.slug): one.id for one in self.terms})

    def held(self, tags, *, is_closed=False):
        """The formats of a listing with these tags, in their order."""
        tags = set(tags)
        return [CLOSED] * is_closed + [one for one in self.terms if not one.tags.isdisjoint(tags)]

    def tags_of(self, record):
        """Ids of the words of a record, as far as they are formats."""
        words = (use[:2] for use in words_of(record))
        return [self.ids[word] for word in words if word in self.ids]


def words_of(record):
    """All words of a record, as `TermUse`s; those of its columns first."""
    own = (TermUse(name, getattr(record, name)) for name in COLUMNS if getattr(record, name))
    return [*own, *record.terms]


@lru_cache(maxsize=1)
def own_formats(lexicon):
    """The `OwnFormats` of a lexicon."""
    terms = [term for facet in FACETS for term in lexicon.by_facet.get(facet, ()) if (facet, term.slug) not in UNSAID]
    taken = Counter(term.slug for term in terms)
    return OwnFormats([_format(term, lexicon, is_alone=taken[term.slug] == 1) for term in terms])


def _format(term, lexicon, *, is_alone):
    entry = _shared().get(f"{term.facet}:{term.slug}", {})
    tags = {term.pk}
    if (term.facet, term.slug) == (Facet.ATTENDANCE, Attendance.ONLINE):
        tags |= set(lexicon.ids(Facet.ATTENDANCE, [Attendance.PHONE]))  # to such clients a phone is virtual as well
    return OwnFormat(
        term.pk,
        next(iter(entry.get("keys", ())), term.slug if is_alone else f"{term.slug}-{term.facet}"),
        "",
        term.facet,
        term.slug,
        term,
        frozenset(tags),
        next(iter(entry.get("world_ids", ())), ""),
        type=TYPES.get(term.facet, USUAL_TYPE),
    )


def _shared():
    """Entries of the table by the word of ours that is sent under their key."""
    return {entry["says"]: entry for entry in FORMATS.entries.values() if "says" in entry}
