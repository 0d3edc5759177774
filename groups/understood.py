"""What a search asks for: how its parameters were understood, and how that is said in words and in an address."""

from functools import cached_property

import django_filters as filters
from django.http import QueryDict
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from groups import geocoding, spelling, translated_words
from groups.choices import When
from groups.punctuation import by_commas
from groups.term_filters import TermFilter

ACCEPTING_NEW = [("true", gettext_lazy("takes new people")), ("false", gettext_lazy("takes nobody new just now"))]


class Understood(filters.FilterSet):
    """The parameters of a search, cleaned and in words; `ListingFilter` says which there are and what they find.

    Without `asks_outside` a place is looked up here alone; `country_bias` are countries it rather lies in.
    """

    def __init__(self, data, *, queryset, country_bias=(), asks_outside=True):
        super().__init__(data, queryset=queryset)
        self.country_bias = tuple(country_bias)
        self.asks_outside = asks_outside
        self.form.is_valid()

    @property
    def asked(self):
        """The cleaned parameters; those that made no sense are missing."""
        return self.form.cleaned_data

    @cached_property
    def resolution(self):
        """What the place text was understood as; None where no text was given."""
        text = self.asked.get("near")
        if not text:
            return None
        return geocoding.resolve(text, country_bias=self.country_bias, asks_outside=self.asks_outside)

    @cached_property
    def reading(self):
        """What the words asked for come to: what else they may mean, and whether one is rare."""
        _phrases, rest = self.in_our_words
        return spelling.read(rest)

    @cached_property
    def in_our_words(self):
        """What of the words asked for names terms in the language of the page, and the rest of them."""
        return translated_words.split(self.asked.get("q", ""), get_language() or "")

    def chosen(self, facet):
        """The short names chosen of one facet."""
        return self.asked.get(facet) or []

    def given(self, name):
        """The values of one parameter as they came."""
        values = self.data.getlist(name) if hasattr(self.data, "getlist") else [self.data.get(name, "")]
        return [value for value in values if value != ""]

    @cached_property
    def notices(self):
        """A sentence for each thing that was not understood or was understood in a certain way."""
        sentences = [self.sentence(name, error) for name, errors in self.form.errors.items() for error in errors]
        for name, word in self.unknown_words():
            left_out = _("“%(word)s” is not a choice we know, so we left it out.") % {"word": word}
            sentences.append(self.sentence(name, left_out))
        sentences += spelling.in_words(self.reading.near)
        return sentences + ([self.resolution.notice] if self.resolution and self.resolution.notice else [])

    def sentence(self, name, error):
        """An error with the label of its field in front, where it has one."""
        field = self.form.fields.get(name)
        return f"{field.label}: {error}" if field and field.label else str(error)

    def unknown_words(self):
        """Words of the term filters that name no term, as `(parameter, word)`."""
        for name, field_filter in self.filters.items():
            if isinstance(field_filter, TermFilter):
                yield from ((name, word[:60]) for word in self.form.fields[name].unknown(self.given(name)))

    def params(self):
        """The parameters that were given and understood, in a fixed order: what an address of this search holds."""
        given = QueryDict(mutable=True)
        for name, values in self.understood.items():
            given.setlist(name, values)
        return given

    @cached_property
    def understood(self):
        """What `params` holds, as lists by name."""
        given = {
            name: self.chosen(name) if isinstance(self.filters.get(name), TermFilter) else self.given(name)
            for name in self.form.fields
            if name not in self.form.errors
        }
        return {name: values for name, values in given.items() if values}

    def carried(self):
        """Parameters without a field of their own on the page, as `(name, value)`, to be sent along unchanged."""
        names = ["for", "sort", "category", "pairs_with", "led_by"]
        if not self.asked.get("near"):
            names += ["lat", "lon"]
        params = self.params()
        return [(name, value) for name in names for value in params.getlist(name)]

    def chips(self):
        """The filters in use one by one, as `(words, parameters without it)`."""
        for name, words in self.chosen_in_words():
            slugs = self.chosen(name) if isinstance(self.filters[name], TermFilter) else [None]
            for slug in slugs:
                params = self.params()
                params.pop("page", None)
                params.setlist(name, [other for other in slugs if other != slug])
                yield self.form.fields[name].label_of(slug) if slug else words, params

    def chosen_in_words(self):
        """The filters in use as `(parameter, words)`, for chips and for what to loosen."""
        chosen = [
            (name, by_commas(self.form.fields[name].label_of(slug) for slug in slugs))
            for name, field_filter in self.filters.items()
            if isinstance(field_filter, TermFilter) and (slugs := self.chosen(name))
        ]
        asked = self.asked
        if asked.get("q"):
            chosen.append(("q", asked["q"]))
        if asked.get("when"):
            chosen.append(("when", str(When(asked["when"]).label)))
        if asked.get("age") is not None:
            chosen.append(("age", _("age %(age)d") % {"age": asked["age"]}))
        if asked.get("accepting_new") not in (None, ""):
            words = dict(ACCEPTING_NEW)["true" if asked["accepting_new"] else "false"]
            chosen.append(("accepting_new", str(words)))
        if asked.get("pairs_with"):
            chosen.append(("pairs_with", _("goes well with the one you saw")))
        return chosen
