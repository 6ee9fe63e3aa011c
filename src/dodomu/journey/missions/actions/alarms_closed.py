"""A way ahead that is closed, or of which nobody knows any more whether it is open: an alarm, with the fall-back named.

An opening that has expired is never taken for an open crossing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base import journal
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.missions.actions.alarms import raised
from dodomu.journey.missions.actions.alarms_ending import end_row
from dodomu.journey.missions.actions.words_holding import lock_group
from dodomu.journey.missions.models import (
    Alarm,
    AlarmKind,
    AlarmStep,
    Leg,
    LegState,
    LinkRule,
    MissionState,
    RuleKind,
)
from dodomu.journey.missions.queries import board_reach

CLOSING = (RuleKind.CLOSED, RuleKind.OPENING)


@dataclass(frozen=True, slots=True)
class Shut:
    """A leg ahead and the rule by which it cannot be counted on."""

    leg: Leg
    rule: LinkRule


def watch_ways(by: Viewer, now: datetime | None = None) -> int:
    """Raise an alarm for every planned leg ahead that is closed, and end those that hold no longer. Done again it
    changes nothing.

    Returns:
        How many alarms are new.

    Raises:
        NotAllowed: the viewer sees no missions.
    """
    policy.require(by, Act.MISSION_READ)
    now = now or timezone.now()
    shut = {(one.leg.id, one.rule.id): one for one in _shut(by)}
    alarms = Alarm.objects.filter(board_reach.in_reach(by, Act.MISSION_READ, "group__mission__"), rule__isnull=False)
    known = {(leg_id, rule_id): ended for leg_id, rule_id, ended in alarms.values_list("leg_id", "rule_id", "ended_at")}
    for key, ended_at in known.items():
        if ended_at is None and key not in shut:
            _end(by, *key, now)
    new = [one for key, one in shut.items() if key not in known]
    return sum(_raise(by, one, now) for one in new)


@transaction.atomic
def _raise(by: Viewer, shut: Shut, now: datetime) -> int:
    group = lock_group(shut.leg.group_id)
    if Alarm.objects.filter(leg=shut.leg, rule=shut.rule).exists():
        return 0
    since = shut.rule.at if shut.rule.kind == RuleKind.CLOSED else min(max(shut.rule.until, shut.rule.at), now)
    alarm = Alarm(group=group, kind=AlarmKind.CLOSED_WAY, leg=shut.leg, rule=shut.rule, since=since)
    raised(by, group.mission, alarm)
    return 1


@transaction.atomic
def _end(by: Viewer, leg_id: UUID, rule_id: UUID, now: datetime) -> None:
    """The rule was taken back or replaced, or the group goes another way or is through."""
    alarm = Alarm.objects.select_related("group__mission").get(leg=leg_id, rule=rule_id)
    lock_group(alarm.group_id)
    alarm.refresh_from_db()
    if alarm.ended_at is None:
        end_row(alarm, AlarmStep.What.ENDED, at=now)
        codes = {"alarm": AlarmKind.CLOSED_WAY.value}
        journal.append("group_alarm.ended", by=by, subject=alarm.group.mission.pid, codes=codes)


def _shut(by: Viewer) -> Iterable[Shut]:
    reach = board_reach.in_reach(by, Act.MISSION_READ, "group__mission__")
    legs = list(
        Leg.objects.filter(reach, state=LegState.PLANNED, group__mission__state=MissionState.UNDER_WAY, began_at=None)
    )
    rules = defaultdict(list)
    standing = LinkRule.objects.filter(kind__in=CLOSING, withdrawn_at=None, replaced_by=None)
    for rule in standing.filter(link__in={leg.link_id for leg in legs}):
        rules[rule.link_id].append(rule)
    for leg in legs:
        found = shutting(leg, rules[leg.link_id])
        if found is not None:
            yield Shut(leg, found)


def shutting(leg: Leg, rules: Iterable[LinkRule]) -> LinkRule | None:
    """The rule by which a leg cannot be counted on at its time: closed, or opened until some time before.

    Parameters:
        rules: those of its link that stand.
    """
    for rule in rules:
        if rule.kind == RuleKind.CLOSED and rule.since < leg.arrives_at and rule.until > leg.departs_at:
            return rule
    openings = [rule for rule in rules if rule.kind == RuleKind.OPENING and rule.since <= leg.departs_at]
    latest = max(openings, key=lambda rule: rule.until, default=None)
    return latest if latest is not None and latest.until <= leg.departs_at else None
