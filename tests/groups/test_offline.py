"""Reading without internet, and forgetting everything: what the site answers; what browsers make of it stands in
tests/browser/test_offline.py."""

import json
import re

import pytest
from django.test import Client

from accounts.models import User

pytestmark = pytest.mark.django_db
EVERYTHING = '"cache", "cookies", "storage"'


@pytest.fixture
def site(client):
    """What the worker is told of this site."""
    return json.loads(re.match(r"const SITE = (.*);\n", client.get("/offline-worker.js").content.decode()).group(1))


def test_worker_is_a_script_at_the_root_and_asked_for_anew(client):
    answer = client.get("/offline-worker.js")
    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer["Cache-Control"] == "no-cache, public"
    assert not answer.cookies


@pytest.mark.parametrize("path", ["/", "/saved/", "/offline-worker.js"])
def test_only_workers_of_our_own_may_run(client, now, path):
    policy = client.get(path)["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "worker-src 'self'" in policy


def test_worker_knows_the_paths_of_every_language(client, site, now):
    assert [one["prefix"] for one in site["languages"]] == ["/", "/es/", "/ur/"]
    for language in site["languages"]:
        for name in ("offline", "help", "saved"):
            answer = client.get(language[name])
            assert answer.status_code == 200
            assert answer.wsgi_request.path.startswith(language["prefix"])


def test_worker_knows_how_listings_are_called_and_the_way_out(site, circle):
    english, spanish = site["languages"][:2]
    assert circle.get_absolute_url() == f"{english['listings']}{circle.public_id}/"
    assert spanish["listings"] == "/es/listings/"
    assert [one["exit"] for one in site["languages"]] == ["/exit/", "/es/exit/", "/ur/exit/"]


def test_page_for_no_internet_asks_nothing_and_names_lines_and_what_was_saved(client, now, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = client.get("/offline/", headers={"Accept-Language": "en-GB"}).content.decode()
    assert 'href="tel:116123"' in page
    assert 'href="/saved/"' in page
    assert re.findall(r'<template data-line="(\w+)">', page) == ["listing", "help", "saved"]
    assert page.count("{day}") == 2


def test_page_of_the_saved_registers_nothing_by_itself(client, now):
    page = client.get("/saved/").content.decode()
    assert 'data-worker="/offline-worker.js"' in page
    assert page.count('role="switch"') == 1
    assert "checked" not in page


def test_looking_at_the_page_forgets_nothing(client):
    client.force_login(User.objects.create_user("ana@example.org"))
    answer = client.get("/forget/")
    assert "Clear-Site-Data" not in answer
    assert "no-store" in answer["Cache-Control"]
    assert "_auth_user_id" in client.session


def test_forgetting_signs_out_and_clears_this_device(client):
    client.force_login(User.objects.create_user("ana@example.org"))
    key = client.session.session_key
    client.cookies["other"] = "1"
    answer = client.post("/forget/")
    assert answer["Clear-Site-Data"] == EVERYTHING
    assert "no-store" in answer["Cache-Control"]
    assert {name for name, cookie in answer.cookies.items() if cookie["max-age"] == 0} == {"sessionid", "other"}
    assert not client.session.exists(key)
    assert "Sign in" in answer.content.decode()


def test_cookie_with_a_name_that_is_none_of_ours_keeps_nothing_from_being_forgotten(client):
    client.force_login(User.objects.create_user("ana@example.org"))
    odd = f"prefs[lang]=en; path=/; alone; {client.cookies['sessionid'].OutputString()}"
    answer = Client().post("/forget/", headers={"Cookie": odd})
    assert answer["Clear-Site-Data"] == EVERYTHING
    assert answer.cookies["sessionid"]["max-age"] == 0


def test_page_of_another_site_cannot_make_a_device_forget(client):
    client.handler.enforce_csrf_checks = True
    answer = client.post("/forget/")
    assert answer.status_code == 403
    assert "Clear-Site-Data" not in answer


def test_leaving_keeps_what_was_saved_on_the_device(client):
    assert "Clear-Site-Data" not in client.get("/exit/")
