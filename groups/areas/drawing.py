"""Where nothing is near: a still map of an area with the towns that are farthest from any listing."""

import math
from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from groups import locator
from groups.areas.area import TOWN_KM
from groups.basemap import POLE, mercator
from groups.geo import Point, distance_km

WIDTH, HEIGHT = 640, 400
WIDER = 1.15
LEAST_REACH_KM = 25
LARGEST_REACH_KM = 4_000
MARK_PX = 14


def drawing(area):
    """A still map of the area with a numbered mark for each of its `gaps`; the list has the same numbers.

    A mark stands for a town and what is around it, never for a listing.
    """
    view, towns = view_of(area), area.gaps
    title = _("Map of %(area)s with the towns of the list") % {"area": area.label}
    return format_html(
        '<svg class="locator" role="img" viewBox="0 0 {w} {h}" width="{w}" height="{h}" aria-label="{title}">'
        '<title>{title}</title><rect class="locator-water" width="{w}" height="{h}"/>{land}{names}{marks}</svg>',
        w=WIDTH,
        h=HEIGHT,
        title=title,
        land=land(view),
        names=locator.town_names(view, locator.towns_in(view), [box(view, town) for town in towns]),
        marks=marks(view, towns),
    )


@lru_cache(maxsize=128)
def land(view):
    """The ground of the picture, which is the same for everybody; some kilobytes each are kept."""
    return locator.background(view)


def view_of(area):
    """The part of the world in the picture: the middle of the area, as far as nine of ten of its people, and up to
    twice as far where there are gaps."""
    radius = TOWN_KM if area.is_town else area.place.radius_km or LEAST_REACH_KM
    farthest = max((distance_km(area.point, Point(town.lat, town.lon)) for town in area.gaps), default=0)
    reach = max(radius, min(farthest, 2 * radius), LEAST_REACH_KM) * WIDER
    reach = min(reach, LARGEST_REACH_KM)
    widened = locator.EQUATOR_KM * math.cos(math.radians(min(abs(area.point.lat), POLE)))
    return locator.View(WIDTH, HEIGHT, *mercator(*area.point), HEIGHT / 2 / reach * widened)


def marks(view, towns):
    """A soft circle with its number for each town in the picture."""
    shown = [(number, *pixel_of(view, town)) for number, town in enumerate(towns, start=1)]
    return format_html_join(
        "",
        '<circle class="gap-mark" cx="{x}" cy="{y}" r="{r}"/><text class="gap-number" x="{x}" y="{base}">{n}</text>',
        (
            {"x": round(x), "y": round(y), "r": MARK_PX, "base": round(y) + 5, "n": number}
            for number, x, y in shown
            if 0 <= x <= view.width and 0 <= y <= view.height
        ),
    )


def box(view, town):
    x, y = pixel_of(view, town)
    return x - MARK_PX, y - MARK_PX, x + MARK_PX, y + MARK_PX


def pixel_of(view, town):
    """Where a town is in the picture, on the side of the globe that is shown."""
    x, y = mercator(town.lat, town.lon)
    return view.pixel(x + round(view.x - x), y)
