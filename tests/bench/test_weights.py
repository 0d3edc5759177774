"""What the search page asks a browser to fetch stays small: the scripts it names, with those that they import."""

import gzip
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from groups.bench import weights

MOST_SCRIPT = 25_000  # bytes with gzip, without the map


def text_of(name):
    return Path(finders.find(name.removeprefix("/static/"))).read_text("utf-8")


@pytest.fixture
def scripts(client, now, circle, plain_static_names):
    """The scripts that come with the search page, by address."""
    page = client.get("/search/?near=51.54,-0.05").content.decode()
    return weights.with_imported(weights.Needed(page).scripts, text_of)


def test_scripts_of_the_search_page_stay_small(scripts):
    assert len(scripts) > 5
    assert "/static/js/language.js" in scripts
    assert sum(len(gzip.compress(text_of(name).encode(), 9, mtime=0)) for name in scripts) <= MOST_SCRIPT


def test_what_other_pages_need_does_not_come_with_it(scripts):
    later = ("map.", "basemap.", "saved-page", "offline", "chosen-beside", "service-worker", "device", "circle")
    assert [name for name in scripts if name.rpartition("/")[2].startswith(later)] == []


def test_script_that_others_import_is_counted_once():
    texts = {"/js/a.js": 'import { x } from "./c.js";', "/js/b.js": 'import { y } from "./c.js";', "/js/c.js": ""}
    assert sorted(weights.with_imported(["/js/a.js", "/js/b.js"], texts.get)) == sorted(texts)
