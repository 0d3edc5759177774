"""The fields of a meeting as the database has them: to sort by, to ask for by value, and to list the values of."""

from django.db.models import Case, CharField, F, Value, When
from django.db.models.functions import Cast, Coalesce

from groups.bmlt.bodies import NUMBER
from groups.choices import Attendance
from groups.interop.bmlt_dump import HYBRID, IN_PERSON, VIRTUAL

TEXT = CharField()


def _text(path):
    return Coalesce(F(path), Value(""), output_field=TEXT)


VENUE_TYPE = Case(
    When(listing__attendance=Attendance.IN_PERSON, then=Value(IN_PERSON)),
    When(listing__attendance=Attendance.HYBRID, then=Value(HYBRID)),
    default=Value(VIRTUAL),
)
ALIKE = {
    "start_time": Cast("start_time", TEXT),
    "time_zone": F("timezone"),
    "venue_type": VENUE_TYPE,
    "service_body_bigint": Cast(NUMBER, TEXT),
    "meeting_name": F("listing__name"),
    "location_text": _text("listing__place__name"),
    "location_street": _text("listing__place__street"),
    "location_neighborhood": _text("listing__place__district"),
    "location_municipality": _text("listing__place__town"),
    "location_province": _text("listing__place__region"),
    "location_postal_code_1": _text("listing__place__postal_code"),
    "location_nation": _text("listing__place__country"),
    "listing_id": F("listing__public_id"),
    "id_bigint": Cast("meeting", TEXT),
    "weekday_tinyint": Cast("weekday", TEXT),
}
"""Fields that can be asked for by value: as texts on `Schedule`, for meetings that have `meeting` and `weekday`."""
SORTED = ALIKE | {
    "start_time": F("start_time"),
    "duration_time": F("duration"),
    "service_body_bigint": NUMBER,
    "id_bigint": F("meeting"),
    "weekday_tinyint": F("weekday"),
}
"""What can be sorted by; numbers and times as such."""
ORDERS = {
    "weekday": ("weekday_tinyint", "start_time"),
    "time": ("start_time", "weekday_tinyint"),
    "town": ("location_municipality", "weekday_tinyint", "start_time"),
    "state": ("location_province", "location_municipality", "weekday_tinyint", "start_time"),
    "weekday_state": ("weekday_tinyint", "location_province", "location_municipality", "start_time"),
}
"""The orders that have a name (`sort_key`)."""
USUAL = ORDERS["weekday"]
