"""What every form of ours keeps to."""

from django import forms


class PlainForm(forms.Form):
    """The browser checks nothing by itself, so that every answer comes back with a sentence of ours."""

    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
