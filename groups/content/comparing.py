"""What differs between two versions of a document, in words for people."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext_lazy as _

from groups import recurrence
from groups.choices import CONCEALED, Attendance, Channel, Formality, LedBy, Precision, Relation, Visibility
from groups.content.reading import FIRST_VISIT_COLUMNS, SECTIONS
from groups.content.timing import columns
from groups.models import FirstVisit, Listing, Place, Schedule, Term
from groups.punctuation import by_commas

NOT_KEPT = _("(not kept)")
PERSONAL = {"place": ["private"], "people": ["safeguarding_contact"], "first_visit": ["greeter"]}
"""Parts of sections that name a person or a home."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that changed: its section and name, and the lines it had and has."""

    section: str
    label: str | Promise
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def gone(self):
        return tuple(line for line in self.before if line not in self.after)

    @property
    def come(self):
        return tuple(line for line in self.after if line not in self.before)


def changed_sections(before, after):
    """The sections of `after` (a document or a part of one) that are not as in the document `before`."""
    return {name: value for name, value in after.items() if _bare(name, value) != _bare(name, before.get(name))}


def differences(before, after):
    """What changed from `before` to `after`, two parts of a document, as `Difference`s in the order of the page.

    Compared are the sections of `after`; one that is None there for want of keeping says that it changed.
    """
    return [
        Difference(name, label, told.get(label, ()), tells.get(label, ()))
        for name in SECTIONS
        if name in after
        for told, tells in [(_told(name, before.get(name)), _told(name, after[name]))]
        for label in told | tells
        if told.get(label, ()) != tells.get(label, ()) or NOT_KEPT in tells.get(label, ())
    ]


def public_part(sections):
    """`sections` without what history never keeps: contacts, named people, and the true address of a home."""
    kept = dict(sections)
    if "contacts" in kept:
        kept["contacts"] = None
    for name, keys in PERSONAL.items():
        if kept.get(name):
            kept[name] = kept[name] | {key: None for key in keys if key in kept[name]}
    return kept


def place_stays(kept, live):
    """Whether the place section `live` stays although an earlier one, as the history `kept` it, is to come back.

    A place concealed since is not opened. And the history keeps no address of a home: the one of today must not get
    into the town, or the cell, of an earlier home.
    """
    if live["precision"] not in CONCEALED:
        return False
    is_elsewhere = any(kept[name] != live[name] for name in ("lat", "lon", "cell_km"))
    return kept["precision"] not in CONCEALED or (bool(live["private"]) and is_elsewhere)


def _bare(name, value):
    """A section without the ids of its rows, which say nothing of what it says."""
    if name == "times" and value:
        return [{key: part for key, part in slot.items() if key != "id"} for slot in value]
    if name == "words" and value:
        return sorted((word["term"], word["relation"], word["detail"]) for word in value)
    return value or None


def _told(name, value):
    """A section as `{label: lines}`; lines are texts, empty where there is nothing to say."""
    if name == "contacts" and value is None:
        return {_("Contacts"): (NOT_KEPT,)}
    lines = TELLERS[name](value) if value else {}
    return {label: tuple(str(line) for line in said if line not in ("", None)) for label, said in lines.items()}


def _label(model, name):
    return model._meta.get_field(name).verbose_name


def _fields(model, value, names):
    return {_label(model, name): [value.get(name)] for name in names}


def _choice(choices, value):
    return choices(value).label if value else ""


def _basics(value):
    organization = value.get("organization") or {}
    return _fields(Listing, value, ["name"]) | {
        _label(Listing, "kind"): [_word(f"kind:{value['kind']}")],
        _label(Listing, "formality"): [_choice(Formality, value.get("formality"))],
        _label(Listing, "organization"): [organization.get("name"), organization.get("website")],
        _label(Listing, "description"): (value.get("description") or "").splitlines(),
        _label(Listing, "led_by"): [_choice(LedBy, value.get("led_by"))],
        _label(Listing, "training"): [value.get("training")],
    }


def _place(value):
    address = ("name", "street", "district", "town", "region", "postal_code", "country", "directions", "timezone")
    position = "" if value["lat"] is None or value["precision"] in CONCEALED else f"{value['lat']}, {value['lon']}"
    return (
        {_label(Listing, "attendance"): [_choice(Attendance, value["attendance"])]}
        | _fields(Place, value, address)
        | {_label(Place, "precision"): [_choice(Precision, value["precision"])], _("position"): [position]}
    )


def _times(value):
    return {_("times"): [_slot(slot) for slot in value]}


def _slot(slot):
    words = by_commas([recurrence.describe(Schedule(**columns(slot)).rule), slot["timezone"]])
    return f"{words} ({slot['note']})" if slot["note"] else words


def _contacts(value):
    return {
        _("Contacts"): [
            " · ".join(
                str(part)
                for part in (
                    _choice(Channel, contact["channel"]),
                    contact["value"],
                    contact["note"],
                    _choice(Visibility, contact["visibility"]),
                )
                if part
            )
            for contact in value
        ]
    }


def _people(value):
    return _fields(Listing, value, list(value))


def _joining(value):
    taken = {True: _("Yes"), False: _("No"), None: ""}[value.get("accepting_new")]
    weeks = value.get("wait_weeks")
    wait = "" if weeks is None else ngettext("%(n)d week", "%(n)d weeks", weeks) % {"n": weeks}
    return _fields(Listing, value, ["how_to_join"]) | {
        _label(Listing, "wait_weeks"): [wait],
        _label(Listing, "wait_checked_on"): [_day(value.get("wait_checked_on"))],
        _label(Listing, "accepting_new"): [taken],
        _label(Listing, "accepting_new_checked_on"): [_day(value.get("accepting_new_checked_on"))],
    }


def _day(text):
    return date_format(date.fromisoformat(text)) if text else ""


def _words(value):
    told = {}
    for word in value:
        facet, _colon, _slug = word["term"].partition(":")
        extra = [_choice(Relation, word["relation"]), word["detail"]]
        line = " · ".join(str(part) for part in [_word(word["term"]), *extra] if part)
        told.setdefault(Term(facet=facet).get_facet_display(), []).append(line)
    return {facet: sorted(lines) for facet, lines in told.items()}


def _help(value):
    return {_("Practical help"): [f"{_word(one['term'])}: {one['how_to_ask']}" for one in value]}


def _word(name):
    """A term in words; its own name where the directory no longer has it."""
    facet, _colon, slug = name.partition(":")
    return str(Term.objects.lexicon().by_slug.get((facet, slug), slug))


def _first_visit(value):
    answered = FirstVisit(**{name: value.get(name, "") for name in FIRST_VISIT_COLUMNS})
    told = {question: [said] for question, said in answered.answers}
    return told | _fields(FirstVisit, value, ["greeter", "what_to_expect"])


def _texts(value):
    """Text by text, each under the name of its language in that language."""
    names = {"what_to_expect": _label(FirstVisit, "what_to_expect")}
    return {
        f"{get_language_info(language)['name_local']}: {names.get(name) or _label(Listing, name)}": text.splitlines()
        for language, said in value.items()
        for name, text in said.items()
    }


TELLERS = {
    "basics": _basics,
    "place": _place,
    "times": _times,
    "contacts": _contacts,
    "people": _people,
    "joining": _joining,
    "words": _words,
    "help": _help,
    "first_visit": _first_visit,
    "texts": _texts,
}
