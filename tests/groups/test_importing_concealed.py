"""What somebody here concealed stays concealed when its row changes at the source."""

from groups.choices import Precision, Visibility
from groups.models import Contact, Listing, Place
from tests.groups.test_importing import bring, lantern

HERE = {"precision": Precision.AREA, "name": "", "street": "", "postal_code": ""}


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
