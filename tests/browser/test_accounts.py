"""Accounts as people meet them: sign up by code, by passkey, and leave for good; axe on every page."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from playwright.sync_api import expect

from accounts.models import Mail, User
from tests.browser.conftest import DESKTOP, wait_for_focus
from tests.browser.test_access import NARROW, violations

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
MEMBER_PATHS = ["/accounts/", "/accounts/email/", "/accounts/2fa/", "/accounts/2fa/webauthn/add/"]
MEMBER_PATHS += ["/accounts/2fa/totp/activate/", "/accounts/sessions/", "/accounts/delete/", "/accounts/second-factor/"]


def outside(act):
    """What `act` answers on a connection of its own: the test's transaction does not see what the site wrote later."""
    with ThreadPoolExecutor(1) as other:
        try:
            return other.submit(act).result()
        finally:
            other.submit(lambda: connection.close()).result()


@pytest.fixture
def address(request, db):
    """An address of nobody; whoever signed up by it is removed afterwards."""
    name = f"{abs(hash(request.node.name)) % 10**8}@example.org"
    yield name
    outside(lambda: (User.objects.filter(email=name).delete(), Mail.objects.filter(recipient=name).delete()))


def newest_code(address):
    text = outside(lambda: Mail.objects.filter(recipient=address).latest("pk").text)
    return next(line for line in text.splitlines() if len(line) == 9 and line[4] == "-")


def give_passkeys(page):
    """A device that keeps passkeys and says yes to everything."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})


def enter_code(page, address):
    page.get_by_label("Code", exact=True).fill(newest_code(address))
    page.get_by_role("button", name="Continue").click()


def sign_up(page, address):
    page.get_by_label("E-mail address").fill(address)
    page.get_by_role("button", name="Send me a code", exact=True).click()
    enter_code(page, address)
    page.wait_for_url("**/accounts/")


def test_sign_up_by_code_without_script_and_choose_a_nickname(open_page, address):
    page = open_page("/accounts/signup/", java_script_enabled=False)
    sign_up(page, address)
    page.get_by_label("Nickname").fill("Robin")
    page.get_by_role("region", name="What others see of you").get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_have_text("Your nickname is saved.", use_inner_text=True)
    assert page.get_by_label("Nickname").input_value() == "Robin"
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in", exact=True)).to_be_visible()


def test_sign_up_by_passkey_and_come_back_by_it(open_page, address):
    page = open_page("/accounts/signup/")
    give_passkeys(page)
    page.get_by_label("E-mail address").fill(address)
    page.get_by_role("button", name="Send me a code, then make a passkey").click()
    enter_code(page, address)
    page.get_by_role("button", name="Make a passkey").click()
    page.wait_for_url("**/accounts/")
    page.get_by_role("button", name="Sign out").click()
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/accounts/")
    assert address in page.locator("main").inner_text()


def test_passkey_is_added_and_opens_what_needs_a_second_lock(open_page, address):
    page = open_page("/accounts/signup/")
    give_passkeys(page)
    sign_up(page, address)
    page.goto("/accounts/2fa/webauthn/add/")
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_role("button", name="Use a passkey").click()  # whoever asks for the codes shows that it works
    page.wait_for_url("**/recovery-codes/")
    expect(page.locator(".recovery-codes li")).to_have_count(10)
    page.goto("/accounts/second-factor/?next=/about/")
    page.wait_for_url("**/about/")


def test_passkey_that_does_not_come_is_said_in_words(open_page):
    page = open_page("/accounts/login/")
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('called off')) }")
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("alert").wait_for()
    expect(page.get_by_role("alert")).to_contain_text("take another way", use_inner_text=True)


def test_delete_me_leaves_nothing(open_page, address):
    page = open_page("/accounts/signup/")
    sign_up(page, address)
    page.get_by_role("link", name="Delete my account").click()
    page.get_by_label("Yes, delete my account").check()
    page.get_by_role("button", name="Delete my account").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account is gone", use_inner_text=True)
    left = outside(lambda: [User.objects.filter(email=address), Mail.objects.filter(recipient=address)])
    assert not any(outside(rows.exists) for rows in left)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [NARROW, DESKTOP], ids=["narrow", "desktop"])
def test_pages_of_a_member_have_no_axe_violation(open_page, address, viewport, scheme):
    page = open_page("/accounts/signup/", viewport=viewport, color_scheme=scheme)
    assert violations(page) == []
    sign_up(page, address)
    for path in MEMBER_PATHS:
        page.goto(path)
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], path
        expect(page.locator("h1")).to_have_count(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_with_an_error_have_no_axe_violation(open_page, address, scheme):
    page = open_page("/accounts/login/", color_scheme=scheme)
    page.get_by_label("E-mail address").first.fill(address)
    with page.expect_navigation():
        page.get_by_role("button", name="Send me a code").click()
    assert violations(page) == []
    page.get_by_label("Code", exact=True).fill("XXXX-XXXX")
    page.get_by_role("button", name="Continue").click()
    wait_for_focus(page, ".problems")
    assert violations(page) == []


def test_sign_up_by_keyboard_alone(open_page, address):
    page = open_page("/accounts/signup/", viewport=DESKTOP)
    page.get_by_label("E-mail address").focus()
    page.keyboard.type(address)
    page.keyboard.press("Enter")
    page.get_by_label("Code", exact=True).focus()
    page.keyboard.type(newest_code(address))
    page.keyboard.press("Enter")
    page.wait_for_url("**/accounts/")
