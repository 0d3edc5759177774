"""Where nothing is found: what to loosen, and how many listings each way out would bring."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from groups.choices import PLACELESS
from groups.filters import ListingFilter
from groups.forms.search import ANY_RADIUS
from groups.geo import KM_PER_MILE

WIDER = (2, 4, 10)
MOST = 6


@dataclass(frozen=True)
class Relaxation:
    """One way out: what changes in words, the changed parameters, and how many listings they find."""

    label: str
    params: QueryDict
    count: int


def relaxations(search):
    """Ways to find something after all: a wider circle first, then the filter whose loss brings most, then online."""
    wider = next((found for found in _tries(search, _wider(search)) if found.count), None)
    looser = sorted(_tries(search, _without_one(search)), key=lambda found: -found.count)
    online = _tries(search, _online(search))
    found = [*([wider] if wider else []), *looser, *online]
    return [relaxation for relaxation in found if relaxation.count][:MOST]


def wider_circle(search):
    """The first wider circle that holds something with a place, with how much of that; None where none does."""
    for found in _tries(search, _wider(search), near_only=True):
        if found.count:
            return found
    return None


def _tries(search, changes, *, near_only=False):
    for label, params in changes:
        trial = ListingFilter(params, now=search.now, country_bias=search.country_bias)
        if params.get("near") == search.asked.get("near"):
            trial.resolution = search.resolution  # the same place, looked up once
        parts = trial.parts()[:1] if near_only else trial.parts()
        yield Relaxation(label, params, sum(part.count() for part in parts))


def _changed(search, **changes):
    params = search.params()
    for name, value in {"page": None, **changes}.items():
        params.pop(name, None)
        if value is not None:
            params.setlist(name, value if isinstance(value, list) else [value])
    return params


def _wider(search):
    """Wider circles around the same place, in the units of the search, and at last any distance."""
    km = search.form.radius_km
    if search.origin is None or km is None:
        return
    units = search.form.units_or_default
    for times in WIDER:
        wider = km * times / (KM_PER_MILE if units == "mi" else 1)
        radius = f"{round(wider, 0 if wider >= 10 else 2):g}"
        label = _("Within %(radius)s %(units)s") % {"radius": radius, "units": units}
        yield label, _changed(search, radius=radius)
    yield _("At any distance"), _changed(search, radius=ANY_RADIUS)


def _without_one(search):
    """The same search less one filter each."""
    for name, words in search.chosen_in_words():
        yield _("Without “%(words)s”") % {"words": words}, _changed(search, **{name: None})


def _online(search):
    """What can be joined from anywhere, with all other filters."""
    if search.origin and not search.chosen("attendance"):
        return
    yield _("Online or by phone"), _changed(search, attendance=[str(choice) for choice in PLACELESS])
