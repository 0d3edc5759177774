"""The whole public side in every language: each sentence that a page asks for has a translation."""

import re
from functools import cache

import pytest
from django.urls import URLResolver
from django.utils.translation import trans_real

from groups.urls import programs
from tests.access.cells import attempt, path_of
from tests.access.matrix import TABLE
from tests.access.sitemap import every_url
from tests.access.stage import ROLES, set_up
from tests.catalogues import OTHERS

pytestmark = pytest.mark.django_db
SHOWN_IN = {"P", "N", "B"}
VISITORS = ("anonymous", "member", "owner")


@pytest.fixture(params=OTHERS)
def language(request):
    """The language walked through; afterwards that of the other tests is spoken again."""
    yield request.param
    trans_real.activate("en")


@pytest.fixture
def missing(monkeypatch):
    """What was looked up while nobody had translated it: `{(language, msgid)}`."""
    asked = set()

    def spied(name, plain):
        def look_up(self, *args):
            message = args[0]
            keys = {(message, 0), (message, 1)} if name == "ngettext" else {message}
            if message and self.language() in OTHERS and not keys <= _known(self):
                asked.add((self.language(), message))
            return plain(self, *args)

        return look_up

    for name in ("gettext", "ngettext"):
        monkeypatch.setattr(
            trans_real.DjangoTranslation, name, spied(name, getattr(trans_real.DjangoTranslation, name))
        )
    return asked


@cache
def _known(translation):
    return {key for catalog in translation._catalog._catalogs for key in catalog}


def names(patterns, space=""):
    """Names of all addresses of some patterns."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from names(pattern.url_patterns, inner)
        else:
            yield f"{space}{pattern.name}"


ONE_ADDRESS = {*names(programs.urlpatterns), "outbox"}


def pages(role):
    """Names of the addresses that show `role` something, with the methods that do."""
    column = ROLES.index(role)
    for name, row in TABLE.items():
        if name not in ONE_ADDRESS and not name.startswith("admin:"):
            yield (
                name,
                [method for method, cells in zip(("get", "post"), row, strict=True) if cells[column] in SHOWN_IN],
            )


@pytest.mark.parametrize("role", VISITORS)
def test_every_page_speaks_the_language_throughout(language, role, missing, source, now, settings):
    settings.CHECK_INS_ANSWERED_BY = "Lea Health"
    stage = set_up(source)
    wrong = {}
    for name, methods in pages(role):
        for method in methods:
            answer = attempt(stage.client(role), method, f"/{language}{path_of(name, stage.a)}")
            if answer.status_code >= 500:
                wrong[name] = answer.status_code
            elif "text/html" in answer.get("Content-Type", ""):
                page = answer.content.decode()
                assert f'<html lang="{language}"' in page or "<html" not in page, name
                assert not re.search(
                    r'\s(?:href|value|id|name|for|datetime|d|x|y|cx|cy|points|width)="[^"]*[۰-۹]', page
                ), name
    assert wrong == {}
    assert not missing, "\n".join(map(str, sorted(missing)))


def test_names_of_pages_with_one_address_are_known():
    assert set(every_url()) >= ONE_ADDRESS
