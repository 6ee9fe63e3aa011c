"""Whether an escort may travel on a mission's days, and why not. No scope: callers check the right."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from dodomu.journey.cases.clock_rules import KYIV
from dodomu.journey.missions.escort_rules import eligible
from dodomu.journey.missions.models import Escort, Mission
from dodomu.journey.missions.plan_words import reason_of
from dodomu.journey.missions.queries.escorts import said_of


def refusals(escort: Escort, mission: Mission) -> list[str]:
    """Why this escort may not travel on the mission, each a phrase; empty where they may on its first and its last day."""
    return refusals_of([escort.id], mission)[escort.id]


def refusals_of(escorts: Collection[UUID], mission: Mission) -> dict[UUID, list[str]]:
    """The same of many, in two statements however many there are."""
    days = [at.astimezone(KYIV).date() for at in (mission.departs_at, mission.arrives_at or mission.departs_at)]
    found: dict[UUID, list[str]] = {}
    for escort, standing in said_of(escorts).items():
        reasons = [reason for day in days for reason in eligible(standing, day)[1]]
        found[escort] = list(dict.fromkeys(reason_of(reason) for reason in reasons))
    return found
