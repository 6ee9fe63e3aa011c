"""Forms of corridors, places and links."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dodomu.journey.missions.actions.corridor import CODE, MOST, LinkInput, PlaceInput
from dodomu.journey.missions.queries import corridor_choices as choices
from dodomu.journey.missions.queries.corridor import PlaceRow
from dodomu.kit.forms import FormMixin, text_area
from dodomu.kit.versions import Versioned

YES_NO = [("yes", _("Yes")), ("no", _("No"))]


def whole(label: Any, name: str, help_text: Any = "", lowest: int = 0, highest: int = 0) -> forms.IntegerField:
    """A whole number within its range; the message names the range."""
    most = highest or MOST[name]
    wrong = _("Write a whole number from %(lowest)s to %(highest)s.") % {"lowest": lowest, "highest": most}
    messages = {"invalid": wrong, "min_value": wrong, "max_value": wrong}
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        min_value=lowest,
        max_value=most,
        error_messages=messages,
        widget=forms.TextInput(attrs={"class": "input-short", "inputmode": "numeric"}),
    )


def yes_no(label: Any, help_text: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, help_text=help_text, choices=YES_NO, widget=forms.RadioSelect)


class CodeMixin(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        help_text=_("Short, and it speaks of nothing: A, B2, 14. It stands on the drawing and on the board."),
        max_length=8,
        widget=forms.TextInput(attrs={"class": "input-short"}),
    )

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"]).strip()
        if not CODE.fullmatch(code):
            raise ValidationError(_("A code has up to 8 letters and digits, for example B2."), code="code")
        return code


class CorridorForm(Versioned, forms.Form):
    title = forms.CharField(
        label=_("What the corridor is called"),
        help_text=_("Among yourselves. It is kept sealed, and only those who see routes read it."),
        max_length=200,
    )
    team = forms.ChoiceField(label=_("Which team keeps it"))

    def __init__(self, *args: Any, teams: list[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = [(str(key), name) for key, name in teams]  # type: ignore[attr-defined]


class ReasonForm(FormMixin, forms.Form):
    reason = text_area(_("Why"), _("One or two sentences. It is kept."))


class PlaceForm(CodeMixin, Versioned, forms.Form):
    name = forms.CharField(label=_("Name"), help_text=_("Sealed: only those who see routes read it."), max_length=200)
    kind = forms.ChoiceField(label=_("What it is"), choices=choices.place_kinds)
    side = forms.ChoiceField(label=_("Where it lies"), choices=choices.sides, widget=forms.RadioSelect)
    zone = forms.CharField(
        label=_("Time zone"),
        help_text=_(
            "The clock people go by there, for example Europe/Kyiv. Openings and departures are written in it."
        ),
        max_length=40,
        widget=forms.TextInput(attrs={"list": "zones"}),
    )
    wait_risk = whole(
        _("Risk of an hour of waiting there"),
        "wait_risk",
        _(
            "In your own points: 0 at home, 1 in a safe house, 20 at a checkpoint. Use one scale for the whole corridor."
        ),
    )
    may_wait = yes_no(_("May one wait there?"), _("“No” where standing about draws attention or is forbidden."))
    x = whole(
        _("Place on the drawing, from left to right"), "x", _("0 is the left edge, 1000 the right. It is no map.")
    )
    y = whole(_("Place on the drawing, from top to bottom"), "y", _("0 is the top, 1000 the bottom."))
    note = text_area(_("Note"), _("What colleagues must know there. Sealed."), required=False)
    field_order = ("code", "name", "kind", "side", "zone", "wait_risk", "may_wait", "x", "y", "note")

    def clean_zone(self) -> str:
        zone = str(self.cleaned_data["zone"]).strip()
        if zone not in choices.zones():
            raise ValidationError(_("Write a time zone by its IANA name, for example Europe/Kyiv."), code="zone")
        return zone

    @property
    def given(self) -> PlaceInput:
        held = {
            name: self.cleaned_data[name]
            for name in ("code", "name", "kind", "side", "zone", "x", "y", "wait_risk", "note")
        }
        return PlaceInput(may_wait=self.cleaned_data["may_wait"] == "yes", **held)


class LinkForm(CodeMixin, Versioned, forms.Form):
    kind = forms.ChoiceField(label=_("How one goes"), choices=choices.link_kinds)
    start = forms.ChoiceField(label=_("From"))
    end = forms.ChoiceField(label=_("To"))
    one_way = yes_no(_("In this direction only?"))
    minutes = whole(
        _("Usual time, minutes"), "minutes", _("Of the passage itself; of a crossing without the queue."), lowest=1
    )
    minutes_p90 = whole(
        _("Nine in ten journeys take no longer than, minutes"),
        "minutes",
        _("With breakdowns and checks. From it follows when a group is overdue."),
        lowest=1,
    )
    walking_m = whole(_("On foot, metres"), "walking_m", _("0 where nobody walks."))
    risk = whole(
        _("Risk of the passage"),
        "risk",
        _("In the same points as waiting. It counts at least as much as waiting as long at the safer end."),
    )
    cost = whole(_("Cost for one person, hryvnias"), "cost")
    note = text_area(_("Note"), _("What colleagues must know on this way. Sealed."), required=False)
    field_order = (
        "code",
        "kind",
        "start",
        "end",
        "one_way",
        "minutes",
        "minutes_p90",
        "walking_m",
        "risk",
        "cost",
        "note",
    )

    def __init__(self, *args: Any, places: tuple[PlaceRow, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [("", _("Choose a place")), *place_choices(places)]
        for name in ("start", "end"):
            self.fields[name].choices = offered  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("start") and cleaned.get("start") == cleaned.get("end"):
            self.add_error("end", _("A link leads to another place than it begins at."))
        if (cleaned.get("minutes_p90") or 0) < (cleaned.get("minutes") or 0) and "minutes_p90" in cleaned:
            self.add_error("minutes_p90", _("What nine in ten journeys stay below is at least the usual time."))
        return cleaned

    @property
    def given(self) -> LinkInput:
        names = ("code", "kind", "minutes", "minutes_p90", "risk", "cost", "walking_m", "note")
        return LinkInput(
            start_id=UUID(self.cleaned_data["start"]),
            end_id=UUID(self.cleaned_data["end"]),
            one_way=self.cleaned_data["one_way"] == "yes",
            **{name: self.cleaned_data[name] for name in names},
        )


def place_choices(places: tuple[PlaceRow, ...]) -> list[tuple[str, str]]:
    return [(str(place.id), f"{place.code} · {place.name}") for place in places]
