"""`manage.py import_listings`: what an operator sees."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from groups.choices import Status
from groups.models import ImportProblem, ImportSource, Listing
from groups.models.vocabulary import Word
from tests.groups.interop.files import csv_file, json_file
from tests.groups.interop.test_bmlt import LANTERN
from tests.groups.interop.test_samhsa import HARBOR

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("gazetteer")
class TestCommand:
    """`manage.py import_listings`: what an operator sees."""

    def call(self, *arguments):
        out = StringIO()
        call_command("import_listings", *map(str, arguments), stdout=out, stderr=StringIO())
        return out.getvalue()

    @pytest.fixture
    def meetings(self, tmp_path):
        path = tmp_path / "meetings.json"
        path.write_bytes(json_file([LANTERN]).getvalue())
        return path

    def test_dry_run_says_so_and_keeps_nothing(self, now, meetings):
        assert "Dry run" in self.call("bmlt", meetings)
        assert not Listing.objects.exists()

    def test_write_saves_under_a_source_of_its_own(self, now, meetings):
        said = self.call(
            "bmlt", meetings, "--write", "--source", "river", "--source-name", "River", "--as-of", "2022-07-01"
        )
        source = Listing.objects.searchable().get().source
        assert (source.slug, source.name, source.as_of) == ("river", "River", date(2022, 7, 1))
        assert "1 rows read: 1 listings with 1 times" in said
        assert "taken as in person" in said

    def test_words_are_known_once_they_are_kept(self, now, meetings):
        self.call("bmlt", meetings)
        assert not Word.objects.filter(text="lantern").exists()
        self.call("bmlt", meetings, "--write")
        assert Word.objects.get(text="lantern").listings == 1

    def test_what_no_database_can_store_is_dropped(self, now, tmp_path):
        path = tmp_path / "odd.json"
        odd = {"meeting_name": "Lan\x00tern \ud800Group", "comments": "every other\x00 week"}
        path.write_bytes(json_file([LANTERN | odd]).getvalue())
        self.call("bmlt", path, "--write")
        assert Listing.objects.searchable().get().name == "Lantern Group"
        assert ImportProblem.objects.get().row["meeting_name"] == "Lantern Group"

    def test_facilities_come_from_a_table(self, now, tmp_path):
        path = tmp_path / "facilities.csv"
        path.write_bytes(csv_file([HARBOR]).getvalue())
        self.call("samhsa", path, "--write", "--pending")
        assert Listing.objects.get(status=Status.PENDING).organization.name == "Harbor Health"

    @pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"[{"])
    def test_unreadable_file_is_a_sentence_and_changes_nothing(self, tmp_path, content):
        path = tmp_path / "file"
        path.write_bytes(content)
        with pytest.raises(CommandError, match=r"\.$"):
            self.call("bmlt", path, "--write")
        assert not ImportSource.objects.exists()

    @pytest.mark.parametrize(
        "arguments",
        [["missing.json"], ["."], ["-", "--pending"], ["-", "--codes", "x"], ["-", "--source", "two words"]],
    )
    def test_wrong_use_is_a_sentence(self, arguments):
        with pytest.raises(CommandError):
            self.call("bmlt", *arguments)


def test_empty_gazetteer_is_told(monkeypatch):
    monkeypatch.setattr("groups.management.commands.import_listings.Locality.objects.exists", lambda: False)
    with pytest.raises(CommandError, match="load_gazetteer"):
        call_command("import_listings", "bmlt", "-")
