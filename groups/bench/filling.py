"""A directory of a given size, made by SQL from nothing but numbers: the same rows for the same size, anywhere.

Listings lie where people live (weighted by population, a tenth of them in the largest city), one in twenty is joined
online or by phone only, their words follow a long-tailed distribution, four in five meet weekly or every other week,
a twentieth waits for review and a twentieth was not confirmed for more than 120 days. Derived columns are computed by
the database's own triggers, once per listing.
"""

from django.conf import settings
from django.db import connection, transaction

from groups.choices import Facet
from groups.models import ImportSource, Listing, Term

CHUNK = 20_000
PEOPLE_SHARE = 10  # one account for so many listings
METROPOLIS_SHARE = 0.1

PREPARE = """
CREATE OR REPLACE FUNCTION bench_dice(number bigint, name text) RETURNS double precision
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    $$ SELECT ('x' || substr(md5(number || name), 1, 8))::bit(32)::bigint / 4294967296.0 $$;

CREATE TABLE IF NOT EXISTS bench_town AS
    WITH town AS (
        SELECT *, row_number() OVER (ORDER BY population DESC, id) AS rank, sum(population) OVER () AS everybody
        FROM groups_locality WHERE kind = 'city' AND population > 0
    ), weighted AS (
        SELECT *, CASE WHEN rank = 1 THEN everybody * %(share)s ELSE population END AS weight FROM town
    )
    SELECT id, name, country, region_code, lat, lon, timezone, population,
           (sum(weight) OVER (ORDER BY id) / sum(weight) OVER ())::float8 AS upto
    FROM weighted;
CREATE UNIQUE INDEX IF NOT EXISTS bench_town_upto ON bench_town (upto);

CREATE TABLE IF NOT EXISTS bench_word AS
    SELECT id, facet, row_number() OVER (PARTITION BY facet ORDER BY position, id) AS rank
    FROM groups_term WHERE is_active;
CREATE UNIQUE INDEX IF NOT EXISTS bench_word_rank ON bench_word (facet, rank);

"""

PEOPLE = """
INSERT INTO accounts_user (password, email, nickname, is_active, is_staff, is_superuser, date_joined)
    SELECT '!', 'person-' || n || '@example.org', 'Person ' || n, true, false, false, now()
    FROM generate_series(%(first)s, %(last)s) AS n
    ON CONFLICT DO NOTHING
"""

ORGANIZATIONS = """
INSERT INTO groups_organization (public_id, name, description, website, source_ref)
    SELECT 'bo' || lpad(n::text, 10, '0'),
           (ARRAY['Elm','Lantern','Riverside','Élan','Northern','Saint Anne','Open Door','Compass'])[1 + mod(n, 8)] ||
           (ARRAY[' Trust ',' Clinic ',' Association ',' Centre ',' Foundation '])[1 + mod(n / 8, 5)] || n, '', '', ''
    FROM generate_series(%(first)s, %(last)s) AS n ON CONFLICT DO NOTHING
"""

# A listing and its place share their number. Distances from the middle of a town thin out with its square root.
PLACES = """
INSERT INTO groups_place (id, name, street, district, town, region, postal_code, country, lat, lon, precision,
                          timezone, directions)
    SELECT n, 'Hall ' || n, (n %% 200) || ' Main Street', '', town.name, '', '', town.country,
           greatest(-89, least(89, town.lat + sin(turn) * far)),
           (town.lon + cos(turn) * far / greatest(0.1, cos(radians(town.lat))) + 540)::numeric %% 360 - 180,
           'exact', town.timezone, ''
    FROM generate_series(%(first)s, %(last)s) AS n,
         LATERAL (SELECT * FROM bench_town WHERE upto > bench_dice(n, 'town') ORDER BY upto LIMIT 1) AS town,
         LATERAL (SELECT 2 * pi() * bench_dice(n, 'turn') AS turn,
                         sqrt(bench_dice(n, 'far')) * 0.02 * ln(10 + town.population / 10000.0) AS far) AS spot
    WHERE bench_dice(n, 'how') >= 0.05
"""

LISTINGS = """
INSERT INTO groups_listing (id, public_id, name, description, kind_id, formality, attendance, organization_id,
        place_id, owner_id, led_by, training, minimum_age, safeguarding_contact, how_to_join, status, searchable,
        is_checked_now, is_unsure, is_stale, answered_by_mail, confirmed_at, source_ref, source_digest, created_at,
        updated_at, tags)
    SELECT n, 'b' || lpad(n::text, 11, '0'),
           (ARRAY['Morning','Evening','Open','Quiet','New','Family','Harbour','Garden','Bridge','Window'])
               [1 + floor(bench_dice(n, 'first') * 10)] || ' ' ||
           (ARRAY['circle','group','table','walk','meeting','evening','house','network'])
               [1 + floor(bench_dice(n, 'second') * 8)] || ' ' || n,
           'A made-up listing to measure with, for ' || (ARRAY['newcomers','carers','everybody','students','parents',
               'neighbours','veterans','beginners'])[1 + floor(pow(bench_dice(n, 'whom'), 2) * 8)] || ', about ' ||
           (ARRAY['listening','walking','cooking','rest','talking','music','letters','gardening','work','sleep',
               'moving','painting','reading','money','housing','swimming','breathing','pottery','archery','falconry'])
               [1 + floor(pow(bench_dice(n, 'what'), 3) * 20)] || '.',
           kind.id, kind.default_formality, how.attendance,
           CASE WHEN kind.default_formality = 'formal' THEN organization.id END,
           CASE WHEN how.attendance IN ('in_person', 'hybrid') THEN n END, person.id, 'trained_peer', '',
           CASE WHEN bench_dice(n, 'age') < 0.3 THEN 18 END, '', '', fate.status, fate.status = 'published', false,
           kind.default_formality = 'informal' AND heard.days >= 180, false, false,
           now() - make_interval(days => heard.days), '', '', now(), now(), '{}'
    FROM generate_series(%(first)s, %(last)s) AS n
    JOIN LATERAL (SELECT id, default_formality FROM groups_term WHERE facet = 'kind'
                  ORDER BY id OFFSET floor(bench_dice(n, 'kind') * %(kinds)s) LIMIT 1) AS kind ON true
    JOIN LATERAL (SELECT id FROM groups_organization WHERE public_id =
                  'bo' || lpad((1 + n %% %(organizations)s)::text, 10, '0')) AS organization ON true
    JOIN LATERAL (SELECT id FROM accounts_user WHERE email =
                  'person-' || (1 + n %% %(people)s) || '@example.org') AS person ON true
    JOIN LATERAL (SELECT CASE WHEN bench_dice(n, 'fate') < 0.05 THEN 'pending'
                              WHEN bench_dice(n, 'fate') < 0.10 THEN 'draft' ELSE 'published' END AS status) AS fate
         ON true
    JOIN LATERAL (SELECT CASE WHEN bench_dice(n, 'how') < 0.04 THEN 'online' WHEN bench_dice(n, 'how') < 0.05 THEN
                              'phone' WHEN bench_dice(n, 'how') < 0.12 THEN 'hybrid' ELSE 'in_person' END AS attendance)
         AS how ON true
    JOIN LATERAL (SELECT floor(CASE WHEN bench_dice(n, 'fresh') < 0.95 THEN bench_dice(n, 'heard') * 119
                                    ELSE 120 + bench_dice(n, 'heard') * 220 END)::int AS days) AS heard ON true
"""

# The square of a number between 0 and 1 falls mostly near 0: the first words of a facet are the common ones.
WORDS = """
INSERT INTO groups_listingterm (listing_id, term_id, relation, detail)
    SELECT n, word.id, '', ''
    FROM generate_series(%(first)s, %(last)s) AS n
    CROSS JOIN (VALUES ('topic', 1), ('topic', 2), ('support', 1), ('audience', 1), ('language', 1), ('cost', 1),
                       ('access', 1), ('joining', 1)) AS pick(facet, nth)
    JOIN (SELECT facet, max(rank) AS size FROM bench_word GROUP BY facet) AS facet USING (facet)
    CROSS JOIN LATERAL (SELECT 1 + floor(pow(bench_dice(n, pick.facet || pick.nth), 2) * facet.size)::bigint AS rank
                        OFFSET 0) AS die
    JOIN bench_word AS word ON word.facet = pick.facet AND word.rank = die.rank
    ON CONFLICT DO NOTHING
"""

SLOTS = """
INSERT INTO groups_schedule (listing_id, starts_on, start_time, duration, timezone, freq, interval, byday, bymonthday,
                             season_from, season_until, note, source_ref, is_live, is_over)
    SELECT n, date '2026-01-05' + floor(bench_dice(n, 'day') * 7)::int,
           make_time(7 + floor(bench_dice(n, 'hour') * 15)::int, 30 * (bench_dice(n, 'half') < 0.5)::int, 0),
           interval '90 minutes', coalesce(place.timezone, 'Europe/London'),
           'WEEKLY', 1 + (bench_dice(n, 'step') < 0.2)::int, '{}', '{}', '', '', '', '', true, false
    FROM generate_series(%(first)s, %(last)s) AS n LEFT JOIN groups_place AS place ON place.id = n
    WHERE bench_dice(n, 'meets') < 0.8
"""

# As the site itself keeps them: for what is published, as far ahead as it looks; not those that are over.
DATES = """
INSERT INTO groups_upcomingdate (listing_id, schedule_id, original_on, starts_at, ends_at, timezone,
                                 previous_ends_at)
    SELECT slot.listing_id, slot.id, day.on_day, starts.at, starts.at + slot.duration, slot.timezone,
           coalesce(lag(starts.at + slot.duration) OVER (PARTITION BY slot.id ORDER BY starts.at), 'epoch')
    FROM groups_schedule AS slot
    JOIN groups_listing AS listing ON listing.id = slot.listing_id AND listing.status = 'published'
    CROSS JOIN LATERAL (SELECT current_date - 1 + ((slot.starts_on - current_date + 1) %% 7 + 7) %% 7 AS first_on)
        AS week
    CROSS JOIN LATERAL (SELECT week.first_on + 7 * slot.interval * nth AS on_day
                        FROM generate_series(0, %(days)s / 7 / slot.interval) AS nth) AS day
    CROSS JOIN LATERAL (SELECT (day.on_day + slot.start_time) AT TIME ZONE slot.timezone AS at) AS starts
    WHERE slot.listing_id BETWEEN %(first)s AND %(last)s AND starts.at + slot.duration > now()
    ON CONFLICT DO NOTHING
"""

DERIVE = "UPDATE groups_listing SET tags = tags WHERE id BETWEEN %(first)s AND %(last)s"

HELD = [
    ("groups_listing", "derive"),
    *((table, "touch_after_insert") for table in ("groups_listingterm", "groups_schedule")),
    *(("groups_upcomingdate", trigger) for trigger in ("follow_after_insert", "keep_first_after_insert")),
]


def fill(size, say):
    """Fill an empty database with `size` listings and the people behind them; goes on where it was interrupted.

    `say(done, size)` is told how many listings there are after each chunk.
    """
    run(PREPARE % {"share": METROPOLIS_SHARE})
    ImportSource.objects.get_or_create(slug="bench", defaults={"name": "Bench", "is_sample": True})
    numbers = {"people": max(1, size // PEOPLE_SHARE), "organizations": max(1, size // 50)}
    numbers |= {"kinds": Term.objects.of(Facet.KIND).count(), "days": settings.SCHEDULE_HORIZON_DAYS}
    run(PEOPLE, {"first": 1, "last": numbers["people"]})
    run(ORGANIZATIONS, {"first": 1, "last": numbers["organizations"]})
    run("ANALYZE groups_organization, accounts_user, groups_term, bench_word, bench_town")
    already = filled()
    for first in range(already + 1, size + 1, CHUNK):
        last = min(first + CHUNK - 1, size)
        add(numbers | {"first": first, "last": last})
        say(last, size)
    if already < size:
        run("ANALYZE")


@transaction.atomic
def add(numbers):
    """One chunk of listings, whole or not at all; each is derived once, at the end."""
    for table, trigger in HELD:
        run(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")
    for statement in (PLACES, LISTINGS, WORDS, SLOTS, DATES):
        run(statement, numbers)
    run("SET CONSTRAINTS ALL IMMEDIATE")  # a table whose foreign keys are still to be checked cannot be altered
    for table, trigger in HELD:
        run(f"ALTER TABLE {table} ENABLE TRIGGER {trigger}")
    run(DERIVE, numbers)


def filled():
    """How many listings are there: the number of the last one."""
    return Listing.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def run(statement, parameters=None):
    """Execute SQL on the database that is being filled."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def count(source):
    """How many rows `source` (a table, with a condition perhaps) has."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {source}")  # noqa: S608 - our own names
        return cursor.fetchone()[0]
