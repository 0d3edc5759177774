"""What somebody here concealed stays concealed when its row changes at the source; homes and confidential venues of a
source are stored by their area alone."""

import io
from dataclasses import replace

import pytest

from groups import outgoing
from groups.choices import Attendance, Precision, Visibility
from groups.geo import Point, cell_centre
from groups.importing import run
from groups.interop import geojson
from groups.interop.formats import FORMATS
from groups.interop.tabular import csv_files
from groups.interop.tabular.rows import RowReader
from groups.interop.tabular.words import Words
from groups.models import Contact, Listing, Place, PrivateAddress, Term
from groups.models.place import AREA_CELL_KM
from groups.placement import COUNTRY_CELL_KM
from tests.factories import make_home, make_listing, weekly
from tests.groups.interop.hsds import records as hsds
from tests.groups.test_importing import LIBRARY, bring, lantern

HERE = {"precision": Precision.AREA, "name": "", "street": "", "postal_code": ""}
WRITERS = {
    "csv": lambda records: "".join(csv_files.dump(records)).encode(),
    "geojson": lambda records: "".join(geojson.dump(records)).encode(),
    "hsds": lambda records: hsds.ndjson(records).getvalue(),
    "hsds-csv": lambda records: hsds.tables(records).getvalue(),
}


def test_place_made_confidential_stays_so(db, now):
    bring(lantern())
    Place.objects.update(**HERE, lat=42.5, lon=-73.5)
    assert bring(lantern(description="Ring the bell.")).changed == 1
    listing = Listing.objects.get()
    assert (listing.description, listing.place.precision, listing.lat) == ("Ring the bell.", Precision.AREA, 42.5)


def test_contact_made_private_stays_so(db, now):
    bring(lantern())
    Contact.objects.update(visibility=Visibility.HIDDEN)
    bring(lantern(description="Ring the bell."))
    assert Contact.objects.get().visibility == Visibility.HIDDEN


def row(**cells):
    """The Lantern Group as a table tells of it."""
    known = {"id": "lantern", "name": "Lantern Group", "kind": "peer-circle", "street": "19 Library Lane"}
    return known | {"town": "Troy", "country": "US", "lat": "42.7301", "lon": "-73.6901", "timezone": "UTC"} | cells


def test_place_whose_row_says_a_word_we_do_not_know_is_shown_no_more(db, now):
    reader = RowReader(Words(Term.objects.lexicon()))
    for word in ("exact", "home"):
        bring(reader.record(row(precision=word), 2))
    place = Listing.objects.get().place
    assert (place.precision, place.street, place.town) == (Precision.AREA, "", "Troy")
    assert Point(place.lat, place.lon) == cell_centre(Point(42.7301, -73.6901), AREA_CELL_KM)


def home(**changes):
    """The Lantern Group at somebody's home, as a careless source tells of it."""
    place = replace(LIBRARY, postal_code="12180", directions="Ring the bell.", precision=Precision.CELL)
    return lantern(place=replace(place, **changes))


def test_home_is_stored_by_its_cell_alone(db, now):
    assert bring(home()).new == 1
    place = Place.objects.get()
    assert (place.precision, place.cell_km, place.town) == (Precision.CELL, COUNTRY_CELL_KM, "Troy")
    assert place.point == cell_centre(Point(LIBRARY.lat, LIBRARY.lon), COUNTRY_CELL_KM)
    assert (place.name, place.street, place.postal_code, place.directions) == ("", "", "", "")
    assert bring(home()).unchanged == 1


@pytest.mark.parametrize(
    ("moved", "there"),
    [({"lat": 41.0, "town": "Albany"}, ("Albany", "cell")), ({"precision": Precision.EXACT}, ("Troy", "exact"))],
)
def test_home_that_its_source_alone_concealed_follows_it(db, now, moved, there):
    bring(home())
    assert bring(home(**moved)).changed == 1
    assert [(place.town, place.precision) for place in Place.objects.all()] == [there]
    bring(lantern(place=None, attendance=Attendance.ONLINE))
    assert Listing.objects.get().attendance == Attendance.ONLINE
    assert not Place.objects.exists()


@pytest.mark.parametrize("moved", [{"lat": 41.0}, {"precision": Precision.EXACT}], ids=str)
def test_home_whose_address_is_known_here_stays(db, now, moved):
    bring(home())
    before = Place.objects.get()
    PrivateAddress.objects.create(place=before, street="5 Mill Lane", lat=42.7, lon=-73.7)
    assert bring(home(**moved)).corrected == 1
    listing = Listing.objects.get()
    assert (listing.place, listing.place.precision, listing.lat) == (before, Precision.CELL, before.lat)
    assert PrivateAddress.objects.exists()


def test_home_without_a_position_stays_a_home(db, now, gazetteer):
    bring(home(lat=None, lon=None, town="London", country="GB", postal_code="E8 1AA"))
    place = Place.objects.get()
    assert (place.precision, place.cell_km, place.street, place.postal_code) == (Precision.CELL, 1, "", "")
    assert place.point == cell_centre(place.point, 1)


def test_confidential_venue_of_a_source_is_known_by_its_area(db, now):
    assert bring(home(precision=Precision.AREA)).new == 1
    place = Place.objects.get()
    assert (place.precision, place.street, place.cell_km) == (Precision.AREA, "", None)
    assert place.point == cell_centre(Point(LIBRARY.lat, LIBRARY.lon), AREA_CELL_KM)


def test_homes_of_one_cell_are_not_one_place(db, now):
    """Somebody who may know the one address is not to be told it at the other."""
    bring(home(), replace(home(), source_ref="lamp", name="Lamp Group"))
    assert Place.objects.count() == 2
    bring(home(), replace(home(), source_ref="lamp", name="Lamp Group", description="Tea."))
    assert Listing.objects.values("place").distinct().count() == 2
    assert Place.objects.count() == 2


@pytest.mark.parametrize("name", WRITERS)
def test_home_in_our_own_formats_comes_back_as_the_same_cell(source, now, gazetteer, name):
    ours = make_listing(source, "Kitchen", place=make_home(), slots=[weekly("FR", "19:00")]).place
    file = io.BytesIO(WRITERS[name](list(outgoing.records(Listing.objects.all()))))
    bring(*FORMATS["table" if name in ("csv", "geojson") else name].load(file))
    theirs = Place.objects.exclude(pk=ours.pk).get()
    for column in ("lat", "lon", "precision", "cell_km", "street", "district", "town", "timezone"):
        assert getattr(theirs, column) == getattr(ours, column), column


def test_address_of_a_concealed_place_is_not_kept_beside_it(db, now):
    bring(lantern())
    Place.objects.update(**HERE, lat=42.5, lon=-73.5)
    bring(lantern(place=replace(LIBRARY, street="9 Hill Road")))
    assert [place.street for place in Place.objects.all()] == [""]


def test_place_left_by_one_batch_may_be_taken_by_the_next(db, now, monkeypatch):
    monkeypatch.setattr(run, "BATCH", 1)
    hill = replace(LIBRARY, street="9 Hill Road")
    bring(lantern(), lantern("b", place=replace(hill)))
    bring(lantern(place=replace(hill)), lantern("b", place=replace(LIBRARY)))
    assert sorted(Place.objects.values_list("street", flat=True)) == ["5 Mill Lane", "9 Hill Road"]
    assert Listing.objects.get(source_ref="b").place.street == "5 Mill Lane"
