"""The facts of a listing as plain JSON values by name, the same whether its rows are stored or only drafted."""

import hashlib
import json
from collections import defaultdict

from groups.choices import CONCEALED, Facet
from groups.models import Listing, Term

OF_LISTING = {
    "name": ("name",),
    "description": ("description",),
    "kind": ("kind_id", "formality"),
    "led_by": ("led_by", "training"),
    "sizes": ("minimum_size", "maximum_size"),
    "ages": ("minimum_age", "maximum_age"),
    "safeguarding": ("safeguarding_contact",),
    "joining": ("how_to_join",),
    "wait": ("wait_weeks", "wait_checked_on"),
    "accepting": ("accepting_new", "accepting_new_checked_on"),
}
"""Columns of `Listing` by fact; what makes sense only together is one fact."""
OF_ROWS = ("organization", "place", "times", "contacts", "first_visit")
NAMES = (*OF_LISTING, *OF_ROWS)
FACTS_OF_SECTION = {
    "basics": ("name", "description", "kind", "led_by", "organization"),
    "people": ("sizes", "ages", "safeguarding"),
    "joining": ("joining", "wait", "accepting"),
    **{name: (name,) for name in ("place", "times", "contacts", "first_visit")},
    "words": tuple(f"words:{facet}" for facet in Facet.values),
}
"""Facts by the section of a document (`groups.content`) that holds them."""
ASKED_FOR = "?"
"""Stands for the digest of a fact where a moderator wants the source's word for it, whatever it is."""
PLACE_COLUMNS = (
    *("name", "street", "district", "town", "region", "postal_code", "country", "lat", "lon", "precision"),
    *("timezone", "directions"),
)
SLOT_COLUMNS = (
    *("starts_on", "start_time", "duration", "timezone", "freq", "interval", "byday", "bymonthday", "until", "count"),
    *("season_from", "season_until", "note"),
)
FIRST_VISIT_COLUMNS = (
    *("must_speak", "give_name", "must_commit", "show_id", "bring_someone", "arrive_late", "leave_early"),
    *("greeter", "what_to_expect"),
)


def facts_of(pks):
    """The facts of stored listings by key; seven queries, however many there are."""
    parts = ("place", "organization", "first_visit")
    around = ("listing_terms", "contacts", "schedules")
    listings = Listing.objects.filter(pk__in=list(pks)).select_related(*parts).prefetch_related(*around)
    return {
        listing.pk: facts_of_rows(
            listing,
            place=listing.place,
            organization=listing.organization,
            terms=[(word.term_id, word.relation, word.detail) for word in listing.listing_terms.all()],
            contacts=listing.contacts.all(),
            slots=listing.schedules.all(),
            first_visit=getattr(listing, "first_visit", None),
        )
        for listing in listings.defer("document", "pos")
    }


def facts_of_rows(listing, *, place, organization, terms, contacts, slots, first_visit):
    """The facts that these rows state; `terms` are `(key of the term, relation, detail)`."""
    facts = {name: _plain(listing, columns) for name, columns in OF_LISTING.items()}
    return facts | {
        "organization": [organization.name] if organization else [],
        "place": [listing.attendance, *(_plain(place, PLACE_COLUMNS) if place else [])],
        "times": sorted((_plain(slot, SLOT_COLUMNS) for slot in slots if slot.is_live), key=str),
        "contacts": [[one.channel, one.value, one.note] for one in sorted(contacts, key=lambda one: one.position)],
        "first_visit": _plain(first_visit, FIRST_VISIT_COLUMNS) if first_visit else [],
        **_words(terms),
    }


def _words(terms):
    """Words by facet. A word of a facet is listed by its slug, which stays when words are loaded anew."""
    by_id = Term.objects.lexicon().by_id
    words = defaultdict(list)
    for pk, relation, detail in terms:
        words[word_fact(by_id[pk].facet)].append([by_id[pk].slug, relation, detail])
    return {facet: sorted(chosen) for facet, chosen in words.items()}


def word_fact(facet):
    """The name of the fact that the words of one facet are, such as `words:topic`."""
    return f"words:{facet}"


def _plain(row, columns):
    return [_value(getattr(row, name)) for name in columns]


def _value(value):
    if isinstance(value, list | tuple):
        return list(value)
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)


def is_silent(fact):
    """Whether a fact says nothing: no words, no rows, empty columns."""
    return not fact or not any(fact)


def is_concealed(place):
    """Whether the fact "place" is a private home or a confidential venue."""
    return dict(zip(PLACE_COLUMNS, place[1:], strict=False)).get("precision") in CONCEALED


def digest_of(fact):
    """16 hex digits that change when the fact does; empty for one that says nothing."""
    if is_silent(fact):
        return ""
    return hashlib.sha256(json.dumps(fact, ensure_ascii=False).encode()).hexdigest()[:16]


def digests_of(facts):
    """The digests of all facts that say something, by name."""
    return {name: digest for name, fact in facts.items() if (digest := digest_of(fact))}
