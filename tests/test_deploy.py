"""What an operator copies is whole: each variable is told of, units and compose file say the same as the image."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from supportfinder import serving
from tests.browser.conftest import free_port

ROOT = Path(settings.BASE_DIR)
READS = re.compile(r"""\benv(?:\.\w+)?\(\s*"([A-Z_]+)"|environ\.get\("([A-Z_]+)\"""")
NOT_IN_SETTINGS = {"POSTGRES_PASSWORD"}
"""What compose.yaml alone reads."""
UNITS = sorted((ROOT / "deploy" / "systemd").iterdir())


def text(*names):
    return "\n".join((ROOT / name).read_text("utf-8") for name in names)


def read():
    """The variables that settings and web server read."""
    source = text("supportfinder/settings.py", "deploy/gunicorn.conf.py")
    return {name for pair in READS.findall(source) for name in pair if name}


def told():
    """The variables that the pages for operators tell of, in the first column of a table."""
    pages = [ROOT / "docs" / "settings.md", *(ROOT / "docs").rglob("*.md")]
    rows = [line for page in pages for line in page.read_text("utf-8").splitlines() if line.startswith("| `")]
    return {name for row in rows for name in re.findall(r"`([A-Z][A-Z_]+)`", row.split(" | ")[0])}


def offered():
    """The variables of `.env.example`, those behind a mark of a comment too."""
    return set(re.findall(r"^#?([A-Z_]+)=", text(".env.example"), re.M))


def test_every_variable_is_told_of():
    assert read() - told() == set()


def test_every_variable_of_the_example_is_read():
    assert offered() - NOT_IN_SETTINGS - read() == set()


def test_example_has_a_comment_before_each_paragraph_and_no_secret():
    for paragraph in text(".env.example").strip().split("\n\n"):
        assert paragraph.startswith("#")
    assert {line for line in text(".env.example").splitlines() if re.match(r"(SECRET_KEY|.*PASSWORD)=.", line)} == set()


def test_everything_that_serves_reads_the_same_file():
    command = "gunicorn --config deploy/gunicorn.conf.py"
    assert command in text("deploy/systemd/supportfinder-web.service")
    assert " ".join(json.loads(text("Dockerfile").rpartition("\nCMD ")[2])) == command
    assert command.partition(" ")[2] == serving.GUNICORN


def test_image_is_made_with_hashes_and_runs_as_nobody_of_note():
    dockerfile = text("Dockerfile")
    assert "--require-hashes" in dockerfile
    assert re.search(r"^USER 10001:10001$", dockerfile, re.M)
    assert dockerfile.rindex("USER") < dockerfile.rindex("CMD")
    assert (ROOT / "requirements-server.txt").exists()


@pytest.mark.parametrize("guard", ["read_only: true", "cap_drop: [ALL]", "no-new-privileges:true"])
def test_every_service_is_confined(guard):
    site, database = re.findall(
        r"(?:^x-site: &site|^  database:)\n(.*?)\n(?=\w|\n  #)", text("compose.yaml"), re.M | re.S
    )
    assert guard in site
    assert guard in database
    assert text("compose.yaml").count("<<: *site") >= 3


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd-analyze")
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_unit_is_understood(unit):
    done = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, cwd=unit.parent)
    others = [line for line in done.stderr.splitlines() if "is not executable" not in line and unit.stem in line]
    assert others == []


def test_probe_of_the_image_tells_whether_the_server_answers(db, monkeypatch):
    site, probe = serving.Site(free_port()), [sys.executable, "deploy/answers.py"]
    site.environment = {"DJANGO_SETTINGS_MODULE": "tests.cluster.site_settings"}
    monkeypatch.setenv("BIND", f"0.0.0.0:{site.port}")
    monkeypatch.setenv("ALLOWED_HOSTS", "localhost,support.example.org")
    with site:
        assert subprocess.run(probe, cwd=ROOT).returncode == 0
    assert subprocess.run(probe, cwd=ROOT, capture_output=True).returncode != 0


@pytest.mark.parametrize("name", ["Caddyfile", "nginx.conf"])
def test_example_of_a_proxy_writes_no_query_and_says_who_asks(name):
    config = text(f"deploy/{name}")
    lines = [line.split("#")[0] for line in config.splitlines()]
    assert not re.search(
        r"\$request\b|\$request_uri.*'|\$args|\$uri", "\n".join(line for line in lines if "log" in line)
    )
    assert "X-Forwarded-For" in config
    assert "X-Forwarded-Proto" in config


def test_web_server_begins_without_the_settings_so_that_wsgi_may_say_how_long_a_page_waits():
    """Read before `wsgi.py`, they would have each page wait as long for the database as a command does."""
    lines = ["import runpy", "from gunicorn.util import load_class", "from django.conf import settings"]
    lines.append("load_class(runpy.run_path('deploy/gunicorn.conf.py')['worker_class'])")
    code = "; ".join([*lines, "print(settings.configured)"])
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.stdout == "False\n", told.stderr


def test_web_server_has_read_all_views_before_the_first_visitor_comes():
    code = "import sys; from supportfinder import wsgi; print('groups.urls' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.stdout == "True\n", told.stderr
