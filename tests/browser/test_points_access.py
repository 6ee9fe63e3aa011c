"""Signing in: an authenticator app, recovery codes, a passkey, and ending a session elsewhere (point 39).

Each test has a colleague of its own, because a second factor stays.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
import time
from collections.abc import Callable, Iterator
from typing import Any

from playwright.sync_api import expect

from tests.browser.conftest import Site

Open = Callable[..., Any]
STEP_SECONDS = 30
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def code_of(secret: str) -> str:
    """What the app on the telephone shows now (RFC 6238)."""
    counter = struct.pack(">Q", int(time.time()) // STEP_SECONDS)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place : place + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def type_code(page: Any, secret: str) -> None:
    """Type the code; a person whose code went out while typing types the next one."""
    form = page.url
    for _ in range(2):
        page.fill("main input[name=code]", code_of(secret))
        with page.expect_navigation():
            page.locator("main .form-buttons button").first.click()
        if page.url != form:
            return
    raise AssertionError("the code was not taken")


def set_up_the_app(page: Any, site: Site) -> str:
    """Protect the account; the letters that the app was given."""
    page.goto(f"{site.url}/office/account/")
    page.get_by_role("link", name="Set up a second factor").click()
    page.get_by_role("link", name="Set up the app").click()
    page.locator("summary", has_text="I cannot scan").click()
    secret = page.locator("main code").inner_text()
    type_code(page, secret)
    return str(secret)


def recovery_codes(page: Any) -> list[str]:
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    return list(page.locator("main ol li").all_inner_texts())


def sign_out(page: Any) -> None:
    page.goto(page.url.split("/account/")[0].split("/office/")[0] + "/account/logout/")
    page.locator("main button").first.click()
    page.wait_for_url("**/account/login/**")


def first_step(page: Any, site: Site, who: str) -> None:
    site.sign_in(page, who)
    expect(page.get_by_role("heading", level=1)).to_have_text("One more step")


def test_the_app_is_asked_for_after_the_password(page: Any, site: Site, newcomers: Iterator[str]) -> None:
    who = next(newcomers)
    site.sign_in(page, who)
    secret = set_up_the_app(page, site)
    first_step(page, site, who)
    type_code(page, secret)
    expect(page.get_by_role("heading", level=1)).to_have_text("My work")


def test_a_recovery_code_opens_once(page: Any, site: Site, newcomers: Iterator[str]) -> None:
    who = next(newcomers)
    site.sign_in(page, who)
    set_up_the_app(page, site)
    code = recovery_codes(page)[0]
    first_step(page, site, who)
    page.fill("main input[name=code]", code)
    page.locator("main .form-buttons button").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("My work")
    first_step(page, site, who)
    page.fill("main input[name=code]", code)
    page.locator("main .form-buttons button").first.click()
    expect(page.locator(".errors")).to_be_visible()


def test_recovery_codes_are_shown_once(page: Any, site: Site, newcomers: Iterator[str]) -> None:
    who = next(newcomers)
    site.sign_in(page, who)
    set_up_the_app(page, site)
    assert len(recovery_codes(page)) >= 8
    page.goto(f"{site.url}/account/2fa/recovery-codes/")
    expect(page.locator("main ol li")).to_have_count(0)
    expect(page.locator("main")).to_contain_text("Codes are shown once only")


def test_a_passkey_opens_without_a_password(page: Any, site: Site, newcomers: Iterator[str]) -> None:
    who = next(newcomers)
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    site.sign_in(page, who, url=site.by_name)
    page.goto(f"{site.by_name}/account/2fa/webauthn/add/")
    page.fill("main input[name=name]", "Key on the key ring")
    page.get_by_label("Sign in with it alone").check()
    page.click("#mfa_webauthn_add")
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    sign_out(page)
    page.click("#passkey_login")
    expect(page.get_by_role("heading", level=1)).to_have_text("My work")


def test_one_sees_where_one_is_signed_in(page: Any, site: Site) -> None:
    site.sign_in(page, "escort")
    page.goto(f"{site.url}/office/account/")
    expect(page.locator("main li", has_text="this one")).to_have_count(1)


def test_a_session_elsewhere_can_be_ended(open_page: Open, site: Site, newcomers: Iterator[str]) -> None:
    who = next(newcomers)
    left_open, here = open_page(), open_page()
    site.sign_in(left_open, who)
    site.sign_in(here, who)
    here.goto(f"{site.url}/office/account/")
    elsewhere = here.get_by_role("button", name="End the session")
    for left in reversed(range(elsewhere.count())):
        elsewhere.first.click()
        expect(elsewhere).to_have_count(left)
    left_open.goto(f"{site.url}/children/")
    expect(left_open.get_by_role("heading", level=1)).to_have_text("Sign in")
