"""Where sample listings are: a handful of venues for each city, private homes, and confidential venues."""

import math
from itertools import cycle

from groups.choices import Precision
from groups.demo.texts import dice, read, style
from groups.geo import Point, cell_centre
from groups.models import Place
from groups.models.place import AREA_CELL_KM

VENUES = {
    "library": 2,
    "hall": 5,
    "cafe": 3,
    "park": 2,
    "clinic": 3,
    "rooms": 3,
    "workshop": 2,
    "sport": 1,
    "school": 2,
}
PRECISIONS = (
    *["exact"] * 4,
    "street",
    *["exact"] * 3,
    "postcode",
    "exact",
    "exact",
    "street",
    "exact",
    "exact",
    "town",
)
REACH_KM = 0.4  # how far from the centre of its district a venue may lie
KM_PER_DEGREE = 111.2


class Map:
    """The venues of one city. Several listings share a venue, as they do in life."""

    def __init__(self, city):
        self.city = city
        self.rng = dice("places", city.slug)
        self.districts = cycle(city.districts)
        self.venues = self._venues()

    def venue(self, kinds):
        """The next venue of one of `kinds`, taking turns; unsaved."""
        return next(self.venues[self.rng.choice(kinds)])

    def home(self):
        """A private home, saved: the public sees its grid cell only."""
        district = next(self.districts)
        return Place.objects.create_home(
            street=self.rng.choice(read("texts")["home_street"]["lines"]),
            point=self._near(district),
            **self._area(district),
        )

    def confidential(self):
        """A venue known by the name of its area alone, unsaved."""
        district = next(self.districts)
        middle = cell_centre(Point(district.lat, district.lon), AREA_CELL_KM)
        return Place(precision=Precision.AREA, lat=middle.lat, lon=middle.lon, **self._area(district))

    def _venues(self):
        precisions = cycle(PRECISIONS[self.rng.randrange(len(PRECISIONS)) :] + PRECISIONS)
        stems = cycle(self.rng.sample(style(self.city.style)["stems"], k=len(style(self.city.style)["stems"])))
        return {
            kind: cycle([self._venue(kind, next(stems), next(precisions)) for _ in range(number)])
            for kind, number in VENUES.items()
        }

    def _venue(self, kind, stem, precision):
        district, words = next(self.districts), style(self.city.style)
        place = Place(precision=precision, **self._area(district))
        if precision == Precision.TOWN:
            place.district, (place.lat, place.lon) = "", self.city.point
            return place
        place.postal_code = district.postal_code
        if precision == Precision.POSTCODE:
            place.lat, place.lon = district.lat, district.lon
            return place
        street = self.rng.choice(words["streets"])
        place.lat, place.lon = self._near(district)
        place.street = street
        if precision == Precision.EXACT:
            place.name = self.rng.choice(words[kind]).format(stem=stem)
            place.street = (
                "" if kind == "park" else words["address"].format(number=self.rng.randint(2, 140), street=street)
            )
            place.directions = "" if kind == "park" else self._directions()
        return place

    def _directions(self):
        return self.rng.choice(["", *read("texts")["directions"]["lines"]])

    def _area(self, district):
        city = self.city
        return {
            "district": district.name,
            "town": city.name,
            "region": city.region,
            "country": city.country,
            "timezone": city.timezone,
        }

    def _near(self, district):
        """A point near the centre of a district, to about a metre."""
        angle, km = self.rng.uniform(0, 2 * math.pi), self.rng.uniform(0, REACH_KM)
        north, east = km * math.cos(angle), km * math.sin(angle) / math.cos(math.radians(district.lat))
        return Point(round(district.lat + north / KM_PER_DEGREE, 5), round(district.lon + east / KM_PER_DEGREE, 5))
