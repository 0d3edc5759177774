"""Times and dates of a listing as schema.org events."""

from dataclasses import dataclass, field
from datetime import datetime

from groups import recurrence
from groups.choices import PLACELESS, Attendance, Facet, SessionStatus
from groups.interop.jsonld_parts import audience, filled, is_free, organization, place
from groups.models import Listing
from groups.recurrence.rrule import months
from groups.recurrence.rule import WEEKDAYS, Freq, whole_months

SCHEMA = "https://schema.org/"
MODE = {
    Attendance.IN_PERSON: "OfflineEventAttendanceMode",
    Attendance.HYBRID: "MixedEventAttendanceMode",
    Attendance.ONLINE: "OnlineEventAttendanceMode",
    Attendance.PHONE: "OnlineEventAttendanceMode",
}
STATUS = {
    SessionStatus.ON: "EventScheduled",
    SessionStatus.CANCELLED: "EventCancelled",
    SessionStatus.MOVED: "EventRescheduled",
}
PERIOD = {Freq.DAILY: "D", Freq.WEEKLY: "W", Freq.MONTHLY: "M"}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass
class Events:
    """The events of one listing. `same` is what all of them say: who, where, for whom, in which language."""

    listing: Listing
    page_url: str
    same: dict = field(init=False)

    def __post_init__(self):
        listing = self.listing
        self.same = filled(
            {
                "name": listing.name,
                "url": self.page_url,
                "eventAttendanceMode": SCHEMA + MODE[listing.attendance],
                "location": self.location(),
                "organizer": organization(listing.organization) or self.own_name(),
                "audience": audience(listing),
                "inLanguage": [term.slug for term in listing.words(Facet.LANGUAGE)],
                "isAccessibleForFree": is_free(listing),
            }
        )

    def own_name(self):
        return {"@type": "Organization", "@id": self.page_url, "name": self.listing.name}

    def location(self):
        """The place, and, where it can be joined from afar, the page that says how: no link to join by is told."""
        afar = {"@type": "VirtualLocation", "url": self.page_url}
        if self.listing.attendance in PLACELESS:
            return afar
        here = place(self.listing)
        return [here, afar] if self.listing.attendance == Attendance.HYBRID else here

    def can_tell(self, rule):
        """Whether schema.org can say when a rule repeats: no single date, no season of parts of months."""
        return rule.freq != Freq.ONCE and recurrence.fits_rrule(rule)

    def series(self, slot):
        """One time that repeats, by the clock of its place."""
        rule = slot.rule
        return self.same | {
            "@type": "EventSeries",
            "@id": self.series_id(slot),
            "startDate": rule.starts_on.isoformat(),
            "eventSchedule": schedule(rule),
        }

    def date(self, date):
        """One date, cancelled and moved ones as such, by the clock of its place."""
        series = {"@type": "EventSeries", "@id": self.series_id(date.slot), "name": self.listing.name}
        return self.same | filled(
            {
                "@type": "Event",
                "@id": f"{self.page_url}#date-{date.id}",
                "startDate": date.starts_at.isoformat(),
                "endDate": date.ends_at.isoformat(),
                "previousStartDate": date.planned_at.isoformat() if date.is_moved and date.planned_at else "",
                "eventStatus": SCHEMA + STATUS[date.status],
                "superEvent": series if self.can_tell(date.slot.rule) else None,
            }
        )

    def series_id(self, slot):
        return f"{self.page_url}#time-{slot.pk}"


def schedule(rule):
    """A repeating rule as a schema.org Schedule."""
    end = datetime.combine(rule.starts_on, rule.start_time) + rule.duration
    return filled(
        {
            "@type": "Schedule",
            "repeatFrequency": f"P{rule.interval}{PERIOD[rule.freq]}",
            "byDay": days(rule),
            "byMonthDay": list(rule.bymonthday),
            "byMonth": months(*whole_months(rule)) if rule.season_from else [],
            "startDate": rule.starts_on.isoformat(),
            "endDate": rule.until.isoformat() if rule.until else "",
            "repeatCount": rule.count,
            "startTime": f"{rule.start_time:%H:%M:%S}",
            "endTime": f"{end:%H:%M:%S}",
            "scheduleTimezone": rule.timezone,
        }
    )


def days(rule):
    """Weekdays by their schema.org names; those of a month, such as `2TU`, as iCalendar writes them."""
    tokens = sorted(recurrence.weekdays(rule), key=WEEKDAYS.index) if rule.freq == Freq.WEEKLY else rule.byday
    return [SCHEMA + DAYS[WEEKDAYS.index(token)] if token in WEEKDAYS else token for token in tokens]
