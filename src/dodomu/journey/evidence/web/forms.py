"""Forms of evidence: taking in, claims, copies, opening, facts."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dodomu.journey.cases.web.paper import PaperField
from dodomu.journey.evidence.actions import ClaimInput, CopyInput, Party, Taken
from dodomu.journey.evidence.queries import choices
from dodomu.kit.dates import today
from dodomu.kit.forms import FormMixin, PartialDateField, text_area

NOBODY_GAVE = ("made", "open")
DAYS = ("came", "made_on")


class OriginalField(forms.FileField):
    """Any file at all. Nothing here reads a byte of it: the vault does, first."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.FileInput())
        super().__init__(max_length=400, **kwargs)
        self.error_messages["required"] = _("Choose the file.")
        self.error_messages["empty"] = _("The file is empty. Choose another one.")


class IntakeForm(FormMixin, forms.Form):
    """A form that may arrive twice over a bad network and counts once."""

    intake = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["intake"].initial = uuid4()

    @property
    def intake_id(self) -> UUID:
        return self.cleaned_data.get("intake") or uuid4()


class TakeForm(IntakeForm):
    """An original as it comes in. What is not known is left empty: it can be said later, with its source."""

    file = OriginalField(
        label=_("The file"), help_text=_("A photograph, a film, a scan, anything. It is kept encrypted and untouched.")
    )
    kind = forms.ChoiceField(label=_("What it is"), choices=choices.kinds)
    what = forms.CharField(
        label=_("In a few words"), max_length=300, help_text=_("So that colleagues recognise it. Kept sealed.")
    )
    source = forms.ChoiceField(label=_("Who says so"), choices=choices.sources)
    way = forms.ChoiceField(label=_("How it came to us"), choices=choices.ways)
    giver_name = forms.CharField(label=_("Name of whoever gave it"), max_length=200, required=False)
    giver_organisation = forms.CharField(label=_("Organisation"), max_length=200, required=False)
    came = PartialDateField(label=_("When it came to us"), required=False)
    place = forms.CharField(label=_("Where you took it in"), max_length=200)
    language = forms.ChoiceField(label=_("Language"), choices=choices.languages, initial="unknown")
    paper = PaperField(
        label=_("Paper signed by whoever gave it"), help_text=_("A PDF or a picture. It can be added later.")
    )

    def clean_came(self) -> Any:
        day = self.cleaned_data["came"]
        if day and day.earliest > today():
            raise ValidationError(_("This day has not come yet."), code="future")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        known = cleaned.get("giver_name") or cleaned.get("giver_organisation")
        if known and cleaned.get("way") in NOBODY_GAVE:
            self.add_error("giver_name", _("Nobody gave what our staff made or found in public. Leave this empty."))
        if cleaned.get("paper") and not known:
            self.add_error("paper", _("Name who signed it, or leave the paper out."))
        return cleaned

    @property
    def taken(self) -> Taken:
        given = self.cleaned_data
        return Taken(
            intake=self.intake_id,
            file=given["file"],
            filename=given["file"].name,
            kind=given["kind"],
            way=given["way"],
            language=given["language"],
            what=given["what"],
            source=given["source"],
            place=given["place"],
            giver=Party(given["giver_name"], given["giver_organisation"]),
            came=given["came"],
            paper=given["paper"],
        )


class ClaimForm(FormMixin, forms.Form):
    """Something that is said of an exhibit, and who says so."""

    about = forms.ChoiceField(label=_("What it is about"), choices=choices.claims)
    value = text_area(_("What is said"), _("Leave it empty where you give a date."), required=False, rows=2)
    day = PartialDateField(label=_("The date"), required=False)
    source = forms.ChoiceField(label=_("Who says so"), choices=choices.sources)
    words = text_area(_("About the source"), required=False, rows=2)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("about") in DAYS and not cleaned.get("day") and "day" not in self.errors:
            self.add_error("day", _("Give the date, as far as it is known."))
        if cleaned.get("about") not in DAYS and not cleaned.get("value", "").strip():
            self.add_error("value", _("Say it in words."))
        return cleaned

    @property
    def claim(self) -> ClaimInput:
        given = self.cleaned_data
        return ClaimInput(given["about"], given["value"], given["source"], day=given["day"], words=given["words"])


class CopyForm(IntakeForm):
    """A copy that was made elsewhere: with what, and what was taken away."""

    file = OriginalField(label=_("The copy"), help_text=_("The exhibit itself stays as it is."))
    kind = forms.ChoiceField(label=_("What kind of copy"), choices=choices.copy_kinds, widget=forms.RadioSelect)
    tool = forms.CharField(label=_("Program it was made with"), max_length=100)
    version = forms.CharField(label=_("Its version"), max_length=60)
    removed = forms.MultipleChoiceField(
        label=_("What was removed"),
        help_text=_("For a redacted copy."),
        choices=choices.removed,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    words = text_area(_("What else should be known of it"), required=False, rows=2)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("kind") == "redacted" and not cleaned.get("removed"):
            self.add_error("removed", _("Say what was removed."))
        if cleaned.get("kind") not in {None, "redacted"} and cleaned.get("removed"):
            self.add_error("removed", _("Only a redacted copy has something removed."))
        return cleaned

    @property
    def copy(self) -> CopyInput:
        given = self.cleaned_data
        return CopyInput(
            intake=self.intake_id,
            file=given["file"],
            filename=given["file"].name,
            kind=given["kind"],
            tool=given["tool"],
            version=given["version"],
            removed=tuple(given["removed"]),
            words=given["words"],
        )


class OpenForm(FormMixin, forms.Form):
    """Why an exhibit is opened."""

    purpose = forms.ChoiceField(label=_("What you open it for"), choices=choices.opened_for, widget=forms.RadioSelect)
    reason = text_area(_("In words"), _("Whoever checks later reads it."), rows=2)


class LinkForm(FormMixin, forms.Form):
    """Which fact an exhibit bears on."""

    fact = forms.ChoiceField(label=_("The fact"), widget=forms.RadioSelect)
    bears = forms.ChoiceField(label=_("What the exhibit does for it"), choices=choices.bears, widget=forms.RadioSelect)

    def __init__(self, *args: Any, facts: list[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fact"].choices = [(str(key), words) for key, words in facts]  # type: ignore[attr-defined]


class ReasonForm(FormMixin, forms.Form):
    reason = text_area(_("Why"))
