"""What could keep somebody away, and what of a listing takes that away: one table, read by pages and by the script.

It says what is known and who helps. It gives no advice, and nobody is sorted by it.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from groups.choices import Answer
from groups.models import Term

SIGNS = {
    "free": ("cost:free",),
    "donation": ("cost:donation",),
    "sliding": ("cost:sliding-scale",),
    "public": ("cost:public",),
    "fares": ("access:fares-paid",),
    "fetched": ("access:transport",),
    "transit": ("access:near-transit",),
    "online": ("attendance:online", "attendance:hybrid"),
    "phone": ("attendance:phone", "access:phone-possible"),
    "evening": ("time:evening",),
    "weekend": ("weekday:SA", "weekday:SU"),
    "any-time": ("activity:drop-in",),
    "interpreter": ("access:interpreter",),
    "signed": ("access:sign-language",),
    "easy-read": ("access:large-print",),
    "step-free": ("access:step-free",),
    "toilet": ("access:accessible-toilet",),
    "childcare": ("access:childcare",),
    "children": ("access:children-welcome",),
    "no-id": ("access:no-id",),
    "camera-off": ("access:camera-off",),
    "company": ("access:bring-companion", "openness:supporters"),
    "no-name": (),
    "greeter": (),
    "no-speaking": (),
}
"""What is told of a listing, by the words (`facet:slug`) that tell it; the last three by its first visit alone."""
SIGN_OF = {tuple(word.split(":")): sign for sign, words in SIGNS.items() for word in words}


@dataclass(frozen=True)
class Barrier:
    """Something that can make it hard to come.

    `eases` are the signs that take it away or make it smaller, each with a sentence that says how and by whom; `left`
    is what a card says where it knows of none of them. A card knows nothing of a first visit: where one could help,
    `left` denies nothing and leads to the page, which knows.
    """

    slug: str
    question: str | Promise
    label: str | Promise
    eases: tuple[tuple[str, str | Promise], ...]
    left: str | Promise


BARRIERS = (
    Barrier(
        "cost",
        _("What it costs"),
        _("Cost"),
        (
            ("free", _("It is free.")),
            ("donation", _("You give what you like, and nothing is fine too.")),
            ("sliding", _("You pay less if you earn less: they tell you how much.")),
            ("public", _("The public health service pays.")),
            ("fares", _("They pay for your way there: ask them how.")),
        ),
        _("We do not know that it is free. The group can tell you."),
    ),
    Barrier(
        "distance",
        _("Getting there"),
        _("Getting there"),
        (
            ("online", _("You can join from home, online.")),
            ("phone", _("You can join by phone, from anywhere.")),
            ("fetched", _("The organization brings you there or home: ask them.")),
            ("fares", _("They pay for your bus, train or ride: ask them how.")),
            ("transit", _("A bus or train stops nearby.")),
        ),
        _("No help with the way that we know of. Somebody you know may go with you."),
    ),
    Barrier(
        "time",
        _("The time of day"),
        _("Time"),
        (
            ("evening", _("It meets in the evening.")),
            ("weekend", _("It meets at the weekend.")),
            ("any-time", _("You come and go as you like.")),
        ),
        _("No evening or weekend that we know of."),
    ),
    Barrier(
        "language",
        _("The language"),
        _("Language"),
        (
            ("interpreter", _("An interpreter can be there: ask them before you come.")),
            ("signed", _("Somebody signs: its page says which sign language.")),
            ("easy-read", _("They have large print or easy words.")),
        ),
        _("No interpreter that we know of. Its page says which languages they speak."),
    ),
    Barrier(
        "steps",
        _("Steps and doors"),
        _("Steps"),
        (
            ("step-free", _("You get in without a step.")),
            ("toilet", _("There is an accessible toilet.")),
            ("online", _("You can join from home, online.")),
            ("phone", _("You can join by phone, from anywhere.")),
        ),
        _("We do not know if there are steps. The group can tell you."),
    ),
    Barrier(
        "childcare",
        _("Who looks after my children"),
        _("Children"),
        (
            ("childcare", _("The organization looks after children while you are there.")),
            ("children", _("You can bring your children.")),
            ("online", _("You can join from home, where your children are.")),
            ("phone", _("You can join by phone, from where your children are.")),
        ),
        _("No childcare that we know of. Somebody you know well may look after them."),
    ),
    Barrier(
        "seen",
        _("Being seen there"),
        _("Being seen"),
        (
            ("no-name", _("You need not give your name.")),
            ("no-id", _("Nobody asks for your papers.")),
            ("camera-off", _("Your camera can stay off.")),
            ("online", _("You can join from home, and nobody sees you go in.")),
            ("phone", _("You can join by phone, and nobody sees you.")),
        ),
        _("Its page says what we know of names and papers. The group can tell you what can be seen from outside."),
    ),
    Barrier(
        "alone",
        _("Going alone the first time"),
        _("First time alone"),
        (
            ("greeter", _("Somebody of the group greets you: its page says who.")),
            ("company", _("Somebody you know can come with you.")),
            ("no-speaking", _("You need not speak.")),
        ),
        _("See its page for who greets you, if they told us. It has a card with which you can ask a friend along."),
    ),
)
BY_SLUG = {barrier.slug: barrier for barrier in BARRIERS}
CHOICES = [(barrier.slug, barrier.question) for barrier in BARRIERS]


@dataclass(frozen=True)
class Reading:
    """What is said of one barrier at one listing: those of its `eases` that hold there. Without any, all of it is
    left."""

    barrier: Barrier
    eases: tuple[tuple[str, str | Promise], ...]


def signs_of(tags, first_visit=None):
    """The signs (of `SIGNS`, in its order) of a listing with these ids of terms, and with this `FirstVisit` if it has
    one; no query."""
    terms = map(Term.objects.lexicon().by_id.get, tags)
    found = {SIGN_OF.get((term.facet, term.slug)) for term in terms if term}  # a term may be newer than the words kept
    found |= signs_of_first_visit(first_visit) if first_visit else set()
    return [sign for sign in SIGNS if sign in found]


def signs_of_first_visit(first_visit):
    """What the answers about the first visit tell; "up to you" leaves it to whoever comes."""
    own_choice = (Answer.NO, Answer.UP_TO_YOU)
    told = {
        "no-name": first_visit.give_name in own_choice,
        "no-id": first_visit.show_id == Answer.NO,
        "no-speaking": first_visit.must_speak in own_choice,
        "company": first_visit.bring_someone in (Answer.YES, Answer.UP_TO_YOU),
        "greeter": bool(first_visit.greeter),
    }
    return {sign for sign, is_told in told.items() if is_told}


def readings(chosen, signs):
    """A `Reading` for each of the slugs in `chosen`, in the order of the table."""
    return [
        Reading(barrier, tuple((sign, words) for sign, words in barrier.eases if sign in signs))
        for barrier in BARRIERS
        if barrier.slug in chosen
    ]


def eased(signs):
    """A `Reading` for each barrier that a listing with these signs makes smaller."""
    return [reading for reading in readings(BY_SLUG, signs) if reading.eases]
