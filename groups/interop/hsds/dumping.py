"""One listing as an HSDS service with all that belongs to it; `loading` is the way back."""

from django.conf import settings
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from groups.choices import Channel, Facet, Relation
from groups.interop.hsds import contacts, ids, locations, organizations, schedules
from groups.interop.hsds.attributes import attribute, fact, filled
from groups.interop.hsds.facts import PLAIN, VISIT, VISIT_CODE, written

COLUMNS = ("kind", "formality", "attendance", "led_by")
"""Words that are fields of a record, and facets too."""

SOURCE = ("name", "url", "licence", "as_of")
FREE = "free"


def heading(record, words, now=None):
    """The fields of a service that are one to one, with its organization: an entry of a list of services."""
    today = (now or timezone.now()).date()
    own, organization = ids.of("service", record.source_ref), organizations.dump(record.organization)
    website = next(iter(contacts.of(record, Channel.WEBSITE)), "")
    service = {
        "organization_id": organization["id"],
        "description": record.description,
        "url": iri_to_uri(website or record.url),
        "email": next(iter(contacts.of(record, Channel.EMAIL)), ""),
        "interpretation_services": labels(record, words, Facet.LANGUAGE, Relation.INTERPRETED, Relation.SIGNED),
        "application_process": record.how_to_join,
        "fees_description": labels(record, words, Facet.COST),
        "wait_time": waiting(record.wait_weeks),
        "eligibility_description": labels(record, words, Facet.AUDIENCE, Relation.ONLY)
        or labels(record, words, Facet.OPENNESS),
        "minimum_age": record.minimum_age,
        "maximum_age": record.maximum_age,
        "assured_date": record.confirmed_at and record.confirmed_at.date().isoformat(),
        "alert": " ".join(map(closed, record.closures)),
        "last_modified": record.updated_at and record.updated_at.isoformat(),
    }
    required = {"id": own, "name": record.name, "status": status(record, today)}
    return required | filled(service) | {"organization": organization}


def full(record, words, now=None):
    """A service with everything that belongs to it."""
    today = (now or timezone.now()).date()
    own = ids.of("service", record.source_ref)
    place_at = at_location(record, words) | {"service_id": own}
    return heading(record, words, now) | filled(
        {
            "phones": contacts.phones(own, record),
            "contacts": contacts.mails(own, record),
            "schedules": [schedules.dump(slot, record, words, today) for slot in record.slots if slot.is_live],
            "languages": languages(own, record, words),
            "cost_options": costs(own, record, words),
            "service_at_locations": [place_at],
            "attributes": [*terms(own, record, words), *facts(own, record, words)],
            "metadata": origin(own, record),
        }
    )


def at_location(record, words):
    """That a service takes place at its location."""
    location = locations.dump(record, words)
    return {
        "id": ids.of("service_at_location", record.source_ref),
        "location_id": location["id"],
        "location": location,
    }


def place_heading(record, words, now=None):
    """An entry of a list of services at locations."""
    place_at = at_location(record, words)
    service = heading(record, words, now)
    return place_at | {
        "service_id": service["id"],
        "location": locations.short(place_at["location"]),
        "service": service,
    }


def place_full(record, words, now=None):
    """A service at a location with everything that belongs to either."""
    service = full(record, words, now)
    (place_at,) = service.pop("service_at_locations")
    said_there = {name: service[name] for name in ("phones", "contacts", "schedules") if name in service}
    return place_at | said_there | {"service": service}


def status(record, today):
    """Closed for a time where a closure is under way; what leaves the site is active otherwise."""
    is_closed = any(part.starts_on <= today and (part.ends_on or today) >= today for part in record.closures)
    return "temporarily closed" if is_closed else "active" if record.is_published else "inactive"


def closed(part):
    """A closure as a sentence."""
    values = {"first": part.starts_on.isoformat(), "last": part.ends_on and part.ends_on.isoformat()}
    sentence = _("Closed from %(first)s to %(last)s.") if part.ends_on else _("Closed from %(first)s on.")
    return f"{sentence % values} {part.note}".strip()


def waiting(weeks):
    return "" if weeks is None else ngettext("%(weeks)s week", "%(weeks)s weeks", weeks) % {"weeks": weeks}


def labels(record, words, facet, *relations):
    """The words of a facet in one line, those with one of `relations` where some are named."""
    uses = [use for use in record.terms if use.facet == facet and (not relations or use.relation in relations)]
    return ", ".join(words.label(facet, use.slug) for use in uses)


def terms(own, record, words):
    for facet in COLUMNS:
        slug = getattr(record, facet)
        if slug:
            yield attribute(own, "service", facet, str(slug), words)
    for use in record.terms:
        kind = f"{use.facet}:{use.relation}" if use.relation else str(use.facet)
        yield attribute(own, "service", str(use.facet), use.slug, words, value=use.detail, link_type=kind)


def facts(own, record, words):
    for known in PLAIN:
        value = getattr(record, known.field)
        if value not in (None, ""):
            yield fact(own, "service", known.code, written(value), words)
    for name in VISIT:
        if record.first_visit.get(name):
            yield fact(own, "service", f"{VISIT_CODE}{name}", str(record.first_visit[name]), words)
    if record.attribution:
        for name in SOURCE:
            if value := getattr(record.attribution, name):
                yield fact(own, "service", f"source-{name.replace('_', '-')}", written(value), words)
    yield from contacts.links(own, record, words)


def languages(own, record, words):
    uses = (use for use in record.terms if use.facet == Facet.LANGUAGE)
    return [
        filled(
            {
                "id": ids.part(own, "language", use.slug),
                "service_id": own,
                "name": words.label(use.facet, use.slug),
                "code": use.slug,
                "note": use.detail or str(Relation(use.relation).label if use.relation else ""),
            }
        )
        for use in uses
    ]


def costs(own, record, words):
    uses = (use for use in record.terms if use.facet == Facet.COST)
    return [
        filled(
            {
                "id": ids.part(own, "cost", use.slug),
                "service_id": own,
                "option": words.label(use.facet, use.slug),
                "amount": 0 if use.slug == FREE else None,
                "amount_description": use.detail,
            }
        )
        for use in uses
    ]


def origin(own, record):
    """That the listing was copied from a directory, as the history of its data."""
    source = record.attribution
    if source is None:
        return []
    copied_on = source.as_of or (record.updated_at and record.updated_at.date())
    return [
        {
            "id": ids.part(own, "metadata", "origin"),
            "resource_id": own,
            "resource_type": "service",
            "last_action_date": copied_on.isoformat() if copied_on else "",
            "last_action_type": "import",
            "field_name": "name",
            "previous_value": "",
            "replacement_value": record.name,
            "updated_by": source.name,
        }
    ]


def in_site_language(make, *given):
    """What `make` says of a record, in the language of the site: data reads the same whoever asks."""
    with override(settings.LANGUAGE_CODE):
        return make(*given)
