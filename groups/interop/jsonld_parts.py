"""What services, groups and their dates have in common in schema.org data: where, for whom, by whom."""

from groups.choices import PINNED, Facet

FREE = "free"
PAID = {"sliding-scale", "low-fee", "insurance", "full-fee"}


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
    features = [
        {"@type": "LocationFeatureSpecification", "name": name, "value": True} for name in names(listing, Facet.ACCESS)
    ]
    return filled(
        {"@type": "Place", "name": where.name, "address": filled(address), "geo": geo, "amenityFeature": features}
    )


def organization(organization):
    return organization and filled({"@type": "Organization", "name": organization.name, "url": organization.website})


def audience(listing):
    """Who it is for, by words and age; None where nothing is said."""
    said = {
        "audienceType": names(listing, Facet.AUDIENCE),
        "suggestedMinAge": listing.minimum_age,
        "suggestedMaxAge": listing.maximum_age,
    }
    return {"@type": "PeopleAudience"} | filled(said) if filled(said) else None


def is_free(listing):
    """Whether it costs nothing; None where nobody says, or where it depends."""
    costs = {term.slug for term in listing.words(Facet.COST)}
    if FREE in costs:
        return None if costs & PAID else True
    return False if costs & PAID else None


def names(listing, facet):
    return [term.name for term in listing.words(facet)]


def filled(values):
    """What says something: `False` and 0 do."""
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}
