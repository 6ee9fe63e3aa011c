"""Whether an escort may travel on a mission's days, and why not. No scope: callers check the right."""

from __future__ import annotations

from dodomu.journey.cases.clock_rules import KYIV
from dodomu.journey.missions.escort_rules import eligible
from dodomu.journey.missions.models import Escort, Mission
from dodomu.journey.missions.plan_words import reason_of
from dodomu.journey.missions.queries.escorts import said_of


def refusals(escort: Escort, mission: Mission) -> list[str]:
    """Why this escort may not travel on the mission, each a phrase; empty where they may on its first and its last day."""
    standing = said_of([escort.id])[escort.id]
    first, last = mission.departs_at, mission.arrives_at or mission.departs_at
    reasons = [reason for at in (first, last) for reason in eligible(standing, at.astimezone(KYIV).date())[1]]
    return list(dict.fromkeys(reason_of(reason) for reason in reasons))
