"""What must hold for a mission to be approved and to depart: pure functions over values, no table, no clock.

``rules_broken`` asks every rule. Demands on groups (leader, medical worker, drivers, lead times, ratios) are dated data
(``group_demands``); what follows from the model itself stands beside: people in ``mission_group_rules``, the way in
``mission_leg_rules``. Missing is never fine: an age, a sex or a distance that nobody knows counts as the stricter case, or is
said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _

from dodomu.journey.missions.group_demands import BLOCKING, DECIDE, NOTE, Demand
from dodomu.journey.missions.mission_group_rules import of_adults, of_children, of_group, of_rides
from dodomu.journey.missions.mission_leg_rules import of_organised_group, of_way
from dodomu.journey.missions.mission_whole import Broken, Whole


def rules_broken(whole: Whole, demands: Sequence[Demand], today: date) -> list[Broken]:
    """Every rule that is broken, the gravest first.

    Parameters:
        demands: those in force on the day of departure (``group_demands.in_force``).
        today: the day in Kyiv on which is asked; lead times that have not run out are no fault yet, only a reminder.
    """
    found = [*_of_mission(whole), *of_way(whole), *of_children(whole), *of_adults(whole), *of_rides(whole)]
    for group in whole.groups:
        found += of_group(whole, group, demands)
    found += of_organised_group(whole, demands, today)
    ranks = {BLOCKING: 0, DECIDE: 1, NOTE: 2}
    return sorted(found, key=lambda one: ranks[one.severity])


def _of_mission(whole: Whole) -> Iterator[Broken]:
    if not whole.corridor_kept:
        yield Broken(
            "corridor_retired", BLOCKING, whole.code_name, _("The corridor of this mission is no longer kept.")
        )
    if not whole.reception_team:
        yield Broken("no_reception", BLOCKING, whole.code_name, _("No team waits at the end: name a reception team."))
    if whole.under_way:
        return  # a group whose children are all home is empty, and nothing is wrong with it
    if not whole.children:
        yield Broken("no_children", BLOCKING, whole.code_name, _("There are no children on this mission."))
    for group in whole.groups:
        if not any(child.group == group for child in whole.children):
            yield Broken("empty_group", BLOCKING, group, _("There are no children in this group."))
