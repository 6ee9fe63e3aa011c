"""The views of allauth that are open here, pinned by name. All others (sign-up, e-mail, reset, social) are refused."""

from __future__ import annotations

from django.http import HttpRequest

FOR_PASSERS_BY = frozenset({"account_login", "account_logout", "mfa_authenticate", "mfa_login_webauthn"})
"""What somebody needs who is not signed in yet."""

FOR_STAFF = frozenset(
    {
        "account_reauthenticate",
        "account_change_password",
        "mfa_index",
        "mfa_reauthenticate",
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "mfa_reauthenticate_webauthn",
        "mfa_edit_webauthn",
        "mfa_remove_webauthn",
    }
)
"""One's own account; these views themselves ask for a recent password where it matters."""

PINNED = FOR_PASSERS_BY | FOR_STAFF
WHILE_FIRST_THINGS_WAIT = FOR_STAFF | {"account_logout", "account_login"}
"""Open before the password is changed and the second factor is set up."""


def door_of(request: HttpRequest, view: object) -> str:
    """The pinned name of an allauth view; empty for every other view, whatever its address is called."""
    match = request.resolver_match
    name = match.url_name if match else None
    of_allauth = getattr(view, "__module__", "").startswith("allauth.")
    return name if name in PINNED and of_allauth else ""
