"""How people come to sample listings, and who told the sample facilitator that they come to the next date."""

from datetime import timedelta

from groups import booking, sessions
from groups.choices import BookingWay, Facet
from groups.demo.people import person
from groups.demo.texts import dice
from groups.models import BookingRules, Listing

COURSE = "family-course"
TALK_NOW = "talk-now"
"""The kinds one calls or writes to: nobody comes there."""
TURN_UP, SIGN_UP = "turn-up", "sign-up"
WAYS = (BookingWay.TELL, BookingWay.PLACES, BookingWay.PLACES)
"""How one signs up; who calls, is referred or waits does not do it here."""
PLACES = (8, 10, 12, 16, 20)
ASKED_ONE_IN = 6
GUESTS = (("Kim", False), ("Noor", True), ("Wim", False))
"""Nicknames of who comes without an account, and whether for the first time."""
BUSY = 2
"""So many listings of the sample facilitator have guests."""
AHEAD = timedelta(days=60)


def fill(now):
    """Say how people come to what meets, as its words on joining have it, and let some come; see `load_demo`.

    Some come to two of the facilitator's, where one signs up. The guests go the way of everybody, so their mails are
    in the outbox.
    """
    facilitator = person("facilitator")
    meets = Listing.objects.searchable().filter(schedules__isnull=False).distinct().order_by("pk")
    meets = meets.exclude(kind__parent__slug=TALK_NOW).select_related("kind")
    led = [listing for listing in meets.filter(owner=facilitator) if SIGN_UP in joining(listing)][:BUSY]
    found = [rules(listing, listing in led) for listing in meets if joining(listing) & {TURN_UP, SIGN_UP}]
    BookingRules.objects.bulk_create(found)
    member = person("member")
    booking.agree(member)
    for listing in Listing.objects.filter(pk__in=[one.pk for one in led]).order_by("pk"):
        invite(listing, member, now)


def may_be_busy(draft):
    """Whether places may be counted at a drafted listing, and whoever asks for one has it."""
    recipe = draft.plan.recipe
    return (Facet.JOINING, SIGN_UP, "", "") in draft.words and recipe.kind != COURSE and not recipe.home


def joining(listing):
    """The slugs of how one joins `listing`."""
    return {term.slug for term in listing.words(Facet.JOINING)}


def way_to(listing, is_busy, rng):
    """How one comes to a listing where one turns up or signs up; a busy one counts its places."""
    if TURN_UP in joining(listing):
        return BookingWay.TURN_UP
    if listing.kind.slug == COURSE:
        return BookingWay.SERIES
    return BookingWay.PLACES if is_busy else rng.choice(WAYS)


def rules(listing, is_busy):
    """The unsaved rules of one listing."""
    rng = dice("coming", listing.source_ref)
    way = way_to(listing, is_busy, rng)
    capacity = rng.choice(PLACES) if way in (BookingWay.PLACES, BookingWay.SERIES) else None
    asks_first = way != BookingWay.TURN_UP and not is_busy and not rng.randrange(ASKED_ONE_IN)
    return BookingRules(listing=listing, way=way, capacity=capacity, asks_first=asks_first)


def invite(listing, member, now):
    """Let the sample member and some guests come to the next date of `listing`."""
    dates = sessions.dates_of([listing], now, now + AHEAD)[listing.pk]
    date = next((one for one in dates if one.takes_place and one.starts_at > now), None)
    if date is None:
        return
    booking.book(date, by=member, nickname=member.nickname or "Ana", wants_day_before=True)
    for name, is_first_time in GUESTS:
        email = f"{name.lower()}-{listing.public_id}@example.org"
        booking.confirm(booking.book(date, email=email, nickname=name, is_first_time=is_first_time))
