"""What changes before and on the way: an escort is replaced, another way is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from dodomu.base import events
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.missions.actions import beside
from dodomu.journey.missions.actions.approving import RulesBroken, changed
from dodomu.journey.missions.actions.holding import held, held_group, leaf, said
from dodomu.journey.missions.actions.legs import LegInput, append_leg, settle_arrival
from dodomu.journey.missions.actions.outcomes import close_escort
from dodomu.journey.missions.actions.travellers import EscortInput, place_escort
from dodomu.journey.missions.group_demands import BLOCKING
from dodomu.journey.missions.mission_whole import Broken
from dodomu.journey.missions.models import (
    PREPARED,
    RUNNING,
    Group,
    Leg,
    LegState,
    MissionEscort,
    MissionEvent,
    MissionState,
)
from dodomu.journey.missions.queries.missions_checked import broken_rules

OF_THE_WAY = frozenset({"gap", "overlap", "no_legs", "leg_retired", "closed", "shut"})
"""Rules that a new way must keep, also when there is no time to mend anything else."""


@transaction.atomic
def replace_escort(  # noqa: PLR0917
    by: Viewer, row_id: UUID, given: EscortInput, reason: str, outcome: str = "replaced", at: datetime | None = None
) -> tuple[MissionEscort, list[Broken]]:
    """Somebody else takes the part of an escort, before departure or on the way. The phone of the old one ends.

    Parameters:
        outcome: what became of the old one (``MissionEscort.Outcome``); before departure only ``replaced``.

    Returns:
        The new escort, and the rules that are broken now.

    Raises:
        NotAllowed, OutOfReach, MissionNotNow.
        NotEligible, Elsewhere, NameTaken, NameTells: as ``add_escort``, of the new one.
        ValueError: no reason, no outcome that is accepted, or the old one's part has ended already.
    """
    policy.require(by, Act.MISSION_WORK)
    old = MissionEscort.objects.select_related("group").filter(id=row_id).first()
    if old is None:
        raise policy.OutOfReach
    mission = held(by, old.mission_id, states=RUNNING)
    words = said("reason", reason)
    ended = MissionEscort.Outcome
    accepted = {ended.REPLACED} if mission.state in PREPARED else set(ended) - {ended.RELEASED, ended.DONE}
    if outcome not in accepted:
        raise ValueError(f"outcome: accepted are {', '.join(sorted(accepted))}")
    if given.escort_id == old.escort_id:
        raise ValueError("escort: accepted is somebody else")
    close_escort(by, mission, old, ended(outcome), words, at)
    new = place_escort(by, mission, given, replaces=old)
    changed(by, mission, MissionEvent.What.ESCORT_REPLACED, words, escort=new)
    leaf(by, mission, "mission.escort_replaced", words, outcome=outcome)
    return new, broken_rules(mission)


@transaction.atomic
def reroute(
    by: Viewer, group_id: UUID, reason: str, legs: Sequence[LegInput], from_order: int | None = None
) -> list[Broken]:
    """A group on the way goes another way: the legs ahead are replaced, other words are waited for.

    Parameters:
        from_order: the first leg that is replaced; without it the first that has not begun.

    Returns:
        The rules that are broken now.

    Raises:
        NotAllowed, OutOfReach. MissionNotNow: the mission is not under way (before, change the legs).
        RulesBroken: the new way has a gap, or is closed.
        ValueError: no reason, no legs, or as ``add_leg``.
    """
    mission, group = held_group(by, group_id, states=(MissionState.UNDER_WAY,))
    words = said("reason", reason)
    if not legs:
        raise ValueError("legs: accepted is one leg or more")
    ahead = Leg.objects.filter(group=group, state=LegState.PLANNED)
    first = from_order if from_order is not None else _first_ahead(group)
    beside.drop_words(group)
    for leg in ahead.filter(order__gte=first):
        leg.state = LegState.REPLACED
        leg.save(update_fields=("state",))
    for one in legs:
        append_leg(mission, group, one)
    settle_arrival(mission)
    changed(by, mission, MissionEvent.What.REROUTED, words, group=group)
    broken = broken_rules(mission)
    wrong = [
        one for one in broken if one.severity == BLOCKING and one.code in OF_THE_WAY and one.who == group.code_name
    ]
    if wrong:
        raise RulesBroken(wrong)
    beside.lay_out_words(by, [group])
    leaf(by, mission, "mission.rerouted", words, legs=len(legs))
    events.publish("mission_rerouted", mission_id=mission.id)
    return broken


def _first_ahead(group: Group) -> int:
    """The first planned leg that has not begun; behind the last one when all have."""
    waiting = Leg.objects.filter(group=group, state=LegState.PLANNED, began_at=None).order_by("order")
    order = waiting.values_list("order", flat=True).first()
    return order if order is not None else 32_000
