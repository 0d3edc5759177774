"""Make the figures of one month, once, and read them. What is in a `Snapshot` is all that is ever published.

Its `figures` are `{"cells": {key: {"n": people, …}}, "instruments": [support, well-being] or None, "gone": cells}`;
the keys are those of `keys`. A figure with its 95 % interval is a list of three numbers. `gone` is what cells said last
that are hidden now: no page shows it, the months to come are kept apart from it.
"""

import math

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from groups.check_ins.instruments import instruments
from groups.insights import keys, reading, scales
from groups.insights.auditing import Family, rounded
from groups.insights.publishing import LEAST, LEAST_FOR_MEAN, Cell, safe
from groups.insights.statistics import Sample, correlation, mean, share, shrunk, spearman
from groups.models import Snapshot
from groups.models.insights import MOST_HELPFUL
from groups.punctuation import by_semicolons, sentence


def publish(month, now):
    """The `Snapshot` of `month` (the first day of a month): of what people said before that day. Made once, and then
    never changed. Raises ValueError for a month that has not begun at `now`, or that a later one was published before:
    nothing kept the two apart."""
    if month.day != 1 or month > now.date():
        raise ValueError(f"{month} is not the first day of a month that has begun")
    if kept := Snapshot.objects.filter(month=month).first():
        return kept
    before = latest()
    if before and before.month > month:
        raise ValueError(f"{before.month} was published already, {month} cannot be any more")
    past = before.figures if before else {}
    figures = figures_until(month, past.get("cells"), past.get("gone", {}))
    made, _is_new = Snapshot.objects.get_or_create(
        month=month, defaults={"figures": figures, "is_sample": reading.has_samples()}
    )
    return made


def figures_until(day, last, gone):
    """All safe figures of what people said before `day`; `last` are the cells of the month before, or None, `gone` what
    cells said last that were hidden by then."""
    used = reading.instruments_used(day)
    cells = graph(*used, day, last, gone) if used else {}
    cells |= chart(day, last, gone)
    cells |= programs(used[1], day, last, gone) if used else {}
    hidden = {key: record for key, record in (gone | (last or {})).items() if key not in cells}
    return {"cells": cells, "instruments": list(used) if used else None, "gone": hidden}


# Graph 1


def graph(support, wellbeing, day, last, gone):
    """The bands, the bins and the rank correlation by two instruments."""
    counts = reading.latest_scores(support, wellbeing, day)
    known = instruments()
    cells, families = {}, []
    for band in known[support].bands:
        whole, parts = band_cells(known[support], known[wellbeing], band, counts)
        cells |= whole | parts
        families.append(Family(*whole, tuple(parts)))
    shown = safe(cells, families, of(last, f"graph/{support}/{wellbeing}/"), gone)
    return shown | correlated(support, wellbeing, counts, shown, last)


def band_cells(support, wellbeing, band, counts):
    """The cell of one band, and those of its bins."""
    here = {pair: n for pair, n in counts.items() if band.low <= pair[0] <= band.high}
    people = sum(here.values())
    total = sum(score * n for (_x, score), n in here.items())
    squares = sum(score**2 * n for (_x, score), n in here.items())
    spread = math.sqrt(max(0.0, squares - total**2 / people) / (people - 1)) if people > 1 else 0.0
    figure = mean_of(total / people, spread, people, wellbeing) if people >= LEAST_FOR_MEAN and spread else {}
    parts = {
        keys.bin_of(support.key, wellbeing.key, across, up): Cell(
            sum(n for (x, y), n in here.items() if scales.is_in(x, across) and scales.is_in(y, up))
        )
        for across, up in scales.bins(band, wellbeing)
    }
    return {keys.band(support.key, wellbeing.key, band.slug): Cell(people, figure)}, parts


def correlated(support, wellbeing, counts, shown, last):
    """The rank correlation of everybody. Its `n` is of the bands that are shown, so that it tells nothing of others;
    it stays as it was while they do."""
    bands = {key: record for key, record in shown.items() if "/band/" in key}
    key, people = keys.correlation(support, wellbeing), sum(record["n"] for record in bands.values())
    before = of(last, key.removesuffix("rho")) or {}
    if key in before and bands == {name: record for name, record in before.items() if "/band/" in name}:
        return {key: before[key]}
    rho = spearman(counts) if people >= LEAST_FOR_MEAN else None
    return {} if rho is None else {key: {"n": people, "rho": correlation(rho, people).rounded(2)}}


def mean_of(value, spread, people, scale):
    """A mean on the scale of an instrument, its interval by the rounded number of people."""
    return {"mean": mean(value, spread, rounded(people), least=scale.low, most=scale.high).rounded(1)}


# Chart 1, and what it says of single listings


def chart(day, last, gone):
    """How much each sort of support helped, by category and by listing."""
    cells, families, shown = {}, [], gone | (last or {})
    for sort in reading.SORTS:
        found = reading.helped(reading.BY_CATEGORY, sort, keys.CATEGORIES, day, LEAST)
        whole = {one.category: one for one in found}
        by_listing = reading.helped(reading.BY_LISTING, sort, keys.CATEGORIES, day, LEAST_FOR_MEAN)
        single = [one for one in by_listing if one.is_of_several and has_mean(one)]
        gone = moved(single, sort, shown) | gone
        cells |= {keys.category(slug, sort): helped_cell(one) for slug, one in whole.items()}
        for slug, one in whole.items():
            parts = {
                keys.listing(slug, sort, row.cell): in_category(row, one) for row in single if row.category == slug
            }
            cells |= parts
            families.append(family_of(slug, sort, parts, last))
    return safe(cells, families, of(last, "chart/", "listing/"), gone)


def helped_cell(one, **more):
    """The `Cell` of a `Helped`, with its mean where it `has_mean`."""
    estimate = has_mean(one) and mean(one.mean, one.spread, rounded(one.people), least=0, most=MOST_HELPFUL)
    return Cell(one.people, {"mean": estimate.rounded(1)} if estimate else {}, **more)


def has_mean(one):
    """Whether the mean of a `Helped` may be told: of 20 people, 10 of them with accounts, who do not all say the same.

    Whoever printed the codes could use all of them but one, and learn from the mean what that one person said. What
    everybody says would be what each of them said.
    """
    return one.people >= LEAST_FOR_MEAN and one.accounts >= LEAST and bool(one.spread)


def in_category(row, whole):
    """The `Cell` of one listing, and how many of its people are counted in its category too."""
    counted = row.people if row.cell == str(whole.coded) else row.accounts
    return helped_cell(row, least=LEAST_FOR_MEAN, counted=counted)


def family_of(slug, sort, parts, last):
    """A category and its listings, with others that nothing is said of: there always may be some, more than one."""
    before = of(last, keys.listing(slug, sort, "")) or {}
    others = dict.fromkeys(keys.listing(slug, sort, name) for name in keys.OTHERS)
    return Family(keys.category(slug, sort), tuple(parts | before | others), has_means=True)


def moved(found, sort, shown):
    """What was shown of listings while they were in another category, by the keys that they have now."""
    return {
        keys.listing(row.category, sort, row.cell): shown[before]
        for row in found
        for slug in keys.CATEGORIES
        if slug != row.category and (before := keys.listing(slug, sort, row.cell)) in shown
    }


# Table 1


def programs(wellbeing, day, last, gone):
    """The programs that may have a row: people who stayed, and the change of their well-being."""
    found = [one for one in reading.changes(wellbeing, day, LEAST_FOR_MEAN) if one.is_of_several and one.spread]
    estimates = shrunk([Sample(rounded(one.people), one.mean, one.spread) for one in found])
    cells = {
        keys.program(wellbeing, one.listing): Cell(
            one.people, {"change": estimate.rounded(1), "stayed": stayed(one)}, least=LEAST_FOR_MEAN
        )
        for one, estimate in zip(found, estimates, strict=True)
    }
    return safe(cells, [], of(last, keys.program(wellbeing, "")), gone)


def stayed(one):
    """The share that still goes there, in percent, worked out from rounded numbers; None where fewer than 10 people
    stayed, or fewer than 10 left."""
    left = one.people - one.stayed
    if min(left, one.stayed) < LEAST:
        return None
    part = rounded(one.stayed)
    estimate = share(part, part + rounded(left))
    return [round(100 * end) for end in (estimate.value, estimate.low, estimate.high)]


def of(cells, *starts):
    """The cells whose keys begin so; None of None."""
    return None if cells is None else {key: record for key, record in cells.items() if key.startswith(starts)}


# Reading


def latest():
    """The last `Snapshot`, or None."""
    return Snapshot.objects.first()


def snapshot_of(month):
    """The `Snapshot` of `month` (its first day), or None."""
    return Snapshot.objects.filter(month=month).first()


def months():
    """All months that have figures, latest first."""
    return list(Snapshot.objects.values_list("month", flat=True))


def helpful_for(listings):
    """`{pk: words}` of what people found helpful at each of `listings`, by the last figures; None: nothing to say."""
    kept = latest()
    found = of(kept.figures["cells"], "listing/") if kept else {}
    by_listing = {}
    for key, record in found.items():
        _start, _category, sort, pk = key.split("/")
        by_listing.setdefault(int(pk), {})[sort] = record
    return {one.pk: in_words(by_listing[one.pk], kept) if one.pk in by_listing else None for one in listings}


def in_words(of_sorts, kept):
    """Such as "company 8.1 of 10 (7.6 to 8.6, about 45 people)", for each sort of support, and what to mind of it."""
    said = by_semicolons(helped_in_words(sort, of_sorts[sort]) for sort in reading.SORTS if sort in of_sorts)
    # xgettext:no-python-format
    mind = _("Means with their 95 % intervals, self-selected; they cannot show cause.")
    return " ".join([sentence(said), mind, *([_("Made-up figures.")] if kept.is_sample else [])])


def helped_in_words(sort, record):
    """One sort of support of a listing: its mean, the interval, and how many people said so."""
    value, low, high = (number_format(one, 1) for one in record["mean"])
    return _("%(what)s %(value)s of 10 (%(low)s to %(high)s, about %(n)d people)") % {
        "what": reading.SORT_NAMES[sort],
        "value": value,
        "low": low,
        "high": high,
        "n": record["n"],
    }
