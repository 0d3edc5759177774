"""Words the tests about who comes have in common."""

from datetime import date

from accounts.models import Mail, User
from groups import booking, content, sessions
from groups.models import Booking, BookingRules, Listing, Schedule

TUESDAY = date(2026, 3, 10)
"""A week after the day on which the tests take place."""
LINK = "http://localhost:8000/bookings/"


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def person(name="ada"):
    """Somebody with an account who agreed that bookings are kept."""
    user = User.objects.create_user(f"{name}@example.org", nickname=name.title())
    booking.agree(user)
    return user


def rules(listing, way="places", capacity=2, **columns):
    BookingRules.objects.update_or_create(listing=listing, defaults={"way": way, "capacity": capacity, **columns})
    return Listing.objects.get(pk=listing.pk)


def date_of(listing, day=TUESDAY):
    """The date that the first slot of `listing` has on `day`, as everybody sees it now."""
    return date_in(Schedule.objects.filter(listing=listing, is_live=True).earliest("pk"), day)


def date_in(slot, day=TUESDAY):
    return sessions.session_date(Schedule.objects.select_related("listing__place").get(pk=slot.pk), day)


def come(listing, name, day=TUESDAY, **wishes):
    return booking.book(date_of(listing, day), by=person(name), nickname=name.title(), **wishes)


def write_times(listing, **changes):
    """Let the first slot be something else, as an edit of the listing does."""
    first, *others = content.content_of(fresh(listing))["times"]
    content.write(fresh(listing), {"times": [first | changes, *others]})


def state(row):
    return Booking.objects.get(pk=row.pk).state


def mails(**lookup):
    return list(Mail.objects.filter(**lookup).order_by("pk"))


def texts(name):
    """What was mailed to the person of that name, in order."""
    return [mail.text for mail in mails(recipient=f"{name}@example.org")]


def token_in(mail):
    """The secret of the link in a mail."""
    return mail.text.partition(LINK)[2].split("/")[0]
