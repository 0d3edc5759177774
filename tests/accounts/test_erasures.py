"""The journal of erasures: nothing in it is lost, and it says nothing to who finds it."""

import re
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from accounts import erasures, privacy, tasks
from accounts.models import Erasure, User

LINE = re.compile(r"\d{4}-\d\d-\d\d [0-9a-f]{8} accounts\.user [0-9a-f]{64}\n")


@pytest.fixture
def erase(db, django_capture_on_commit_callbacks):
    """Erase one more person, as a request does it."""

    def erased(name):
        with django_capture_on_commit_callbacks(execute=True):
            privacy.erase(User.objects.create_user(f"{name}@example.org"))

    return erased


def test_journal_holds_a_day_and_a_mark_for_its_owner_alone(erase, settings):
    erase("ada")
    path = Path(settings.ERASURES_FILE)
    assert LINE.fullmatch(path.read_text())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not Erasure.objects.exists()


def test_journal_that_cannot_be_written_keeps_marks_until_it_can(erase, settings, tmp_path, caplog):
    (tmp_path / "file").write_text("")
    settings.ERASURES_FILE = tmp_path / "file" / "journal"
    erase("ada")
    assert not User.objects.exists()
    assert Erasure.objects.count() == 1
    assert "cannot be written" in caplog.text
    with pytest.raises(RuntimeError, match="journal"):  # which turns /healthz red
        tasks.write_erasures(0)
    settings.ERASURES_FILE = tmp_path / "journal"
    tasks.write_erasures(0)
    assert LINE.fullmatch((tmp_path / "journal").read_text())


def test_line_that_was_cut_short_spoils_no_other(erase, settings):
    path = Path(settings.ERASURES_FILE)
    erase("ada")
    path.write_text(path.read_text() + "2026-03-03 0123")
    erase("bea")
    assert len(list(erasures._lines())) == 2


def test_erasure_that_fails_is_not_noted(db, settings, monkeypatch):
    ada = User.objects.create_user("ada@example.org")

    def fail(user):
        raise RuntimeError("half way")

    monkeypatch.setattr(privacy, "_erasers", [(fail, set())])
    with pytest.raises(RuntimeError):
        privacy.erase(ada)
    assert not Erasure.objects.exists()
    assert User.objects.filter(pk=ada.pk).exists()


def test_journal_written_with_another_key_is_said_and_read_with_it(db, settings):
    ada = User.objects.create_user("ada@example.org")
    erasures.note([ada])
    assert erasures.write()
    earlier, settings.SECRET_KEY = settings.SECRET_KEY, "new"
    assert erasures.replay() == erasures.Replay(erased=0, unreadable=1)
    settings.SECRET_KEY_FALLBACKS = [earlier]
    assert erasures.replay() == erasures.Replay(erased=1, unreadable=0)
    assert not User.objects.exists()


def test_person_with_the_number_of_an_erased_one_is_not_taken_for_them(db, now):
    ada = User.objects.create_user("ada@example.org", date_joined=now)
    number = ada.pk
    erasures.note([ada])
    assert erasures.write()
    ada.delete()
    User.objects.create_user("bea@example.org", id=number, date_joined=now + timedelta(seconds=1))
    assert erasures.replay().erased == 0
    assert User.objects.filter(pk=number).exists()
