"""Forms of what takes two: legal holds and disclosure lists."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dodomu.journey.evidence.actions import DisclosureInput, HoldInput, ItemInput
from dodomu.journey.evidence.queries import CaseEvidence, ExhibitRow, choices
from dodomu.kit.forms import FormMixin, text_area


class HoldForm(FormMixin, forms.Form):
    why = forms.ChoiceField(label=_("What it is for"), choices=choices.hold_whys, widget=forms.RadioSelect)
    reason = text_area(_("In words"), _("The second person reads it."))

    @property
    def hold(self) -> HoldInput:
        return HoldInput(self.cleaned_data["why"], self.cleaned_data["reason"])


class AnswerForm(FormMixin, forms.Form):
    """The second person's answer; what yes and no mean is said by the page."""

    agrees = forms.ChoiceField(label=_("Your answer"), widget=forms.RadioSelect)
    reason = text_area(_("Why"))

    def __init__(self, *args: Any, yes: str, no: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agrees"].choices = [("yes", yes), ("no", no)]  # type: ignore[attr-defined]

    @property
    def answer(self) -> dict[str, Any]:
        return {"reason": self.cleaned_data["reason"], "agrees": self.cleaned_data["agrees"] == "yes"}


class DisclosureForm(FormMixin, forms.Form):
    """The fate of every exhibit of a case, one field each: nothing can be left out."""

    recipient = forms.CharField(
        label=_("Who is to see it"), max_length=300, help_text=_("A name and an office. Kept sealed.")
    )
    basis = forms.ChoiceField(label=_("On which ground"), choices=choices.grounds)
    reason = text_area(_("Why these and not others"), _("The second person reads it."))

    def __init__(self, *args: Any, page: CaseEvidence, copies: dict[Any, list[tuple[str, str]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = page.active
        withheld = [(f"withheld:{code}", f"{gettext('Withheld')}: {words}") for code, words in choices.withheld_whys()]
        for row in self.rows:
            made = [(f"copy:{key}", words) for key, words in copies.get(row.id, [])]
            field = forms.ChoiceField(
                label=_exhibit_words(row),
                choices=[("", _("Choose")), ("original", _("Given as it is")), *made, *withheld],
            )
            field.widget.attrs["class"] = "input"
            self.fields[self.name_of(row)] = field

    @staticmethod
    def name_of(row: ExhibitRow) -> str:
        return f"exhibit_{row.number}"

    @property
    def disclosure(self) -> DisclosureInput:
        given = self.cleaned_data
        items = tuple(self._item(row, given[self.name_of(row)]) for row in self.rows)
        return DisclosureInput(given["recipient"], given["basis"], given["reason"], items)

    @staticmethod
    def _item(row: ExhibitRow, value: str) -> ItemInput:
        fate, _colon, more = value.partition(":")
        if fate == "copy":
            return ItemInput(row.id, fate, copy_id=UUID(more))
        return ItemInput(row.id, fate, why=more)


def _exhibit_words(row: ExhibitRow) -> str:
    words = {"number": row.number, "what": row.what}
    return gettext("Exhibit №%(number)s: %(what)s") % words
