"""Work out every night what is near each town and in each region, in the database and in two statements."""

from django.db import connection, transaction

from groups.choices import Facet, Precision
from groups.geo import EARTH_RADIUS_M, chord_metres
from groups.models import AreaSupply, Term, TownReach
from groups.models.counting import ALL
from groups.models.planning import analyze

LEAST_PEOPLE = 5_000
"""Smaller places are left out: the gazetteer knows them in some countries and not in others."""
SEEN_KM = 100
"""Beyond, nothing is near a town: the database looks no further."""
REACHED_KM = 25
"""The same for one sort of listing alone; no share of people is published for more."""

# The nearest listing of a town by the index of positions, in metres through the Earth. `asked` and `only` narrow it.
NEAREST = """
    LEFT JOIN LATERAL (
        SELECT listing.pos <-> town.pos AS chord FROM groups_listing AS listing
        WHERE listing.searchable AND {only} listing.pos <@ cube_enlarge(town.pos, %({reach})s, 3)
          AND NOT EXISTS (
              SELECT FROM groups_place AS place WHERE place.id = listing.place_id AND place.precision = %(hidden)s
          )
        ORDER BY listing.pos <-> town.pos LIMIT 1
    ) AS {name} ON true
"""
SORTS = ("formal", "informal", "evening", "weekend")
KM = "CASE WHEN {name}.chord <= %({reach})s THEN 2 * %(radius)s * asin({name}.chord / (2 * %(radius)s)) / 1000 END"

REACH = f"""
INSERT INTO groups_townreach (town, name, country, region_code, lat, lon, population, any_km,
                              {", ".join(f"{sort}_km" for sort in SORTS)})
SELECT town.id, town.name, town.country, town.region_code, town.lat, town.lon, town.population,
       {KM.format(name="nearest", reach="seen")},
       {", ".join(KM.format(name=sort, reach="reached") for sort in SORTS)}
FROM groups_locality AS town
{NEAREST.format(name="nearest", reach="seen", only="")}
{
    "".join(
        NEAREST.format(
            name=sort, reach="reached", only=f"nearest.chord <= %(reached)s AND listing.tags && %({sort})s AND"
        )
        for sort in SORTS
    )
}
WHERE town.kind = 'city' AND town.population >= %(least)s
"""  # noqa: S608 - put together from the words above alone

# The nearest town is looked for once for each square of a hundredth of a degree, about a kilometre, from one listing in
# it: in a city many listings share one.
SUPPLY = """
INSERT INTO groups_areasupply (country, region_code, tag, listings, informal)
WITH counted AS MATERIALIZED (
    SELECT floor(lat * 100) AS line, floor(lon * 100) AS file, tag,
           count(*) AS listings, count(*) FILTER (WHERE formality = 'informal') AS informal
    FROM groups_listing, unnest(array_append(tags, %(all)s)) AS tag
    WHERE searchable AND lat IS NOT NULL
    GROUP BY line, file, tag
), placed AS MATERIALIZED (
    SELECT spot.line, spot.file, town.country, town.region_code
    FROM (
        SELECT DISTINCT ON (floor(lat * 100), floor(lon * 100))
               floor(lat * 100) AS line, floor(lon * 100) AS file, pos
        FROM groups_listing WHERE searchable AND lat IS NOT NULL
        ORDER BY floor(lat * 100), floor(lon * 100), lat, lon
    ) AS spot
    CROSS JOIN LATERAL (
        SELECT country, region_code FROM groups_locality
        WHERE kind IN ('city', 'district') ORDER BY groups_locality.pos <-> spot.pos LIMIT 1
    ) AS town
)
SELECT country, region_code, tag, sum(listings), sum(informal)
FROM counted JOIN placed USING (line, file)
GROUP BY country, region_code, tag
"""


@transaction.atomic
def refresh():
    """Work out `TownReach` and `AreaSupply` anew; answers how many towns are known.

    Readers see the old figures until the new ones are there, and whoever else refreshes waits. Safe at any time.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('refresh_areas'))")
        cursor.execute("DELETE FROM groups_townreach")
        cursor.execute("DELETE FROM groups_areasupply")
        cursor.execute(REACH, limits() | tags_by_sort())
        known = cursor.rowcount
        cursor.execute(SUPPLY, {"all": ALL})
    analyze(TownReach, AreaSupply)
    return known


def limits():
    """What bounds the look around a town; metres in a straight line."""
    return {
        "seen": chord_metres(SEEN_KM),
        "reached": chord_metres(REACHED_KM),
        "radius": EARTH_RADIUS_M,
        "least": LEAST_PEOPLE,
        "hidden": Precision.AREA.value,
    }


def tags_by_sort():
    """The tags that make a listing one of `SORTS`."""
    lexicon = Term.objects.lexicon()
    return {
        "formal": lexicon.ids(Facet.FORMALITY, ["formal"]),
        "informal": lexicon.ids(Facet.FORMALITY, ["informal"]),
        "evening": lexicon.ids(Facet.TIME, ["evening"]),
        "weekend": lexicon.ids(Facet.WEEKDAY, ["SA", "SU"]),
    }
