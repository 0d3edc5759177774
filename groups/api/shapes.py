"""Listings and dates as plain values, in the names of `schemas`; no query beyond what was read with them."""

from zoneinfo import ZoneInfo

from django.urls import reverse

from groups import outgoing, recurrence
from groups.choices import Facet
from groups.freshness import labels
from groups.interop.geojson import km_of
from groups.models import Term

SAME = ("name", "description", "formality", "attendance", "minimum_age", "maximum_age", "accepting_new", "is_unsure")
"""Fields that are columns of a listing, here and in `WHOLE`."""
WHOLE = (
    "led_by", "training", "minimum_size", "maximum_size", "safeguarding_contact", "how_to_join", "wait_weeks",
    "wait_checked_on", "accepting_new_checked_on", "confirmed_at", "updated_at",
)  # fmt: skip
ADDRESS = ("name", "street", "district", "town", "region", "postal_code", "country", "precision", "timezone")
UNTOLD = (Facet.SLOT, Facet.KIND, Facet.CATEGORY, Facet.FORMALITY, Facet.ATTENDANCE, Facet.LED_BY)
"""Facets that other fields tell of."""


def listing(card, site):
    """A listing read as `Results.cards` are, with `card_parts`; `site` is put before the path of its page."""
    by_id = Term.objects.lexicon().by_id
    return {
        **{name: getattr(card, name) for name in SAME},
        "id": card.public_id,
        "url": site + card.get_absolute_url(),
        "kind": word(card.kind),
        "organization": card.organization and organization(card.organization),
        "place": card.place and place(card.place, card.shown_point),
        "distance_km": distance(card),
        "next_date": card.next_at and next_date(card),
        "pause": card.pause and dict(zip(("first_day", "last_day"), card.pause, strict=True)),
        "slots": [slot(one) for one in outgoing.ordered_slots(card)],
        "words": words(card.tags),
        "only_for": [by_id[pk].slug for pk in card.only_ids if pk in by_id],
        "contacts": [contact(one) for one in card.public_contacts],
        "source": credit(card.source),
    }


def whole(card, site, now):
    """Everything public about a listing; see `operations.listings.read`."""
    return {
        **listing(card, site),
        **{name: getattr(card, name) for name in WHOLE},
        "about": [about(use) for use in outgoing.terms(card)],
        "directions": card.place.directions if card.place else "",
        "first_visit": outgoing.first_visit(card),
        "closures": [
            dict(zip(("first_day", "last_day", "note"), one, strict=True)) for one in outgoing.closures(card, now)
        ],
        "caution": str(labels.label(card, now).words),
    }


def word(term):
    return {"word": term.slug, "label": term.name}


def words(tags):
    """The short names by facet that a listing is found under."""
    by_id, found = Term.objects.lexicon().by_id, {}
    told = [term for tag in tags if (term := by_id.get(tag)) and term.facet not in UNTOLD]
    for term in sorted(told, key=lambda term: (term.facet, term.position, term.pk)):
        found.setdefault(term.facet, []).append(term.slug)
    return found


def about(use):
    term = Term.objects.lexicon().by_slug[use.facet, use.slug]
    return {"facet": use.facet, **word(term), "relation": use.relation, "detail": use.detail}


def organization(row):
    return {"id": row.public_id, "name": row.name, "website": row.website}


def place(row, point):
    """A place with the position that may leave the site, if there is one."""
    lat, lon = point or (None, None)
    return {name: getattr(row, name) for name in ADDRESS} | {"lat": lat, "lon": lon}


def distance(card):
    """Kilometres, none where the position of the listing may not leave the site."""
    km = km_of(card)
    return None if km is None or card.shown_point is None else round(km, 3)


def next_date(card):
    zone = ZoneInfo(card.next_zone)
    begin, end = card.next_at.astimezone(zone), card.next_ends_at.astimezone(zone)
    return {"starts_at": begin, "ends_at": end, "timezone": card.next_zone}


def slot(row):
    rule = row.rule
    return {
        "words": row.in_words,
        "first_day": rule.starts_on,
        "start_time": f"{rule.start_time:%H:%M}",
        "minutes": round(rule.duration.total_seconds() / 60),
        "timezone": rule.timezone,
        "rule": recurrence.to_rrule(rule) if recurrence.fits_rrule(rule) else None,
        "note": row.note,
    }


def contact(row):
    return {"channel": row.channel, "value": row.value, "note": row.note}


def credit(source):
    found = outgoing.attribution(source)
    return found and found._asdict()


def session(date, card, site):
    """One `SessionDate` of the listing `card`."""
    return {
        "id": date.id,
        "listing": card.public_id,
        "name": card.name,
        "url": site + reverse("session-detail", args=[date.id]),
        "starts_at": date.starts_at,
        "ends_at": date.ends_at,
        "timezone": date.slot.timezone,
        "status": date.status,
        "planned_at": date.planned_at if date.is_moved else None,
        "note": date.note or (date.closure.note if date.closure else ""),
        "stand_in": date.stand_in,
    }
