"""Listings for the parameters of HSDS: every question goes to the database."""

from datetime import time

from django.db.models import DurationField, Exists, ExpressionWrapper, F, OuterRef, Q, TimeField, Value
from django.utils.translation import gettext as _

from groups import geocoding
from groups.interop.hsds import ids
from groups.interop.hsds.facts import FACT
from groups.interop.hsds.organizations import NOBODY
from groups.interop.hsds.words import FACET_OF
from groups.models import Listing, Organization, Schedule, Term
from groups.recurrence import WEEKDAYS, Freq

RADIUS_KM = 25
METRES = 1000
NTH = ("", "1", "2", "3", "4", "5", "-1", "-2", "-3", "-4", "-5")


class BadQueryError(ValueError):
    """A parameter, and a sentence that says what is wrong with it."""

    def __init__(self, parameter, sentence):
        super().__init__(sentence)
        self.parameter = parameter


def listings(asked, words, *, country_bias=()):
    """Listings that leave the site and fit all that is `asked` (cleaned data of `ServicesForm`), around a postcode
    nearest first. Raises BadQueryError."""
    found = Listing.objects.for_feeds()
    if asked["search"]:
        found = found.about(asked["search"])
    for tags in filter(None, [tags_of_taxonomy(asked["taxonomy_id"]), tags_of_term(asked["taxonomy_term_id"], words)]):
        found = found.tagged_anywhere(tags)
    if asked["organization_id"]:
        found = found.filter(run_by(str(asked["organization_id"])))
    if asked["modified_after"]:
        found = found.filter(updated_at__gte=asked["modified_after"])
    found = of_ages(found, asked["minimum_age"], asked["maximum_age"])
    if asked["day"] or asked["start_time"] or asked["end_time"]:
        slots = meeting(asked["day"], asked["start_time"], asked["end_time"])
        found = found.filter(Exists(slots.filter(listing=OuterRef("pk"))))
    if asked["postcode"]:
        return around(found, asked["postcode"], asked["proximity"], country_bias)
    return found.order_by("pk")


def tags_of_taxonomy(taxonomy_id):
    """Ids of all terms of a taxonomy; one that nobody knows has an impossible one, so that nothing is found."""
    if taxonomy_id is None:
        return None
    facet = searchable(FACET_OF.get(str(taxonomy_id)), "taxonomy_id")
    return [term.pk for term in Term.objects.lexicon().by_facet.get(facet, ())] or [0]


def tags_of_term(term_id, words):
    if term_id is None:
        return None
    facet, slug = words.key_of.get(str(term_id), (None, ""))
    return Term.objects.lexicon().ids(searchable(facet, "taxonomy_term_id"), [slug]) or [0]


def searchable(facet, parameter):
    if facet == FACT:
        raise BadQueryError(parameter, _("These facts are told, but nothing can be looked for by them."))
    return facet


def run_by(organization_id):
    if organization_id == NOBODY:
        return Q(organization=None)
    return Q(organization__public_id=ids.ref_of("organization", organization_id) or "")


def of_ages(found, youngest, oldest):
    """Listings that take somebody of an age from `youngest` to `oldest`."""
    if youngest is not None:
        found = found.filter(Q(maximum_age=None) | Q(maximum_age__gte=youngest))
    if oldest is not None:
        found = found.filter(Q(minimum_age=None) | Q(minimum_age__lte=oldest))
    return found


def meeting(days, earliest, latest):
    """Slots on one of `days` (all, where none is named) that begin at `earliest` or later and end by `latest`."""
    slots = Schedule.objects.live()
    if days:
        slots = slots.filter(on_days(days))
    if earliest:
        slots = slots.filter(start_time__gte=earliest)
    if latest:
        left = ExpressionWrapper(Value(latest, TimeField()) - F("start_time"), DurationField())
        slots = slots.filter(start_time__lt=latest or time.max, duration__lte=left)
    return slots


def on_days(days):
    """Slots whose rule names one of the days, or that fall on it without naming any (see `recurrence.weekdays`)."""
    named = [f"{nth}{day}" for day in days for nth in NTH]
    numbers = [WEEKDAYS.index(day) + 1 for day in days]
    by_first_date = Q(freq__in=[Freq.ONCE, Freq.WEEKLY], starts_on__iso_week_day__in=numbers)
    return Q(byday__overlap=named) | Q(byday=[]) & (by_first_date | Q(freq__in=[Freq.DAILY, Freq.MONTHLY]))


def around(found, postcode, metres, country_bias):
    """Listings with a position around a postcode. Raises BadQueryError for one that nobody knows."""
    place = geocoding.resolve(postcode, country_bias=country_bias, asks_outside=False).best
    if place is None:
        sentence = _("We know no postcode “%(code)s”. Write it in full, with its country where it is one of several.")
        raise BadQueryError("postcode", sentence % {"code": postcode[:20]})
    km = RADIUS_KM if metres is None else metres / METRES
    return found.near(place.point, km).order_by("chord", "pk")


def organizations(search=""):
    """Organizations that answer for a listing that leaves the site, by name."""
    theirs = Listing.objects.for_feeds().filter(organization=OuterRef("pk"))
    found = Organization.objects.filter(Exists(theirs)).order_by("name", "pk")
    for word in search.split():
        found = found.filter(Q(name__icontains=word) | Q(description__icontains=word))
    return found
