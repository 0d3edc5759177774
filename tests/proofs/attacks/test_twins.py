"""Guards taken away that are watched by tests elsewhere: each of them then lets the harm through."""

import pytest
from django.test import Client

from groups import fetching
from groups.fetching import guard
from tests.accounts.people import PASSWORD, make_person, sign_in
from tests.groups.sources.server import serving


class AnyPort(dict):
    """Schemes with their ports, and every other port."""

    def values(self):
        return range(65_536)


@pytest.mark.twin("attacks", "SSRF through sources")
def test_source_reaches_this_machine_where_every_address_is_public(monkeypatch):
    monkeypatch.setattr(guard, "is_public", lambda _address: True)
    monkeypatch.setattr(guard, "is_inward", lambda _host: False)
    monkeypatch.setattr(guard, "PORTS", AnyPort(guard.PORTS))
    with serving() as secret:
        secret.put(b"[]")
        assert fetching.fetch(secret.url()).file.read() == b"[]"


@pytest.mark.twin("attacks", "re-authentication before e-mail or factor changes")
def test_open_screen_is_enough_where_nobody_is_asked_again(db, settings):
    settings.ACCOUNT_REAUTHENTICATION_REQUIRED = False
    browser = sign_in(Client(), make_person(password=PASSWORD), ago=3 * 24 * 3600)
    answer = browser.post("/accounts/email/", {"email": "eve@example.org", "action_add": ""})
    assert "reauthenticate" not in answer.get("Location", "")
