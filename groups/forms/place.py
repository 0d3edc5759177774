"""Where and how a listing meets, asked in plain words; the public gets to know no more than its facilitator says."""

from django import forms
from django.conf import settings
from django.db.models import TextChoices
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groups import placement
from groups.choices import CONCEALED, PINNED, PLACELESS, Attendance, Precision
from groups.countries import country_choices
from groups.forms.fields import ChoiceField, DegreesField, LineField, TextField
from groups.forms.lands import zone_choice, zone_choices
from groups.forms.section import SectionForm
from groups.geo import Point

NAMES = ("name", "street", "district", "town", "region", "postal_code", "country", "directions")
POSITION = ("lat", "lon", "precision", "cell_km")
SAYS_WHERE = {"town", "postal_code", "country", "lat", "lon"}
BESIDE_PIN = {"street", "town", "postal_code", "country"}


class Venue(TextChoices):
    """What the public may know of a place."""

    OPEN = "open", gettext_lazy("Everybody may know the address")
    HOME = "home", gettext_lazy("This is a private home")
    CONFIDENTIAL = "confidential", gettext_lazy("This place is confidential")


VENUE_OF = {Precision.CELL: Venue.HOME, Precision.AREA: Venue.CONFIDENTIAL}


class PlaceForm(SectionForm):
    """How it meets, and the place where it does so in person.

    The position is that of the postcode or town, unless there is a pin (`lat`, `lon`: from the map or typed). What
    stays the same keeps its stored position: an edit never moves the cell of a home.
    """

    section = "place"

    attendance = ChoiceField(
        label=gettext_lazy("How does it meet?"), choices=Attendance.choices, initial=Attendance.IN_PERSON, radios=True
    )
    venue = ChoiceField(
        label=gettext_lazy("Who may know the address?"), choices=Venue.choices, initial=Venue.OPEN, radios=True
    )
    name = LineField(
        label=gettext_lazy("Name of the place"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Such as “Linden Street Library, room 2”."),
    )
    street = LineField(label=gettext_lazy("Street and number"), max_length=250, required=False)
    town = LineField(label=gettext_lazy("Town or village"), max_length=120, required=False)
    postal_code = LineField(label=gettext_lazy("Postcode"), max_length=20, required=False)
    country = ChoiceField(label=gettext_lazy("Country"), required=False)
    choice = LineField(label=gettext_lazy("Which place is it?"), required=False, widget=forms.RadioSelect)
    lat = DegreesField(label=gettext_lazy("Latitude"), most=90)
    lon = DegreesField(label=gettext_lazy("Longitude"), most=180)
    pin_confirmed = forms.BooleanField(label=gettext_lazy("Yes, the pin is in the right place"), required=False)
    district = LineField(
        label=gettext_lazy("District or part of town"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Everybody sees this, also for a private home."),
    )
    directions = TextField(
        label=gettext_lazy("How to find it"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("Such as “Ring the lower bell. The lift is at the back.”"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    timezone = ChoiceField(
        label=gettext_lazy("Time zone"),
        required=False,
        help_text=gettext_lazy("We take that of the town. Online and by phone there is no town, so please choose."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.spot, self.asks_about_pin = None, False
        self.offer("country", _("the country of the town"), country_choices(), lambda code: (code, code))
        self.offer("timezone", _("the time zone of the town"), zone_choices(), zone_choice)
        suggesting = {"list": f"{self['town'].auto_id}-places", "data-places-url": reverse_lazy("places")}
        self.fields["town"].widget.attrs |= suggesting | {"autocomplete": "off", "spellcheck": "false"}

    def offer(self, name, empty, choices, choice_of):
        """Choices with what is stored now among them, even where it is not one that we would offer."""
        stored = self.initial.get(name)
        self.fields[name].choices = [("", empty), *choices]
        if stored and not self.fields[name].valid_value(stored):
            self.fields[name].choices = [("", empty), choice_of(stored), *choices]

    @classmethod
    def initial_from(cls, value):
        """The section as its facilitator may see it: the true address of a home, and no pin where none was set."""
        if not value:
            return {"before": value}
        private = value["private"] or {}
        pin = private or (value if value["precision"] in PINNED else {})
        shown = {name: value[name] for name in (*NAMES, "attendance", "timezone")}
        shown |= {name: private[name] for name in ("street", "postal_code") if name in private}
        venue = VENUE_OF.get(value["precision"], Venue.OPEN).value
        shown |= {name: round(pin[name], 5) for name in ("lat", "lon") if pin.get(name) is not None}
        return shown | {"venue": venue, "before": value}

    def clean(self):
        cleaned = super().clean()
        if self.errors.keys() & {"attendance", "venue", *SAYS_WHERE}:
            return cleaned
        if cleaned["attendance"] in PLACELESS:
            if not cleaned.get("timezone"):
                self.add_error("timezone", _("Please choose the time zone in which your times are."))
        elif (cleaned["lat"] is None) != (cleaned["lon"] is None):
            self.add_error("lat", _("A pin needs both a latitude and a longitude. Or leave both empty."))
        elif self.is_moved:
            self.find()
        if self.pin_is_left_behind and not self.errors:
            self.ask_about_pin(_("The address is new, but the pin is where it was. Is that right?"))
        return cleaned

    # What the answers say

    @property
    def pin(self):
        """The pin set on the map or typed, or None."""
        lat, lon = self.cleaned_data.get("lat"), self.cleaned_data.get("lon")
        return None if lat is None or lon is None else Point(lat, lon)

    @property
    def is_placeless(self):
        return self.cleaned_data["attendance"] in PLACELESS

    @property
    def point_before(self):
        """The true position as stored; None where only something coarser is known on purpose, or nothing."""
        known = (self.before or {}).get("private") or self.before
        if not known or known["lat"] is None or known.get("precision") in CONCEALED:
            return None
        return Point(known["lat"], known["lon"])

    @property
    def is_moved(self):
        """Whether the position has to be found anew."""
        if not self.before or not self.before["precision"] or SAYS_WHERE & set(self.changed_data):
            return True
        has_no_cell = self.cleaned_data["venue"] != Venue.OPEN and self.before["lat"] is None
        return self.point_before is None and ("venue" in self.changed_data or has_no_cell)

    @property
    def pin_is_left_behind(self):
        changed = set(self.changed_data)
        return bool(self.pin and self.before and changed & BESIDE_PIN and not changed & {"lat", "lon"})

    # Finding the place

    def find(self):
        """Set `spot`; or say what is missing, or offer the places that may be meant."""
        asked, pin = self.cleaned_data, self.pin
        lookup = placement.Lookup(sentence=_("Name the town, or give the postcode."))
        if asked["town"] or asked["postal_code"]:
            names = (asked["town"], asked["postal_code"], asked["country"])
            lookup = placement.look_up(*names, bias=self.country_bias, chosen=asked.get("choice", ""), pin=pin)
        self.fields["choice"].widget.choices = [(place.id, place.label) for place in lookup.options]
        self.spot = lookup.spot
        if pin and (lookup.spot or not lookup.options):
            named = {name: asked[name] for name in ("town", "postal_code")}
            self.spot = placement.at_pin(pin, lookup.spot, **named)
        if self.spot is None:
            self.add_error("town", lookup.sentence)
        elif pin and lookup.spot and placement.is_far(pin, lookup.spot.point):
            self.ask_about_pin(placement.far_sentence(_("The pin"), pin, lookup.spot))

    def ask_about_pin(self, sentence):
        """Have a surprising pin confirmed with a tick rather than accept it silently."""
        self.asks_about_pin = True
        if not self.cleaned_data["pin_confirmed"]:
            self.add_error("pin_confirmed", sentence)

    @property
    def map_centre(self):
        """Where the map begins: the position that was found, or the public one as stored; None for neither."""
        if self.spot:
            return self.spot.point
        shown = self.before or {}
        return None if shown.get("lat") is None else Point(shown["lat"], shown["lon"])

    @property
    def tiles(self):
        """The map tiles of the operator's choice; without them the map is our own."""
        return {"url": settings.MAP_TILES_URL, "attribution": settings.MAP_TILES_ATTRIBUTION}

    # The section

    def content(self):
        typed, venue = self.cleaned_data, self.cleaned_data["venue"]
        nowhere = dict.fromkeys(NAMES, "") | dict.fromkeys(POSITION) | {"precision": "", "private": None}
        section = nowhere | {"attendance": typed["attendance"], "timezone": typed["timezone"]}
        if self.is_placeless:
            return section
        where = self.spot or self.spot_before()
        section |= {"district": typed["district"], "timezone": self.zone(where)} | self.position(where)
        section |= {"town": where.town, "region": where.region, "country": where.country}
        if venue == Venue.OPEN:
            named = {name: typed[name] for name in ("name", "street", "directions")}
            return section | named | {"postal_code": where.postal_code}
        if venue == Venue.HOME and typed["street"]:
            section["private"] = self.private_address(where)
        return section

    def spot_before(self):
        """The place as stored, for whatever did not touch where it is."""
        before = self.before
        return placement.Spot(
            point=self.point_before,
            town=before["town"],
            region=before["region"],
            country=before["country"],
            postal_code=self.cleaned_data["postal_code"],
            timezone=before["timezone"],
            precision=before["precision"],
        )

    def position(self, where):
        """The public position and how exact it is; what is stored stays where nothing about it changed."""
        if self.spot is None and "venue" not in self.changed_data:
            return {name: self.before[name] for name in POSITION}
        venue = self.cleaned_data["venue"]
        if venue == Venue.HOME:
            return placement.home_cell(where.point)
        if venue == Venue.CONFIDENTIAL:
            return placement.confidential_area(where.point)
        is_named = self.cleaned_data["street"] or self.cleaned_data["name"]
        pinned = Precision.EXACT if is_named else Precision.STREET
        return placement.open_position(where.point, pinned if self.pin else where.precision)

    def private_address(self, where):
        """The true address of a home, kept apart; without a street there is none to keep."""
        shown = Point(self.before["lat"], self.before["lon"]) if where.point is None else where.point
        typed = {"street": self.cleaned_data["street"], "postal_code": where.postal_code}
        return typed | {"lat": shown.lat, "lon": shown.lon}

    def zone(self, where):
        """The zone that was chosen; that of the place where none was, or where the place moved and nobody chose."""
        chosen = self.cleaned_data["timezone"]
        if chosen and (self.spot is None or "timezone" in self.changed_data):
            return chosen
        return where.timezone or chosen or "UTC"
