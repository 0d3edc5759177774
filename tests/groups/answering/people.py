"""Words the tests about what helped have in common."""

from datetime import date

from groups import answering
from groups.models import Listing
from tests import factories
from tests.groups.booking.people import date_of

TONIGHT = date(2026, 3, 3)
SAID = {"emotional": 8, "informational": None, "instrumental": None, "companionship": 10, "gave": ["hope"]}
"""What somebody says of a session."""
TICKED = {"emotional": "8", "companionship": "10", "gave": ["hope"], "agrees": "on"}
"""The same as a browser sends it."""


def code_for(listing, number=1):
    """One code for tonight, or so many."""
    codes = answering.make_codes(date_of(listing, TONIGHT), number)
    return codes[0] if number == 1 else codes


def opened(code):
    return answering.opened_by(code).get()


def make_young(listing):
    """Let a listing be for people under 18, who are never asked."""
    young = {"maximum_age": 17, "safeguarding_contact": "Sam", "organization": factories.make_organization()}
    Listing.objects.filter(pk=listing.pk).update(**young)
