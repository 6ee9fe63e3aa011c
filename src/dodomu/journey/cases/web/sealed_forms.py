"""Forms of sealed notes. Every field begins with ``sealed_``: such fields are never kept as drafts (``kept_forms``)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from dodomu.journey.cases.queries.choices import reasons_to_open
from dodomu.journey.cases.queries.sealed_notes import Colleague, NoteRow
from dodomu.kit.forms import FormMixin

ADD, REMOVE = "add", "remove"


def passphrase_field() -> forms.CharField:
    """The passphrase of one's own sealed key; it is never shown again and never kept."""
    return forms.CharField(
        label=_("Your sealed passphrase"),
        max_length=500,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("Not your sign-in password: the passphrase of your sealed key."),
    )


class SealedNoteForm(FormMixin, forms.Form):
    """A new sealed note."""

    sealed_words = forms.CharField(
        label=_("What has to stay sealed"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("In the words in which it was said. It is not kept while you write: finish it in one go."),
    )
    sealed_readers = forms.MultipleChoiceField(label=_("Who can open it"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, readers: list[Colleague], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sealed_readers"].choices = [(str(one.id), one.name) for one in readers]  # type: ignore[attr-defined]
        self.fields["sealed_readers"].error_messages["required"] = _("Name at least one colleague who can open it.")

    @property
    def readers(self) -> list[UUID]:
        return [UUID(one) for one in self.cleaned_data["sealed_readers"]]


class OpenNoteForm(FormMixin, forms.Form):
    """Open a note: why, and the passphrase."""

    sealed_why = forms.ChoiceField(label=_("Why you open it"), choices=reasons_to_open, widget=forms.RadioSelect)
    sealed_passphrase = passphrase_field()


class ReadersForm(FormMixin, forms.Form):
    """Add a colleague to a note, or take one away."""

    sealed_change = forms.ChoiceField(label=_("What changes"), widget=forms.RadioSelect)
    sealed_passphrase = passphrase_field()

    def __init__(self, *args: Any, note: NoteRow, possible: list[Colleague], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = {one.id for one in note.readers}
        choices = [
            (f"{ADD}:{one.id}", _("Add %(name)s") % {"name": one.name}) for one in possible if one.id not in named
        ]
        choices += [(f"{REMOVE}:{one.id}", _("Take away %(name)s") % {"name": one.name}) for one in note.readers]
        self.fields["sealed_change"].choices = choices  # type: ignore[attr-defined]

    @property
    def change(self) -> tuple[str, UUID]:
        what, _colon, who = self.cleaned_data["sealed_change"].partition(":")
        return what, UUID(who)
