"""The stage on which the tests of access play, and every page that is shown on it."""

import pytest

from tests.access.outline import outline
from tests.access.pages import ROLES, everything, in_language
from tests.access.stage import set_up

SHOWN = (200, 404)


@pytest.fixture
def stage(source, now, settings):
    """Two tenants and everybody who might try a door, on a site that has check-ins."""
    settings.CHECK_INS_ANSWERED_BY = "Lea Health"
    return set_up(source)


@pytest.fixture(scope="session")
def read_before():
    """What `every_page` has read in earlier tests."""
    return {}


@pytest.fixture
def every_page(request, db, settings, read_before):
    """`every_page(language, role)`: `{name: Node}` of all pages that `role` gets; each is asked for once in a run."""
    settings.MEMBER_OFFERS = True

    def read(language="en", role="anonymous"):
        if (language, role) not in read_before:
            read_before[language, role] = pages_of(request.getfixturevalue("stage"), language, role)
        return read_before[language, role]

    return read


def pages_of(stage, language, role):
    """What `role` is shown, as `{name: Node}`; files and ways to elsewhere are no pages."""
    browser = stage.client(ROLES[role])
    paths = in_language(everything(stage, role), language)
    asked = {name: browser.get(path) for name, path in paths.items()}
    return {
        name: outline(answer.text)
        for name, answer in asked.items()
        if answer.status_code in SHOWN and answer["Content-Type"].startswith("text/html")
    }
