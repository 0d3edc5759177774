"""What a hand-out says of a listing, in sections of lines."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from groups.booklet.words import (
    changed_in_words,
    closed_in_words,
    contacts_of,
    cut,
    joining_of,
    languages_of,
    own,
    starts_in_words,
    where_of,
    with_note,
    words_of,
)
from groups.choices import Facet
from groups.compare import taking_new_in_words, wait_in_words
from groups.punctuation import by_semicolons, sentence

SLOTS, DATES, CHANGES, CLOSURES = 4, 3, 3, 2


class Section(NamedTuple):
    """A title and lines under it."""

    title: str
    lines: list[str]


def sections(handout, longest):
    """The `Section`s of a `Handout`, in lines of so many characters; one without lines is left out."""
    listing, told, said = handout.listing, handout.told, handout.said
    found = [
        Section(_("When"), _when(listing, told)),
        Section(_("Where"), [where_of(listing)]),
        Section(_("How to join"), _joining(listing, said)),
        Section(_("The first time"), _first_time(told["first_visit"], handout.texts.what_to_expect)),
        Section(_("Good to know"), _good_to_know(listing, said, told["practical_help"])),
    ]
    cut_down = [Section(section.title, [cut(line, longest) for line in section.lines if line]) for section in found]
    return [section for section in cut_down if section.lines]


def _when(listing, told):
    slots = [with_note(slot) for slot in listing.live_schedules]
    upcoming = [starts_in_words(date) for date in told["next_dates"][:DATES]]
    ahead = [_("Next: %(dates)s") % {"dates": by_semicolons(upcoming)}] if upcoming else []
    return [
        *map(closed_in_words, told["closures"][:CLOSURES]),
        *(slots[:SLOTS] or [_("Ask for times.")]),
        *map(changed_in_words, told["changes"][:CHANGES]),
        *ahead,
    ]


def _joining(listing, said):
    return [
        joining_of(listing, said),
        contacts_of(listing),
        _labelled(_("Waiting time"), wait_in_words(listing)),
        _labelled(_("Takes new people"), taking_new_in_words(listing)),
    ]


def _first_time(visit, to_expect):
    if visit is None:
        return [own(to_expect) or _("Not said. Ask what happens the first time.")]
    answers = " ".join(f"{question} {sentence(answer)}" for question, answer in visit.answers)
    return [own(to_expect), answers, _labelled(_("Who greets me?"), visit.greeter)]


def _good_to_know(listing, said, helps):
    told = by_semicolons(f"{one.term.name}: {own(one.how_to_ask)}" for one in helps)
    return [
        _labelled(_("For"), words_of(listing, said, Facet.AUDIENCE, Facet.TOPIC)),
        _labelled(_("Access"), words_of(listing, said, Facet.ACCESS)),
        _labelled(_("Cost"), words_of(listing, said, Facet.COST)),
        _labelled(_("Language"), languages_of(listing, said)),
        _labelled(_("Practical help"), told),
    ]


def _labelled(label, words):
    label = label if label.endswith(("?", "؟")) else f"{label}:"
    return f"{label} {words}" if words else ""
