"""MDN's HTTP Observatory grades our answers, offline (`make headers` fetches it)."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from groups.models import Listing
from supportfinder import serving
from tests.browser.conftest import free_port

GRADER = os.environ.get("OBSERVATORY", "")
SCRIPT = Path(__file__).with_name("observatory.mjs")
LEAST = 130
"""What can be had without being on the browsers' own list of https-only names, and without a cookie."""

pytestmark = pytest.mark.skipif(not GRADER, reason="needs MDN's grader, which make headers fetches")


@pytest.fixture
def behind_tls(site_url, monkeypatch, db):
    """The port of the site as it is behind a proxy that speaks https."""
    for name, value in {"HTTPS": "1", "BEHIND_PROXY": "1", "DEBUG": "0", "ALLOWED_HOSTS": "localhost"}.items():
        monkeypatch.setenv(name, value)
    with serving.Site(free_port()) as site:
        yield site.port


@pytest.fixture
def keys(tmp_path):
    """A key and a certificate for localhost, made for this run."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = (
        "openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
    )
    subprocess.run([*command.split(), "-keyout", key, "-out", certificate], check=True, capture_output=True)
    return {"KEY": str(key), "CERTIFICATE": str(certificate), "NODE_EXTRA_CA_CERTS": str(certificate)}


def test_pages_get_the_best_grade(behind_tls, keys, db):
    listing = Listing.objects.filter(searchable=True).order_by("pk").first()
    pages = ["/", "/search/?near=London", listing.get_absolute_url(), "/accounts/login/", "/post/"]
    command = ["node", SCRIPT, GRADER, str(behind_tls), str(free_port()), *pages]
    told = subprocess.run(command, env=os.environ | keys, capture_output=True, text=True, timeout=120, check=False)
    assert told.returncode == 0, told.stderr
    graded = json.loads(told.stdout)
    for page, result in graded.items():
        sys.stdout.write(f"{result['grade']:>3} {result['score']:>4}  {page}\n")
    assert {page: result for page, result in graded.items() if result["score"] < LEAST or result["grade"] != "A+"} == {}
