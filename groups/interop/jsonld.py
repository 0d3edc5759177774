"""A listing as schema.org data, for search engines and other programs that read pages."""

from groups.choices import PLACELESS, Attendance, Channel, Facet
from groups.interop import jsonld_events
from groups.interop.jsonld_parts import audience, filled, names, organization, place

DATES = 10


def graph(listing, contacts, slots, dates, page_url):
    """The service or group, its next `SessionDate`s, cancelled ones among them, and each of its times that repeats.

    `contacts` are public ones, `slots` those of the page. Holds only what the page shows; empty values are left out.
    """
    events = jsonld_events.Events(listing, page_url)
    told = [events.date(date) for date in dates[:DATES]]
    told += [events.series(slot) for slot in slots if events.can_tell(slot.rule)]
    subject = service if listing.is_formal else group
    return {"@context": "https://schema.org"} | filled(subject(listing, contacts, told, page_url))


def group(listing, contacts, events, page_url):
    """A meetup: people who call themselves by a name."""
    return {
        "@type": "Organization",
        "@id": page_url,
        "name": listing.name,
        "description": listing.description,
        "url": page_url,
        "telephone": telephone(contacts),
        "parentOrganization": organization(listing.organization),
        "location": place(listing),
        "knowsLanguage": codes(listing),
        "keywords": names(listing, Facet.TOPIC),
        "event": events,
    }


def service(listing, contacts, events, page_url):
    """What an organization offers, and by which ways it is reached."""
    phone = telephone(contacts)
    channel = {
        "@type": "ServiceChannel",
        "serviceLocation": place(listing),
        "servicePhone": phone and {"@type": "ContactPoint", "telephone": phone},
        "serviceUrl": page_url if listing.attendance in (*PLACELESS, Attendance.HYBRID) else "",
        "availableLanguage": codes(listing),
    }
    return {
        "@type": "Service",
        "@id": page_url,
        "name": listing.name,
        "description": listing.description,
        "url": page_url,
        "serviceType": listing.kind.name,
        "category": names(listing, Facet.TOPIC),
        "audience": audience(listing),
        "provider": organization(listing.organization),
        "availableChannel": filled(channel),
        "subjectOf": events,
    }


def telephone(contacts):
    return next((contact.value for contact in contacts if contact.channel == Channel.PHONE), "")


def codes(listing):
    """The codes of the languages spoken there (BCP 47)."""
    return [term.slug for term in listing.words(Facet.LANGUAGE)]
