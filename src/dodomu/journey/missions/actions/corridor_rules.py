"""What is known of a link: recorded with its day, source and end; replaced by a later one; withdrawn with a reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base import events
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.journey.cases.actions.holding import said, sealed_if_said
from dodomu.journey.cases.clock_rules import KYIV
from dodomu.journey.missions.actions.corridor_holding import (
    Retired,
    ends_in_order,
    held_link,
    leaf,
    sealed_value,
)
from dodomu.journey.missions.corridor_lines import write_rule
from dodomu.journey.missions.corridor_rules import Value, to_json
from dodomu.journey.missions.models import Corridor, Link, LinkRule, RuleKind

__all__ = [
    "AlreadyReplaced",
    "AlreadyWithdrawn",
    "Retired",
    "RuleInput",
    "checked_rule",
    "record_rule",
    "withdraw_rule",
]
LONGEST = timedelta(days=366)
"""Nothing is known of a crossing for longer than a year."""


@dataclass(frozen=True, slots=True)
class RuleInput:
    """What somebody says of a link.

    Attributes:
        kind, value: see ``corridor_rules``.
        source: who says so, where it was read, in words.
        observed_on: the day on which it was seen or said.
        since, until: from when to when it is taken to hold; after ``until`` nobody knows.
    """

    kind: str
    value: Value = field(repr=False)
    source: str = field(repr=False)
    observed_on: date
    since: datetime
    until: datetime


class AlreadyReplaced(ValueError):
    """Another rule took the place of this one meanwhile."""

    def __init__(self) -> None:
        super().__init__("replaces: accepted is a rule that nothing has replaced")


class AlreadyWithdrawn(ValueError):
    """Somebody withdrew the rule meanwhile."""

    def __init__(self) -> None:
        super().__init__("rule: accepted is one that was not withdrawn")


@transaction.atomic
def record_rule(by: Viewer, link_id: UUID, given: RuleInput, *, replaces_id: UUID | None = None) -> LinkRule:
    """Record what somebody says of a link. Publishes ``link_rule_recorded(rule_id)``.

    Parameters:
        replaces_id: the rule of the same kind and link that this one takes the place of, from ``given.since`` on.

    Raises:
        NotAllowed, OutOfReach, Retired: as ``held_link``.
        AlreadyReplaced, AlreadyWithdrawn: of the rule to be replaced.
        ValueError: names the field and what it accepts.
    """
    corridor, link = held_link(by, link_id)
    checked_rule(given, timezone.localdate(timezone=KYIV))
    if replaces_id is not None:
        _check_replaced(link, given.kind, replaces_id)
    return write(by, corridor, link, given, replaces_id)


@transaction.atomic
def withdraw_rule(by: Viewer, rule_id: UUID, reason: str) -> LinkRule:
    """It was wrong, or is so no more: what it replaced counts again. Publishes ``link_rule_withdrawn(rule_id)``.

    Raises:
        NotAllowed, OutOfReach, Retired: as ``held_link``. AlreadyWithdrawn. ValueError: no reason.
    """
    policy.require(by, Act.CORRIDOR_WORK)
    rule = LinkRule.objects.select_for_update().filter(id=rule_id).first()
    if rule is None:
        raise policy.OutOfReach
    corridor, link = held_link(by, rule.link_id)
    words = said("reason", reason)
    if rule.withdrawn_at is not None:
        raise AlreadyWithdrawn
    rule.withdrawn_by_id, rule.withdrawn_at = by.staff_id, timezone.now()
    why = sealed_if_said(corridor, "missions_linkrule", rule.id, withdrawn_reason=words)
    rule.withdrawn_reason_sealed = why["withdrawn_reason_sealed"]
    rule.save(update_fields=("withdrawn_by", "withdrawn_at", "withdrawn_reason_sealed"))
    leaf(by, corridor, "corridor.rule_withdrawn", words, code=rule.id.hex, link=link.id.hex, sort=rule.kind)
    events.publish("link_rule_withdrawn", rule_id=rule.id)
    return rule


def checked_rule(given: RuleInput, today: date) -> None:
    """Raises ValueError that names the field and what it accepts."""
    if given.kind not in RuleKind.values:
        raise ValueError(f"kind: accepted are {', '.join(RuleKind.values)}")
    said("source", given.source)
    ends_in_order(given.since, given.until)
    if given.until - given.since > LONGEST:
        raise ValueError("until: accepted is at most a year after the beginning")
    if given.observed_on > today:
        raise ValueError("observed_on: accepted is today or an earlier day")


def write(by: Viewer, corridor: Corridor, link: Link, given: RuleInput, replaces_id: UUID | None = None) -> LinkRule:
    """Write the row and its leaf, and tell who listens; the caller has checked everything and holds the corridor."""
    row = new_id()
    words = sealed_if_said(corridor, "missions_linkrule", row, source=given.source)
    rule = LinkRule.objects.create(
        id=row,
        link=link,
        kind=given.kind,
        value_sealed=sealed_value(corridor, "missions_linkrule", row, "value_sealed", to_json(given.value)),
        observed_on=given.observed_on,
        since=given.since,
        until=given.until,
        replaces_id=replaces_id,
        by_id=by.staff_id,
        at=timezone.now(),
        **words,
    )
    said_so = (write_rule(given.value), given.source.strip())
    leaf(by, corridor, "corridor.rule_recorded", *said_so, code=row.hex, link=link.id.hex, sort=given.kind)
    events.publish("link_rule_recorded", rule_id=row)
    return rule


def _check_replaced(link: Link, kind: str, replaces_id: UUID) -> None:
    """The corridor is locked, so nobody replaces the same rule meanwhile."""
    rule = LinkRule.objects.filter(id=replaces_id, link=link, kind=kind).first()
    if rule is None:
        raise ValueError("replaces: accepted are rules of this kind and link")
    if rule.withdrawn_at is not None:
        raise AlreadyWithdrawn
    if rule.replaced_by.filter(withdrawn_at=None).exists():
        raise AlreadyReplaced
