"""Who answers for meetings, as service bodies: the site above all, each organization, and each directory copied from
for what no organization answers for."""

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, Value, When

from groups.interop import bmlt_file
from groups.interop.record import OrganizationPart
from groups.models import ImportSource, Listing, Organization

ROOT = bmlt_file.ROOT
FROM_SOURCE = 1_000_000_000
"""Sources have numbers from here on, organizations below."""
NUMBER = Case(
    When(listing__organization__isnull=False, then=F("listing__organization") + ROOT),
    When(listing__source__isnull=False, then=F("listing__source") + FROM_SOURCE),
    default=Value(ROOT),
    output_field=IntegerField(),
)
"""The number of a schedule's service body."""


def number_of(listing):
    """The number of the service body of a listing."""
    if listing.organization_id:
        return ROOT + listing.organization_id
    return FROM_SOURCE + listing.source_id if listing.source_id else ROOT


def answered_by(numbers, *, is_recursive):
    """The listings of these service bodies as a Q; all belong to the site, with what is below it."""
    found = Q(organization__in=[one - ROOT for one in numbers if ROOT < one < FROM_SOURCE])
    sources = [one - FROM_SOURCE for one in numbers if one > FROM_SOURCE]
    found |= Q(organization__isnull=True, source__in=sources)
    if ROOT in numbers:
        found |= Q(pk__isnull=False) if is_recursive else Q(organization__isnull=True, source__isnull=True)
    return found


def rows(services, *, is_recursive, with_parents, site, name):
    """Yield the service bodies asked for (`Signed` numbers; all where none is wanted), the site first.

    Only those that answer for something that anybody may see.
    """
    wanted, unwanted = set(services.wanted), set(services.unwanted)
    is_whole = not wanted or (is_recursive and ROOT in wanted)
    if ROOT not in unwanted and (is_whole or ROOT in wanted or (with_parents and wanted)):
        yield bmlt_file.root(site, name)
    if is_recursive and ROOT in unwanted:
        return
    chosen = None if is_whole else wanted
    for part in named(Organization.objects.all(), public().filter(organization=OuterRef("pk")), ROOT, chosen):
        if ROOT + part.pk not in unwanted:
            told = OrganizationPart(part.public_id, part.name, part.website, part.description)
            yield bmlt_file.body(ROOT + part.pk, told, site)
    without = public().filter(organization__isnull=True, source=OuterRef("pk"))
    for part in named(ImportSource.objects.all(), without, FROM_SOURCE, chosen):
        if FROM_SOURCE + part.pk not in unwanted:
            yield bmlt_file.source_body(FROM_SOURCE + part.pk, part.name, part.url, site)


def public():
    return Listing.objects.for_feeds()


def named(parts, listings, begin, chosen):
    """Those of `parts` (a queryset) that have some of `listings`, by key; only the `chosen` numbers, if not None."""
    found = parts.filter(Exists(listings)).order_by("pk")
    return found if chosen is None else found.filter(pk__in=[one - begin for one in chosen if one > begin])
