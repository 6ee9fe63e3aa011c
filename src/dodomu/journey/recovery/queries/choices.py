"""What may be chosen in the forms of recovery: code and word."""

from __future__ import annotations

from typing import Any

from dodomu.journey.recovery.models import (
    ActionState,
    Agrees,
    Alone,
    Domain,
    GoalEnd,
    How,
    PlanClosing,
    PlanState,
    Safety,
    Seen,
    WhyNot,
)


def _of(choices: Any) -> list[tuple[str, str]]:
    return [(str(one.value), str(one.label)) for one in choices]


def domains() -> list[tuple[str, str]]:
    return _of(Domain)


def agrees() -> list[tuple[str, str]]:
    return _of(Agrees)


def goal_ends() -> list[tuple[str, str]]:
    return _of(GoalEnd)


def action_ends() -> list[tuple[str, str]]:
    return [(code, word) for code, word in _of(ActionState) if code != ActionState.OPEN]


def ways() -> list[tuple[str, str]]:
    return _of(How)


def seen() -> list[tuple[str, str]]:
    return _of(Seen)


def alone() -> list[tuple[str, str]]:
    return _of(Alone)


def why_not() -> list[tuple[str, str]]:
    return _of(WhyNot)


def safety() -> list[tuple[str, str]]:
    return _of(Safety)


def closings() -> list[tuple[str, str]]:
    return _of(PlanClosing.Why)


def states() -> list[tuple[str, str]]:
    return _of(PlanState)
