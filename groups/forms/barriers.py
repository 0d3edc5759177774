"""What would make it hard: chosen for one page, and carried into no address."""

from django import forms

from groups.barriers import CHOICES


class HardForm(forms.Form):
    """Barriers to read the results by. A word nobody knows is left out, and takes nothing else with it.

    It stands beside `SearchForm`, not in it: what is in that is kept in addresses, saved and mailed.
    """

    hard = forms.MultipleChoiceField(choices=CHOICES, required=False)

    @classmethod
    def chosen_in(cls, data):
        """The slugs chosen in a `QueryDict`, each once, in the order of the table."""
        known = dict(CHOICES)
        form = cls({"hard": [slug for slug in data.getlist("hard") if slug in known]})
        form.is_valid()
        given = form.cleaned_data.get("hard", ())
        return [slug for slug in known if slug in given]
