"""What a request asks for, cleaned by forms: what cannot be meant is refused, with a sentence for each parameter."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groups.filters import ListingFilter
from groups.forms.search import PlacePrefixForm
from groups.problems import Problem
from groups.recurrence.rule import FIRST_DAY, LAST_DAY
from groups.term_filters import WordsField
from groups.views.search import country_bias

LONGEST_SPAN_DAYS = 92
USUAL_SPAN_DAYS = 28
USUAL_LIMIT, MOST_AT_ONCE = 20, 100
FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")
PAGED_OTHERWISE = {"page"}
"""Parameters of the search page that a cursor stands for here."""
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
REFUSED = {"radius": gettext_lazy("Give a distance above 0, or “any” for no limit.")}
WRONG = gettext_lazy("Some parameters do not make sense.")


class DayField(forms.Field):
    """A day as `2026-03-31` (ISO 8601)."""

    def to_python(self, value):
        if value in self.empty_values:
            return None
        try:
            day = date.fromisoformat(value) if DAY.fullmatch(value) else None
        except ValueError:
            day = None
        if day is None or not FIRST_DAY <= day <= LAST_DAY:
            raise forms.ValidationError(_("Give a day such as 2026-03-31, between 1970 and 2199."))
        return day


class PageForm(forms.Form):
    """Which part of a long answer."""

    limit = forms.IntegerField(
        label=gettext_lazy("Listings on a page"),
        required=False,
        min_value=1,
        max_value=MOST_AT_ONCE,
        help_text=gettext_lazy("20 where you say nothing."),
    )
    cursor = forms.CharField(
        label=gettext_lazy("Cursor"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("The “next” of the page before, with the same parameters."),
    )

    def clean_limit(self):
        return self.cleaned_data["limit"] or USUAL_LIMIT


class SearchPageForm(PageForm):
    """The same of a search, and whether the choices are counted."""

    facets = forms.ChoiceField(
        label=gettext_lazy("Count the choices"),
        required=False,
        choices=[("true", gettext_lazy("Yes")), ("false", gettext_lazy("No"))],
        help_text=gettext_lazy("How many listings each word would leave. On the first page, where you say nothing."),
    )


class SpanForm(forms.Form):
    """Between which two days, by the clock of each place."""

    first_day = DayField(
        label=gettext_lazy("First day"), required=False, help_text=gettext_lazy("Today, where you say nothing.")
    )
    last_day = DayField(
        label=gettext_lazy("Last day"),
        required=False,
        help_text=gettext_lazy("At most 92 days with the first. Four weeks, where you say nothing."),
    )

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("first_day") or timezone.now().date(), cleaned.get("last_day")
        if not self.errors:
            last = last or min(first + timedelta(days=USUAL_SPAN_DAYS - 1), LAST_DAY)
            if last < first:
                self.add_error("last_day", _("The last day is before the first."))
            elif last >= first + timedelta(days=LONGEST_SPAN_DAYS):
                self.add_error("last_day", _("That is too long. Ask for 92 days at most."))
        return cleaned | {"first_day": first, "last_day": last}


class DatesPageForm(PageForm, SpanForm):
    """Between which two days, and of which part of the listings."""


class FacetForm(forms.Form):
    """One sort of words."""

    facet = forms.SlugField(
        label=gettext_lazy("Facet"),
        required=False,
        max_length=20,
        help_text=gettext_lazy("Such as “topic”. All of them, where you say nothing."),
    )


@dataclass
class SearchAsked:
    """A `ListingFilter` that was understood, and the cleaned form beside it."""

    search: ListingFilter
    form: forms.Form


def given(request):
    """The parameters, from the address or, leaving nothing there, from the body of a form."""
    has_body = request.META.get("CONTENT_LENGTH") not in (None, "", "0")
    if request.method == "POST" and has_body and request.content_type not in FORM_TYPES:
        raise Problem(415, _("Send the parameters as a form does: application/x-www-form-urlencoded."))
    return request.POST if request.method == "POST" else request.GET


def read(form_class, request):
    """A valid form of the parameters of `request`; raises `Problem` with what is wrong of each."""
    form = form_class(given(request))
    refuse_unknown(form.fields, form.data)
    if not form.is_valid():
        raise Problem(422, WRONG, sentences(form))
    return form


def read_search(form_class, request):
    """The search that is asked for with a form beside it, as the search page understands it.

    Unlike there a value that cannot be meant, such as a radius of “far”, is refused. A word or a place that we do
    not know is not: it comes back in a notice, as the words of the directory change.
    """
    data = given(request)
    search = ListingFilter(data, now=timezone.now(), country_bias=country_bias(request))
    form = form_class(data)
    fields = {name: field for name, field in search.form.fields.items() if name not in PAGED_OTHERWISE}
    refuse_unknown(fields | form.fields, data)
    form.is_valid()
    errors = [error for error in sentences(search.form) + sentences(form) if error[0] != "__all__"]
    if errors:
        raise Problem(422, WRONG, errors)
    return SearchAsked(search, form)


def sentences(form):
    """`(parameter, sentence)` of each error; where the page says what it did instead, only what is wrong."""
    return [(name, REFUSED.get(name, sentence)) for name, found in form.errors.items() for sentence in found]


def refuse_unknown(fields, data):
    """Raise `Problem` for parameters there are none of, and for those that say two things where one is meant."""
    errors = [(name[:60], _("We know no parameter of this name.")) for name in data if name not in fields]
    errors += [
        (name, _("Give this parameter once."))
        for name, field in fields.items()
        if not isinstance(field, WordsField) and len(data.getlist(name)) > 1
    ]
    if errors:
        raise Problem(422, WRONG, errors)


def binding(asked):
    """Text that tells one search from another: what a cursor of it is bound to."""
    params = asked.search.params()
    for name in ("first_day", "last_day"):
        params[name] = str(asked.form.cleaned_data.get(name, ""))
    origin = asked.search.origin
    return f"{QueryDict.urlencode(params)} {tuple(origin.point) if origin else ''}"


__all__ = ["FacetForm", "PlacePrefixForm", "SearchAsked", "binding", "read", "read_search"]
