"""How the finder is to look on somebody else's page, and what its visitors may change; all of it by address."""

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.utils.translation import get_supported_language_variant
from django.utils.translation import gettext_lazy as _

from groups.choices import Facet
from groups.palette import DARK, HEX, LIGHT, Palette

NOTHING = "none"
WORDS, PLACE, WHEN = "q", "near", "when"
OPEN_FACETS = (
    Facet.TOPIC,
    Facet.SUPPORT,
    Facet.KIND,
    Facet.ATTENDANCE,
    Facet.WEEKDAY,
    Facet.TIME,
    Facet.AUDIENCE,
    Facet.LANGUAGE,
    Facet.COST,
    Facet.ACCESS,
    Facet.FORMALITY,
    Facet.JOINING,
)
"""The facets that a host may leave to the visitor, in the order of the page."""
OPEN = [
    (PLACE, _("Place and distance")),
    (WORDS, _("Words")),
    (WHEN, _("When")),
    *((facet.value, facet.label) for facet in OPEN_FACETS),
    (NOTHING, _("Nothing: only the results")),
]
OPEN_AT_FIRST = (PLACE, Facet.TOPIC.value, Facet.ATTENDANCE.value, Facet.WEEKDAY.value)
ROUNDEST = 32
HEIGHTS = (320, 900)
"""In pixels: no higher than a screen, so that the help line at the top of the frame stays in view."""
USUAL_HEIGHT = 640
LONGEST_TITLE = 80
is_hex = RegexValidator(rf"^{HEX.pattern}\Z", _("Write a colour like #0f5a5c: a # and six of 0 to 9 and a to f."))


class HexField(forms.CharField):
    """A colour as “#rrggbb”, and nothing else: it is written into a style sheet."""

    default_validators = [is_hex]

    def __init__(self, **kwargs):
        attrs = {"placeholder": "#0f5a5c", "spellcheck": "false", "autocomplete": "off", "size": 9}
        super().__init__(required=False, widget=forms.TextInput(attrs=attrs), **kwargs)

    def to_python(self, value):
        return super().to_python(value).lower()


class LookForm(forms.Form):
    """What the frame is told besides the search itself. What makes no sense counts as not said."""

    show = forms.MultipleChoiceField(
        label=_("What may visitors change?"), required=False, choices=OPEN, widget=forms.CheckboxSelectMultiple
    )
    lang = forms.SlugField(required=False, max_length=35)
    paper = HexField(label=_("Background"))
    ink = HexField(label=_("Text"))
    accent = HexField(label=_("Links and buttons"))
    scheme = forms.ChoiceField(
        label=_("Light or dark"),
        required=False,
        choices=[("", _("As the visitor's device is set")), (LIGHT, _("Light")), (DARK, _("Dark"))],
        help_text=_("A background colour decides this by itself."),
    )
    corners = forms.IntegerField(label=_("Round corners, in pixels"), required=False, min_value=0, max_value=ROUNDEST)

    def __init__(self, data):
        super().__init__(data)
        self.is_valid()

    @property
    def shown(self):
        """The names of what visitors may change."""
        return self.cleaned_data.get("show") or list(OPEN_AT_FIRST)

    @property
    def language(self):
        """The language asked for as one the site speaks (“de-at” may come to “de”), or None."""
        try:
            return get_supported_language_variant(self.cleaned_data.get("lang", ""))
        except LookupError:
            return None

    @property
    def palette(self):
        asked = self.cleaned_data
        colours = [asked.get(name, "") for name in ("paper", "ink", "accent", "scheme")]
        return Palette(*colours, corners=asked.get("corners"))

    def colours(self):
        """What the style sheet of the colours needs, as `(name, value)`; empty where nothing is asked."""
        names = ("paper", "ink", "accent", "scheme", "corners")
        return [(name, str(value)) for name in names if (value := self.cleaned_data.get(name)) not in (None, "")]

    def carried(self):
        """What every address within the frame holds besides the search, as `(name, value)`."""
        return [("show", name) for name in self.cleaned_data.get("show", [])] + self.colours()


def languages():
    return [("", _("That of the page (script only), or else ours")), *settings.LANGUAGES]


class MakeForm(LookForm):
    """What the host's editor says on the page that writes the lines."""

    lang = forms.ChoiceField(label=_("Language"), required=False, choices=languages)
    take = forms.ChoiceField(
        label=_("Colours"),
        required=False,
        choices=[
            ("", _("Those given below, or else ours")),
            ("page", _("Those of the page, where none is given (script only)")),
        ],
    )
    title = forms.CharField(
        label=_("Name of the frame"),
        required=False,
        max_length=LONGEST_TITLE,
        help_text=_("Screen readers say it. Write it in the language of your page."),
    )
    height = forms.IntegerField(label=_("Height in pixels"), required=False, min_value=HEIGHTS[0], max_value=HEIGHTS[1])

    @property
    def takes_colours(self):
        return self.cleaned_data.get("take") == "page"

    @property
    def refused(self):
        """A sentence for each colour that words cannot have."""
        schemes = {LIGHT: _("light"), DARK: _("dark")}
        said = _("%(field)s: words in %(asked)s are hard to read on the %(scheme)s background. They get %(taken)s.")
        return [
            said % {"field": self.fields[name].label, "asked": asked, "scheme": schemes[scheme], "taken": taken}
            for name, scheme, asked, taken in self.palette.refused()
        ]

    @property
    def looks(self):
        """The fields that are not about the search, in the order of the page."""
        names = ("lang", "title", "height", "take", "paper", "ink", "accent", "scheme", "corners")
        return [self[name] for name in names]

    @property
    def title_or_default(self):
        return self.cleaned_data.get("title") or _("Find support")

    @property
    def height_or_default(self):
        return self.cleaned_data.get("height") or USUAL_HEIGHT
