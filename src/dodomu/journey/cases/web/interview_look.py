"""The register of interviews, made ready for the templates."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from dodomu.journey.cases.queries.interviews import InterviewRow, Register, ToldRow
from dodomu.kit.status import Status

STATES = {
    "waiting": ("notice", "people"),
    "planned": ("act", "calendar"),
    "held": ("well", "check"),
    "cancelled": ("neutral", "close"),
    "refused": ("harm", "close"),
}


@dataclass(frozen=True, slots=True)
class InterviewView:
    """One account of an event; ``warning`` is set where it took place without a second person."""

    row: InterviewRow
    status: Status
    warning: Status | None


@dataclass(frozen=True, slots=True)
class EventView:
    """One event with its accounts."""

    event: ToldRow
    rows: tuple[InterviewView, ...]

    @property
    def tone(self) -> str:
        return "harm" if self.event.count > 1 else ""


def view_of(row: InterviewRow) -> InterviewView:
    tone, icon = STATES[row.state]
    warning = None
    if row.again and row.not_confirmed:
        warning = Status(_("not confirmed: nobody else works here"), "notice")
    elif row.again and row.outside:
        warning = Status(_("a second account without a second person"), "harm")
    return InterviewView(row, Status(row.state_label, tone, icon), warning)


def event_views(register: Register) -> list[EventView]:
    return [EventView(event, tuple(map(view_of, event.interviews))) for event in register.events]
