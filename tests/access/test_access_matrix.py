"""Every address of the site, tried by everybody who might: the answers are those of the table."""

import pytest

from groups.models import Listing
from tests.access.cells import METHODS, cells
from tests.access.matrix import BY_LINK, EVERY_ROW, TABLE
from tests.access.sitemap import every_url
from tests.access.stage import ROLES

UNTRIED = "."
FAILS = "!"


def expected(role, names):
    """What the table says of `role`, as `cells` tells what the site says."""
    column = ROLES.index(role)
    return {name: "".join(row[column] for row in EVERY_ROW[name]) for name in names}


def check_cells(stage, role, names):
    """The site answers `role` at each of `names` as the table says."""
    wanted = expected(role, names)
    found = cells(stage, role, wanted)
    wrong = {
        name: f"wanted {wanted[name]}, found {answers}" for name, answers in found.items() if answers != wanted[name]
    }
    assert wrong == {}, role
    assert FAILS not in "".join(found.values())


@pytest.mark.proof("attacks", "access matrix: every URL as every role")
def test_every_address_has_its_row_and_every_row_its_address():
    assert sorted(TABLE) == sorted(every_url())
    assert sorted(BY_LINK) == sorted(name for name in every_url() if name.startswith("manage"))


def test_every_row_is_whole():
    for name, row in EVERY_ROW.items():
        assert [len(answers) for answers in row] == [len(ROLES)] * len(METHODS), name
        assert set("".join(row)) <= set("PRSFANXMD."), name
        assert UNTRIED not in row[0][:1] + row[1][:1], name


@pytest.mark.proof("attacks", "access matrix: every URL as every role")
@pytest.mark.parametrize("role", ROLES)
def test_everybody_gets_what_the_table_says(stage, role):
    before = Listing.objects.in_bulk()
    check_cells(stage, role, EVERY_ROW)
    assert Listing.objects.in_bulk() == before
