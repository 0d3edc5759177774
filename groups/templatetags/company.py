"""The way to company among members, where there is one."""

from django import template

from groups import helping
from groups.choices import BookingState

register = template.Library()


@register.inclusion_tag("groups/company/link.html")
def company_link(date, booking, now):
    """A link for who comes to a `SessionDate` by `booking`; nothing where members do not offer each other company."""
    comes = booking.state == BookingState.COMING and booking.session_id is not None
    is_ahead = date is not None and date.takes_place and date.starts_at > now
    return {"date": date, "is_open": comes and is_ahead and helping.is_open_to(date.slot.listing)}
