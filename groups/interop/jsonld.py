"""A listing as schema.org data, for search engines and other programs that read pages."""

from groups.choices import PINNED, Attendance, Channel, Facet

EVENTS = 10
MODE = {
    Attendance.IN_PERSON: "https://schema.org/OfflineEventAttendanceMode",
    Attendance.HYBRID: "https://schema.org/MixedEventAttendanceMode",
    Attendance.ONLINE: "https://schema.org/OnlineEventAttendanceMode",
    Attendance.PHONE: "https://schema.org/OnlineEventAttendanceMode",
}


def graph(listing, contacts, dates, page_url):
    """The service or group, and those of its `SessionDate`s that take place as events.

    Holds only what the page shows; empty values are left out.
    """
    events = [event(listing, date) for date in dates if date.takes_place][:EVENTS]
    subject = {
        "@context": "https://schema.org",
        "@type": "Service" if listing.is_formal else "Organization",
        "@id": page_url,
        "name": listing.name,
        "description": listing.description,
        "url": page_url,
        "telephone": next((contact.value for contact in contacts if contact.channel == Channel.PHONE), ""),
        "provider" if listing.is_formal else "parentOrganization": organization(listing.organization),
        "areaServed" if listing.is_formal else "location": place(listing),
        "knowsLanguage" if not listing.is_formal else "availableLanguage": [
            term.slug for term in listing.words(Facet.LANGUAGE)
        ],
        "event" if not listing.is_formal else "subjectOf": events,
    }
    return filled(subject)


def organization(organization):
    return organization and filled({"@type": "Organization", "name": organization.name, "url": organization.website})


def place(listing):
    """The place as exactly as it is public; only one known to the street has a position."""
    where = listing.place
    if where is None:
        return None
    address = {
        "@type": "PostalAddress",
        "streetAddress": where.street,
        "addressLocality": where.town,
        "addressRegion": where.region,
        "postalCode": where.postal_code,
        "addressCountry": where.country,
    }
    position = where.point if where.precision in PINNED else None
    geo = position and {"@type": "GeoCoordinates", "latitude": position.lat, "longitude": position.lon}
    return filled({"@type": "Place", "name": where.name, "address": filled(address), "geo": geo})


def event(listing, date):
    """One date, by the clock of its place."""
    return filled(
        {
            "@type": "Event",
            "name": listing.name,
            "startDate": date.starts_at.isoformat(),
            "endDate": date.ends_at.isoformat(),
            "eventAttendanceMode": MODE[listing.attendance],
            "location": place(listing),
        }
    )


def filled(values):
    return {name: value for name, value in values.items() if value}
