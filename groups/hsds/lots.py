"""Pages and streams of HSDS objects: how many there are, those between two numbers, and all of them one by one."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from math import ceil

from groups import outgoing
from groups.interop.hsds import dumping, ids, organizations
from groups.interop.hsds.dumping import in_site_language
from groups.interop.hsds.words import Word, Words
from groups.interop.reading import folded
from groups.models import Listing, Term
from groups.outgoing import organization as part_of


@dataclass(frozen=True)
class Lot:
    """`count()`, `between(first, last)` as a list of objects, `everything()` as an iterator of them."""

    count: Callable
    between: Callable
    everything: Callable


def page(lot, number, size):
    """One page as HSDS has it; a page beyond the last is empty."""
    total = lot.count()
    pages = ceil(total / size)
    contents = lot.between((number - 1) * size, number * size) if number <= pages else []
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": number,
        "size": len(contents),
        "first_page": number == 1,
        "last_page": number >= pages,
        "empty": not contents,
        "contents": contents,
    }


def words_of_directory(profile=""):
    """The `Words` of this directory as they are now."""
    terms = Term.objects.lexicon().terms
    slugs = {term.pk: term.slug for term in terms}
    return Words(
        [Word(term.facet, term.slug, term.label, term.help, slugs.get(term.parent_id, "")) for term in terms], profile
    )


def of_listings(listings, make, words, site, now):
    """The lot of `listings` (in their order), each made an object by `make(record, words, now)`."""
    made = partial(in_site_language, make)

    def between(first, last):
        places = {ref: place for place, ref in enumerate(listings.values_list("public_id", flat=True)[first:last])}
        found = outgoing.records(Listing.objects.filter(public_id__in=places), site=site, now=now)
        ordered = sorted(found, key=lambda record: places[record.source_ref])
        return [made(record, words, now) for record in ordered]

    def everything():
        return (made(record, words, now) for record in outgoing.records(listings, site=site, now=now))

    return Lot(listings.count, between, everything)


def minimal(listings):
    """Only which services there are and when they were changed."""

    def between(first, last):
        return [changed(*row) for row in listings.values_list("public_id", "updated_at")[first:last]]

    def everything():
        for batch in outgoing.batches(listings.only("pk", "public_id", "updated_at")):
            yield from (changed(row.public_id, row.updated_at) for row in batch)

    return Lot(listings.count, between, everything)


def changed(ref, moment):
    """The standard's text calls it `modified_date`, its schema `last_modified`."""
    return {"id": ids.of("service", ref), "modified_date": moment.isoformat(), "last_modified": moment.isoformat()}


def of_objects(objects, search=""):
    """The lot of objects that are there already, those whose name or description holds every word of `search`."""
    wanted = folded(search).split()
    found = [one for one in objects if all(word in folded(one["name"], one["description"]) for word in wanted)]
    return Lot(lambda: len(found), lambda first, last: found[first:last], lambda: iter(found))


def of_organizations(rows, nobody, make):
    """The lot of organizations; `nobody`, the one of what has none, comes first where it is to be there.

    `make(parts)` makes objects of a list of `OrganizationPart`s (None for nobody).
    """
    ahead = [None] if nobody else []

    def between(first, last):
        found = rows[max(first - len(ahead), 0) : max(last - len(ahead), 0)]
        return make([*ahead[first:last], *map(part_of, found)])

    def everything():
        yield from make(ahead)
        for batch in outgoing.batches(rows):
            yield from make(list(map(part_of, batch)))

    return Lot(lambda: rows.count() + len(ahead), between, everything)


def plain_organizations(parts):
    return [in_site_language(organizations.dump, part) for part in parts]


def with_services(parts, *, is_full, words, site, now):
    """Organizations with their services: names, or everything. Those of nobody are not listed: they may be thousands,
    and have pages under `services`."""
    make = partial(in_site_language, full_service if is_full else named_service)
    run = Listing.objects.for_feeds().filter(organization__public_id__in=[part.ref for part in parts if part])
    theirs = defaultdict(list)
    for record in outgoing.records(run, site=site, now=now):
        theirs[record.organization.ref].append(make(record, words, now))
    plain = zip(parts, plain_organizations(parts), strict=True)
    return [one | ({"services": theirs[part.ref]} if part else {}) for part, one in plain]


def full_service(record, words, now):
    """Everything but the organization that it stands in."""
    return {name: value for name, value in dumping.full(record, words, now).items() if name != "organization"}


def named_service(record, words, now):
    heading = dumping.heading(record, words, now)
    return {name: heading[name] for name in ("id", "name", "status")}
