"""From the rows of a listing to its document."""

from groups.models import FirstVisit, PracticalHelp

PLACE_COLUMNS = (
    *("name", "street", "district", "town", "region", "postal_code", "country", "lat", "lon", "precision"),
    *("cell_km", "timezone", "directions"),
)
NUMBERS = ("lat", "lon", "cell_km")
NOWHERE = {name: None if name in NUMBERS else "" for name in PLACE_COLUMNS}
PRIVATE_COLUMNS = ("street", "postal_code", "lat", "lon")
SLOT_COLUMNS = ("timezone", "freq", "interval", "count", "season_from", "season_until", "note")
CONTACT_COLUMNS = ("channel", "value", "note", "visibility")
PEOPLE_COLUMNS = ("minimum_age", "maximum_age", "minimum_size", "maximum_size", "safeguarding_contact")
JOINING_COLUMNS = ("how_to_join", "wait_weeks", "wait_checked_on", "accepting_new", "accepting_new_checked_on")
FIRST_VISIT_COLUMNS = (*FirstVisit.QUESTIONS, "greeter", "what_to_expect")


def content_of(listing):
    """The whole document of a listing, with what is private in it: for its facilitators and for revisions.

    What leaves for others goes through `public_part`.
    """
    return {name: read(listing) for name, read in SECTIONS.items()}


def _columns(row, names):
    return {name: getattr(row, name) for name in names}


def _basics(listing):
    organization = listing.organization
    return _columns(listing, ("name", "description", "formality", "led_by", "training")) | {
        "kind": listing.kind.slug,
        "organization": organization and _columns(organization, ("public_id", "name", "website")),
    }


def _place(listing):
    place = listing.place
    if place is None:
        slot = listing.schedules.live().order_by("pk").first()
        zone = {"timezone": slot.timezone if slot else ""}
        return NOWHERE | zone | {"attendance": listing.attendance, "private": None}
    private = getattr(place, "private_address", None)
    return _columns(place, PLACE_COLUMNS) | {
        "attendance": listing.attendance,
        "private": private and _columns(private, PRIVATE_COLUMNS),
    }


def _times(listing):
    return [_slot(slot) for slot in listing.schedules.live().order_by("starts_on", "start_time", "pk")]


def _slot(slot):
    return _columns(slot, SLOT_COLUMNS) | {
        "id": slot.pk,
        "starts_on": slot.starts_on.isoformat(),
        "start_time": slot.start_time.strftime("%H:%M"),
        "duration": int(slot.duration.total_seconds() // 60),
        "byday": list(slot.byday),
        "bymonthday": list(slot.bymonthday),
        "until": slot.until and slot.until.isoformat(),
    }


def _contacts(listing):
    return [_columns(contact, CONTACT_COLUMNS) for contact in listing.contacts.order_by("position", "pk")]


def _people(listing):
    return _columns(listing, PEOPLE_COLUMNS)


def _joining(listing):
    dates = {"wait_checked_on", "accepting_new_checked_on"}
    values = _columns(listing, JOINING_COLUMNS)
    return values | {name: values[name] and values[name].isoformat() for name in dates}


def _words(listing):
    chosen = listing.listing_terms.select_related("term").order_by("term__facet", "term__position", "pk")
    return [
        {"term": f"{word.term.facet}:{word.term.slug}", "relation": word.relation, "detail": word.detail}
        for word in chosen
    ]


def _help(listing):
    return [
        {"term": f"{one.term.facet}:{one.term.slug}", "how_to_ask": one.how_to_ask}
        for one in PracticalHelp.objects.promised_at(listing)
    ]


def _first_visit(listing):
    answers = FirstVisit.objects.filter(listing=listing).first()
    return answers and _columns(answers, FIRST_VISIT_COLUMNS)


def _texts(listing):
    return {language: dict(said) for language, said in listing.texts.items()}


SECTIONS = {
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
"""The sections in the order in which they are shown and written."""
