"""Whether an escort may travel with children on a day, and why not. Pure: no table, no clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from dodomu.journey.missions.plan_rules import CheckRule, PaperSaid, check_rules, last_day

NOT_CHECKED, FAILED, UNKNOWN, EXPIRED, NO_END, RETIRED = (
    "not_checked",
    "failed",
    "unknown",
    "expired",
    "no_end",
    "retired",
)
PASSED = "passed"


@dataclass(frozen=True, slots=True)
class CheckSaid:
    """The last check of one kind: outcome, on which day, until when as written."""

    kind: str
    outcome: str
    checked_on: date
    valid_until: date | None = None


class Checked(Protocol):
    """What the rules ask of an escort: checks by kind, whether they look after health, whether they still travel."""

    @property
    def checks(self) -> Mapping[str, CheckSaid]: ...
    @property
    def medical(self) -> bool: ...
    @property
    def retired(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an escort may not travel: ``code`` of those above, the kind of check (empty: retired), its last day."""

    code: str
    kind: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class CheckState:
    """One needed check as it stands on a day; ``reason`` is empty where it holds."""

    rule: CheckRule
    said: CheckSaid | None
    until: date | None
    reason: str


def eligible(escort: Checked, on_day: date) -> tuple[bool, tuple[Reason, ...]]:
    """Whether an escort may travel on a day, and every reason against it.

    A check that was never made, was failed, could not be established, or ends before that day is a reason: what is not
    known is never fine. Which checks are needed, and how long each holds, stands in ``data/escort_checks.csv``.
    """
    reasons = [Reason(RETIRED)] if escort.retired else []
    reasons += [Reason(one.reason, one.rule.kind, one.until) for one in check_states(escort, on_day) if one.reason]
    return not reasons, tuple(reasons)


def check_states(escort: Checked, on_day: date) -> tuple[CheckState, ...]:
    """Every check this escort needs, as it stands on a day, by the rules in force then."""
    wanted = [rule for rule in check_rules() if rule.span.holds(on_day) and (escort.medical or not rule.medical_only)]
    return tuple(_state(rule, escort.checks.get(rule.kind), on_day) for rule in wanted)


def _state(rule: CheckRule, said: CheckSaid | None, on_day: date) -> CheckState:
    if said is None:
        return CheckState(rule, None, None, NOT_CHECKED)
    until = last_day(rule, PaperSaid("held", said.checked_on, said.valid_until))
    if said.outcome != PASSED:
        return CheckState(rule, said, until, FAILED if said.outcome == "failed" else UNKNOWN)
    if until is None and rule.ends:
        return CheckState(rule, said, None, NO_END)
    if until is not None and until < on_day:
        return CheckState(rule, said, until, EXPIRED)
    return CheckState(rule, said, until, "")
