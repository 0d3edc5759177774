"""A real browser against the real site: the sample directory in a database of its own, served as `make run` does."""

import os
import socket
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import sync_playwright

from groups import demo
from supportfinder import serving

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps an event loop in this thread; Django would refuse.
QUIET = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run"]


@pytest.fixture(scope="session")
def site_url(django_db_setup, django_db_blocker, tmp_path_factory):
    """Address of a running site with gazetteer and sample directory."""
    with django_db_blocker.unblock():
        call_command("load_gazetteer", verbosity=0)
        call_command("load_demo", verbosity=0)
    base, _, _ = os.environ["DATABASE_URL"].rpartition("/")
    name = connection.settings_dict["NAME"]
    assert name == settings.DATABASES["default"]["TEST"]["NAME"], "the site would run on the real database"
    os.environ["DATABASE_URL"] = f"{base}/{name}"
    os.environ["OVERLOAD_SECONDS"] = "0"  # on a busy machine nobody is turned away in the middle of a story
    os.environ["CHECK_INS_ANSWERED_BY"] = demo.OPERATOR
    os.environ["STATIC_ROOT"] = str(tmp_path_factory.mktemp("static"))
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"]
    subprocess.run(collect, cwd=settings.BASE_DIR, check=True)
    with serving.Site(free_port()) as site:
        yield f"http://localhost:{site.port}"


def free_port():
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


@pytest.fixture(scope="session")
def chromium():
    """The browser named by CHROMIUM; as root it cannot use its own sandbox."""
    flags = [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else QUIET
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=flags)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, site_url, db):
    """Opens pages of the site; afterwards no page may have logged an error or asked anybody else for anything.

    `db` is named so that a test database is made at all.
    """
    contexts, troubles = [], []

    def open_one(path, *, viewport=PHONE, may_fail=False, **options):
        context = chromium.new_context(viewport=viewport, base_url=site_url, **options)
        contexts.append(context)
        page = context.new_page()
        if not may_fail:
            page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
        page.on("request", lambda request: None if is_ours(request.url) else troubles.append(request.url))
        page.goto(path)
        return page

    def is_ours(url):
        return url.startswith((site_url, "data:"))

    yield open_one
    for context in contexts:
        context.close()
    assert troubles == []


def wait_for_focus(page, selector):
    """Until what has the focus fits `selector`: a page comes a moment after the key or click, and its script later."""
    page.wait_for_function("selector => document.activeElement?.matches(selector)", arg=selector)
