"""Tables that somebody brought: forgotten after some days, given out to them, and gone with them."""

from datetime import timedelta

import pytest

from groups.models import BroughtListing, Upload, UploadRow
from groups.uploading import own_data
from tests.accounts.people import make_person
from tests.groups.uploading.tables import bring, fates, good

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana(db, now):
    return make_person("ana@example.org", nickname="Ana")


def test_rows_are_forgotten_and_the_columns_remembered(ana, now):
    upload = bring(ana, good())
    assert own_data.forget(now - timedelta(days=7)) == 0
    assert own_data.forget(now + timedelta(seconds=1)) == 1
    assert not UploadRow.objects.exists()
    assert Upload.objects.get().mapping == upload.mapping
    assert bring(ana, good()).counts == {"unchanged": 1}


def test_export_gives_tables_and_names_of_rows(ana):
    upload = bring(ana, good())
    given = own_data.export(ana)
    assert given["tables"][0]["rows"] == [upload.rows.get().cells]
    assert given["names_of_rows"] == {"1": upload.rows.get().listing.public_id}


def test_erase_leaves_nothing_of_a_person_and_all_of_another(ana):
    bring(ana, good())
    ben = make_person("ben@example.org")
    kept = bring(ben, good())
    own_data.erase(ana)
    assert list(Upload.objects.all()) == [kept]
    assert BroughtListing.objects.get().owner == ben
    assert fates(kept) == ["new"]
