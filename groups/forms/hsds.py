"""What may be asked of the HSDS addresses: the parameters of the standard and of its UK profile, cleaned."""

import re
from datetime import UTC, datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from groups.choices import Weekday

PER_PAGE = 50
MOST_PER_PAGE = 1000
MOST_MINIMAL = 100_000
MOST_WITH_SERVICES = 25
"""Organizations with all their services in them: some have hundreds."""

LAST_PAGE = 1_000_000
FARTHEST_METRES = 20_100_000
OLDEST = 130
YES = {"true", "1", "yes"}
NO = {"", "false", "0", "no"}
JSON, NDJSON = "json", "ndjson"
LOST_PLUS = re.compile(r" (\d{2}:?\d{2})$")
"""A plus sign that an address turned into a blank: `…T08:00:00 01:00`."""


class FlagField(forms.Field):
    """true or false, as programs write them; not given means false."""

    def clean(self, value):
        text = (value or "").strip().lower()
        if text not in YES | NO:
            raise forms.ValidationError(_("Say true or false."))
        return text in YES


class DaysField(forms.Field):
    """Days as MO to SU, separated by commas."""

    def clean(self, value):
        days = [day.strip().upper() for day in (value or "").split(",") if day.strip()]
        unknown = [day for day in days if day not in Weekday.values]
        if unknown:
            told = _("“%(day)s” is no day. Write MO, TU, WE, TH, FR, SA or SU, with commas between several.")
            raise forms.ValidationError(told, params={"day": unknown[0][:20]})
        return days


class MomentField(forms.DateTimeField):
    """A date or a moment (ISO 8601); without an offset it is taken for UTC."""

    default_error_messages = {"invalid": _("Write a date or a moment such as 2026-03-03T17:00:00Z.")}

    def to_python(self, value):
        text = LOST_PLUS.sub(r"+\1", (value or "").strip())
        if not text:
            return None
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None
        if not 1900 <= moment.year <= 2200:
            raise forms.ValidationError(_("Write a year from 1900 to 2200."))
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


class PageForm(forms.Form):
    """Words to search for, which page, and in which format."""

    most = MOST_PER_PAGE

    search = forms.CharField(required=False, max_length=200, help_text=_("Words; each has to be there."))
    page = forms.IntegerField(
        required=False, min_value=1, max_value=LAST_PAGE, help_text=_("Number of the page, from 1 on.")
    )
    per_page = forms.IntegerField(
        required=False, min_value=1, help_text=_("How many on a page: 50 unless you say otherwise, 1000 at most.")
    )
    format = forms.ChoiceField(
        required=False,
        choices=[(JSON, JSON), (NDJSON, NDJSON)],
        help_text=_("ndjson streams everything, an object a line, without pages."),
        error_messages={"invalid_choice": _("The formats are json and ndjson.")},
    )

    def clean_page(self):
        return self.cleaned_data["page"] or 1

    def clean_per_page(self):
        wanted = self.cleaned_data["per_page"]
        if wanted and wanted > self.most:
            raise forms.ValidationError(_("At most %(most)s fit on a page."), params={"most": self.most})
        return wanted or min(PER_PAGE, self.most)

    @property
    def is_stream(self):
        return self.cleaned_data["format"] == NDJSON

    @property
    def is_for_everything(self):
        """Whether the answer may hold the whole directory: as a stream, or on one page of the shortest entries."""
        return self.is_stream or self.cleaned_data["per_page"] > MOST_PER_PAGE


class ServicesForm(PageForm):
    """Which services."""

    full = FlagField(required=False, help_text=_("With everything that belongs to each."))
    taxonomy_id = forms.UUIDField(required=False, help_text=_("With any word of this taxonomy."))
    taxonomy_term_id = forms.UUIDField(required=False, help_text=_("With this word."))
    organization_id = forms.UUIDField(required=False, help_text=_("Run by this organization."))
    modified_after = MomentField(required=False, help_text=_("Changed at this moment or later."))
    postcode = forms.CharField(
        required=False, max_length=120, help_text=_("Around the middle of this postcode: 25 km, or proximity.")
    )
    proximity = forms.FloatField(
        required=False, min_value=0, max_value=FARTHEST_METRES, help_text=_("So many metres around the postcode.")
    )
    day = DaysField(required=False, help_text=_("On one of these days: MO, TU, WE, TH, FR, SA or SU, with commas."))
    start_time = forms.TimeField(required=False, help_text=_("Begins at this time of day or later, such as 18:00."))
    end_time = forms.TimeField(required=False, help_text=_("Is over by this time of day, such as 21:00."))
    minimum_age = forms.IntegerField(
        required=False, min_value=0, max_value=OLDEST, help_text=_("Takes people of this age or older.")
    )
    maximum_age = forms.IntegerField(
        required=False, min_value=0, max_value=OLDEST, help_text=_("Takes people of this age or younger.")
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("proximity") is not None and not cleaned.get("postcode") and "postcode" not in self.errors:
            self.add_error("proximity", _("A distance needs a postcode to measure from."))
        return cleaned


class MinimalForm(ServicesForm):
    """Services, perhaps only their ids and when they were changed."""

    minimal = FlagField(
        required=False, help_text=_("Only id and modified_date of each, all on one page if per_page is not given.")
    )
    field_order = ["search", "page", "per_page", "format", "full", "minimal"]

    def clean_per_page(self):
        if self.data.get("minimal", "").strip().lower() not in YES:
            return super().clean_per_page()
        return min(self.cleaned_data["per_page"] or MOST_MINIMAL, MOST_MINIMAL)


class OrganizationsForm(PageForm):
    """Which organizations, and with how much of their services."""

    full = FlagField(required=False, help_text=_("With the names of their services."))
    full_service = FlagField(
        required=False, help_text=_("With everything about their services; then at most 25 on a page.")
    )

    def __init__(self, data, **options):
        super().__init__(data, **options)
        if data.get("full_service", "").strip().lower() in YES:
            self.most = MOST_WITH_SERVICES


class OrganizationForm(forms.Form):
    """One organization."""

    full_service = FlagField(required=False, help_text=_("With everything about its services."))


class TermsForm(PageForm):
    """Which taxonomy terms."""

    taxonomy_id = forms.UUIDField(required=False, help_text=_("Of this taxonomy."))
    parent_id = forms.UUIDField(required=False, help_text=_("Under this term."))
    top_only = FlagField(required=False, help_text=_("Only terms that stand under no other."))
