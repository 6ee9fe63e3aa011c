"""The forms of allauth in our words: sign-in name instead of user name, labels instead of placeholders."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.utils.translation import gettext_lazy as _

from dodomu.kit.forms import FormMixin


class Plain(FormMixin):
    """Labels say what to type; grey words inside the box would say it twice and vanish."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class SignInForm(Plain, LoginForm):  # type: ignore[misc]
    """Sign-in name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Sign-in name")
        self.fields["login"].widget.attrs |= {
            "autocapitalize": "none",
            "spellcheck": "false",
            "autocomplete": "username",
        }
        self.fields["password"].help_text = _("Forgotten? Ask your administrator for a new one.")


class ChoosePasswordForm(Plain, ChangePasswordForm):  # type: ignore[misc]
    """A password of one's own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("Present password")
        self.fields["oldpassword"].help_text = ""
        self.fields["password1"].label = _("New password")
        self.fields["password1"].help_text = _(
            "At least 12 characters, not a common word, not like your name. Four random words are easy to remember."
        )
        self.fields["password2"].label = _("New password again")


class PasswordAgainForm(Plain, ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""


class _CodeField(Plain):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code")
        attrs = self.fields["code"].widget.attrs
        attrs |= {"inputmode": "numeric", "autocomplete": "one-time-code", "class": "input input-short"}


class CodeForm(_CodeField, AuthenticateForm):  # type: ignore[misc]
    """The code of the second factor at sign-in, or a recovery code."""


class CodeAgainForm(_CodeField, ReauthenticateByCodeForm):  # type: ignore[misc]
    """The code of the second factor, before something that matters."""


class FirstCodeForm(_CodeField, ActivateTOTPForm):  # type: ignore[misc]
    """The first code, which proves that the app was set up."""
