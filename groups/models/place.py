"""Where support happens, as exactly as the public may know, and apart from it what must stay private."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from groups.choices import CONCEALED, PINNED, Precision
from groups.geo import Point, cell_centre, distance_km
from groups.models.checking import CheckedAtOnce

CENTRE_TOLERANCE_KM = 0.01
AREA_CELL_KM = 5  # what a radius search could tell of a confidential venue, and no more
LATITUDE = [MinValueValidator(-90), MaxValueValidator(90)]
LONGITUDE = [MinValueValidator(-180), MaxValueValidator(180)]


class PlaceQuerySet(models.QuerySet):
    def create_home(self, *, street, point, town, cell_km=1, **fields):
        """Store a private home: the public row gets only its grid cell, the address goes to `PrivateAddress`."""
        shown = cell_centre(point, cell_km)
        place = self.create(
            **fields, town=town, lat=shown.lat, lon=shown.lon, cell_km=cell_km, precision=Precision.CELL
        )
        PrivateAddress.objects.create(place=place, street=street, lat=point.lat, lon=point.lon)
        return place


class Place(CheckedAtOnce):
    """A place as everybody may see it. `lat`/`lon` are public whatever the precision: a home's are its cell's centre,
    a confidential venue's the centre of the area it names."""

    name = models.CharField(_("name of the place"), max_length=200, blank=True)
    street = models.CharField(_("street and number"), max_length=250, blank=True)
    district = models.CharField(_("district"), max_length=120, blank=True)
    town = models.CharField(_("town"), max_length=120, blank=True)
    region = models.CharField(_("region"), max_length=120, blank=True)
    postal_code = models.CharField(_("postcode"), max_length=20, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True, help_text=_("Two letters, such as GB."))
    lat = models.FloatField(_("latitude"), null=True, blank=True, validators=LATITUDE)
    lon = models.FloatField(_("longitude"), null=True, blank=True, validators=LONGITUDE)
    precision = models.CharField(_("how exactly it is known"), max_length=10, choices=Precision.choices)
    cell_km = models.PositiveSmallIntegerField(_("size of the grid cell, km"), null=True, blank=True)
    timezone = models.CharField(_("time zone"), max_length=50)
    directions = models.TextField(_("how to find it"), blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["country", "town", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True)
                | Q(lat__isnull=False, lon__isnull=False, lat__gte=-90, lat__lte=90, lon__gte=-180, lon__lte=180),
                name="place_position_on_earth",
                violation_error_message=_(
                    "A position needs a latitude from -90 to 90 and a longitude from -180 to 180."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(precision__in=CONCEALED) | Q(name="", street="", postal_code="", directions=""),
                name="place_concealed_has_no_address",
                violation_error_message=_(
                    "A private home or confidential venue is public by its area only: leave name, street, postcode and "
                    "directions empty."
                ),
            ),
            models.CheckConstraint(
                condition=Q(precision=Precision.CELL, cell_km__isnull=False, cell_km__gte=1)
                | ~Q(precision=Precision.CELL) & Q(cell_km__isnull=True),
                name="place_cell_has_size",
                violation_error_message=_("A private home needs a grid cell of at least one kilometre."),
            ),
        ]

    def __str__(self):
        return self.line or str(_("Place"))

    def clean(self):
        size_km = {Precision.CELL: self.cell_km, Precision.AREA: AREA_CELL_KM}.get(self.precision)
        if size_km and self.point:
            shown = cell_centre(self.point, size_km)
            if distance_km(self.point, shown) > CENTRE_TOLERANCE_KM:
                raise ValidationError(
                    _("This position is never public. Take the middle of its area: %(lat)s, %(lon)s."),
                    params={"lat": shown.lat, "lon": shown.lon},
                )

    @property
    def point(self):
        """The public position, or None where there is none."""
        return None if self.lat is None or self.lon is None else Point(self.lat, self.lon)

    @property
    def line(self):
        """The address in one line, as far as it is public."""
        return ", ".join(dict.fromkeys(filter(None, [self.name, self.street, self.district, self.town])))

    @property
    def street_line(self):
        """The same without its name, which may say what is done there: for mails, which somebody else may see."""
        return ", ".join(dict.fromkeys(filter(None, [self.street, self.district, self.town])))

    @property
    def area(self):
        """District and town in words: what may be said of any place."""
        return ", ".join(dict.fromkeys(filter(None, [self.district, self.town, self.region])))

    @property
    def is_pinned(self):
        """Whether a map may draw it as a point; anything coarser is an area."""
        return self.precision in PINNED

    @property
    def is_concealed(self):
        return self.precision in CONCEALED

    @property
    def is_confidential(self):
        return self.precision == Precision.AREA


class PrivateAddress(models.Model):
    """The true position of a private home. No public query joins this table."""

    place = models.OneToOneField(Place, models.CASCADE, related_name="private_address")
    street = models.CharField(_("street and number"), max_length=250)
    postal_code = models.CharField(_("postcode"), max_length=20, blank=True)
    lat = models.FloatField(_("latitude"), validators=LATITUDE)
    lon = models.FloatField(_("longitude"), validators=LONGITUDE)

    class Meta:
        verbose_name = _("private address")
        verbose_name_plural = _("private addresses")

    def __str__(self):
        return str(_("Private address"))
