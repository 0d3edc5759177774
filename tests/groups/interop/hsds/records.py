"""Records that between them use all that can be said, and what HSDS is to make of them."""

import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from groups.interop.hsds import dumping, ids, tabular
from groups.interop.hsds.loading import PAUSED, closed_for_now
from groups.interop.hsds.words import Words, shipped
from groups.interop.record import (
    Attribution,
    ClosedPart,
    ContactPart,
    OrganizationPart,
    PlacePart,
    Problem,
    Record,
    SlotPart,
    TermUse,
)
from groups.recurrence import Rule

NOW = datetime(2026, 3, 3, 17, 0, tzinfo=UTC)
WORDS = Words(shipped())


def rule(freq="WEEKLY", **parts):
    """Tuesdays 18:30 to 20:00 in London, unless `parts` say otherwise."""
    plain = {
        "starts_on": date(2026, 1, 6),
        "start_time": time(18, 30),
        "duration": timedelta(minutes=90),
        "timezone": "Europe/London",
    }
    return Rule(**plain | {"freq": freq} | parts)


RULES = {
    "weekly": rule(),
    "two days": rule(byday=("TU", "TH")),
    "fortnightly": rule(interval=2, byday=("TU",), until=date(2026, 12, 29)),
    "third friday": rule("MONTHLY", byday=("3FR",)),
    "last sunday": rule("MONTHLY", byday=("-1SU",), count=12),
    "days of the month": rule("MONTHLY", bymonthday=(1, -1)),
    "day of the start": rule("MONTHLY"),
    "daily": rule("DAILY"),
    "working days": rule("DAILY", byday=("MO", "TU", "WE", "TH", "FR")),
    "every third day": rule("DAILY", interval=3),
    "once": rule("ONCE"),
    "whole months": rule(season_from="09-01", season_until="06-30"),
    "within months": rule(season_from="11-15", season_until="03-20"),
    "over midnight": rule(start_time=time(22), duration=timedelta(hours=8)),
    "a whole day": rule(start_time=time(0), duration=timedelta(hours=24)),
    "kathmandu": rule(timezone="Asia/Kathmandu"),
}


def circle(**fields):
    """A peer circle without an organization, with slots of every sort."""
    values = {
        "source_ref": "abc234def56",
        "name": "Tuesday Circle",
        "kind": "peer-circle",
        "formality": "informal",
        "led_by": "members",
        "description": "We listen.\n\nTea is ready.",
        "place": PlacePart(
            "Linden Library", "4 Linden Street", "Hackney", "London", "England", "E8 1AA", "GB", 51.545, -0.055,
            "exact", "Europe/London", "Ring the bell.",
        ),
        "terms": [
            TermUse("topic", "grief"),
            TermUse("audience", "women", "only", "Trans women too"),
            TermUse("language", "uk", "interpreted"),
            TermUse("cost", "free"),
            TermUse("access", "step-free", detail="Ramp at the back"),
        ],
        "slots": [SlotPart(f"slot {name}", one, f"Note {name}") for name, one in RULES.items()],
        "contacts": [
            ContactPart("phone", "+44 20 7946 0018", "For new people"),
            ContactPart("text", "+44 20 7946 0019"),
            ContactPart("email", "hello@example.org"),
            ContactPart("website", "https://example.org/grüße", "About us"),
        ],
        "url": "https://example.net/listings/abc234def56/",
        "updated_at": NOW,
        "confirmed_at": NOW - timedelta(days=3),
        "first_visit": {"must_speak": "no", "arrive_late": "up_to_you", "greeter": "Ana", "what_to_expect": "Tea."},
        "how_to_join": "Come along.",
        "minimum_size": 4,
        "maximum_size": 12,
    }  # fmt: skip
    return Record(**values | fields)


def clinic(**fields):
    """A formal service for the young with an organization, waiting time and a directory it was copied from."""
    values = {
        "source_ref": "clinic-7",
        "name": "Lea Clinic",
        "kind": "clinic",
        "organization": OrganizationPart("lea", "Lea Health", "https://lea.example.org/", "Care."),
        "place": PlacePart(street="1 High Road", town="London", postal_code="E15", country="GB", precision="street"),
        "minimum_age": 0,
        "maximum_age": 17,
        "safeguarding_contact": "Jo Doe",
        "training": "Nurses",
        "wait_weeks": 0,
        "wait_checked_on": date(2026, 2, 1),
        "accepting_new": False,
        "accepting_new_checked_on": date(2026, 2, 2),
        "attribution": Attribution("Old list", "https://old.example.org/", "CC0", date(2025, 5, 5)),
        "slots": [SlotPart("without a zone", rule(timezone="")), SlotPart("off", rule(), is_live=False)],
        "closures": [ClosedPart(date(2026, 3, 1), date(2026, 3, 9), "Paint")],
    }
    return Record(**values | fields)


def home(**fields):
    """A private home: only its cell is known."""
    place = PlacePart(
        district="Hackney", town="London", region="England", country="GB", lat=51.54, lon=-0.06, precision="cell",
        timezone="Europe/London",
    )  # fmt: skip
    return circle(source_ref="hhh234def56", place=place, slots=[SlotPart("h1", rule())], **fields)


def online(**fields):
    link = ContactPart("online_link", "https://meet.example.org/evening", "Password on request")
    values = {"source_ref": "eee234def56", "attendance": "online", "place": None, "contacts": [link]}
    return circle(**values | {"slots": [SlotPart("e1", rule())]} | fields)


ALL = [circle(), clinic(), home(), online()]


def expected(record):
    """What comes back of a record: HSDS has ids for our names, words for closed days, and no slot that is off."""
    service = ids.of("service", record.source_ref)
    alert, is_closed = " ".join(map(dumping.closed, record.closures)), dumping.status(record, NOW.date()) == PAUSED
    organization = record.organization
    return replace(
        record,
        source_ref=ids.of("service_at_location", record.source_ref),
        former_ref=service,
        organization=organization and replace(organization, ref=ids.of("organization", organization.ref)),
        slots=[
            replace(slot, source_ref=ids.part(service, "schedule", slot.source_ref), is_live=not is_closed)
            for slot in record.slots
            if slot.is_live
        ],
        description="\n\n".join(filter(None, [alert, record.description])),
        closures=[],
        problems=[Problem("status", closed_for_now())] if is_closed else [],
        row={},
    )


def as_read(record):
    """A record without what is only kept for messages."""
    return replace(record, row={})


def ndjson(records):
    lines = [json.dumps(dumping.full(record, WORDS, NOW)) for record in records]
    return io.BytesIO("\n".join(lines).encode())


def page(records):
    return io.BytesIO(json.dumps({"contents": [dumping.full(record, WORDS, NOW) for record in records]}).encode())


def places(records):
    return io.BytesIO(json.dumps([dumping.place_full(record, WORDS, NOW) for record in records]).encode())


def tables(records):
    file = io.BytesIO()
    tabular.dump(records, WORDS, file, NOW)
    file.seek(0)
    return file
