"""The finder on other people's pages: what its frame shows, and the lines that put it there."""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language, override

from groups.facets import Facets
from groups.forms.embedding import OPEN_FACETS, PLACE, MakeForm
from groups.forms.search import DEFAULT_RADIUS_SHOWN
from groups.relaxation import relaxations
from groups.results import Results

OF_PLACE = (PLACE, "radius", "units")
POSITION = ("lat", "lon")


def address_in(language, name, params):
    """The address called `name` in a language (None: the one spoken now), with a QueryDict of parameters."""
    with override(language or get_language()):
        address = reverse(name)
    return f"{address}?{params.urlencode()}" if params else address


def without_page(search):
    """The parameters of a search (a `ListingFilter`) from its first page on."""
    params = search.params()
    params.pop("page", None)
    return params


def worth_saying(search):
    """The same without a distance that is the usual one anyway, for a line that people read."""
    params, units = without_page(search), search.form.units_or_default
    if params.get("radius") == DEFAULT_RADIUS_SHOWN[units]:
        for name in ("radius", "units"):
            params.pop(name, None)
    return params


def together(params, pairs):
    """A QueryDict with the `(name, value)` of some pairs added."""
    more = QueryDict(mutable=True)
    more.update(params)
    for name, value in pairs:
        more.appendlist(name, value)
    return more


class Frame:
    """What a frame shows of a `search` (a `ListingFilter`), by what its host asked for (`look`, a `LookForm`).

    Parameters that the host gives and shows no field for are fixed; the others are where a visitor begins.
    """

    def __init__(self, search, look):
        self.search, self.look = search, look
        self.results = Results(search)
        self.params = without_page(search)

    @cached_property
    def shown(self):
        """The parameters that have a field."""
        names = set(self.look.shown)
        return names | set(OF_PLACE) if PLACE in names else names

    @cached_property
    def fixed(self):
        """The given parameters that have none, as lists by name; a position gives way to a place somebody types."""
        gone = self.shown | (set(POSITION) if PLACE in self.shown and self.params.get(PLACE) else set())
        return {name: values for name, values in self.params.lists() if name not in gone}

    @property
    def hidden(self):
        """What the form sends along, as `(name, value)`."""
        return [(name, value) for name, values in self.fixed.items() for value in values] + self.look.carried()

    @property
    def fixed_in_words(self):
        """The fixed filters, for the line that says what this finder is about."""
        return [words for name, words in self.search.chosen_in_words() if name in self.fixed]

    @cached_property
    def facets(self):
        """The choices left to the visitor, with their counts."""
        counted = Facets(self.results.tally)
        groups = [counted.group(facet) for facet in OPEN_FACETS if facet.value in self.shown]
        return [group for group in groups if group.options]

    @cached_property
    def ways_out(self):
        """Where nothing is found: `(relaxation, address)` for what keeps to all that the host fixed."""
        if self.results.total or self.search.is_lost:
            return []
        kept = [way for way in relaxations(self.search) if self.keeps_to(way.params)]
        return [(way, self.at(way.params)) for way in kept]

    @property
    def other_places(self):
        """Other places of the name that was typed, as `(label, address)`."""
        found = self.search.resolution.alternatives if self.search.resolution else []
        return [(place.label, self.changed(PLACE, place.label)) for place in found]

    def keeps_to(self, params):
        return all(params.getlist(name) == values for name, values in self.fixed.items())

    def at(self, params):
        """The address of this frame with other parameters of the search."""
        return address_in(None, "embed", together(params, self.look.carried()))

    def changed(self, name, value):
        params = self.params.copy()
        params[name] = value
        return self.at(params)

    @property
    def previous(self):
        return self.results.previous and self.changed("page", self.results.previous)

    @property
    def next(self):
        return self.results.next and self.changed("page", self.results.next)

    @property
    def by_distance(self):
        return self.changed("sort", "distance")

    @property
    def by_date(self):
        return self.changed("sort", "soonest")

    @property
    def on_our_site(self):
        """The same search on the whole site."""
        return address_in(None, "search", self.params)


@dataclass(frozen=True)
class Lines:
    """What a host's editor copies: the frame or the script for a search, and what the page's policy must allow.

    `origin` is this site's, such as “https://support.example.org”.
    """

    origin: str
    search: QueryDict
    form: MakeForm

    @property
    def address(self):
        """The path of the frame, in the language chosen."""
        return address_in(self.form.language, "embed", together(self.search, self.form.carried()))

    @property
    def iframe(self):
        return format_html(
            '<iframe src="{}{}" title="{}" width="100%" height="{}" frameborder="0" loading="lazy"'
            ' referrerpolicy="no-referrer"></iframe>',
            *(self.origin, self.address, self.form.title_or_default, self.form.height_or_default),
        )

    @property
    def script(self):
        """The script, and the way for who has none."""
        return format_html(
            '<script src="{}{}" data-search="{}" data-title="{}"{} defer referrerpolicy="no-referrer"></script>\n'
            '<noscript><a href="{}{}">{}</a></noscript>',
            *(self.origin, address_in(settings.LANGUAGE_CODE, "embed-script", {}), self.asked.urlencode()),
            *(self.form.title_or_default, self.colours),
            *(self.origin, address_in(self.form.language, "search", self.search), self.form.title_or_default),
        )

    @property
    def asked(self):
        """The parameters that the script sends; without a language it adds that of the page."""
        language = [("lang", self.form.language)] if self.form.language else []
        return together(self.search, self.form.carried() + language)

    @property
    def colours(self):
        return format_html(' data-colours="{}"', "page") if self.form.takes_colours else ""

    @property
    def policy_of_iframe(self):
        return f"frame-src {self.origin};"

    @property
    def policy_of_script(self):
        return f"script-src {self.origin}; frame-src {self.origin};"
