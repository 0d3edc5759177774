"""The columns of a table of listings: their names, which never change, and what each may hold.

The first of them are read and written; those of `TOLD` are for readers of our own listings and no import takes them.
"""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from groups.choices import Answer, Attendance, Channel, Facet, Formality, LedBy, Precision
from groups.models import FirstVisit, Listing, Place

ANSWERS = (*FirstVisit.QUESTIONS, "greeter", "what_to_expect")


class Column(NamedTuple):
    """One column. `help` explains it to people, `example` is one cell, `others` are headers that mean the same.

    `choices` are the words that may stand in it: an enumeration of ours or a facet; `is_list` says that several may.
    `section` is the part of a listing (as `groups.content` has it) that it belongs to.
    """

    name: str
    title: str | Promise
    help: str | Promise
    example: str = ""
    others: tuple[str, ...] = ()
    choices: type | Facet | None = None
    is_list: bool = False
    section: str = "basics"


def _model(model, name, explained="", example="", others=(), **more):
    """A column that is a column of the database too, and called as people know it."""
    return Column(name, model._meta.get_field(name).verbose_name, explained, example, others, **more)


def _words(facet, example, *others):
    explained = _("One or more of our words, with “;” between them. The sheet “Words” lists them.")
    return Column(facet.value, facet.label, explained, example, others, facet, is_list=True, section="words")


def _contact(channel, example, *others):
    return Column(channel.value, channel.label, PUBLIC, example, others, is_list=True, section="contacts")


def _visit(name, *, explained="", example="", choices=Answer):
    return _model(
        FirstVisit, name, explained or _("yes, no or up_to_you"), example, choices=choices, section="first_visit"
    )


PUBLIC = _("Everybody sees it. A note can follow in brackets.")
DAY = _("A day as year-month-day.")
NAME_WORDS = (
    *("title", "group", "group name", "name of group", "name of the group", "support group", "group title"),
    *("meeting", "meeting name", "meeting title", "name of meeting", "name of the meeting", "listing", "listing name"),
    *("service", "service name", "name of service", "name of the service", "program", "programme", "program name"),
    *("programme name", "event", "event name", "circle", "circle name"),
)

COLUMNS = (
    Column(
        "id",
        _("your own name for the row"),
        _("A number or short name that stays the same. With it we know the row again when you bring the table again."),
        "circle-7",
        ("ref", "reference", "source_ref", "slug", "key", "uid", "row id"),
    ),
    _model(Listing, "name", _("What it is called. Needed."), "Tuesday circle", NAME_WORDS),
    _model(
        Listing,
        "kind",
        _("What sort of support it is: one of our words. Needed."),
        "peer-circle",
        ("type", "sort", "kind of support", "group type", "type of group", "service type", "category"),
        choices=Facet.KIND,
    ),
    _model(
        Listing,
        "description",
        _("A few sentences: what happens, and for whom?"),
        "We talk, we listen, there is tea.",
        ("text", "about", "details", "summary"),
    ),
    _model(Listing, "formality", _("Empty: as is usual for the kind."), "informal", (), choices=Formality),
    Column(
        "organization",
        _("organization"),
        _("Who runs it. A formal service needs one."),
        "Open Door Trust",
        ("organisation", "organisation name", "organization name", "agency", "provider", "run by"),
    ),
    Column(
        "organization_website",
        _("website of the organization"),
        _("A web address that begins with https://."),
        "https://opendoor.example.org",
        ("organisation website",),
    ),
    Column(
        "organization_description",
        _("about the organization"),
        _("A few sentences. Only read where the organization is new to us."),
        "",
        ("organisation description",),
    ),
    _model(
        Listing,
        "attendance",
        _("Empty: in_person."),
        "in_person",
        ("format", "meeting format", "how it meets", "online or in person"),
        choices=Attendance,
        section="place",
    ),
    _model(Listing, "led_by", "", "trained_peer", ("leader", "facilitated by", "led by"), choices=LedBy),
    _model(Listing, "training", _("What those who lead it have learned."), "Peer support course, 40 hours"),
    Column(
        "place",
        _("name of the place"),
        _("The house or room. Leave it empty for a private home."),
        "Linden Street Library, room 2",
        ("location", "venue", "building", "place name", "location name"),
        section="place",
    ),
    _model(
        Place,
        "street",
        _("Street and number. Of a private home nobody is shown it."),
        "4 Linden Street",
        ("address", "address 1", "address1", "street address"),
        section="place",
    ),
    _model(Place, "district", "", "Hackney", ("neighbourhood", "neighborhood", "borough"), section="place"),
    _model(Place, "town", _("Town or village, where there is no postcode."), "London", ("city",), section="place"),
    _model(Place, "region", "", "England", ("state", "province", "county"), section="place"),
    _model(Place, "postal_code", "", "E8 3QE", ("postcode", "zip", "zip code", "zipcode"), section="place"),
    _model(Place, "country", _("Two letters, such as GB."), "GB", ("country code", "land"), section="place"),
    _model(
        Place,
        "lat",
        _("Degrees, with a point. Empty: we look up the postcode, then the town."),
        "51.545",
        ("latitude", "y"),
        section="place",
    ),
    _model(Place, "lon", _("Degrees, with a point."), "-0.055", ("longitude", "lng", "long", "x"), section="place"),
    _model(
        Place,
        "precision",
        _("How exactly the public may know it. cell: a private home. area: confidential."),
        "exact",
        ("privacy", "how exact"),
        choices=Precision,
        section="place",
    ),
    _model(
        Place,
        "timezone",
        _("Empty: that of the town. Online or by phone it is needed."),
        "Europe/London",
        ("time zone", "tz"),
        section="place",
    ),
    _model(Place, "directions", _("How to find it."), "Ring the lower bell.", ("how to find it",), section="place"),
    Column(
        "times",
        _("times"),
        _(
            "As one says it: every Tuesday 18:30-20:00. Or: 2nd Tuesday 18:30-20:00. Or: 2026-03-31 10:00-12:00. "
            "Several with “;” between them. A repeat rule (RRULE) after a first day and a time does too."
        ),
        "every Tuesday 18:30-20:00",
        ("time", "when", "schedule", "meeting times", "day and time", "meets"),
        is_list=True,
        section="times",
    ),
    _contact(Channel.PHONE, "020 7946 0018 (for new people)", "telephone", "tel", "phone number"),
    _contact(Channel.TEXT, "07700 900018", "sms", "mobile"),
    _contact(Channel.EMAIL, "hello@example.org", "e-mail", "mail", "email address"),
    _contact(Channel.WEBSITE, "https://circle.example.org", "web", "homepage", "web address", "web page"),
    _contact(
        Channel.ONLINE_LINK,
        "https://video.example.org/room",
        "link",
        "join link",
        "conference url",
        "zoom",
    ),
    _words(Facet.SUPPORT, "emotional", "support type", "what you get"),
    _words(Facet.TOPIC, "grief; depression", "topics", "issues", "conditions", "about what"),
    _words(Facet.AUDIENCE, "women (only)", "for whom", "audiences", "population", "who it is for"),
    _words(Facet.ACTIVITY, "", "activities"),
    _words(Facet.LANGUAGE, "en; es (interpreted)", "languages"),
    _words(Facet.COST, "free", "costs", "fee", "fees", "price"),
    _words(Facet.ACCESS, "", "accessibility"),
    _words(Facet.JOINING, "turn-up", "how to come", "sign up"),
    _words(Facet.OPENNESS, "", "who may come", "open or closed"),
    _words(Facet.SETTING, "", "settings"),
    _model(Listing, "minimum_age", "", "18", ("min age", "age from", "youngest"), section="people"),
    _model(Listing, "maximum_age", "", "", ("max age", "age to", "oldest"), section="people"),
    _model(Listing, "minimum_size", "", "4", ("min size",), section="people"),
    _model(Listing, "maximum_size", "", "12", ("max size", "capacity"), section="people"),
    _model(
        Listing,
        "safeguarding_contact",
        _("Needed for a meetup for people under 18."),
        "",
        ("safeguarding",),
        section="people",
    ),
    _model(
        Listing, "how_to_join", "", "Just come, or phone first.", ("how to join", "joining notes"), section="joining"
    ),
    _model(Listing, "wait_weeks", "", "6", ("waiting time", "wait"), section="joining"),
    _model(Listing, "wait_checked_on", DAY, "2026-03-01", section="joining"),
    _model(Listing, "accepting_new", _("yes or no"), "yes", ("takes new people",), section="joining"),
    _model(Listing, "accepting_new_checked_on", DAY, "2026-03-01", section="joining"),
    *(_visit(name, example="no") for name in FirstVisit.QUESTIONS),
    _visit("greeter", explained=_("Who greets new people."), example="Ana", choices=None),
    _visit("what_to_expect", explained=_("What happens the first time."), choices=None),
)
TOLD = (
    *("url", "updated_at", "confirmed_at", "closed", "source", "source_url", "source_licence", "source_as_of"),
)  # fmt: skip
"""Columns of our own files beside those: the page of the listing, when it was changed and confirmed (UTC), days on
which it is closed, and the directory it was copied from."""

BY_NAME = {column.name: column for column in COLUMNS}
NAMES = tuple(BY_NAME)
HEADER = (*NAMES, *TOLD)
SECTIONS = tuple(dict.fromkeys(column.section for column in COLUMNS))
NUMBERS = ("minimum_age", "maximum_age", "minimum_size", "maximum_size", "wait_weeks")
DEGREES = ("lat", "lon")
DAYS = ("wait_checked_on", "accepting_new_checked_on")


def plain(header):
    """A header as it is compared: lower case, and nothing but letters and digits between single spaces."""
    letters = "".join(sign if sign.isalnum() else " " for sign in str(header).casefold())
    return " ".join(letters.split())


def guess(header):
    """`{number of the column: name}` for a list of header cells: our names first, then what means the same.

    Each of our columns is taken once, by the first header that names it.
    """
    cells = [plain(cell) for cell in header]
    found = {}
    for meant in (_by_name, _by_title, _by_other_word):
        known = meant()
        for number, cell in enumerate(cells):
            name = known.get(cell)
            if name and number not in found and name not in found.values():
                found[number] = name
    return found


def _by_name():
    return {plain(name): name for name in NAMES}


def _by_title():
    return {plain(column.title): column.name for column in COLUMNS}


def _by_other_word():
    return {plain(word): column.name for column in COLUMNS for word in column.others}
