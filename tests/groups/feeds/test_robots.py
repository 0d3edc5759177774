"""What search engines are told: every public page, and nothing that is somebody's own."""

import re
from xml.etree import ElementTree

import pytest
from django.utils import translation

from groups.feeds import sitemaps
from groups.models import Listing
from tests.access.cells import path_of
from tests.access.matrix import TABLE
from tests.access.sitemap import every_url
from tests.access.stage import set_up
from tests.factories import make_listing

pytestmark = pytest.mark.django_db

LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
LASTMOD = "{http://www.sitemaps.org/schemas/sitemap/0.9}lastmod"


class Robots:
    """The rules of robots.txt as RFC 9309 has them: beginnings of paths, in which `*` stands for anything.

    The parser of the standard library knows no `*`, and drops a question mark at the end.
    """

    def __init__(self, client):
        self.lines = client.get("/robots.txt").content.decode().splitlines()
        self.closed = [re.escape(path).replace(r"\*", ".*") for path in self.of("Disallow")]

    def of(self, name):
        return [line.partition(": ")[2] for line in self.lines if line.startswith(f"{name}: ")]

    def may_read(self, path):
        return not any(re.match(pattern, path) for pattern in self.closed)


def locations(client, path):
    return [place.text for place in ElementTree.fromstring(client.get(path).getvalue()).iter(LOC)]


def test_index_leads_to_every_page_and_robots_may_go_there(client, now, source, circle, monkeypatch):
    rules = Robots(client)
    assert rules.of("Sitemap") == ["http://testserver/sitemap.xml"]
    found = [page for path in locations(client, "/sitemap.xml") for page in locations(client, path)]
    assert f"http://testserver{circle.get_absolute_url()}" in found
    assert len(found) == len(set(found)) == len(sitemaps.PAGES) + 1
    for page in found:
        assert client.get(page).status_code == 200
        assert rules.may_read(page.removeprefix("http://testserver")), page


def test_listings_are_told_with_their_last_change_and_hidden_ones_are_not(client, now, source, circle):
    Listing.objects.filter(pk=make_listing(source, "Old").pk).update(searchable=False)
    number = circle.pk // sitemaps.SPAN
    root = ElementTree.fromstring(client.get(f"/sitemap-listings-{number}.xml").getvalue())
    assert [place.text for place in root.iter(LOC)] == [f"http://testserver{circle.get_absolute_url()}"]
    assert [moment.text for moment in root.iter(LASTMOD)] == ["2026-03-03T17:00:00Z"]


def test_each_listing_is_in_one_file_of_a_span(client, now, source, monkeypatch):
    monkeypatch.setattr(sitemaps, "SPAN", 3)
    monkeypatch.setattr(sitemaps, "LOT", 2)
    pages = {f"http://testserver{make_listing(source, f'Circle {n}').get_absolute_url()}" for n in range(7)}
    files = [path for path in locations(client, "/sitemap.xml") if "listings" in path]
    parts = [locations(client, path) for path in files]
    assert [1 <= len(part) <= 3 for part in parts] == [True] * len(files)
    assert {page for part in parts for page in part} == pages
    assert sum(map(len, parts)) == 7


@pytest.mark.parametrize("number", ["7", "9" * 30, "9" * 5000])
def test_file_without_listings_is_not_there(client, now, number):
    assert client.get(f"/sitemap-listings-{number}.xml").status_code == 404


def test_index_asks_once_and_a_file_lot_by_lot(client, now, circle, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get("/sitemap.xml").getvalue()
    with django_assert_num_queries(3):
        client.get(f"/sitemap-listings-{circle.pk // sitemaps.SPAN}.xml").getvalue()


def test_robots_stay_away_from_what_is_not_for_everybody(client, source, now):
    stage, rules = set_up(source), Robots(client)
    private = {name for name, (get, _post) in TABLE.items() if get[0] != "P"} - {"favicon"}
    private |= {name for name, (route, _pattern) in every_url().items() if "token>" in route}
    for language in ("en", "es", "ur"):
        with translation.override(language):
            assert {name for name in private if rules.may_read(path_of(name, stage.a))} == set(), language


@pytest.mark.parametrize(
    ("path", "may"),
    [
        *(("/search/", True), ("/search/?near=Leeds", False), ("/search.geojson", False), ("/", True)),
        *(("/ur/search/", True), ("/ur/search/?near=Leeds", False), ("/es/", True), ("/es/feeds/", True)),
    ],
)
def test_robots_read_the_form_of_the_search_and_no_answer(client, db, path, may):
    assert Robots(client).may_read(path) is may


def test_answer_to_a_search_is_listed_nowhere(client, now, circle):
    assert "noindex" in client.get("/search/?topic=grief")["X-Robots-Tag"]
    assert "X-Robots-Tag" not in client.get("/search/")
