"""Forms about the way of a group: a leg, another way."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dodomu.journey.cases.clock_rules import kyiv
from dodomu.journey.cases.web.forms import reason_field
from dodomu.journey.cases.web.work_forms import DueDayField, time_field
from dodomu.journey.missions.actions import LegInput
from dodomu.journey.missions.queries.missions_choices import Choice, WayChoice
from dodomu.journey.missions.web.missions_fields import MomentForm, number_field
from dodomu.kit.forms import FormMixin, text_area

BY_DEFAULT, YES, NO = "", "yes", "no"
CARRY: tuple[tuple[str, Any], ...] = (
    (BY_DEFAULT, _("as usual: not under occupation and not in the aggressor state")),
    (YES, _("yes, decided for this leg")),
    (NO, _("no")),
)
AS_CARRIED = {BY_DEFAULT: None, YES: True, NO: False}
ROWS = 6
"""Legs of another way on one form; a longer one takes two."""


def named_way(way: WayChoice) -> str:
    """A link in one direction, in a list of choices."""
    words = {
        "start": way.start,
        "end": way.end,
        "kind": way.kind,
        "usual": hours(way.minutes),
        "p90": hours(way.minutes_p90),
    }
    return str(_("%(start)s → %(end)s · %(kind)s · %(usual)s, nine in ten below %(p90)s")) % words


def hours(minutes: int) -> str:
    """A duration in hours and minutes, in the reader's language.

    >>> hours(45), hours(130)
    ('45 min', '2 h 10 min')
    """
    full, rest = divmod(minutes, 60)
    if not full:
        return str(_("%(minutes)s min")) % {"minutes": rest}
    if not rest:
        return str(_("%(hours)s h")) % {"hours": full}
    return str(_("%(hours)s h %(minutes)s min")) % {"hours": full, "minutes": rest}


class LegForm(MomentForm):
    """One leg: which way, when, how long, what is expected of the group on it."""

    way = forms.ChoiceField(label=_("Way"))
    minutes = number_field(
        _("Usual time, minutes"), _("Leave it empty for what the corridor says."), low=1, high=20_160
    )
    minutes_p90 = number_field(
        _("Nine in ten journeys stay below, minutes"),
        _("Leave it empty for what the corridor says."),
        low=1,
        high=20_160,
    )
    km = number_field(_("Length, kilometres"), _("Needed for a bus with a group of children."), low=0, high=5000)
    silent = forms.BooleanField(label=_("planned silence: no word is expected on this leg"), required=False)
    phone = forms.ChoiceField(label=_("May the phone page be carried"), choices=CARRY, required=False)
    table = forms.ChoiceField(label=_("May a printed table be carried"), choices=CARRY, required=False)
    abort = forms.BooleanField(label=_("before this leg the group may turn back"), required=False)
    fallback = forms.ChoiceField(label=_("Where to go if it cannot be travelled"), required=False)
    note = text_area(_("Note"), required=False, rows=2)
    field_order = (
        "way",
        "day",
        "time",
        "minutes",
        "minutes_p90",
        "km",
        "fallback",
        "abort",
        "silent",
        "phone",
        "table",
        "note",
    )

    def __init__(self, *args: Any, ways: list[WayChoice], places: list[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ways = {way.value: way for way in ways}
        self.fields["way"].choices = [(key, named_way(way)) for key, way in self.ways.items()]  # type: ignore[attr-defined]
        self.fields["fallback"].choices = [("", _("nowhere in particular")), *places]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        usual, longest = cleaned.get("minutes"), cleaned.get("minutes_p90")
        if usual and longest and longest < usual:
            self.add_error("minutes_p90", _("It cannot be shorter than the usual time."))
        return cleaned

    @property
    def given(self) -> LegInput:
        data = self.cleaned_data
        way = self.ways[data["way"]]
        return LegInput(
            link_id=way.link_id,
            departs_at=self.at,
            backward=way.backward,
            minutes=data["minutes"],
            minutes_p90=data["minutes_p90"],
            km=data["km"],
            silent=data["silent"],
            phone=AS_CARRIED[data["phone"]],
            table=AS_CARRIED[data["table"]],
            abort=data["abort"],
            fallback_id=UUID(data["fallback"]) if data["fallback"] else None,
            note=data["note"],
        )


class RerouteForm(FormMixin, forms.Form):
    """Another way for a group that travels: why, and up to six legs. Without a time a leg begins when the one before is
    sure to have arrived.
    """

    reason = reason_field(_("Why another way"))

    def __init__(
        self,
        *args: Any,
        ways: list[WayChoice],
        ahead: list[Choice],
        behind: dict[int, datetime],
        **kwargs: Any,
    ) -> None:
        """``ahead``: legs that can be replaced, by their order. ``behind``: when the leg before each is sure to have ended."""
        super().__init__(*args, **kwargs)
        self.behind = behind
        self.ways = {way.value: way for way in ways}
        chosen = [("", _("no further leg")), *((key, named_way(way)) for key, way in self.ways.items())]
        if ahead:
            self.fields["replaced"] = forms.ChoiceField(
                label=_("From which leg on"), choices=ahead, help_text=_("This leg and those behind it are replaced.")
            )
        for number in range(1, ROWS + 1):
            self.fields[f"way{number}"] = forms.ChoiceField(
                label=_("Leg %(number)s") % {"number": number}, choices=chosen, required=number == 1
            )
            self.fields[f"day{number}"] = DueDayField(label=_("Day"), required=False)
            self.fields[f"time{number}"] = time_field(_("Kyiv time; empty: right after the leg before."))
        for field in self.fields.values():
            if not isinstance(field.widget, forms.Textarea):
                field.widget.attrs.setdefault("class", "input")

    @property
    def rows(self) -> list[tuple[Any, Any, Any]]:
        """The fields of each leg, for the page."""
        return [(self[f"way{number}"], self[f"day{number}"], self[f"time{number}"]) for number in range(1, ROWS + 1)]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for number in range(1, ROWS + 1):
            day, hour = cleaned.get(f"day{number}"), cleaned.get(f"time{number}")
            if cleaned.get(f"way{number}") and (day is None) != (hour is None):
                self.add_error(f"time{number}", _("Say both day and time, or neither."))
            if cleaned.get(f"way{number}") and number > 1 and not cleaned.get(f"way{number - 1}"):
                self.add_error(f"way{number}", _("There is an empty leg before this one. Move it up."))
        return cleaned

    @property
    def from_order(self) -> int | None:
        text = self.cleaned_data.get("replaced", "")
        return int(text) if text else None

    @property
    def legs(self) -> list[LegInput]:
        found: list[LegInput] = []
        at = max(timezone.now(), self.behind.get(self.from_order or 0, timezone.now()))
        for number in range(1, ROWS + 1):
            way = self.ways.get(self.cleaned_data.get(f"way{number}") or "")
            if way is None:
                break
            begins = self._begins(number) or at
            found.append(LegInput(way.link_id, begins, way.backward))
            at = begins + timedelta(minutes=way.minutes_p90)
        return found

    def _begins(self, number: int) -> datetime | None:
        day, hour = self.cleaned_data.get(f"day{number}"), self.cleaned_data.get(f"time{number}")
        return kyiv(day, hour) if day is not None and hour is not None else None


class TravelledForm(MomentForm):
    """When a leg ended."""

    past_only = True
