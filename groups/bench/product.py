"""The product's own search as one of the engines that answer a `Question`: asked three ways, one after the other."""

from dataclasses import dataclass, field

from django.db import connection

from groups.bench.measuring import metered
from groups.bench.statements import Server, literal
from groups.models import Listing
from groups.models.listing_queries import ListingQuerySet
from groups.results import Lot

FIRST = 20


@dataclass
class Asked:
    """What one engine found, ids in order, and milliseconds: all in all, in the database, and others by name."""

    found: list[int]
    wall_ms: float
    database_ms: float
    more_ms: dict[str, float | None] = field(default_factory=dict)


class Product:
    """Our queryset. The wall clock is for 20 listings with what their cards need, as objects, through Django.

    The database's time is that of the very same statement without Django, and `cpu` the server's processor time for
    it. `ids` and `ids_cpu` are for the same search for ids and distances alone: what other engines are asked for.
    """

    name = "product"

    def __init__(self):
        connection.ensure_connection()
        self.server = Server(connection.connection)

    def answers(self, question):
        """Whether it knows how to: always."""
        return True

    def ask(self, question, place):
        """Answers an `Asked`."""
        ids = self.server.ask(literal(question.listings(place).values_list("pk", "chord")[:FIRST], connection))
        whole = self.server.ask(literal(cards(question, place), connection))
        wall_ms, *_ = metered(lambda: list(cards(question, place)))
        more = {"ids": ids.ms, "ids_cpu": ids.cpu_ms, "cpu": whole.cpu_ms}
        return Asked([pk for pk, _chord in ids.rows], wall_ms, whole.ms, more)

    def shape(self, question, place):
        """The plan of the statement that brings the cards."""
        statement = literal(cards(question, place), connection)
        return self.server.shape(statement, Listing._meta.db_table)


def cards(question, place):
    """The first listings with what their cards need, read as a page of results is."""
    listings = question.listings(place)
    return Lot([listings], ListingQuerySet.nearest_first, [listings]).read(
        0, FIRST, Listing.objects.for_cards().from_point(place)
    )
