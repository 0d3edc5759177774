"""What a process of a test does before and after it is cut off."""

from contextlib import suppress
from datetime import date, time, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts import delivery
from accounts.models import Mail, User
from groups import booking, freshness
from groups.choices import Channel
from groups.freshness import nightly
from groups.importing import import_records, run
from groups.interop.record import ContactPart, Record, SlotPart, TermUse
from groups.models import Booking, ImportSource, Listing
from groups.recurrence import Freq, Rule
from tests import factories
from tests.accounts.mailing import compose
from tests.groups.booking.people import date_of, person, rules


def write_mail(key):
    """One mail to Ana, into the outbox."""
    compose(key=key).send()


def deliver():
    """Send what waits."""
    for pk in list(Mail.objects.waiting().values_list("pk", flat=True)):
        delivery.deliver(pk)


def book():
    """Somebody comes to the circle a week from Tuesday, and wants to be reminded."""
    listing = rules(
        factories.make_listing(factories.make_source(), slots=[factories.weekly("TU", "18:30")]), "tell", None
    )
    booking.book(date_of(listing, next_tuesday()), by=person("ada"), nickname="Ada", wants_day_before=True)


def next_tuesday():
    """One that is a week away or more."""
    today = timezone.localdate()
    return today + timedelta(days=7 + (1 - today.weekday()) % 7)


def book_again():
    """Ada tells the same circle once more, as somebody does who got no answer."""
    with suppress(ValidationError):  # it has that booking already
        booking.book(date_of(Listing.objects.get(), next_tuesday()), by=User.objects.get(), nickname="Ada")


def book_many(file, number):
    """One after the other tells a circle that they come; who was told yes, now or before, is noted in `file`."""
    if not Listing.objects.exists():
        slots = [factories.weekly("TU", "18:30")]
        rules(factories.make_listing(factories.make_source(), slots=slots), "tell", None)
    one = date_of(Listing.objects.get(), next_tuesday())
    for count in range(number):
        found = User.objects.filter(email=f"p{count}@example.org").first()
        with suppress(ValidationError):  # it has that booking already
            booking.book(one, by=found or person(f"p{count}"), nickname="x")
        with open(file, "a") as told:
            told.write(f"p{count}@example.org\n")


def remind():
    """As the scheduler does, a day before."""
    booking.remind(Booking.objects.latest("pk").told_starts_at - timedelta(hours=24))


def grow_old(number=6):
    """Listings that nobody confirmed for half a year, each with somebody to ask."""
    source = factories.make_source()
    for place in range(number):
        listing = factories.make_listing(source, f"Old circle {place}", owner=person(f"owner-{place}"))
        Listing.objects.filter(pk=listing.pk).update(confirmed_at=timezone.now() - timedelta(days=185))


def keep_fresh():
    """The nightly run, two listings at a time."""
    nightly.BATCH = 2
    freshness.run()


def bring_in(slug, *, backwards=False):
    """Ten groups from a list, four at a time."""
    run.BATCH = 4
    rule = Rule(date(2020, 1, 7), time(18, 30), timedelta(minutes=90), "UTC", Freq.WEEKLY, byday=("TU",))
    records = [
        Record(
            f"{slug}-{number}",
            name=f"Group {number}",
            kind="peer-circle",
            attendance="online",
            terms=[TermUse("topic", "grief")],
            contacts=[ContactPart(Channel.PHONE, f"518-555-01{number:02}")],
            slots=[SlotPart(f"{slug}-{number}-tu", rule)],
        )
        for number in range(10)
    ]
    import_records(records[::-1] if backwards else records, source=ImportSource(slug=slug, name=slug), write=True)
