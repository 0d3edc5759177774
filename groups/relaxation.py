"""Where nothing is found: what to loosen, and how many listings each way out would bring."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from groups.choices import PLACELESS, Facet
from groups.forms.search import ANY_RADIUS
from groups.geo import KM_PER_MILE
from groups.models.counting import ToCount, count_up_to
from groups.models.listing_queries import is_everywhere

WIDER = (2, 4, 10)
MOST = 6
UP_TO = 1_000
"""How far each lot of what a way out would bring is counted."""


@dataclass(frozen=True)
class Relaxation:
    """One way out: what changes in words, the changed parameters, and how many listings they find.

    Of more than `UP_TO` it is enough to know that there are so many.
    """

    label: str
    params: QueryDict
    count: int

    @property
    def gain(self):
        """How many more there would be, in words: “+9”, “+1,000 or more”."""
        number = number_format(self.count, force_grouping=True)
        return _("+%(n)s or more") % {"n": number} if self.count == UP_TO else f"+{number}"


def relaxations(search):
    """Ways to find something after all: a wider circle first, then the filter whose loss brings most, then online."""
    wider, looser, online = _tried(list(_wider(search)), list(_without_one(search)), list(_online(search)))
    wider = [found for found in wider if found.count][:1]
    looser.sort(key=lambda found: -found.count)
    return [found for found in [*wider, *looser, *online] if found.count][:MOST]


def wider_circle(search):
    """The first wider circle that holds something with a place, with how much of that; None where none does."""
    (circles,) = _tried([(label, params, parts[:1]) for label, params, parts in _wider(search)])
    return next((found for found in circles if found.count), None)


def _tried(*ways):
    """A list of `Relaxation`s for each list of `(label, changed parameters, parts of what they find)`, all counted in
    one question."""
    counts = iter(count_up_to([ToCount(part, UP_TO) for way in ways for *_, parts in way for part in parts]))

    def tried(label, params, parts):
        return Relaxation(label, params, min(UP_TO, sum(next(counts) for _ in parts)))

    return [[tried(*trial) for trial in way] for way in ways]


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
    km_per_unit = KM_PER_MILE if units == "mi" else 1
    for times in WIDER:
        wider = km * times / km_per_unit
        radius = f"{round(wider, 0 if wider >= 10 else 2):g}"
        if is_everywhere(float(radius) * km_per_unit):
            break
        label = _("Within %(radius)s %(units)s") % {"radius": radius, "units": units}
        parts = search.parts_within(float(radius) * km_per_unit, by="tags")
        yield label, _changed(search, radius=radius), parts
    yield _("At any distance"), _changed(search, radius=ANY_RADIUS), search.parts_within(None, by="tags")


def _without_one(search):
    """The same search less one filter each."""
    for name, words in search.chosen_in_words():
        label = _("Without “%(words)s”") % {"words": words}
        yield label, _changed(search, **{name: None}), search.parts(name, by="tags")


def _online(search):
    """What can be joined from anywhere, with all other filters."""
    if search.origin and not search.chosen(Facet.ATTENDANCE):
        return
    params = _changed(search, attendance=[str(choice) for choice in PLACELESS])
    matches = search.matching(Facet.ATTENDANCE).placeless(by=search.index())
    yield _("Online or by phone"), params, [matches]
