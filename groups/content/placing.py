"""The place of a listing: rows are shared by listings at one address, and a home's address is kept apart."""

from groups.choices import CONCEALED, Precision
from groups.content.reading import PLACE_COLUMNS
from groups.geo import Point, cell_centre
from groups.models import Place, PrivateAddress
from groups.models.place import AREA_CELL_KM


def settle(listing, wanted):
    """The row for the place `wanted` (a section): unchanged, changed in place, shared with others there, or new.

    A row that other listings use is never changed under them.
    """
    values = {name: wanted[name] for name in PLACE_COLUMNS} | shown(wanted)
    current = listing.place
    if current and _is(current, values) and not _moved_home(current, wanted):
        return current
    place = _others_row(values) or _own_row(current, listing) or Place()
    for name, value in values.items():
        setattr(place, name, value)
    place.full_clean()
    place.save()
    _keep_private(place, wanted)
    return place


def drop_unused(place):
    """Remove a place, or None, that no listing is at any more; a home's address goes with it."""
    if place and not place.listings.exists():
        place.delete()


def shown(wanted):
    """What may be public of a concealed place, whatever the document says: the middle of its cell, no address.

    Where nobody knows where it is, it has no position.
    """
    if wanted["precision"] not in CONCEALED:
        return {"cell_km": None}
    hidden = {"name": "", "street": "", "postal_code": "", "directions": ""}
    is_home = wanted["precision"] == Precision.CELL
    size_km = wanted["cell_km"] if is_home else AREA_CELL_KM
    known = (is_home and wanted["private"]) or wanted
    lat = lon = None
    if None not in (known["lat"], known["lon"], size_km):
        lat, lon = cell_centre(Point(known["lat"], known["lon"]), size_km)
    return hidden | {"cell_km": size_km if is_home else None, "lat": lat, "lon": lon}


def _is(place, values):
    return all(getattr(place, name) == value for name, value in values.items())


def _moved_home(place, wanted):
    """Whether the true address of a home changed inside its cell."""
    private = getattr(place, "private_address", None)
    known = private and {name: getattr(private, name) for name in ("street", "postal_code", "lat", "lon")}
    return wanted["precision"] == Precision.CELL and known != wanted["private"]


def _others_row(values):
    """A row of another listing that says exactly the same; never for homes, which belong to one listing alone."""
    if values["precision"] in CONCEALED or not (values["street"] or values["name"]):
        return None
    return Place.objects.filter(**values, private_address=None).order_by("pk").first()


def _own_row(current, listing):
    """The row the listing has, where nobody else uses it."""
    return None if current is None or current.listings.exclude(pk=listing.pk).exists() else current


def _keep_private(place, wanted):
    if wanted["precision"] != Precision.CELL or not wanted["private"]:
        PrivateAddress.objects.filter(place=place).delete()
    else:
        PrivateAddress.objects.update_or_create(place=place, defaults=wanted["private"])
