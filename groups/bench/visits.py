"""Addresses that visitors ask for, each another one: searches around many places with many filters, and listings."""

from itertools import count
from urllib.parse import urlencode

from django.db import connection

from groups.bench import origins
from groups.choices import Facet
from groups.models import Term

TOWNS = 2000
BY_POSITION = 3  # one search in so many is from the visitor's own position, the others from a town by name
FILTERS = ((), (Facet.TOPIC,), (Facet.FORMALITY, Facet.WEEKDAY), (Facet.TOPIC, Facet.COST), (Facet.KIND,),
           (Facet.LANGUAGE,), (Facet.AUDIENCE, Facet.ATTENDANCE))  # fmt: skip
STRIDE = 7919  # a prime: steps of it come by every listing before one comes twice

LISTINGS = """
SELECT public_id FROM generate_series(0, %(last)s) AS n
JOIN groups_listing ON id = 1 + (n * %(stride)s) %% (SELECT max(id) FROM groups_listing)
WHERE status = 'published' ORDER BY n LIMIT %(many)s
"""


def searches(many):
    """`many` different questions, as what stands after the question mark."""
    seen, questions = {}, _questions()
    while len(seen) < many:
        seen[next(questions)] = None
    return list(seen)


def _questions():
    places, lexicon = origins.towns(TOWNS), Term.objects.lexicon()
    words = {facet: [term.slug for term in lexicon.offered(facet)] for facets in FILTERS for facet in facets}
    for turn in count():
        params = _place(turn, *places[turn % len(places)])
        params += [(facet.value, words[facet][turn % len(words[facet])]) for facet in FILTERS[turn % len(FILTERS)]]
        yield urlencode(params)


def _place(turn, name, country, point):
    if turn % BY_POSITION == 0:
        return [("lat", point.lat), ("lon", point.lon)]
    return [("near", f"{name}, {country}")]


def listings(many):
    """Paths of at most `many` different listings."""
    with connection.cursor() as cursor:
        cursor.execute(LISTINGS, {"many": many, "last": many * 2, "stride": STRIDE})
        return list(dict.fromkeys(f"/listings/{public_id}/" for (public_id,) in cursor.fetchall()))
