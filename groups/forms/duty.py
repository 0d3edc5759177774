"""Where a moderator looks after listings, and who does while they are away."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Duty, User
from accounts.permissions import MODERATORS, moderates_everywhere
from groups import geocoding
from groups.countries import country_choices
from groups.forms.fields import AT_LEAST_ONE, DayField, LineField, NumberField
from groups.punctuation import by_semicolons

WIDEST_KM = 20_000
AREA = ("country", "area", "radius_km")


class DutyForm(forms.ModelForm):
    """A moderator's own area and absence. A town is looked up; without country and town the area is everywhere.

    Whoever moderates everywhere may narrow that; an area once set is widened or moved by an admin alone.
    """

    use_required_attribute = False

    country = forms.ChoiceField(
        label=gettext_lazy("Country"),
        required=False,
        choices=lambda: [("", _("All countries")), *country_choices()],
    )
    area = LineField(label=gettext_lazy("Around the town"), required=False, max_length=120)
    radius_km = NumberField(
        label=gettext_lazy("Within how many kilometres?"),
        min_value=1,
        highest=WIDEST_KM,
        error_messages={"min_value": AT_LEAST_ONE},
    )
    away_from = DayField(label=gettext_lazy("Away from"))
    away_until = DayField(label=gettext_lazy("Away until"))
    deputy = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("Who has the second key"),
        required=False,
        empty_label=gettext_lazy("Nobody"),
        help_text=gettext_lazy("While you are away they see your area too, and get the mails about it."),
    )

    class Meta:
        model = Duty
        fields = ["country", "area", "radius_km", "away_from", "away_until", "deputy"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        others = User.objects.filter(is_active=True, groups__name=MODERATORS).exclude(pk=self.instance.user_id)
        self.fields["deputy"].queryset = others.order_by("nickname", "pk")
        self.may_set_area = moderates_everywhere(self.instance.user)
        if not self.may_set_area:
            self.keep_area()

    def keep_area(self):
        """Show the area as it is, to be changed by nobody here; whatever an admin wrote is good."""
        country = self.fields["country"]
        own, names = self.instance.country, dict(country.choices)
        country.choices = [(own, names.get(own.upper(), own))]
        country.help_text = _("Only an admin can change the country, the town and the distance.")
        for name in AREA:
            self.fields[name].disabled = True

    def clean(self):
        cleaned = super().clean()
        if bool(cleaned.get("away_from")) != bool(cleaned.get("away_until")) and not self.errors:
            self.add_error("away_until", _("An absence needs its first and its last day."))
        if self.may_set_area and not self.errors:
            self.find(cleaned)
        return cleaned

    def find(self, cleaned):
        """Set the middle of the area to the town, or say what is missing."""
        town, radius = cleaned["area"], cleaned["radius_km"]
        if bool(town) != bool(radius):
            name = "area" if radius else "radius_km"
            self.add_error(name, _("A circle needs a town and a distance. Or leave both empty."))
        elif not town:
            self.instance.lat = self.instance.lon = None
        elif "area" in self.changed_data or self.instance.lat is None:
            self.look_up(town, cleaned["country"])

    def look_up(self, town, country):
        found = geocoding.resolve(town, country_bias=[country] if country else [])
        if found.best is None:
            names = by_semicolons(place.label for place in found.alternatives)
            meant = _("Which one do you mean? %(names)s") % {"names": names}
            self.add_error("area", meant if names else found.notice or _("We do not know this town."))
            return
        self.instance.lat, self.instance.lon = found.best.point
