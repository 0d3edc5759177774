"""What the night works out: distances as anybody would measure them, and each listing in one region."""

from hypothesis import given, settings
from hypothesis import strategies as st

from groups import areas
from groups.areas import reach
from groups.areas.area import Area
from groups.areas.refresh import REACHED_KM, SEEN_KM
from groups.geo import Point, distance_km
from groups.models import AreaSupply, Listing, Locality, Place, TownReach
from tests.factories import make_home, make_listing, make_organization, make_place, make_venue, term
from tests.groups.areas.conftest import BRITAIN, ELY, GLASGOW, HAMLET, LONDON, TOWNS, WATFORD

THOUSANDTHS = st.integers(50_500, 53_000), st.integers(-2_000, 1_500)
AROUND = st.tuples(*(part.map(lambda n: n / 1000) for part in THOUSANDTHS), st.booleans(), st.booleans())


def at(pk):
    return TownReach.objects.get(pk=pk)


def test_distance_is_that_to_the_nearest_listing(worked_out):
    london = Point(*TOWNS[LONDON][2:4])
    assert abs(at(LONDON).any_km - distance_km(london, Point(51.545, -0.055))) < 0.01
    assert abs(at(LONDON).formal_km - distance_km(london, Point(51.5416, -0.0033))) < 0.01
    assert at(LONDON).informal_km == at(LONDON).evening_km == at(LONDON).any_km
    assert at(LONDON).weekend_km is None


def test_nothing_is_near_what_is_far(worked_out):
    assert at(GLASGOW).any_km is None
    assert REACHED_KM < at(ELY).any_km < SEEN_KM
    assert at(ELY).informal_km is None


def test_small_places_are_left_out(worked_out):
    assert set(TownReach.objects.values_list("pk", flat=True)) == {LONDON, WATFORD, ELY, GLASGOW}
    assert areas.find(HAMLET).population == 8_100_000


def test_confidential_venue_counts_and_lends_no_distance(britain, source):
    make_listing(source, "A quiet place", place=make_venue())
    areas.refresh()
    assert at(LONDON).any_km is None
    assert AreaSupply.objects.get(tag=0).listings == 1


def test_home_lends_its_cell_alone(britain, source):
    home = make_listing(source, "At home", place=make_home())
    areas.refresh()
    assert abs(at(LONDON).any_km - distance_km(Point(*TOWNS[LONDON][2:4]), home.point)) < 0.01
    assert home.point == Point(home.place.lat, home.place.lon)


def test_hidden_and_online_listings_count_nowhere(worked_out, circle):
    Listing.objects.filter(pk=circle.pk).update(searchable=False)
    areas.refresh()
    assert at(LONDON).informal_km is None
    assert AreaSupply.objects.get(tag=0).listings == 1


def test_listing_belongs_to_the_region_of_the_nearest_town(worked_out, source):
    make_listing(source, "Clyde Circle", place=make_place(lat=55.87, lon=-4.3, town="Glasgow"))
    areas.refresh()
    assert {row.region_code: row.listings for row in AreaSupply.objects.filter(tag=0)} == {"ENG": 2, "SCT": 1}
    grief = AreaSupply.objects.get(tag=term("topic:grief").pk)
    assert (grief.region_code, grief.listings, grief.informal) == ("ENG", 1, 1)


def test_second_night_changes_nothing(worked_out):
    before = list(TownReach.objects.order_by("pk").values()), AreaSupply.objects.count()
    assert areas.refresh() == 4
    assert (list(TownReach.objects.order_by("pk").values()), AreaSupply.objects.count()) == before


@settings(max_examples=15)
@given(spots=st.lists(AROUND, min_size=1, max_size=8))
def test_reach_equals_what_is_measured_one_by_one(britain, source, spots):
    Listing.objects.all().delete()
    rows = [make(source, number, *spot) for number, spot in enumerate(spots)]
    areas.refresh()
    shares = reach.shares(Area(Locality.objects.get(pk=BRITAIN)))
    for sort, wanted in (("any", None), ("formal", "formal"), ("informal", "informal")):
        assert shares[sort] == [measured(rows, wanted, km) for km in reach.WITHIN_KM]


def make(source, number, lat, lon, is_formal, is_hidden):
    """One listing at a spot; what is confidential is near nothing."""
    venue = make_venue(lat=lat, lon=lon) if is_hidden else make_place(lat=lat, lon=lon)
    listing = make_listing(source, f"Circle {number}", place=venue)
    Listing.objects.filter(pk=listing.pk).update(formality="informal")
    if is_formal:
        Listing.objects.filter(pk=listing.pk).update(
            organization=make_organization(f"House {number}"), formality="formal"
        )
    place = Place.objects.get(pk=venue.pk)
    return Point(place.lat, place.lon), "formal" if is_formal else "informal", is_hidden


def measured(rows, wanted, km):
    """Percent of people within `km`, by brute force."""
    towns = [(Point(lat, lon), people) for _name, _region, lat, lon, people in TOWNS.values() if people >= 5_000]
    near = [point for point, formality, is_hidden in rows if not is_hidden and wanted in (None, formality)]
    reached = sum(people for town, people in towns if any(distance_km(town, point) <= km for point in near))
    return round(100 * reached / sum(people for _town, people in towns), 1)
