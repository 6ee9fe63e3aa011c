"""A relation that a decision records in the registry: a statement of our own staff, withdrawn when the decision is undone."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

from django.utils import timezone

from dodomu.base.access.acts import Act
from dodomu.base.access.policy import require
from dodomu.base.access.viewer import Viewer
from dodomu.engine.values.sex import Sex
from dodomu.engine.values.sources import SourceKind
from dodomu.journey.registry import actions as registry
from dodomu.journey.registry.queries import linking
from dodomu.journey.registry.vocabulary import Channel, MentionRole, RelationKind
from dodomu.journey.tracing.models import Decision, RecordedKin

SOURCE = "statement:tracing"
"""A source of its own, told apart from notes that somebody took of a talk; ``source_title`` has its words."""
PARENT_BY_SEX = {Sex.FEMALE: RelationKind.MOTHER, Sex.MALE: RelationKind.FATHER}


def record(by: Viewer, decision: Decision, persons: tuple[UUID, UUID], kind: str, words: str) -> None:
    """Record that the first of two persons is brother or sister, or a parent, of the second; both pages show it.

    Raises:
        NotAllowed, OutOfReach: the viewer may add nothing about one of them.
    """
    for person_id in persons:
        require(by, Act.FACT_ADD, subject=person_id)
    roles = {person: known.roles for person, known in linking.known_of(persons).items()}
    first = MentionRole.RELATIVE if kind == RelationKind.PARENT else _role(roles[persons[0]])
    mentions = tuple(
        registry.MentionInput(role, (), person=person_id)
        for person_id, role in zip(persons, (first, _role(roles[persons[1]])), strict=True)
    )
    relation = _kind(kind, persons[0])
    source = registry.source_named(by, SOURCE, SourceKind.STAFF)
    received = registry.ReportInput(
        channel=Channel.STAFF_NOTE,
        source_id=source.id,
        payload={"relation": str(relation), "reason": words},
        statement=f"tracing:{decision.id}",
        mentions=mentions,
        relations=(registry.RelationInput(0, 1, relation),),
        received_at=timezone.now(),
    )
    report = registry.record_report(by, received)
    RecordedKin.objects.create(decision=decision, report_ref=report.id)


def withdraw(by: Viewer, decision: Decision, reason: str) -> None:
    """Withdraw what a decision recorded; nothing where it recorded nothing, or where that was withdrawn before."""
    kin = RecordedKin.objects.filter(decision=decision).first()
    if kin is not None:
        with suppress(registry.AlreadyCorrected):
            registry.withdraw_report(by, kin.report_ref, reason)


def _kind(kind: str, first: UUID) -> RelationKind:
    """Mother or father where the sex of the parent is known."""
    if kind == RelationKind.SIBLING:
        return RelationKind.SIBLING
    known = linking.summaries_of([first]).get(first)
    return PARENT_BY_SEX.get(Sex(known.sex), RelationKind.PARENT) if known else RelationKind.PARENT


def _role(roles: set[str]) -> MentionRole:
    return MentionRole.CHILD if MentionRole.CHILD in roles else MentionRole(min(roles))
