"""Moderators and admins need a second factor in this very session; everybody is led to it."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client

from tests.accounts.people import PASSWORD, make_person, sign_in

HOURS = 3600


@pytest.fixture
def admin(db):
    return make_person("admin@example.org", is_staff=True, is_superuser=True)


def test_admin_site_opens_with_second_factor(client, admin):
    assert sign_in(client, admin, second_factor=True).get("/admin/").status_code == 200


@pytest.mark.parametrize("way", ["password", "code"])
def test_admin_site_without_second_factor_leads_to_one(client, admin, way):
    sign_in(client, admin, way=way)
    answer = client.get("/admin/accounts/user/", follow=True)
    assert answer.redirect_chain[-1][0] == "/accounts/second-factor/?next=%2Fadmin%2Faccounts%2Fuser%2F"
    page = answer.content.decode()
    assert "/accounts/2fa/webauthn/add/" in page
    assert "/accounts/2fa/totp/activate/" in page


def test_second_factor_is_asked_for_again_after_twelve_hours(client, admin, now):
    assert sign_in(client, admin, second_factor=True, ago=11 * HOURS).get("/admin/").status_code == 200
    assert sign_in(client, admin, second_factor=True, ago=13 * HOURS).get("/admin/").status_code == 302


def test_second_factor_of_one_person_does_not_open_for_another(client, admin):
    sign_in(client, make_person(), second_factor=True)
    session = client.session
    session.update({"_auth_user_id": str(admin.pk), "_auth_user_hash": admin.get_session_auth_hash()})
    session.save()
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize("script", ["0123456789", "۰۱۲۳۴۵۶۷۸۹"], ids=["ours", "urdu"])
def test_who_owns_an_app_confirms_with_it_and_goes_on(client, admin, now, script):
    secret = generate_totp_secret()
    TOTP.activate(admin, secret)
    page = sign_in(client, admin).get("/accounts/second-factor/?next=/admin/").content.decode()
    assert 'href="/accounts/2fa/reauthenticate/?next=%2Fadmin%2F"' in page
    digits = format_hotp_value(hotp_value(secret, int(now.timestamp()) // 30))
    typed = digits.translate(str.maketrans("0123456789", script))
    answer = client.post("/accounts/2fa/reauthenticate/?next=/admin/", {"code": typed})
    assert answer["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_recovery_code_opens_once(client, admin):
    TOTP.activate(admin, generate_totp_secret())
    code = RecoveryCodes.activate(admin).get_unused_codes()[0]
    path = "/accounts/2fa/reauthenticate/?next=/admin/"
    assert sign_in(client, admin).post(path, {"code": code})["Location"] == "/admin/"
    assert sign_in(Client(), admin).post(path, {"code": code}).status_code == 200


def test_password_confirms_no_second_factor(client, admin):
    admin.set_password(PASSWORD)
    admin.save()
    TOTP.activate(admin, generate_totp_secret())
    sign_in(client, admin).post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert client.get("/admin/").status_code == 302


def test_who_only_has_passkeys_confirms_with_one(client, admin):
    Authenticator.objects.create(user=admin, type="webauthn", data={"name": "Phone", "credential": {}})
    page = sign_in(client, admin).get("/accounts/second-factor/?next=/admin/").content.decode()
    assert 'href="/accounts/2fa/webauthn/reauthenticate/?next=%2Fadmin%2F"' in page


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "no-such-page"])
def test_second_factor_leads_to_no_other_site(client, admin, target):
    sign_in(client, admin, second_factor=True)
    assert client.get("/accounts/second-factor/", {"next": target})["Location"] == "/accounts/"


@pytest.mark.parametrize("path", ["/admin/", "/admin/login/", "/admin/accounts/user/"])
def test_admin_site_does_not_exist_for_members(client, db, path):
    answer = sign_in(client, make_person(), second_factor=True).get(path, follow=True)
    assert answer.status_code == 404
    assert answer.content == client.get("/nothing-here/").content


def test_admin_password_form_is_the_one_everybody_uses(client, admin):
    sign_in(client, admin, second_factor=True)
    assert client.get("/admin/password_change/")["Location"] == "/accounts/password/change/"


def test_admin_sees_that_there_is_a_factor_and_no_secret(client, admin):
    TOTP.activate(admin, "JBSWY3DPEHPK3PXP")
    factor = Authenticator.objects.get(user=admin)
    page = sign_in(client, admin, second_factor=True).get(f"/admin/mfa/authenticator/{factor.pk}/change/")
    assert page.status_code == 200
    assert "JBSWY3DPEHPK3PXP" not in page.content.decode()


def test_passkey_is_asked_for_before_codes_that_somebody_may_not_have(client, admin):
    Authenticator.objects.create(user=admin, type="webauthn", data={"name": "Phone", "credential": {}})
    RecoveryCodes.activate(admin)
    answer = sign_in(client, admin).get("/accounts/2fa/recovery-codes/")
    assert answer["Location"].startswith("/accounts/2fa/webauthn/reauthenticate/")


def test_admin_page_asked_for_a_column_without_a_name_is_no_failure(client, db):
    admin = make_person(is_staff=True, is_superuser=True)
    browser = sign_in(client, admin, second_factor=True)
    answer = browser.get(f"/admin/accounts/user/{admin.pk}/change/", {"_to_field": ""})
    assert answer.status_code == 400
