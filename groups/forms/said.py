"""What a page says after something was done, as its address has it."""

from django import forms


class SaidForm(forms.Form):
    """One of `sentences`, an enumeration of them."""

    said = forms.ChoiceField(required=False)

    def __init__(self, data, sentences):
        super().__init__(data)
        self.sentences = sentences
        self.fields["said"].choices = sentences.choices

    @property
    def words(self):
        """The sentence that is asked for, or an empty text."""
        said = self.cleaned_data["said"] if self.is_valid() else ""
        return str(self.sentences(said).label) if said else ""
