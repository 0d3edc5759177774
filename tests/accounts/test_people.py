"""Who somebody is: an e-mail address to sign in by, and a nickname that others see."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from accounts.models import User


def test_person_is_shown_by_nickname_alone(db):
    ana = User.objects.create_user("ana@example.org", nickname="Ana")
    nameless = User.objects.create_user("ben@example.org")
    assert (str(ana), str(nameless)) == ("Ana", "Somebody")


def test_person_without_password_cannot_sign_in_by_one(db):
    ana = User.objects.create_user("ana@example.org")
    assert not ana.has_usable_password()


def test_address_in_other_letters_is_the_same_person(db):
    User.objects.create_user("ana@example.org")
    with pytest.raises(ValidationError, match="already uses this e-mail"):
        User(email="ANA@example.org", password="x").full_clean()
    with pytest.raises(IntegrityError):
        User.objects.bulk_create([User(email="ANA@example.org")])


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"])
def test_account_page_wears_our_design(db, client, path):
    page = client.get(path).content.decode()
    assert 'id="quick-exit"' in page
    assert 'class="account panel"' in page
