"""What tests of coming along say and read: rules of a listing, the addresses of its dates, and what a form sends."""

from datetime import date

from groups import booking
from groups.choices import BookingWay

TONIGHT, NEXT = date(2026, 3, 3), date(2026, 3, 10)
"""The first two dates of the Tuesday Circle from the moment at which tests take place."""
ROBIN = {"nickname": "Robin", "email": "robin@example.org", "agrees": "on"}
"""What somebody without an account sends."""


def set_rules(listing, way=BookingWay.TELL, *, capacity=None, asks_first=False):
    booking.set_rules(listing, way=way, capacity=capacity, accept_hours=24, asks_first=asks_first, by=None)


def address_of(listing, day=NEXT):
    """The path of the page of one date."""
    return f"/sessions/{listing.schedules.get().pk}-{day:%Y%m%d}/"
