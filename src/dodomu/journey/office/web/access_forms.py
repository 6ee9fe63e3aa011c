"""The forms of access on request."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dodomu.base.access.actions.requests import SHORTEST_REASON
from dodomu.kit.forms import FormMixin

HOURS = [
    ("4", _("4 hours")),
    ("24", _("1 day")),
    ("72", _("3 days")),
    ("168", _("1 week")),
    ("336", _("2 weeks")),
    ("720", _("30 days")),
]


class AskForm(FormMixin, forms.Form):
    """Why it is needed, and for how long."""

    reason = forms.CharField(
        label=_("Why you need to see it"),
        min_length=SHORTEST_REASON,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What you are going to do with it. The director or the data protection officer reads it."),
        error_messages={"min_length": _("Say in a sentence why you need to see it: at least 15 characters.")},
    )
    hours = forms.ChoiceField(label=_("For how long"), choices=HOURS, initial="24", widget=forms.RadioSelect)


class AnswerForm(FormMixin, forms.Form):
    """Yes for a limited time, or no with a reason."""

    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[("grant", _("Open it for a limited time")), ("refuse", _("No"))],
        widget=forms.RadioSelect,
    )
    hours = forms.ChoiceField(label=_("For how long"), choices=HOURS, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("What your colleague should know"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A refusal needs a reason, and what to do instead."),
    )

    def __init__(self, *args: Any, initial: dict[str, Any], **kwargs: Any) -> None:
        offered = [int(code) for code, _words in HOURS]
        wanted = max((hours for hours in offered if hours <= initial["hours"]), default=offered[0])
        super().__init__(*args, initial={"hours": str(wanted)}, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("answer") == "refuse" and not cleaned.get("words", "").strip():
            self.add_error("words", _("Say why, so that your colleague knows what to do instead."))
        return cleaned
