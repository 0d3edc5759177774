"""Facts in words, for reports and for the page of a listing."""

from datetime import date, time, timedelta

from django.utils.dateparse import parse_duration
from django.utils.translation import gettext_lazy as _

from groups.choices import Attendance, Facet
from groups.models import Schedule, Term
from groups.provenance.facts import PLACE_COLUMNS, SLOT_COLUMNS, is_concealed
from groups.punctuation import by_commas, by_semicolons

LABELS = {
    "name": _("Name"),
    "description": _("Description"),
    "kind": _("Kind of support"),
    "led_by": _("Who leads it"),
    "sizes": _("Size"),
    "ages": _("Ages"),
    "safeguarding": _("Safety of minors"),
    "joining": _("How to join"),
    "wait": _("Waiting time"),
    "accepting": _("Whether it takes new people"),
    "organization": _("Organization"),
    "place": _("Place"),
    "times": _("Times"),
    "contacts": _("Contacts"),
    "first_visit": _("First visit"),
}
LINES = ("name", "street", "town", "postal_code", "country")
MOST_LETTERS = 200


def label_of(name):
    """What people call a fact."""
    return LABELS.get(name) or Facet(name.partition(":")[2]).label


def fact_in_words(name, fact):
    """A fact as a short text. Contacts and people are left out: not everybody who reads of a change may see them."""
    if not fact or name in ("contacts", "safeguarding"):
        return ""
    text = WORDING.get(name, _listed)(fact) if name in LABELS else _words(name.partition(":")[2], fact)
    return text if len(text) <= MOST_LETTERS else text[: MOST_LETTERS - 1] + "…"


def change_in_words(name, before, after):
    """A fact before and after as short texts; empty for a place that is a home or confidential, here or there: what a
    run leaves behind is read by every moderator."""
    if name == "place" and any(is_concealed(fact) for fact in (before, after)):
        return ["", ""]
    return [fact_in_words(name, before), fact_in_words(name, after)]


def _listed(fact):
    return by_commas(str(value) for value in fact if value not in (None, ""))


def _place(fact):
    attendance, *columns = fact
    place = dict(zip(PLACE_COLUMNS, columns, strict=False))
    return by_commas([Attendance(attendance).label, *(place.get(name) for name in LINES)])


def _times(fact):
    return by_semicolons(_slot(dict(zip(SLOT_COLUMNS, columns, strict=True))) for columns in fact)


def _slot(columns):
    slot = Schedule(**columns)
    slot.starts_on, slot.start_time = date.fromisoformat(slot.starts_on), time.fromisoformat(slot.start_time)
    slot.duration = parse_duration(slot.duration) or timedelta()
    slot.until = date.fromisoformat(slot.until) if slot.until else None
    return by_commas([slot.in_words, slot.note])


def _words(facet, fact):
    by_slug = Term.objects.lexicon().by_slug
    return by_commas(by_slug[facet, slug].name if (facet, slug) in by_slug else slug for slug, *_rest in fact)


def _kind(fact):
    return getattr(Term.objects.lexicon().by_id.get(fact[0]), "name", "")


WORDING = {"place": _place, "times": _times, "kind": _kind}
