"""Forms of custody: handing over, receiving, what the other side signed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from dodomu.journey.cases.web.paper import PaperField
from dodomu.journey.evidence.actions import Handed, Party
from dodomu.journey.evidence.queries import choices
from dodomu.journey.missions.web.board_moments import MomentField
from dodomu.kit.forms import FormMixin, text_area

OUTSIDE = "outside"


class HandedForm(FormMixin, forms.Form):
    """What every hand-over says: when, where, in which state."""

    when = MomentField(label=_("When"))
    place = forms.CharField(label=_("Where"), max_length=200)
    words = text_area(
        _("What else should be known"), _("For example the number of a seal, and whether it is whole."), required=False
    )
    paper = PaperField(
        label=_("Paper signed by the other side"),
        help_text=_("A PDF or a picture, for a hand-over from or to outside."),
    )

    def clean_when(self) -> Any:
        field: Any = self.fields["when"]
        return field.read(self.cleaned_data["when"])

    def handed(self, purpose: str, **more: Any) -> Handed:
        given = self.cleaned_data
        return Handed(
            purpose=purpose,
            place=given["place"],
            happened_at=given["when"],
            words=given["words"],
            paper=given["paper"],
            **more,
        )


class HandOverForm(HandedForm):
    """To a colleague, who confirms in their own account, or to somebody outside, who signs a paper."""

    receiver = forms.ChoiceField(label=_("Who receives it"))
    name = forms.CharField(label=_("Name, where it is somebody outside"), max_length=200, required=False)
    organisation = forms.CharField(label=_("Organisation"), max_length=200, required=False)
    purpose = forms.ChoiceField(label=_("What for"), choices=choices.purposes)
    field_order = ("receiver", "name", "organisation", "purpose", "when", "place", "words", "paper")

    def __init__(self, *args: Any, receivers: list[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["receiver"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose")),
            *((str(key), name) for key, name in receivers),
            (OUTSIDE, _("Somebody outside")),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        to, named = cleaned.get("receiver"), cleaned.get("name") or cleaned.get("organisation")
        if to == OUTSIDE and not named:
            self.add_error("name", _("Name who receives it, or the organisation."))
        if to not in {None, OUTSIDE} and named:
            self.add_error("name", _("Leave this empty for a colleague."))
        if to not in {None, OUTSIDE} and cleaned.get("paper"):
            self.add_error("paper", _("A colleague confirms in their own account. Leave the paper out."))
        return cleaned

    @property
    def given(self) -> Handed:
        to = self.cleaned_data["receiver"]
        if to == OUTSIDE:
            party = Party(self.cleaned_data["name"], self.cleaned_data["organisation"])
            return self.handed(self.cleaned_data["purpose"], outside=party)
        return self.handed(self.cleaned_data["purpose"], receiver_id=UUID(to))


class BackForm(HandedForm):
    """An exhibit comes back from outside."""

    @property
    def given(self) -> Handed:
        return self.handed("back")


class ReceiveForm(FormMixin, forms.Form):
    """Whether it arrived."""

    arrived = forms.ChoiceField(
        label=_("Is it in your hands?"),
        choices=[("yes", _("Yes, I have received it")), ("no", _("No, or not as it should be"))],
        widget=forms.RadioSelect,
    )
    words = text_area(_("What is wrong"), _("Needed where it did not arrive as it should."), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("arrived") == "no" and not cleaned.get("words", "").strip():
            self.add_error("words", _("Say what is wrong."))
        return cleaned


class PaperForm(FormMixin, forms.Form):
    """The paper that the side outside signed."""

    paper = PaperField(label=_("The signed paper"), required=True, help_text=_("A PDF or a picture."))
