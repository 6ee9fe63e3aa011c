"""Forms of the import pages: a new list, what its columns mean, why it is withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dodomu.engine.values import PartialDate
from dodomu.journey.registry.lists.fields import TITLES
from dodomu.journey.registry.phrases import SOURCE_KINDS
from dodomu.journey.registry.queries.imports import ColumnView
from dodomu.kit.forms import FormMixin, PartialDateField

Choices = list[tuple[str, str | Promise]]

RELIABILITY: Choices = [
    ("", _("As usual for this kind of source")),
    ("A", _("A: completely reliable")),
    ("B", _("B: usually reliable")),
    ("C", _("C: fairly reliable")),
    ("D", _("D: not usually reliable")),
    ("E", _("E: unreliable")),
    ("F", _("F: cannot be judged")),
]
CREDIBILITY: Choices = [
    ("", _("As usual for this kind of source")),
    ("1", _("1: confirmed by others")),
    ("2", _("2: probably true")),
    ("3", _("3: possibly true")),
    ("4", _("4: doubtful")),
    ("5", _("5: improbable")),
    ("6", _("6: cannot be judged")),
]


class NewListForm(FormMixin, forms.Form):
    """The file, who it is from, and the day of which it speaks."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV, text with separators, or Excel (.xlsx). It is kept encrypted and untouched."),
        error_messages={"empty": _("The file is empty. Choose a file with at least one row.")},
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
    )
    source = forms.CharField(
        label=_("Who the list is from"),
        max_length=120,
        help_text=_(
            "An office, an institution or a list by its name, never a private person. "
            "Its columns are remembered under this name."
        ),
        widget=forms.TextInput(attrs={"list": "known-sources"}),
    )
    kind = forms.ChoiceField(
        label=_("Kind of source"),
        required=False,
        choices=[("", _("As known of this source")), *SOURCE_KINDS.items()],
    )
    reliability = forms.ChoiceField(label=_("How reliable the source is"), required=False, choices=RELIABILITY)
    credibility = forms.ChoiceField(label=_("How credible the content is"), required=False, choices=CREDIBILITY)
    list_date = PartialDateField(
        label=_("Date of the list"),
        required=False,
        help_text=_("The day of which the list speaks, for example 01.05.2023. Ages in the list need it."),
    )

    def clean_list_date(self) -> PartialDate | None:
        found: PartialDate | None = self.cleaned_data["list_date"]
        if found is not None and not found.exact:
            raise ValidationError(_("Give day, month and year, for example 01.05.2023."), code="not_a_day")
        return found

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if bool(cleaned.get("reliability")) != bool(cleaned.get("credibility")):
            self.add_error("credibility", _("Choose both a letter and a number, or neither."))
        return cleaned

    @property
    def grade(self) -> str:
        return str(self.cleaned_data["reliability"]) + str(self.cleaned_data["credibility"])


class ColumnsForm(FormMixin, forms.Form):
    """One select for each column of the list; the field names are positions, never headings."""

    def __init__(self, columns: Sequence[ColumnView], data: Any = None) -> None:
        super().__init__(data)
        for column in columns:
            self.fields[f"column{column.position}"] = forms.ChoiceField(
                label=column.heading,
                choices=[(str(code), title) for code, title in TITLES.items()],
                initial=str(column.field),
                widget=forms.Select(attrs={"class": "input"}),
            )
        self._columns = columns

    @property
    def rows(self) -> list[tuple[ColumnView, forms.BoundField]]:
        return [(column, self[f"column{column.position}"]) for column in self._columns]

    @property
    def chosen(self) -> dict[str, str]:
        return {column.key: str(self.cleaned_data[f"column{column.position}"]) for column in self._columns}


class WithdrawForm(FormMixin, forms.Form):
    """Why a whole list is taken back."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=2_000,
        help_text=_("One or two sentences. It stays with the list and with every report it brought."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
