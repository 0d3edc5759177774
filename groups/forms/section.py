"""What every form for one part of a listing keeps to."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS


class SectionForm(forms.Form):
    """One section of a listing's content: `initial_from(value)` before, `content()` after `is_valid()`.

    `formality` ("formal", "informal" or "") is that of the listing or of the door its facilitator came through,
    `country_bias` the countries (two letters, dearest first) to look for places in. Only what a form asks is
    written. The browser checks nothing by itself, so that every answer comes back with a sentence of ours.
    """

    section = ""
    use_required_attribute = False

    def __init__(self, *args, formality="", country_bias=(), **kwargs):
        self.formality, self.country_bias = formality, tuple(country_bias)
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        self.before = self.initial.get("before")

    @classmethod
    def initial_from(cls, value):
        """What the form starts with, given the section as it is (None where there is nothing yet).

        `before` is that value itself: no field, so nobody can send it.
        """
        return {**(value or {}), "before": value}

    def content(self):
        """The section as it is to be, as plain values that JSON can hold."""
        return {name: self.cleaned_data[name] for name in self.fields}

    def problems(self):
        """What went wrong, in the order of the page, as `(id of the field or "", its label, sentence)`."""
        for name in [NON_FIELD_ERRORS, *self.fields]:
            field = self[name] if name in self.fields else None
            for sentence in self.errors.get(name, ()):
                yield (field.id_for_label or field.auto_id, field.label, sentence) if field else ("", "", sentence)
