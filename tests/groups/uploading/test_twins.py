"""Rows of one table that look like one another are pointed out, and taken all the same."""

import pytest

from tests.accounts.people import make_person
from tests.groups.uploading.tables import bring, brought, fates, good, sentences

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana(db, now):
    return make_person("ana@example.org", nickname="Ana")


def test_row_like_one_above_is_pointed_out_and_taken(ana):
    upload = brought(ana, good(), good(id="2", name="The Tuesday circle", times="Tuesdays 6:30 - 8 pm"))
    assert sentences(upload) == ["This looks like row 2: is it the same one twice?"]
    assert upload.rows.get(number=3).gap is None
    assert fates(upload) == ["new", "new"]
    assert sentences(bring(ana, good(id="5"), good(id="6"))) == ["This looks like row 2: is it the same one twice?"]


OTHERS = {
    "name": "Cancer carers",
    "street": "9 Elm Road",
    "town": "Leeds",
    "times": "every Tuesday 10:00-11:00",
}


@pytest.mark.parametrize("other", [*OTHERS.items(), ("times", "every Friday 18:30-20:00"), ("times", "")])
def test_row_that_differs_is_no_twin(ana, other):
    assert sentences(brought(ana, good(), good(id="2", **dict([other])))) == []
