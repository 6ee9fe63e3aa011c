"""Forms of tracing: one decision, one answer of the second person, one reason to undo."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dodomu.kit.forms import FormMixin, text_area

KEPT = _("One or two sentences. They are kept with the decision and shown to the second person.")


USUAL = [
    ("same", _("the same person")),
    ("different", _("two different people")),
    ("unsure", _("not to be told yet")),
]
SIBLINGS = ("sibling", _("brothers or sisters: record them so"))
PARENTS = [
    ("left_parent", _("parent and child: record them so, the one record is the parent")),
    ("right_parent", _("parent and child: record them so, the other record is the parent")),
]


def verdicts(hint: str) -> list[tuple[str, Any]]:
    """What may be decided; what the search thinks of a family comes first. A parent is offered only where it thinks of one."""
    if hint == "parent":
        return [*PARENTS, SIBLINGS, *USUAL]
    return [SIBLINGS, *USUAL] if hint == "sibling" else [*USUAL, SIBLINGS]


class DecisionForm(FormMixin, forms.Form):
    """The same, different, relatives, or not to be told yet."""

    verdict = forms.ChoiceField(label=_("These two records are"), choices=USUAL, widget=forms.RadioSelect)
    two_rows = forms.BooleanField(
        label=_("I have seen that both stand in one list, and that list names one child twice"), required=False
    )
    reason = text_area(_("Reason"), KEPT)

    def __init__(self, *args: Any, one_list: bool, hint: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.one_list = one_list
        verdict = self.fields["verdict"]
        if isinstance(verdict, forms.ChoiceField):
            verdict.choices = verdicts(hint)
        if not one_list:
            del self.fields["two_rows"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.one_list and cleaned.get("verdict") == "same" and not cleaned.get("two_rows"):
            message = _(
                "Both stand in one list: two rows are two children unless you say that it names one child twice."
            )
            self.add_error("two_rows", message)
        return cleaned


class SecondForm(FormMixin, forms.Form):
    """The second person's answer."""

    answer = forms.ChoiceField(
        label=_("Your answer as the second person"),
        choices=[
            ("confirm", _("Yes, the same person: join the two records")),
            ("reject", _("No: send the pair back to the queue")),
        ],
        widget=forms.RadioSelect,
    )
    reason = text_area(_("Reason"), KEPT)


class UndoForm(FormMixin, forms.Form):
    reason = text_area(_("Why the decision no longer holds"))
