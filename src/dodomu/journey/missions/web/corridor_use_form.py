"""A way that was found, as it travels from the page of a search into a mission; and the form that asks for which group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dodomu.journey.missions.actions import LegInput
from dodomu.journey.missions.queries.corridor_parties import GroupBeingMade
from dodomu.journey.missions.queries.corridor_routes import LegRow
from dodomu.kit.dates import moment_in_words
from dodomu.kit.forms import FormMixin

ON, BACK = "on", "back"
MOST_LEGS = 60


@dataclass(frozen=True, slots=True)
class TakenLeg:
    """One leg of the way: over which link, in which direction, from when to when, by when at the latest."""

    link_id: UUID
    backward: bool
    departs_at: datetime
    minutes: int
    minutes_p90: int

    @property
    def arrives_at(self) -> datetime:
        return self.departs_at + timedelta(minutes=self.minutes)

    @property
    def given(self) -> LegInput:
        return LegInput(
            link_id=self.link_id,
            departs_at=self.departs_at,
            backward=self.backward,
            minutes=self.minutes,
            minutes_p90=self.minutes_p90,
        )


def leg_code(leg: LegRow) -> str:
    """One leg as a hidden field holds it: ids and times, no word about a place."""
    usual = round((leg.arrives_at - leg.departs_at).total_seconds() / 60)
    longest = round((leg.latest_at - leg.departs_at).total_seconds() / 60)
    way = BACK if leg.back else ON
    return "|".join((str(leg.link_id), way, leg.departs_at.isoformat(), str(usual), str(max(usual, longest))))


def read_legs(codes: Sequence[str]) -> list[TakenLeg]:
    """The legs behind such fields.

    Raises:
        ValueError: they were not written by ``leg_code``.
    """
    if not 1 <= len(codes) <= MOST_LEGS:
        raise ValueError("leg: accepted are the legs of one way")
    return [_leg(code) for code in codes]


def _leg(code: str) -> TakenLeg:
    link, way, departs, usual, longest = code.split("|")
    at = datetime.fromisoformat(departs)
    if way not in {ON, BACK} or at.tzinfo is None:
        raise ValueError("leg: accepted is what the search wrote")
    return TakenLeg(UUID(link), way == BACK, at, int(usual), int(longest))


class UseWayForm(FormMixin, forms.Form):
    """Which group goes the way."""

    group = forms.ChoiceField(
        label=gettext_lazy("Which group goes this way"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose the group.")},
    )

    def __init__(self, *args: Any, groups: Sequence[GroupBeingMade], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = [(str(one.id), _named(one)) for one in groups]  # type: ignore[attr-defined]


def _named(group: GroupBeingMade) -> str:
    words = {"group": group.code_name, "mission": group.mission, "when": moment_in_words(group.departs_at, brief=True)}
    named = _("%(group)s · mission %(mission)s, departs %(when)s") % words
    if not group.legs:
        return named
    replaced = ngettext("its %(count)s leg is replaced", "its %(count)s legs are replaced", group.legs)
    return f"{named} · {replaced % {'count': group.legs}}"
