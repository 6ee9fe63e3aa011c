"""Forms of the sealed key and of the shares. Every field begins with ``sealed_``: such fields are never kept as drafts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dodomu.base.access.models import User
from dodomu.base.keys.shares import COUNT, THRESHOLD
from dodomu.kit.forms import FormMixin


def _passphrase(label: Any, help_text: Any = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, help_text=help_text, max_length=500, strip=False, widget=widget)


def _share(label: Any, help_text: Any = "") -> forms.CharField:
    attrs = {"rows": 3, "autocapitalize": "characters", "spellcheck": "false", "class": "code"}
    return forms.CharField(label=label, help_text=help_text, max_length=200, widget=forms.Textarea(attrs=attrs))


class _ChosenTwice(FormMixin, forms.Form):
    """A new passphrase, typed twice."""

    sealed_new = _passphrase(
        _("New sealed passphrase"),
        _("At least 12 characters, and not your sign-in password. Four or five random words are easy to remember."),
    )
    sealed_again = _passphrase(_("New sealed passphrase again"))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if "sealed_new" in cleaned and "sealed_again" in cleaned and cleaned["sealed_new"] != cleaned["sealed_again"]:
            self.add_error("sealed_again", _("The two are not alike. Type them once more."))
        return cleaned


class MakeKeyForm(_ChosenTwice):
    """Make one's sealed key."""


class ChangePassphraseForm(_ChosenTwice):
    """Another passphrase for the same key."""

    sealed_old = _passphrase(_("Present sealed passphrase"))
    field_order = ("sealed_old", "sealed_new", "sealed_again")


class LoseKeyForm(FormMixin, forms.Form):
    """The passphrase is forgotten."""

    confirm = forms.BooleanField(
        label=_("I have read what will happen"),
        error_messages={"required": _("Tick that you have read what will happen.")},
    )


class OwnShareForm(FormMixin, forms.Form):
    """One's own share, typed from the paper."""

    sealed_share = _share(
        _("Your share, from the paper"), _("Sixteen groups of four. Small letters, spaces and no dashes are fine.")
    )


class ThreeSharesForm(FormMixin, forms.Form):
    """Three holders type their shares."""

    sealed_share_1 = _share(_("First share"), _("Sixteen groups of four. Each holder types their own."))
    sealed_share_2 = _share(_("Second share"))
    sealed_share_3 = _share(_("Third share"))

    @property
    def shares(self) -> list[str]:
        return [self.cleaned_data[f"sealed_share_{number}"] for number in range(1, THRESHOLD + 1)]


class _Holders(FormMixin, forms.Form):
    """Five colleagues."""

    def __init__(self, *args: Any, colleagues: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, COUNT + 1):
            self.fields[f"holder_{number}"] = _person(
                _("Holder of share number %(number)s") % {"number": number}, colleagues
            )

    @property
    def holders(self) -> list[User]:
        return [self.cleaned_data[f"holder_{number}"] for number in range(1, COUNT + 1)]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        seen: set[User] = set()
        for number in range(1, COUNT + 1):
            holder = cleaned.get(f"holder_{number}")
            if holder in seen:
                self.add_error(f"holder_{number}", _("This colleague holds another share already."))
            elif holder is not None:
                seen.add(holder)
        return cleaned


class HoldersForm(_Holders):
    """Who holds the first five shares."""


class RenewForm(_Holders, ThreeSharesForm):
    """Three of the present shares, and who holds the new ones."""


class PassOnForm(ThreeSharesForm):
    """Three shares open what one colleague lost to another, or to the same."""

    def __init__(self, *args: Any, lost: QuerySet[User], to: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lost"] = _person(_("Who left or forgot the passphrase"), lost)
        self.fields["to"] = _person(
            _("To whom it opens now"), to, _("A colleague with a sealed key; the same person, if they made a new one.")
        )
        self.order_fields(["lost", "to"])


def _person(label: Any, people: QuerySet[User], help_text: Any = "") -> forms.Field:
    field = forms.ModelChoiceField(
        label=label, queryset=people, empty_label=_("Choose a colleague"), help_text=help_text
    )
    field.label_from_instance = lambda user: user.display_name  # type: ignore[method-assign, assignment]
    field.error_messages["required"] = _("Choose a colleague.")
    field.widget.attrs["class"] = "input"
    return field
