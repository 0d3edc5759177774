"""What a question about meetings means, worked out the slow way: one row after the other, by the texts of its fields.

Nothing of `groups.bmlt`, the form or the database is used here. Words are looked for in the sets that
`tests.groups.directory` keeps for each listing.
"""

from tests.groups.oracle import haversine

KM_PER_MILE = 1.609344
CLOSE_KM = 0.001
"""Nearer to the edge than this, a meeting may be in or out."""


def minutes(text):
    hours, minute, _second = text.split(":")
    return int(hours) * 60 + int(minute)


def signed(values):
    numbers = [int(part) for text in values for part in text.split(",")]
    return {one for one in numbers if one > 0}, {-one for one in numbers if one < 0}


def passes(number, values):
    wanted, unwanted = signed(values)
    return (not wanted or number in wanted) and number not in unwanted


def holds(row, query):
    """Whether a row's formats are those asked for."""
    own = {int(one) for one in row["format_shared_id_list"].split(",") if one}
    wanted, unwanted = signed(query.get("formats", []))
    is_any = query.get("formats_comparison_operator") == ["OR"]
    found = (not wanted or bool(wanted & own)) if is_any else wanted <= own
    return found and not unwanted & own


def clock(query, name):
    parts = [query.get(f"{name}{unit}") for unit in "HM"]
    hours, rest = (int(part[0]) if part else 0 for part in parts)
    return None if parts == [None, None] else hours * 60 + rest


def is_in_time(row, query):
    begin, length = minutes(row["start_time"]), minutes(row["duration_time"])
    after, before, end = (clock(query, name) for name in ("StartsAfter", "StartsBefore", "EndsBefore"))
    least, most = clock(query, "MinDuration"), clock(query, "MaxDuration")
    return (
        (after is None or begin > after)
        and (before is None or begin < before)
        and (end is None or begin + length <= end)
        and (least is None or length >= least)
        and (most is None or length <= most)
    )


def fits(row, query, words):
    """Whether a row passes all that is asked but the distance; `words` are those of its listing."""
    return (
        passes(int(row["id_bigint"]), query.get("meeting_ids", []))
        and passes(int(row["weekday_tinyint"]), query.get("weekdays", []))
        and passes(int(row["venue_type"]), query.get("venue_types", []))
        and passes(int(row["service_body_bigint"]), query.get("services", []))
        and holds(row, query)
        and is_in_time(row, query)
        and all(any(word.startswith(part) for word in words) for part in query.get("SearchString", [""])[0].split())
        and fits_value(row, query)
    )


def fits_value(row, query):
    if "meeting_key" not in query:
        return True
    return row[query["meeting_key"][0]].casefold() in {value.casefold() for value in query["meeting_key_value"]}


def km(row, point):
    there = float(row["latitude"]), float(row["longitude"])
    return None if there == (0, 0) else haversine(point, there)


def answer(rows, query, words):
    """`(rows, is_sure)`: what fits, and whether no row lies on the very edge of the circle."""
    found = [row for row in rows if fits(row, query, words[row["listing_id"]])]
    if "lat_val" not in query:
        return found, True
    point = float(query["lat_val"][0]), float(query["long_val"][0])
    far = [(km(row, point), row) for row in found]
    far = sorted(((distance, row) for distance, row in far if distance is not None), key=lambda pair: pair[0])
    name = "geo_width" if "geo_width" in query else "geo_width_km"
    width = float(query[name][0]) * (KM_PER_MILE if name == "geo_width" else 1)
    if float(query[name][0]) < 0:
        number = -int(query[name][0])
        width = far[number - 1][0] if number <= len(far) else 99_999
        return [row for distance, row in far if distance <= width + CLOSE_KM / 10], is_sure(far, width, exact=True)
    return [row for distance, row in far if distance <= width], is_sure(far, width)


def is_sure(far, width, *, exact=False):
    """No meeting lies so near to the edge that rounding decides; `exact`: but for those that are the edge."""
    return not any(CLOSE_KM / 10 * exact < abs(distance - width) < CLOSE_KM for distance, _row in far)
