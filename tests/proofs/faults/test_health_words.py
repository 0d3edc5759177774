"""Backups that stopped and files that are gone are said by `/healthz`, in a word that tells nothing else."""

from datetime import timedelta

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.base import ContentFile
from django.template import Context, Template
from django.test import Client
from django.utils import timezone

from supportfinder.backup import archive, keeping

BACKUP = "backups that stopped are said"
FILES = "static files or their manifest gone: said"
WORDS = {"ok", "old", "none", "missing", "unknown", "silent"}


@pytest.fixture
def folder(settings, tmp_path, db):
    """Where backups are looked for."""
    settings.BACKUP_FOLDER = tmp_path
    return tmp_path


def told(what):
    """The word of `/healthz` about it; no answer holds more than such words."""
    words = Client().get("/healthz").json()
    assert set(words.values()) <= WORDS
    return words[what]


def backed_up(folder, days_ago):
    """A backup of that day, in which a disk may have been too full."""
    return folder / keeping.name_at(timezone.now() - timedelta(days=days_ago))


@pytest.mark.proof("faults", BACKUP)
@pytest.mark.parametrize(("days", "word"), [((), "none"), ((1.9,), "ok"), ((2.1,), "old"), ((9, 1, 30), "ok")])
def test_last_backup_is_of_the_last_two_days(folder, days, word):
    for ago in days:
        backed_up(folder, ago).touch()
    assert told("backup") == word


def cut_short(folder):
    """A backup of today that never came to its end, beside a whole one of last week; the word."""
    backed_up(folder, 7).touch()
    with archive.written(backed_up(folder, 0)) as stream:
        stream.write(b"half of it")
        return told("backup")


@pytest.mark.proof("faults", BACKUP)
def test_backup_that_is_not_whole_does_not_count(folder):
    assert cut_short(folder) == "old"


@pytest.mark.twin("faults", BACKUP)
def test_every_file_of_today_looks_like_a_backup(folder, monkeypatch):
    monkeypatch.setattr(keeping, "made", lambda path: timezone.now() - timedelta(seconds=path.stat().st_size))
    assert cut_short(folder) == "ok"


@pytest.mark.proof("faults", BACKUP)
def test_folder_that_is_not_there_or_not_a_folder_is_no_failure_of_ours(folder, settings):
    settings.BACKUP_FOLDER = folder / "never made"
    assert told("backup") == "none"
    settings.BACKUP_FOLDER.touch()
    assert told("backup") == "unknown"


@pytest.mark.proof("faults", BACKUP)
@pytest.mark.parametrize(("fails", "status"), [(False, 200), (True, 503)])
def test_old_backup_turns_it_red_where_that_is_wanted(folder, settings, monkeypatch, fails, status):
    settings.BACKUP_OLD_FAILS = fails
    monkeypatch.setattr("groups.views.health._jobs", lambda: "ok")
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.json()["backup"]) == (status, "none")


@pytest.fixture
def collected(settings, tmp_path, db):
    """One style sheet, collected under the name of its content."""
    settings.STATIC_ROOT, settings.BACKUP_FOLDER = tmp_path, str(tmp_path)
    manifest = {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": manifest}
    staticfiles_storage.save("looks.css", ContentFile("p { color: red }"))
    list(staticfiles_storage.post_process({"looks.css": (staticfiles_storage, "looks.css")}))
    return tmp_path


def begin_anew(settings):
    """As a process does that starts: it reads the manifest."""
    settings.STORAGES = dict(settings.STORAGES)


@pytest.mark.proof("faults", FILES)
@pytest.mark.parametrize("gone", ["looks.*.css", "staticfiles.json"])
def test_files_that_are_gone_are_said(collected, settings, gone):
    assert told("files") == "ok"
    for path in collected.glob(gone):
        path.unlink()
    begin_anew(settings)
    assert told("files") == "missing"


@pytest.mark.twin("faults", FILES)
def test_pages_fail_where_nobody_looks_at_the_manifest(collected, settings, monkeypatch):
    (collected / "staticfiles.json").unlink()
    begin_anew(settings)
    monkeypatch.setattr("groups.views.health._files", lambda: "ok")
    assert told("files") == "ok"
    with pytest.raises(ValueError, match="Missing staticfiles manifest entry"):
        Template("{% load static %}{% static 'looks.css' %}").render(Context())


@pytest.mark.proof("faults", FILES)
def test_pages_without_the_manifest_are_plain_and_still_tell_whom_to_call(collected, settings):
    storage = {"BACKEND": "supportfinder.static_files.StaticFiles"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": storage}
    (collected / "staticfiles.json").unlink()
    begin_anew(settings)
    page = Client().get("/no-such-page/", headers={"Accept-Language": "en-GB"}).content.decode()
    assert "/static/css/base.css" in page
    assert 'href="tel:' in page
