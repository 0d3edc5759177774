"""The pieces under `make run`: the clone's secret, the port, and the web server and the worker as children."""

import os
import signal
import socket
import stat
import subprocess
import sys
import time

import pytest
from django.core.management import CommandError, call_command

from groups import demo, emails
from groups.management.commands import run
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


@pytest.fixture
def idle_worker(monkeypatch):
    """A worker's process that does nothing, and is gone after the test."""
    monkeypatch.setattr(serving.Worker, "command", [sys.executable, "-c", "import time; time.sleep(60)"])
    with serving.Worker() as worker:
        yield worker


def test_worker_that_ended_is_started_again(idle_worker):
    number = idle_worker.process.pid
    assert not idle_worker.revive()
    os.kill(number, signal.SIGKILL)
    idle_worker.process.wait()
    assert idle_worker.revive()
    assert idle_worker.process.pid != number
    assert idle_worker.wait(0.05) is None


def test_run_says_when_it_starts_the_worker_again(idle_worker, monkeypatch, capsys):
    command = run.Command()
    ends = iter([None, None, 1])
    monkeypatch.setattr(serving.Site, "wait", lambda site, seconds: next(ends))
    idle_worker.process.kill()
    idle_worker.process.wait()
    with pytest.raises(CommandError, match="ended by itself"):
        command.watch(serving.Site(1), idle_worker)
    assert capsys.readouterr().out.count("started again") == 1


@pytest.fixture
def bare_environment(monkeypatch, settings):
    """An environment that says nothing on the site's address or its mails; what is put there is taken out again."""
    settings.SITE_URL, settings.EMAIL_HOST = "http://localhost:8000", ""
    for name in ("SITE_URL", "MAIL_DELIVERY_BACKEND"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)


def test_run_settles_its_address_before_it_writes_mails(bare_environment, monkeypatch):
    seen = []
    monkeypatch.setattr(run.Command, "prepare", lambda command: seen.append(emails.absolute("/outbox/")))
    monkeypatch.setattr(run.Command, "serve", lambda command, port: None)
    monkeypatch.setattr(serving, "port_is_free", lambda port: True)
    usual = signal.getsignal(signal.SIGINT)
    call_command("run", port=8055)
    signal.signal(signal.SIGINT, usual)
    assert seen == ["http://localhost:8055/outbox/"]


def test_run_prints_no_mail_and_keeps_what_the_environment_says(bare_environment, monkeypatch, settings):
    monkeypatch.setenv("SITE_URL", "https://support.example.org")
    run.Command().settle(8055)
    assert settings.SITE_URL == "https://support.example.org"
    assert os.environ["MAIL_DELIVERY_BACKEND"].endswith("dummy.EmailBackend")
    monkeypatch.delenv("MAIL_DELIVERY_BACKEND")
    settings.EMAIL_HOST = "mail.example.org"
    run.Command().settle(8055)
    assert "MAIL_DELIVERY_BACKEND" not in os.environ


def test_run_says_that_the_words_it_lists_are_passwords(monkeypatch, capsys):
    someone = demo.SignIn("member@example.org", "four-plain-words", "member", "")
    monkeypatch.setattr(demo, "sign_ins", lambda: [someone])
    run.Command().say_sign_ins()
    assert "password: four-plain-words" in capsys.readouterr().out


@pytest.fixture
def deaf_worker(monkeypatch):
    """A worker that does not hear a signal to end, from its first moment on."""
    monkeypatch.setattr(serving.Worker, "command", ["sleep", "60"])
    usual = signal.signal(signal.SIGTERM, signal.SIG_IGN)  # a new program inherits what is ignored
    yield serving.Worker()
    signal.signal(signal.SIGTERM, usual)


def test_worker_that_does_not_stop_is_killed(deaf_worker, monkeypatch):
    monkeypatch.setattr(serving, "STOP_SECONDS", 0.1)
    with deaf_worker:
        pass
    assert deaf_worker.process.returncode == -signal.SIGKILL


PARENT = """
import signal, time
from supportfinder.serving import Worker
signal.signal(signal.SIGTERM, signal.SIG_IGN)
Worker.command = ["sleep", "60"]
worker = Worker()
worker.start()
print(worker.process.pid, flush=True)
time.sleep(60)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux alone tells a child that its parent died")
def test_worker_dies_with_a_killed_parent():
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "supportfinder.settings"}
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT], cwd=serving.BASE_DIR, env=environment, stdout=subprocess.PIPE, text=True
    )
    number = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    deadline = time.monotonic() + 5
    while is_alive(number):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def is_alive(number):
    """Whether a process runs that is not merely waiting to be counted as dead."""
    try:
        with open(f"/proc/{number}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
