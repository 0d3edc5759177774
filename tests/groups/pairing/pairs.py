"""Makers of what goes well with something, and traits without a database."""

import itertools

from groups import pairing
from groups.choices import Facet
from groups.models import Listing
from groups.pairing.traits import Traits
from tests import factories

STRATFORD = {"name": "Lea House", "lat": 51.5416, "lon": -0.0033, "district": "Stratford"}
NUMBERS = itertools.count(1)


def names(listing):
    """The names of what is suggested for `listing`, in order."""
    return [match.other.name for match in suggested(listing)]


def suggested(listing):
    return pairing.suggestions(Listing.objects.select_related("kind", "place").get(pk=listing.pk))


def make_clinic(source, name="Hackney Grief Clinic", *, terms=("topic:grief", "support:informational"), **fields):
    """A formal service at the place of the Tuesday Circle unless `fields` say otherwise."""
    organization = fields.pop("organization", None) or factories.make_organization(f"Trust of {name}")
    values = {"kind": "clinic", "organization": organization, "place": factories.make_place()} | fields
    return factories.make_listing(source, name, terms=list(terms), **values)


def traits(*, formality="informal", only=(), km=1.0, **fields):
    """Traits of a peer circle about grief; words as `topic={"grief"}`, columns by their names."""
    words = {"kind": {"peer-circle"}, "category": {"peer"}, "topic": {"grief"}, "support": {"emotional"}}
    words |= {facet: fields.pop(facet) for facet in Facet.values if facet in fields}
    columns = {
        "minimum_age": None,
        "maximum_age": None,
        "organization": None,
        "is_unsure": False,
        "is_full": False,
        "timezone": None,
    }
    pk = next(NUMBERS)
    return Traits(
        pk=pk,
        name=f"Number {pk}",
        words={facet: frozenset(slugs) for facet, slugs in (words | {"formality": {formality}}).items()},
        only=frozenset(only),
        slots=(),
        km=km,
        **columns | fields,
    )
