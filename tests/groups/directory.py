"""A random directory of every shape there is, written in bulk, and kept as plain rows for the oracle beside it."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random

from groups import moderation, recurrence, schedule, vocabulary
from groups.choices import Facet
from groups.geo import Point, cell_centre
from groups.models import FirstVisit, Listing, ListingTerm, Organization, Place, Schedule, Session, Term
from groups.models.planning import analyze
from tests import factories
from tests.groups.oracle import DAYS, Row, fold, time_of_day

HORIZON = timedelta(days=90)
CENTRES = [(51.55, -0.06), (40.71, -74.01), (-18.14, 178.44), (0, 0), (35.68, 139.69), (52.52, 13.4)]
EDGES = [(90, 0), (90, 133), (-90, 0), (89.99, 10), (89.98, -170), (0, 180), (0, -180), (5, 179.99), (5, -179.99)]
ZONES = ["Europe/London", "America/New_York", "Asia/Tokyo", "Asia/Kathmandu", "Pacific/Fiji", "Pacific/Kiritimati"]
WORDS = "calm circle bridge Élan größer café open Grief Brücke Мир надежда 支援 river 12 step hope night house"
CHOSEN = {
    Facet.SUPPORT: 0.8,
    Facet.TOPIC: 0.9,
    Facet.AUDIENCE: 0.6,
    Facet.COST: 0.7,
    Facet.LANGUAGE: 0.6,
    Facet.ACCESS: 0.5,
    Facet.JOINING: 0.7,
    Facet.OPENNESS: 0.5,
    Facet.ACTIVITY: 0.5,
    Facet.SETTING: 0.3,
}
TIMES = [
    time(h, m) for h, m in [(0, 0), (4, 59), (5, 0), (11, 59), (12, 0), (16, 59), (17, 0), (18, 30), (21, 59), (22, 0)]
]


def build(size, now, seed):
    """Write a directory of `size` listings and answer its rows as plain values."""
    rng = Random(seed)
    lexicon = Term.objects.lexicon()
    organizations = Organization.objects.bulk_create(Organization(name=f"{words(rng)} Trust") for _ in range(30))
    places = Place.objects.bulk_create(make_place(rng) for _ in range(size // 2))
    source = factories.make_source()
    listings = [make_listing(rng, n, lexicon, organizations, places, source) for n in range(size)]
    Listing.objects.bulk_create(listings)
    terms = {listing: choose_terms(rng, lexicon) for listing in listings}
    ListingTerm.objects.bulk_create(ListingTerm(listing=one, term=term) for one in listings for term in terms[one])
    visits = {listing: rng.choice(["", "yes", "no"]) for listing in listings if rng.random() < 0.5}
    FirstVisit.objects.bulk_create(FirstVisit(listing=one, arrive_late=late) for one, late in visits.items())
    shown = publish(rng, listings)
    slots = Schedule.objects.bulk_create(
        make_slot(rng, one) for one in listings for _ in range(rng.choice([0, 1, 1, 3]))
    )
    sessions = Session.objects.bulk_create(make_sessions(rng, slots, now))
    schedule.refresh_dates(now=now)
    vocabulary.refresh()
    analyze(Listing, ListingTerm, Place, Schedule)  # as the database does by itself after so many rows
    rows = {one.pk: plain(one, terms[one], visits.get(one) != "no", shown[one]) for one in listings}
    add_dates(rows, slots, sessions, now)
    return list(rows.values())


def words(rng, most=3):
    return " ".join(rng.sample(WORDS.split(), rng.randint(1, most)))


def make_place(rng):
    """Clusters, the edges of the map, the very points that are searched from, and a few places nobody could find."""
    lat, lon = rng.choice(CENTRES) if rng.random() < 0.85 else rng.choice(EDGES)
    if rng.random() < 0.8 and abs(lat) < 80:
        lat, lon = lat + rng.gauss(0, 0.3), (lon + rng.gauss(0, 0.4) + 180) % 360 - 180
    precision = rng.choice(["exact", "exact", "street", "postcode", "town", "cell", "area"])
    fields = {"lat": lat, "lon": lon, "precision": precision, "timezone": "UTC", "town": words(rng, 1)}
    if precision == "cell":
        size = rng.choice([1, 3])
        home = cell_centre(Point(lat, lon), size)
        fields |= {"cell_km": size, "lat": home.lat, "lon": home.lon}
    elif precision != "area":
        fields |= {"name": words(rng), "street": f"{rng.randint(1, 99)} {words(rng, 1)} Street"}
    if rng.random() < 0.03:
        fields |= {"lat": None, "lon": None}
    return Place(**fields)


def make_listing(rng, number, lexicon, organizations, places, source):
    kind = rng.choice(lexicon.offered(Facet.KIND))
    attendance = rng.choice(["in_person", "in_person", "in_person", "hybrid", "online", "phone"])
    ages = rng.choice([(None, None), (None, None), (18, None), (18, 18), (None, 65), (30, 40), (0, 120)])
    accepting = rng.choice([None, True, True, False])
    return Listing(
        name=f"{words(rng)} {number if rng.random() < 0.7 else ''}".strip(),
        description=words(rng),
        kind=kind,
        formality=kind.default_formality if rng.random() < 0.7 else rng.choice(["formal", "informal"]),
        attendance=attendance,
        organization=rng.choice(organizations),
        place=None if attendance in ("online", "phone") else rng.choice(places),
        source=source,
        led_by=rng.choice(["", "licensed", "trained_peer", "trained_volunteer", "members"]),
        minimum_age=ages[0],
        maximum_age=ages[1],
        accepting_new=accepting,
        accepting_new_checked_on=None if accepting is None else date(2026, 2, 1),
        is_unsure=rng.random() < 0.15,
    )


def choose_terms(rng, lexicon):
    chosen = []
    for facet, share in CHOSEN.items():
        if rng.random() < share:
            offered = lexicon.offered(facet)
            chosen += rng.sample(offered[: 12 if rng.random() < 0.8 else None], k=min(rng.randint(1, 3), len(offered)))
    return chosen


def publish(rng, listings):
    """Most are searchable, some are public but hidden from search, some are not public."""
    shown = {one: rng.choices(["searchable", "published", "draft"], [92, 4, 4])[0] for one in listings}
    public = [one.pk for one, how in shown.items() if how != "draft"]
    moderation.publish(Listing.objects.filter(pk__in=public), by=None)
    Listing.objects.filter(pk__in=[one.pk for one, how in shown.items() if how != "searchable"]).update(
        searchable=False
    )
    return shown


def make_slot(rng, listing):
    """A sound pattern; drawn again until it is."""
    while True:
        freq = rng.choice(["ONCE", "DAILY", "WEEKLY", "WEEKLY", "WEEKLY", "MONTHLY"])
        slot = Schedule(
            listing=listing,
            starts_on=date(2026, 3, 3) + timedelta(days=rng.randint(-200, 60)),
            start_time=rng.choice(TIMES),
            duration=timedelta(minutes=rng.choice([30, 60, 90, 300])),
            timezone=rng.choice(ZONES),
            freq=freq,
            interval=1 if freq == "ONCE" else rng.choice([1, 1, 2, 3]),
            is_live=rng.random() < 0.93,
            **pattern(rng, freq),
        )
        if not recurrence.problems(slot.rule):
            return slot


def pattern(rng, freq):
    if freq == "ONCE":
        return {}
    fields = {}
    if rng.random() < 0.5:
        days = rng.sample(DAYS, rng.randint(1, 2))
        fields["byday"] = [rng.choice(["1", "2", "-1"]) + day for day in days] if freq == "MONTHLY" else days
    elif freq == "MONTHLY" and rng.random() < 0.5:
        fields["bymonthday"] = [rng.choice([1, 15, 31, -1])]
    ending = rng.random()
    if ending < 0.15:
        fields["until"] = date(2026, 3, 3) + timedelta(days=rng.randint(-100, 100))
    elif ending < 0.3:
        fields["count"] = rng.randint(1, 60)
    if rng.random() < 0.1:
        fields |= rng.choice(
            [{"season_from": "10-01", "season_until": "03-10"}, {"season_from": "03-05", "season_until": "09-30"}]
        )
    return fields


def make_sessions(rng, slots, now):
    """Cancelled, moved and annotated dates among the coming ones."""
    for slot in slots:
        for one in list(recurrence.occurrences(slot.rule, now, now + HORIZON))[:6]:
            status = rng.choices(["", "on", "cancelled", "moved"], [80, 4, 10, 6])[0]
            if status == "moved":
                start = one.starts_at.astimezone(UTC) + timedelta(hours=rng.choice([-30, -1, 3, 50]))
                yield Session(
                    schedule=slot,
                    original_on=one.original_on,
                    status=status,
                    starts_at=start,
                    ends_at=start + slot.duration,
                )
            elif status:
                yield Session(schedule=slot, original_on=one.original_on, status=status, note="ask at the desk")


def plain(listing, terms, late_is_fine, shown):
    """The listing as the oracle knows it."""
    place, kind = listing.place, listing.kind
    by_facet = {"kind": {kind.slug}, "category": {kind.parent.slug}, "formality": {listing.formality}}
    by_facet |= {"attendance": {listing.attendance}, "led_by": {listing.led_by} - {""}}
    for term in terms:
        by_facet.setdefault(term.facet, set()).add(term.slug)
    said = [listing.name, listing.description, listing.organization.name]
    said += [place.name, place.street, place.town] if place else []
    said += [" ".join([term.label, *term.synonyms]) for term in (kind, *terms) if term.facet != "language"]
    return Row(
        name=listing.name,
        formality=listing.formality,
        attendance=listing.attendance,
        point=(place.lat, place.lon) if place and place.lat is not None else None,
        precision=place.precision if place else "",
        terms=by_facet,
        words=frozenset(fold(" ".join(said))),
        ages=(listing.minimum_age, listing.maximum_age),
        accepting_new=listing.accepting_new,
        late_is_fine=late_is_fine,
        searchable=shown == "searchable",
        published=shown != "draft",
        pk=listing.pk,
        public_id=listing.public_id,
        is_unsure=listing.is_unsure,
    )


def add_dates(rows, slots, sessions, now):
    """Give every row the days and dates of its live slots, exceptions applied."""
    exceptions = {(session.schedule_id, session.original_on): session for session in sessions}
    for slot in slots:
        if not slot.is_live or is_over(slot, now):
            continue
        row = rows[slot.listing_id]
        row.slots |= {(day, time_of_day(slot.start_time)) for day in days_of(slot)}
        for one in recurrence.occurrences(slot.rule, now - timedelta(days=3), now + HORIZON + timedelta(days=3)):
            session = exceptions.get((slot.pk, one.original_on))
            start, end = one.starts_at.astimezone(UTC), one.ends_at.astimezone(UTC)
            if session and session.status == "moved":
                start, end = session.starts_at, session.ends_at
            if end > now and start < now + HORIZON and not (session and session.status == "cancelled"):
                row.dates.append((start, end, slot.timezone))


def is_over(slot, now):
    """Whether its last date lies more than two days back, or, of a counted slot, behind us."""
    if slot.count:
        far = datetime(2199, 1, 1, tzinfo=UTC)
        return next(recurrence.occurrences(slot.rule, now, far), None) is None
    last = slot.starts_on if slot.freq == "ONCE" else slot.until
    return last is not None and last < now.date() - timedelta(days=2)


def days_of(slot):
    """The weekdays on which a slot can fall."""
    if slot.freq != "ONCE" and slot.byday:
        return {token[-2:] for token in slot.byday}
    return {DAYS[slot.starts_on.weekday()]} if slot.freq in ("ONCE", "WEEKLY") else set(DAYS)
