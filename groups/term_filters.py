"""Filters whose choices are the words of the directory, and the form fields that read them."""

from copy import copy

import django_filters as filters
from django import forms
from django.utils.translation import get_language

from groups.models import Term


class WordsField(forms.MultipleChoiceField):
    """Terms of one facet by short name, label or synonym, also in the language of the page.

    Case, and hyphen or underscore, make no difference.
    """

    def __init__(self, *, facet, **kwargs):
        self.facet = facet
        super().__init__(choices=self.offered, widget=forms.CheckboxSelectMultiple, **kwargs)

    def __deepcopy__(self, memo):
        """Itself: nothing of it ever changes, and every form would begin with a copy of all seventeen."""
        return self

    @property
    def terms(self):
        return Term.objects.lexicon().offered(self.facet)

    def offered(self):
        return [(term.slug, term.name) for term in self.terms]

    def label_of(self, slug):
        return next((term.name for term in self.terms if term.slug == slug), slug)

    def known(self):
        """Short name by every way to write it; a short name goes before a synonym of another term."""
        language = get_language() or ""
        written = {plain(word): term.slug for term in self.terms for word in term.words_in(language)}
        written |= {plain(word): term.slug for term in self.terms for word in (*term.synonyms, term.label)}
        return written | {plain(term.slug): term.slug for term in self.terms}

    def to_python(self, value):
        """The short names of the words we know; one we do not know costs only itself."""
        words = super().to_python(value)
        known = self.known() if words else {}
        return list(dict.fromkeys(known[plain(word)] for word in words if plain(word) in known))

    def unknown(self, words):
        """Those of the words given that name nothing."""
        known = self.known() if words else {}
        return [word for word in words if word and plain(word) not in known]


def plain(word):
    return str(word).lower().replace("_", "-")


class TermFilter(filters.Filter):
    """The chosen terms of one facet; `ListingFilter.matching` looks for listings with any of them."""

    field_class = WordsField

    def __init__(self, facet):
        self.facet = facet
        super().__init__(label=facet.label, facet=facet)

    def __deepcopy__(self, memo):
        """A copy for one search, which gets its own `parent`; the rest never changes."""
        return copy(self)


class AgeFilter(filters.NumberFilter):
    """Whole years."""

    field_class = forms.IntegerField
