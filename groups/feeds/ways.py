"""The ways to read the directory by a program, beside the Meeting Guide list: the page of feeds shows them."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Way(NamedTuple):
    """`address` names the address, `query` is what an example asks it."""

    address: str
    title: str | Promise
    words: str | Promise
    query: str = ""

    @property
    def path(self):
        return reverse(self.address) + self.query


WAYS = (
    Way(
        "listings-csv",
        _("All facts in a table (CSV)"),
        _("For spreadsheets and for other directories like this one: a row for each listing, of any search."),
    ),
    Way(
        "listings-geojson",
        _("All facts on a map (GeoJSON)"),
        _("For maps: a feature for each listing, of any search."),
    ),
    Way(
        "listings-xlsx",
        _("A workbook (XLSX)"),
        _("For people who work with spreadsheets: the first rows of any search, with the words explained."),
    ),
    Way(
        "api:reference",
        _("Programming interface (JSON)"),
        _("For programmers: search, one listing, dates between two days, and places, with a page to try it out."),
    ),
    Way(
        "hsds",
        _("Human Services Data (HSDS 3.0)"),
        _("For help lines and directories of services: services, organizations and places, with our extra facts."),
    ),
    Way(
        "bmlt-json",
        _("BMLT server"),
        _("For websites that show meetings by Crouton and its like: the address of the server ends in “/”."),
        "?switcher=GetServerInfo",
    ),
    Way(
        "embed-make",
        _("On your own page"),
        _("For websites without a programmer: a finder by a few lines to copy, in your colours."),
    ),
    Way(
        "booklet",
        _("A booklet to print (PDF)"),
        _("For help desks: any search on paper, by day or by area."),
    ),
    Way(
        "feed-new",
        _("New listings (Atom)"),
        _("For feed readers: the 50 newest of any search, each when it became public."),
    ),
    Way(
        "search-calendar",
        _("Dates of a search (iCalendar)"),
        _("For calendars: the dates of the first 500 results, also those that are cancelled or moved."),
    ),
    Way(
        "search-geojson",
        _("Search results, page by page (GeoJSON)"),
        _("For live searches: 20 results a page, nearest or soonest first, with distance and next date."),
    ),
    Way(
        "sitemap",
        _("All pages (sitemap)"),
        _("For search engines: the address of every listing, and when it last changed."),
    ),
)
