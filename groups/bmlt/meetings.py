"""Which meetings are asked for, and in which order: the numbers alone, found and sorted by the database.

A meeting is a slot on one of its weekdays. The slots of each weekday are one query, and their union is sorted and cut
into pages, so that a page costs the same in a large directory, and the numbers of all of it take little memory.
"""

from array import array
from functools import cached_property, reduce
from operator import or_

from django.db.models import DurationField, F, IntegerField, Q, Value
from django.db.models.functions import Cast

from groups import geocoding
from groups.bmlt.bodies import answered_by
from groups.bmlt.fields import ALIKE, ORDERS, SORTED, USUAL
from groups.bmlt.holding import Holding
from groups.choices import Attendance
from groups.geo import km_from_chord
from groups.interop.bmlt_dump import A_WEEK, HYBRID, IN_PERSON, NUMBERS_FOR_DAYS, VIRTUAL
from groups.interop.bmlt_rows import WEEKDAYS
from groups.interop.bmlt_words import NTH, own_formats
from groups.models import Listing, Schedule, Term
from groups.models.fields import ChordTo, cube_at
from groups.models.listing_queries import is_everywhere
from groups.recurrence.rule import Freq

ATTENDANCES = {
    IN_PERSON: [Attendance.IN_PERSON],
    VIRTUAL: [Attendance.ONLINE, Attendance.PHONE],
    HYBRID: [Attendance.HYBRID],
}
TOKENS = [f"{nth}{letters}" for nth in NTH for letters in WEEKDAYS]
A_METRE_KM = 0.001
FIRST_TRY_KM = 2.0
AT_ONCE = 10_000


def falls_on(letters, now):
    """The slots that can be said by this weekday, as a Q: what `bmlt_dump.days` says of one rule, for the database."""
    iso_day = (WEEKDAYS.index(letters) + 6) % 7 + 1
    same = Q(interval=1, season_from="", bymonthday=[], starts_on__lte=now.date() + A_WEEK)
    named = Q(byday__contains=[letters])
    weekly = Q(freq=Freq.WEEKLY) & (named | Q(byday=[], starts_on__iso_week_day=iso_day))
    daily = Q(freq=Freq.DAILY) & (named | Q(byday=[]))
    nths = Q(byday__overlap=[f"{nth}{letters}" for nth in NTH], byday__contained_by=TOKENS)
    return same & (weekly | daily | Q(nths, freq=Freq.MONTHLY))


class Meetings:
    """The meetings that a valid `BmltForm` asks for at the aware moment `now`."""

    def __init__(self, form, now):
        self.form, self.asked, self.now = form, form.cleaned_data, now
        self.formats = own_formats(Term.objects.lexicon())

    def ids(self):
        """The numbers of all meetings of the page asked for, in order, as a compact array."""
        rows = self.sorted_by(self.order())
        return (
            array("q", (row[-1] for row in rows[self.page()].iterator(chunk_size=AT_ONCE)))
            if rows is not None
            else array("q")
        )

    def values_of(self, name):
        """`(value, number)` of every meeting by the value of a field, in order; nothing for a field without values."""
        if name not in ALIKE:
            return ()
        slots = [slots.annotate(by_0=ALIKE[name]).values_list("by_0", "meeting") for slots in self.by_day()]
        return united(slots).order_by("by_0", "meeting").iterator(chunk_size=AT_ONCE) if slots else ()

    def page(self):
        """The part of all rows that the page is."""
        size, number = self.asked.get("page_size"), self.asked.get("page_num") or 1
        return slice((number - 1) * size, number * size) if size else slice(None)

    def order(self):
        """Names of the fields to sort by: what is asked for and can be, the usual order otherwise."""
        if self.point and self.asked["sort_results_by_distance"]:
            return ["chord"]
        known = SORTED.keys() | ({"distance_in_km", "distance_in_miles"} if self.point else set())
        named = [name for name in self.asked["sort_keys"] if name in known]
        named = named or ORDERS.get(self.asked["sort_key"], USUAL)
        return list(dict.fromkeys("chord" if name.startswith("distance") else name for name in named))

    def sorted_by(self, names):
        """Rows of what is sorted by, and the number of the meeting last; None where no day is left."""
        keys = {f"by_{place}": F("chord") if name == "chord" else SORTED[name] for place, name in enumerate(names)}
        slots = [slots.annotate(**keys).values_list(*keys, "meeting") for slots in self.by_day()]
        return united(slots).order_by(*keys, "meeting") if slots else None

    @cached_property
    def place(self):
        """The position searched around and the width, as `BmltForm.width` says it; or None, None."""
        if self.form.point:
            return self.form.point, self.form.width
        if not self.is_address:
            return None, None
        found = geocoding.resolve(self.asked["SearchString"], asks_outside=False).best
        return (found.point, self.form.address_width) if found else (None, None)

    @property
    def is_address(self):
        return bool(self.asked["SearchString"] and self.asked["StringSearchIsAnAddress"])

    @property
    def point(self):
        return self.place[0]

    @cached_property
    def listings(self):
        """The listings that pass all that is asked of a listing as a whole."""
        listings = self.about()
        point, width = self.place
        if width is None:
            return listings
        return listings.near(point, width) if width > 0 else self.nearest(listings, int(-width))

    def about(self):
        """The listings by words, way to meet and service body, wherever they are."""
        asked, listings = self.asked, Listing.objects.for_feeds()
        if self.is_nothing:
            return listings.none()
        if asked["SearchString"] and not self.is_address and not self.form.searched_ids:
            listings = listings.about(asked["SearchString"])
        wanted, unwanted = asked["venue_types"]
        if wanted:
            listings = listings.filter(attendance__in=attendances(wanted))
        if unwanted:
            listings = listings.exclude(attendance__in=attendances(unwanted))
        wanted, unwanted = asked["services"]
        if wanted:
            listings = listings.filter(answered_by(wanted, is_recursive=asked["recursive"]))
        if unwanted:
            listings = listings.exclude(answered_by(unwanted, is_recursive=asked["recursive"]))
        return listings

    @property
    def is_nothing(self):
        """Whether nothing can fit: an address nobody knows, what is not published, or a field we do not have."""
        has_no_place = self.is_address and self.point is None
        is_unknown = bool(self.asked["meeting_key"] and self.asked["meeting_key_value"]) and (
            self.asked["meeting_key"] not in ALIKE
        )
        return has_no_place or is_unknown or self.asked["advanced_published"] == "-1"

    def nearest(self, listings, number):
        """Those of `listings` within the smallest circle that holds at least this `number` of meetings."""
        km = FIRST_TRY_KM
        while not is_everywhere(km):
            chord = self.chord_of(listings.near(self.point, km), number)
            if chord is not None:
                within = listings.near(self.point, km_from_chord(chord) + A_METRE_KM)
                return within.filter(chord__lte=chord)
            km *= 2
        chord = self.chord_of(listings.near(self.point), number)
        return listings.near(self.point) if chord is None else listings.near(self.point).filter(chord__lte=chord)

    def chord_of(self, listings, number):
        """How far the meeting is that is the `number`th from the point; None where there are fewer."""
        slots = [slots.values_list("chord", "meeting") for slots in self.by_day(listings)]
        rows = united(slots).order_by("chord", "meeting")[number - 1 : number] if slots else ()
        return next((chord for chord, _meeting in rows), None)

    def by_day(self, listings=None):
        """The slots asked for, a queryset for each weekday, with the number of the `meeting` and the `weekday`."""
        wanted, unwanted = self.asked["weekdays"]
        numbers = [one for one in wanted or range(1, 8) if one not in unwanted]
        listings = self.listings if listings is None else listings
        return [self.on_day(number, listings) for number in dict.fromkeys(numbers)]

    def on_day(self, number, listings):
        letters = WEEKDAYS[number - 1]
        slots = Schedule.objects.live().filter(falls_on(letters, self.now), listing__in=listings.values("pk"))
        slots = slots.annotate(
            meeting=F("pk") * NUMBERS_FOR_DAYS + number, weekday=Value(number, output_field=IntegerField())
        )
        if self.point:
            slots = slots.annotate(chord=ChordTo(F("listing__pos"), cube_at(self.point)))
        slots = self.at_times(self.with_ids(slots, number))
        slots = slots.filter(Holding(self.formats, letters, self.now).of(self.asked))
        if self.asked["meeting_key"] and self.asked["meeting_key_value"]:
            name = self.asked["meeting_key"]
            alike = reduce(or_, (Q(alike__iexact=value) for value in self.asked["meeting_key_value"]))
            slots = slots.alias(alike=ALIKE[name]).filter(alike) if name in ALIKE else slots
        return slots

    def with_ids(self, slots, number):
        """Those of the meetings that are named, or found by their numbers as words, and not those left out."""
        wanted, unwanted = self.asked["meeting_ids"]
        for ids in filter(None, [wanted, self.form.searched_ids]):
            slots = slots.filter(pk__in=on(ids, number))
        return slots.exclude(pk__in=on(unwanted, number)) if unwanted else slots

    def at_times(self, slots):
        """What begins after or before, ends in time, and lasts as long as asked; at the very minute it begins neither
        after nor before, but ends before."""
        clock = {name: self.form.clock(name) for name in ("StartsAfter", "StartsBefore", "EndsBefore")}
        begins = Cast("start_time", DurationField())
        limits = {
            "begins__gt": clock["StartsAfter"],
            "begins__lt": clock["StartsBefore"],
            "ends__lte": clock["EndsBefore"],
            "duration__gte": self.form.clock("MinDuration"),
            "duration__lte": self.form.clock("MaxDuration"),
        }
        limits = {name: limit for name, limit in limits.items() if limit is not None}
        return slots.alias(begins=begins, ends=begins + F("duration")).filter(**limits)


def attendances(numbers):
    return [way for number in numbers for way in ATTENDANCES[str(number)]]


def on(ids, number):
    """Keys of the slots of those meetings that are on this weekday."""
    return [one // NUMBERS_FOR_DAYS for one in ids if one % NUMBERS_FOR_DAYS == number]


def united(querysets):
    """Their union, each row once: no two weekdays share a meeting."""
    first, *others = querysets
    return first.order_by().union(*(one.order_by() for one in others), all=True) if others else first
