"""The pieces under `make run`: the clone's secret, the port, and the web server as a child."""

import os
import socket
import stat

import pytest
from django.core.management import CommandError, call_command

from supportfinder import serving


@pytest.fixture
def listener():
    with socket.create_server((serving.HOST, 0)) as server:
        yield server


def test_local_secret_is_made_once_for_its_owner_alone(tmp_path):
    folder = tmp_path / "a folder"
    secret = serving.local_secret(folder)
    assert len(secret) >= 50
    assert serving.local_secret(folder) == secret
    assert stat.S_IMODE((folder / "secret_key").stat().st_mode) == 0o600


def test_port_is_free_until_somebody_listens(listener):
    port = listener.getsockname()[1]
    assert not serving.port_is_free(port)
    listener.close()
    assert serving.port_is_free(port)


def test_run_on_a_taken_port_names_another(listener):
    port = listener.getsockname()[1]
    with pytest.raises(CommandError, match=f"Port {port} is in use.*PORT={port + 1}"):
        call_command("run", port=port)


def test_static_files_are_collected_again_when_one_changes(tmp_path, settings):
    settings.STATICFILES_DIRS = [tmp_path / "source"]
    settings.STATIC_ROOT = tmp_path / "collected"
    (tmp_path / "source").mkdir()
    (tmp_path / "collected").mkdir()
    serving.finders.get_finder.cache_clear()
    serving.static_stamp().write_text(serving.static_fingerprint())
    assert serving.static_is_current()
    (tmp_path / "source" / "new.css").write_text("a {}")
    assert not serving.static_is_current()
    serving.finders.get_finder.cache_clear()


def test_site_answers_and_is_gone_afterwards(listener):
    port = listener.getsockname()[1]
    listener.close()
    with serving.Site(port) as site:
        number = site.process.pid
        assert not serving.port_is_free(port)
    assert serving.port_is_free(port)
    with pytest.raises(ProcessLookupError):
        os.killpg(number, 0)


def test_site_that_cannot_start_says_so(monkeypatch, listener):
    port = listener.getsockname()[1]
    listener.close()
    monkeypatch.setattr(serving, "GUNICORN", "--no-such-option")
    with pytest.raises(serving.DidNotStart, match="exit code"):
        serving.Site(port).__enter__()
