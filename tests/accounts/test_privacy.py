"""Everything about a person can be taken along and is erased; no model is forgotten."""

import json

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.sessions.models import Session
from django.test import Client

from accounts import privacy
from accounts.models import Duty, Mail, User, Verification
from tests.accounts.people import PASSWORD, make_person, sign_in

WITHOUT_ROWS = {"pghistory.middlewareevents"}
"""A view of the history's events, without rows of its own."""
SECRET = "JBSWY3DPEHPK3PXP"


def relations():
    """Models that point to a person, as lower-case `app.model`."""
    return {
        model._meta.label_lower
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.concrete and field.related_model and issubclass(field.related_model, User) and not field.many_to_many
    }


@pytest.fixture
def registry(monkeypatch):
    """A registry that forgets afterwards what a test put in."""
    for name in ("_exporters", "_erasers", "_exported", "_erased"):
        monkeypatch.setattr(privacy, name, getattr(privacy, name).copy())
    return privacy


@pytest.fixture
def ana(db):
    ana = make_person(password=PASSWORD)
    TOTP.activate(ana, SECRET)
    Duty.objects.create(user=ana, country="GB", area="London")
    Verification.objects.create(user=ana, note="Register 123")
    Mail.objects.create(recipient="ANA@example.org".lower(), subject="Your code", text="BCDF-GHJK")
    return ana


def test_every_relation_to_a_person_is_exported_and_erased():
    assert relations() - WITHOUT_ROWS - privacy.covered() == set()


def test_relation_is_noticed_when_only_one_of_both_covers_it(registry):
    registry.register_exporter("x", lambda user: {}, covers=["app.Only"])
    assert "app.only" not in registry.covered()
    registry.register_eraser(lambda user: None, covers=["app.Only"])
    assert "app.only" in registry.covered()


def test_export_holds_what_is_kept_and_no_secret(ana, client):
    sign_in(client, ana)
    data = privacy.export(ana)["account"]
    assert (data["email"], data["nickname"], data["duty"][0]["area"]) == ("ana@example.org", "Ana", "London")
    assert [mail["subject"] for mail in data["mails"]] == ["Your code"]
    text = json.dumps(data)
    for secret in (SECRET, ana.password, "BCDF-GHJK", client.session.session_key):
        assert secret not in text


def test_export_is_a_file_by_post_alone(client, db):
    sign_in(client, make_person())
    assert client.get("/accounts/export/").status_code == 405
    answer = client.post("/accounts/export/")
    assert json.loads(answer.content)["account"]["email"] == "ana@example.org"
    assert answer["Cache-Control"] == "no-store, private"


def test_delete_says_what_happens_and_needs_the_tick(client, db, registry):
    registry.register_eraser(lambda user: None, says="Your kites come down.")
    sign_in(client, make_person())
    page = client.post("/accounts/delete/", {}).content.decode()
    assert "Your kites come down." in page
    assert "Please tick the box" in page
    assert User.objects.exists()


def test_delete_leaves_nothing_of_the_person(client, db):
    ana = make_person(password=PASSWORD)
    other = Client()
    other.post("/accounts/login/", {"login": ana.email, "password": PASSWORD})
    Mail.objects.create(recipient=ana.email, subject="Your code", text="x")
    sign_in(client, ana, way="password", reauthenticated=True)
    answer = client.post("/accounts/delete/", {"sure": "on"})
    assert answer["Location"] == "/accounts/deleted/"
    for model in (User, EmailAddress, Authenticator, UserSession, Session, Mail):
        assert not model.objects.exists(), model
    assert client.get("/accounts/").status_code == other.get("/accounts/").status_code == 302


def test_delete_keeps_what_others_did_and_have(ana, db):
    ben = make_person("ben@example.org")
    Duty.objects.create(user=ben, deputy=ana)
    Verification.objects.create(user=ben, note="Register 9", verified_by=ana)
    Mail.objects.create(recipient="ben@example.org", subject="Hello", text="x")
    privacy.erase(ana)
    assert (Duty.objects.get().deputy, Verification.objects.get().verified_by) == (None, None)
    assert list(User.objects.all()) == [ben]
    assert Mail.objects.get().recipient == "ben@example.org"


def test_erasing_is_whole_or_nothing(ana, registry):
    def fail(user):
        raise RuntimeError("half way")

    registry.register_eraser(fail)
    with pytest.raises(RuntimeError):
        privacy.erase(ana)
    assert User.objects.filter(pk=ana.pk).exists()
    assert Mail.objects.exists()
