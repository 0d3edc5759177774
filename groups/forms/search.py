"""What a person may ask of the search, cleaned: one bad answer gets a sentence and costs nothing else."""

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.choices import For, Sort
from groups.geo import HALF_CIRCUMFERENCE_KM, KM_PER_MILE, Point

DEFAULT_RADIUS_KM = 25
DEFAULT_RADIUS_SHOWN = {"km": "25", "mi": "15.5"}
ANY_RADIUS = "any"
LAST_PAGE = 1_000_000
FARTHEST_DEGREES = 1_000  # a map that was turned round the globe a few times counts on
UNITS = [("km", _("kilometres")), ("mi", _("miles"))]


class RadiusField(forms.FloatField):
    """A positive number, or "any" for no limit."""

    def to_python(self, value):
        if isinstance(value, str) and value.strip().lower() == ANY_RADIUS:
            return ANY_RADIUS
        return super().to_python(value)

    def validate(self, value):
        if value != ANY_RADIUS:
            super().validate(value)
            if value is not None and not 0 < value <= 2 * HALF_CIRCUMFERENCE_KM:
                raise forms.ValidationError(_("Give a distance above 0, or “any”. We searched within 25 km."))


class SearchForm(forms.Form):
    """Where, how far, in which order. The filters of `ListingFilter` are added to it."""

    near = forms.CharField(
        label=_("Town or postcode"),
        required=False,
        max_length=120,
        error_messages={"max_length": _("That is too long for a place. Try a town or a postcode.")},
    )
    lat = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    lon = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)
    radius = RadiusField(
        label=_("Within"),
        required=False,
        error_messages={"invalid": _("Give a distance in numbers, or “any”. We searched within 25 km.")},
    )
    units = forms.ChoiceField(label=_("Units"), required=False, choices=UNITS)
    sort = forms.ChoiceField(label=_("Order"), required=False, choices=Sort.choices)
    page = forms.IntegerField(required=False, min_value=1)

    def clean(self):
        cleaned = super().clean()
        if (cleaned.get("lat") is None) != (cleaned.get("lon") is None) and not cleaned.get("near"):
            self.add_error(None, _("A position needs both a latitude and a longitude, in degrees."))
        return cleaned

    def clean_page(self):
        """A page number; one beyond any directory is as good as the last we can count to."""
        return min(self.cleaned_data["page"] or 1, LAST_PAGE)

    @property
    def point(self):
        """The position given in numbers, to two decimals: about a kilometre. None where it is missing or wrong."""
        lat, lon = self.cleaned_data.get("lat"), self.cleaned_data.get("lon")
        return None if lat is None or lon is None else Point(lat, lon).rounded()

    @property
    def units_or_default(self):
        return self.cleaned_data.get("units") or "km"

    @property
    def radius_shown(self):
        """What stands in the field: what was typed, or the default in the units chosen."""
        return self["radius"].value() or DEFAULT_RADIUS_SHOWN[self.units_or_default]

    @property
    def radius_km(self):
        """The distance asked for in kilometres; None for any distance."""
        radius = self.cleaned_data.get("radius")
        if radius == ANY_RADIUS:
            return None
        if radius is None:
            return DEFAULT_RADIUS_KM
        return radius * KM_PER_MILE if self.units_or_default == "mi" else radius


# "for" is a word of Python's own, so it cannot be written in the class body.
SearchForm.base_fields["for"] = forms.ChoiceField(label=_("Who is it for?"), required=False, choices=For.choices)


class MapWindowForm(forms.Form):
    """The part of the map on screen: west, south, east, north in degrees, and the zoom."""

    bbox = forms.CharField(required=False, max_length=200)
    zoom = forms.IntegerField(required=False, min_value=0, max_value=20)

    def clean_bbox(self):
        text = self.cleaned_data["bbox"]
        if not text:
            return None
        edges = [forms.FloatField().clean(part) for part in text.split(",")]
        if len(edges) != 4:
            raise forms.ValidationError(_("A map window has four edges."))
        west, south, east, north = edges
        if max(map(abs, edges)) > FARTHEST_DEGREES:
            raise forms.ValidationError(_("That is not a window of a map."))
        return west, max(south, -90), east, min(north, 90)


class PlacePrefixForm(forms.Form):
    """The first letters of a place, for suggestions."""

    q = forms.CharField(max_length=120, required=False)
