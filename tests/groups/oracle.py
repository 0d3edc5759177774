"""A directory and a search in plain Python over plain rows: what the real search must answer, worked out the slow way.

Nothing of `groups.filters`, `results`, `facets`, `spelling` or the database's derived columns is used in `answer` and
below.
"""

import math
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tests.groups import spelling_oracle

RADIUS_KM = 6371.0088
TOLERANCE_KM = 0.001
COUNTRY_OF_ZONE = {
    "Europe/London": "GB",
    "America/New_York": "US",
    "Asia/Tokyo": "JP",
    "Asia/Kathmandu": "NP",
    "Pacific/Fiji": "FJ",
    "Pacific/Kiritimati": "KI",
}
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
PLACELESS = ("online", "phone")
PAGE = 20
TERM_FACETS = (
    "category",
    "formality",
    "kind",
    "support",
    "topic",
    "audience",
    "attendance",
    "cost",
    "language",
    "access",
    "joining",
    "openness",
    "activity",
    "setting",
    "led_by",
)


@dataclass
class Row:
    """One listing as plain values. `slots` are the (day, time of day) of its live slots, `dates` (start, end, zone)."""

    name: str
    formality: str
    attendance: str
    point: tuple[float, float] | None
    precision: str
    terms: dict[str, set[str]]
    words: frozenset[str]
    ages: tuple[int | None, int | None]
    accepting_new: bool | None
    late_is_fine: bool
    searchable: bool
    published: bool
    slots: set[tuple[str, str]] = field(default_factory=set)
    dates: list[tuple[datetime, datetime, str]] = field(default_factory=list)
    pk: int = 0
    public_id: str = ""
    is_unsure: bool = False

    @property
    def next_at(self):
        return min((start for start, _end, _zone in self.dates), default=None)

    @property
    def next_zone(self):
        return min(self.dates)[2] if self.dates else None


@dataclass
class Answer:
    """The whole answer in order, as rows with their distance in km (None: no distance)."""

    rows: list[tuple[Row, float | None]]
    is_by_distance: bool = True

    @property
    def total(self):
        return len(self.rows)

    @property
    def pages(self):
        return max(1, math.ceil(self.total / PAGE))

    def page(self, number):
        return self.rows[(number - 1) * PAGE : number * PAGE]


def haversine(a, b):
    lat_a, lon_a, lat_b, lon_b = map(math.radians, (*a, *b))
    h = math.sin((lat_b - lat_a) / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    return 2 * RADIUS_KM * math.asin(min(1.0, math.sqrt(h)))


def unit(point):
    """The point on a sphere of radius 1, as x, y, z."""
    lat, lon = map(math.radians, point)
    return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)


def fold(text):
    """The words of a text without case and accents."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return "".join(c if c.isalnum() else " " for c in bare).split()


def time_of_day(at):
    return next((name for name, hours in HOURS.items() if at.hour in hours), "night")


HOURS = {"morning": range(5, 12), "afternoon": range(12, 17), "evening": range(17, 22)}


def meets(row, when, now):
    """Whether a row has a date that answers `when`."""
    return any(is_in(when, now, start, end, zone, row.late_is_fine) for start, end, zone in row.dates)


def is_in(when, now, start, end, zone, late_is_fine):
    if end <= now:
        return False
    if when == "now":
        return start <= now + timedelta(minutes=60) and (start >= now or late_is_fine)
    if when == "week":
        return start < now + timedelta(days=7)
    ahead = {"today": 0, "tomorrow": 1}[when]
    there = now.astimezone(ZoneInfo(zone)).date() + timedelta(days=ahead)
    return start.astimezone(ZoneInfo(zone)).date() == there


def fits_slots(row, days, times):
    """Day and time must hold for one and the same slot; a missing one holds for all."""
    return any((not days or day in days) and (not times or time in times) for day, time in row.slots)


def fits(row, query, rows, now, without=None):
    """Whether a row passes every filter of `query` (sets by parameter) but the facet `without`."""
    for facet, slugs in query.items():
        if facet in TERM_FACETS and facet != without and slugs.isdisjoint(row.terms.get(facet, ())):
            return False
    days = query.get("weekday") if without != "weekday" else None
    times = query.get("time") if without != "time" else None
    if (days or times) and not fits_slots(row, days, times):
        return False
    return fits_the_rest(row, {name: next(iter(values)) for name, values in query.items()}, rows, now)


def fits_the_rest(row, query, rows, now):
    youngest, oldest = row.ages
    if "age" in query and not (youngest or 0) <= int(query["age"]) <= (999 if oldest is None else oldest):
        return False
    if "accepting_new" in query and row.accepting_new is not (query["accepting_new"] == "true"):
        return False
    if "when" in query and not meets(row, query["when"], now):
        return False
    if "pairs_with" not in query:
        return True
    return pairs(row, next(r for r in rows if r.public_id == query["pairs_with"]))


def says(row, meanings):
    """Whether a row has a word for each group of beginnings."""
    return all(any(word.startswith(tuple(beginnings)) for word in row.words) for beginnings in meanings)


def pairs(row, other):
    topics = other.terms.get("topic", set())
    return (
        other.published
        and row.formality != other.formality
        and (not topics or bool(topics & row.terms.get("topic", set())))
    )


class Oracle:
    """Answers to searches of `rows` at the moment `now`.

    `offered`: the words of all terms that people may pick; `towns`: the (position, country) of all towns.
    """

    def __init__(self, rows, now, offered=(), towns=()):
        self.rows, self.now, self.measured = rows, now, {}
        self.towns = [(unit(point), country) for point, country in towns]
        self.known = spelling_oracle.vocabulary(rows, set(offered))

    def distances(self, origin):
        """Kilometres from `origin` by primary key; None without a position."""
        if origin not in self.measured:
            self.measured[origin] = {row.pk: row.point and haversine(origin, row.point) for row in self.rows}
        return self.measured[origin]

    def matches(self, query, without=None):
        """Rows that pass the filters, with their distance, place and radius included."""
        sets = {name: set(values) for name, values in query.items()}
        meanings = [[word, *spelling_oracle.near(word, self.known)] for word in fold(query.get("q", [""])[0])]
        found = [row for row in self.rows if row.searchable and says(row, meanings)]
        found = [row for row in found if fits(row, sets, self.rows, self.now, without)]
        origin, km = origin_of(query), km_of(query)
        if origin is None:
            return [(row, None) for row in found]
        away = self.distances(origin)
        return [(row, away[row.pk]) for row in found if self.is_reached(row, away[row.pk], km)]

    def is_reached(self, row, away, km):
        if away is not None:
            return km is None or away <= km
        return km is None or row.attendance in PLACELESS

    def answer(self, query):
        """Near ones by distance, then what is joined from anywhere and what nobody could locate, each soonest first,
        those by the clocks of the country before others; or all of them soonest first. What is unsure follows the sure
        ones of its part."""
        found = self.matches(query)
        if origin_of(query) is None or query.get("sort") == ["soonest"]:
            return Answer(
                sorted(found, key=lambda one: (undated(one), one[0].is_unsure, soonest(one))), is_by_distance=False
            )
        near = [one for one in found if one[1] is not None]
        rest = [one for one in found if one[1] is None]
        near.sort(key=lambda one: (one[0].is_unsure, one[1], one[0].pk))
        here = self.zones_at(origin_of(query))
        rest.sort(
            key=lambda one: (
                one[0].attendance not in PLACELESS,
                one[0].is_unsure,
                one[0].next_zone not in here,
                soonest(one),
            )
        )
        return Answer(near + rest)

    def zones_at(self, origin):
        """Of the zones that rows meet by, those of the country of the town next to `origin`."""
        x, y, z = unit(origin)
        _cosine, country = max((x * a + y * b + z * c, country) for (a, b, c), country in self.towns)
        return {zone for zone, own in COUNTRY_OF_ZONE.items() if own == country}

    def facet_counts(self, query, facets):
        """Listings per slug by facet, given all filters but the facet's own; without the slugs that have none."""
        everything = self.matches(query)
        own = {facet: self.matches(query, without=facet) if facet in query else everything for facet in facets}
        return {facet: self.count(query, facet, matches) for facet, matches in own.items()}

    def count(self, query, facet, matches):
        counts = {}
        days, times = set(query.get("weekday", ())), set(query.get("time", ()))
        for row, _away in matches:
            if facet == "weekday":
                slugs = {day for day, time in row.slots if not times or time in times}
            elif facet == "time":
                slugs = {time for day, time in row.slots if not days or day in days}
            else:
                slugs = row.terms.get(facet, set())
            for slug in slugs:
                counts[slug] = counts.get(slug, 0) + 1
        return counts

    def is_on_the_edge(self, query):
        """Whether something lies so close to the circle that either answer is right."""
        origin, km = origin_of(query), km_of(query)
        if origin is None or km is None:
            return False
        return any(away is not None and abs(away - km) < TOLERANCE_KM for away in self.distances(origin).values())


def undated(one):
    return one[0].next_at is None


def soonest(one):
    row = one[0]
    return (undated(one), row.next_at.timestamp() if row.next_at else 0, row.name, row.pk)


def origin_of(query):
    """The position asked for, to two decimals."""
    if "near" in query:
        lat, lon = query["near"][0].split(",")
    elif "lat" in query:
        lat, lon = query["lat"][0], query["lon"][0]
    else:
        return None
    return round(float(lat), 2), round(float(lon), 2)


def km_of(query):
    radius = query.get("radius", ["25"])[0]
    if radius == "any":
        return None
    km = float(radius) * (1.609344 if query.get("units") == ["mi"] else 1)
    return None if km >= math.pi * RADIUS_KM else km


def difference(answer, number, got):
    """What is wrong with page `number` given as `(public id, km)`; empty where nothing is.

    Listings may change places where their distances differ by less than a metre, but those at one point follow each
    other by primary key. A confidential venue may keep its distance to itself.
    """
    expected = answer.page(number)
    if len(expected) != len(got) or len({public_id for public_id, _km in got}) < len(got):
        return f"{len(got)} instead of {len(expected)} listings, or one of them twice"
    whole = {row.public_id: (row, away) for row, away in answer.rows}
    latest = {}
    for (row, away), (public_id, km) in zip(expected, got, strict=True):
        other, other_away = whole.get(public_id, (None, None))
        is_like = other is not None and other.is_unsure == row.is_unsure and is_tie(away, other_away)
        if other is not row and not (answer.is_by_distance and is_like):
            return f"{public_id} instead of {row.public_id}"
        if km is None and other_away is not None and other.precision != "area":
            return f"{public_id} has no distance"
        if km is not None and not is_tie(km, other_away):
            return f"{public_id} is said to be {km} km away, not {other_away}"
        if answer.is_by_distance and other_away is not None:
            beside = (other.point, other.is_unsure)
            if latest.setdefault(beside, 0) > other.pk:
                return f"{public_id} comes late among those at its point"
            latest[beside] = other.pk
    return ""


def is_tie(km, other_km):
    return None not in (km, other_km) and abs(km - other_km) <= TOLERANCE_KM
