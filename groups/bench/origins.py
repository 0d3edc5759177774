"""Where made-up people search from: the same places every time, mostly where many people live."""

from django.db import connection

from groups.geo import Point

MANY = 200
FEW = 50  # for what takes long

# A town weighted by its people, as the listings are, and a spot at most about five kilometres from its middle.
TOWNS = """
SELECT town.name, town.country, spot.lat, (spot.lon + 540)::numeric %% 360 - 180
FROM generate_series(1, %(many)s) AS n,
     LATERAL (SELECT * FROM bench_town WHERE upto > bench_dice(n, 'origin') ORDER BY upto LIMIT 1) AS town,
     LATERAL (SELECT greatest(-89, least(89, town.lat + 0.09 * (bench_dice(n, 'north') - 0.5))) AS lat,
                     town.lon + 0.09 * (bench_dice(n, 'east') - 0.5) AS lon) AS spot
ORDER BY n
"""

METROPOLIS = """
SELECT town.name, town.country, lat + 0.09 * (bench_dice(n, 'north') - 0.5), lon + 0.09 * (bench_dice(n, 'east') - 0.5)
FROM generate_series(1, %(many)s) AS n, (SELECT * FROM bench_town ORDER BY population DESC, id LIMIT 1) AS town
ORDER BY n
"""

# Between 5 and 55 degrees south and 90 and 150 degrees west there is next to nothing but the South Pacific.
OCEAN = """
SELECT '', '', -5 - 50 * bench_dice(n, 'north'), -90 - 60 * bench_dice(n, 'east')
FROM generate_series(1, %(many)s) AS n ORDER BY n
"""


def towns(many):
    """`many` places where people live, as `(name, country, Point)`; great towns come up more than once."""
    with connection.cursor() as cursor:
        cursor.execute(TOWNS, {"many": many})
        return [(name, country, Point(lat, float(lon)).rounded()) for name, country, lat, lon in cursor.fetchall()]


def populated(many):
    """Points weighted by population."""
    return [point for _name, _country, point in towns(many)]


def metropolis(many):
    """Points all over the middle of the largest town, where a tenth of all listings are."""
    return _points(METROPOLIS, many)


def ocean(many):
    """Points far from everybody."""
    return _points(OCEAN, many)


def _points(statement, many):
    with connection.cursor() as cursor:
        cursor.execute(statement, {"many": many})
        return [Point(float(lat), float(lon)).rounded() for _name, _country, lat, lon in cursor.fetchall()]
