"""Names of places in what a person typed, matched against the gazetteer in the database.

Matching is exact on folded names first. Only where that finds nothing, beginnings and small slips are tried.
"""

import re
from typing import NamedTuple

from django.db.models import Case, F, Max, Q, Value, When
from django.utils.translation import gettext as _

from groups import postcodes
from groups.countries import codes_by_key
from groups.found import Found, Resolution, found_code, found_locality, unique
from groups.geo import Point, distance_km
from groups.models.gazetteer import Locality, LocalityKind, LocalityName, PostalCode
from groups.place_names import name_key, postal_key
from groups.similar_names import alike, begun_or_mistyped, closeness

LONGEST = 120  # characters of a question that are looked at
BIAS = 10  # a place in a country of the bias counts as this many times its people
SAME_AREA_KM = 60  # "Hackney, London"
MUCH_GREATER = 100  # times the people of the greatest namesake: a town in whose part somebody may be
ALTERNATIVES = 6
ROWS = 600
GREAT = 100_000  # two or three letters suggest only places of so many people
PART = re.compile(r"[,;،、，\n]+")
NUMBER = re.compile(r"\b\w*\d\w*\b")


class Reading(NamedTuple):
    """One way to read a text: a name (folded, and as typed), the areas said to hold it, what was left out."""

    head: str
    typed: str
    tails: tuple
    left_out: str = ""
    is_loose: bool = False  # the areas were not set off by a comma, so each of them has to be known


def readings(text):
    """Ways to read the text, the likeliest first: `"London Ontario"` as one name, then as a town and its area."""
    typed = [part.strip() for part in PART.split(text) if name_key(part)][:5]
    for start, part in enumerate(typed):
        left_out = ", ".join(typed[:start])
        tails = tuple(tail for other in typed[start + 1 :] if (tail := name_key(NUMBER.sub(" ", other))))
        yield Reading(name_key(part), part, tails, left_out)
        words = name_key(part).split()[:8]
        for end in range(len(words) - 1, 0, -1):
            area = " ".join(words[end:])
            yield Reading(" ".join(words[:end]), part, (area, *tails), left_out, is_loose=True)


def search(text, bias):
    """The `Resolution` of a text by the gazetteer alone, in at most three queries. `bias`: country codes."""
    codes = postcodes.find_codes(text, bias) if NUMBER.search(text) else []
    if codes and (codes[0].fit or not has_words(text)):
        return choose_code(codes, bias)
    resolution = search_names(text, bias)
    codes = [match for match in codes if postcodes.is_telling(match.row.code)]
    return choose_code(codes, bias) if codes and resolution.best is None else resolution


def has_words(text):
    return any(not any(c.isdigit() for c in word) and len(word) > 2 for word in name_key(text).split())


def choose_code(matches, bias):
    found = unique(found_code(match.row) for match in matches)
    if postcodes.settled(matches, bias):
        return Resolution(found[0], found[1 : ALTERNATIVES + 1], found[0].note)
    notice = _("This postcode is used in several countries. Please choose one.")
    return Resolution(None, found[:ALTERNATIVES], notice)


# Exact names


def search_names(text, bias):
    """The first reading that fits as it stands; else what was mistyped; else the areas that were named with it."""
    ways = list(readings(text))
    rows = named({key for way in ways for key in (way.head, *way.tails) if is_a_name(key)})
    fits = ((way.left_out, fitting(way, rows, bias)) for way in ways)
    left_out, found = next(((left, found) for left, found in fits if found), ("", []))
    if left_out and is_known(ways[0].head, rows):
        namesakes = fitting(ways[0]._replace(tails=()), rows, bias)
        if is_quarter(ways[0], rows):
            return Resolution(found[0], [*namesakes, *found[1:]][:ALTERNATIVES], instead(left_out, found[0]))
        return elsewhere(namesakes, found)
    sources = (begun_or_mistyped,) if NUMBER.search(text) else (begun_or_mistyped, alike)
    if ways and (left_out or not found) and (similar := search_similar(ways[0], rows, bias, sources)):
        left_out, found = ways[0].typed, similar
    if not found:
        return Resolution(notice=_("We do not know this place. Try a town, or a postcode with its country."))
    found.sort(key=lambda place: name_key(place.label) != name_key(text))  # our own labels find their place
    return Resolution(found[0], found[1 : ALTERNATIVES + 1], instead(left_out, found[0]))


def is_quarter(way, rows):
    """Whether the name is likely that of a part of the town named next, which we do not know: "Lewisham, London".

    So it is where every place of that name is small beside the town.
    """
    towns = [row for row in rows if row.key in way.tails[:1] and row.locality.kind == LocalityKind.CITY]
    namesakes = max((row.weight for row in rows if row.key == way.head), default=0)
    return any(row.weight > MUCH_GREATER * namesakes for row in towns)


def elsewhere(places, areas):
    """The place exists, but not where it was said to be: a person has to choose."""
    notice = _("We did not find this place there. Please choose one of these.")
    return Resolution(None, unique([*places[: ALTERNATIVES - 1], areas[0]]), notice)


def is_a_name(key):
    return len(key) > 1 or (bool(key) and not key.isascii())


def instead(unknown, found):
    if not unknown:
        return ""
    return _("We did not find “%(text)s”. Showing %(place)s instead.") % {
        "text": unknown,
        "place": found.label,
    }


def named(keys):
    """Names with exactly these keys, with their places, greatest first."""
    names = LocalityName.objects.filter(key__in=keys).order_by("-weight").select_related("locality")
    return list(names[:ROWS]) if keys else []


def fitting(way, rows, bias):
    """Places that the reading can mean, likeliest first."""
    heads = [row for row in rows if row.key == way.head]
    heads = [row for row in heads if in_tails(row.locality, way, rows)]
    heads = sorted(without_old_names(heads), key=lambda row: -weight(row, bias))
    return unique(found_locality(row.locality) for row in heads)


def without_old_names(rows):
    """Leaves out places once called what a greater place is called today: Newton was "Cambridge" until 1766."""
    greatest = max((row.weight for row in rows if row.is_primary), default=0)
    for row in rows:
        if row.is_primary or row.weight > greatest or name_key(row.locality.name).startswith(row.key):
            yield row


def in_tails(place, way, rows):
    """Whether the place lies in every area named; areas nobody knows are passed over where a comma set them off."""
    tails = [tail for tail in way.tails if way.is_loose or is_known(tail, rows)]
    return all(lies_in(place, tail, rows) for tail in tails)


def weight(row, bias):
    return row.weight * (BIAS if row.country in bias else 1)


def is_known(tail, rows):
    return tail in codes_by_key() or any(row.key == tail for row in rows)


def lies_in(place, tail, rows):
    """Whether the tail (a key) names the place's country, its region, or a town next to it."""
    if codes_by_key().get(tail) == place.country:
        return True
    return any(row.key == tail and holds(row.locality, place) for row in rows)


def holds(area, place):
    if area.country != place.country or area.id == place.id:
        return False
    if area.kind == LocalityKind.REGION:
        return area.region_code == place.region_code and place.kind != LocalityKind.REGION
    here, there = Point(area.lat, area.lon), Point(place.lat, place.lon)
    return area.kind == LocalityKind.CITY and distance_km(here, there) < SAME_AREA_KM


# Names that are nearly right


def search_similar(way, rows, bias, sources):
    """Places in the areas named whose name begins so, or is a slip of the keys away; a query for each source."""
    if NUMBER.search(way.head):
        return []
    for names in sources:
        near = [(closeness(way.head, row.key) * weight(row, bias), row.locality) for row in names(way.head)]
        near = [(worth, place) for worth, place in near if worth and in_tails(place, way, rows)]
        if near:
            near.sort(key=lambda pair: -pair[0])
            return unique(found_locality(place) for _worth, place in near)
    return []


# Beginnings, for suggestions while typing


def begin(text, bias, limit):
    """Places whose name or postal code begins so, likeliest first; at most two queries."""
    if any(c.isdigit() for c in text):
        return begin_code(text, bias, limit)
    head, *tails = [name_key(part) for part in PART.split(text)][:4]
    if not is_a_name(head):
        return []
    names = LocalityName.objects.filter(key__startswith=head)
    if len(head) < 4 and head.isascii():
        names = names.filter(weight__gte=GREAT)
    share = Case(When(country__in=bias, then=Value(BIAS)), default=Value(1))
    share = share * Case(When(is_primary=True, then=Value(4)), default=Value(1))
    top = names.values("locality").annotate(rank=Max(F("weight") * share)).order_by("-rank")
    ranks = {row["locality"]: row["rank"] for row in top[: 200 if tails else limit * 2]}
    places = sorted(Locality.objects.filter(pk__in=ranks), key=lambda place: -ranks[place.pk])
    return unique(found_locality(place) for place in places if all(begins_in(place, t) for t in tails))[:limit]


def begins_in(place, tail):
    areas = [name_key(place.region_name), place.region_code.lower()]
    areas += [key for key, code in codes_by_key().items() if code == place.country]
    return any(area.startswith(tail) for area in areas)


def begin_code(text, bias, limit):
    key = postal_key(text)
    wanted = postcodes.expanded(bias)
    if len(key) < (2 if wanted else 3) or not (key.isascii() and key.isalnum()):
        return []
    whole = postcodes.stored_keys(key) | {postal_key(text.split()[0])}
    codes = PostalCode.objects.filter(Q(code__startswith=key) | Q(code__in=whole))
    share = Case(When(country__in=wanted, then=Value(0)), When(country="US", then=Value(1)), default=Value(2))
    return unique(found_code(row) for row in codes.order_by(share, "code", "country")[:limit])


def point_found(point, town):
    """A typed position as a place; its town, where there is one, gives country and zone."""
    return Found(
        label=f"{point.lat:.2f}, {point.lon:.2f}",
        point=point,
        country=town.country if town else "",
        timezone=town.timezone if town else "UTC",
        precision="postcode",
        id=f"@{point.lat:.2f},{point.lon:.2f}",
    )
