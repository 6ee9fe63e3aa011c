"""Turn statements into rows: every value sealed under the key of the person it speaks of."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from dodomu.base import journal
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.base.keys import DataKey, OpenKey, OrganisationKey, ensure_organisation_key, make_data_keys, seal
from dodomu.journey.registry.actions.cards import Glance, card_row, key_rows, remembering
from dodomu.journey.registry.actions.fingerprints import content
from dodomu.journey.registry.actions.sheet import Sheet
from dodomu.journey.registry.actions.statements import ChangeInput, FactInput, MentionInput, ReportInput
from dodomu.journey.registry.attributes import Value, attribute
from dodomu.journey.registry.kinship import seen_from_the_other
from dodomu.journey.registry.models import (
    Fact,
    IdentityChange,
    Membership,
    Mention,
    OpenQuestion,
    Person,
    ProfileCard,
    Relation,
    Report,
    Requester,
    SearchKey,
    Source,
)
from dodomu.journey.registry.queries.preference import stated_order
from dodomu.journey.registry.summary import Kin, Summary
from dodomu.journey.registry.vocabulary import MentionRole
from dodomu.kit.dates import day_in_kyiv

REPORT, FACT, CHANGE = "registry_report", "registry_fact", "registry_identitychange"
Stated = list[tuple[str, Value]]


@dataclass(frozen=True, slots=True)
class Ground:
    """What rows need to know of the database: asked once, so that rows can be made where there is none.

    Attributes:
        organisation: the key that wraps those of the rows.
        grades: of each source.
        known: the current person of each known one.
        pids: the pseudonym of each known person.
    """

    organisation: OrganisationKey
    grades: Mapping[UUID, str]
    known: Mapping[UUID, UUID] = field(default_factory=dict)
    pids: Mapping[UUID, UUID] = field(default_factory=dict)

    @classmethod
    def of(cls, source_ids: Collection[UUID], known: Mapping[UUID, UUID]) -> Ground:
        """Ask the database for what reports of these sources about these known persons need."""
        grades = dict(Source.objects.filter(pk__in=source_ids).values_list("pk", "grade"))
        pids = dict(Person.objects.filter(pk__in=set(known)).values_list("pk", "pid")) if known else {}
        return cls(ensure_organisation_key(), grades, known, pids)


class RowWriter:
    """Collects the rows of many reports; asks the database nothing."""

    def __init__(self, by: Viewer, reports: Sequence[ReportInput], ground: Ground, now: datetime) -> None:
        self.by, self.ground, self.now = by, ground, now
        self.sheet = Sheet()
        self.entries: list[journal.Entry] = []
        self.report_ids: list[UUID] = []
        self.mention_ids: list[list[UUID]] = []
        rows, keys = make_data_keys(sum(1 + len(report.mentions) for report in reports), ground.organisation)
        self._keys: Iterator[tuple[dict[str, object], OpenKey]] = zip(rows, keys, strict=True)
        self._hashed = remembering()

    def _next_key(self) -> OpenKey:
        row, key = next(self._keys)
        self.sheet.extend(DataKey, [row])
        return key

    def add(self, report: ReportInput, fingerprint: bytes, original_id: UUID | None) -> None:
        """Collect one report and everything it says."""
        self.sheet.report = len(self.entries)
        report_id, key = new_id(), self._next_key()
        self.sheet.add(
            Report,
            id=report_id,
            channel=str(report.channel),
            source_id=report.source_id,
            batch_id=report.batch_id,
            row_number=report.row_number,
            reporter_sealed=seal(key, REPORT, report_id, "reporter_sealed", report.reporter)
            if report.reporter
            else None,
            payload_sealed=seal(key, REPORT, report_id, "payload_sealed", report.payload),
            received_at=report.received_at,
            recorded_at=self.now,
            recorded_by_id=self.by.user_id,
            grade=report.grade or self.ground.grades[report.source_id],
            consent=str(report.consent),
            original_id=original_id,
            data_key_id=key.id,
            fingerprint=fingerprint,
        )
        pid = self._add_mentions(report, report_id)
        self.entries.append(
            journal.Entry(
                kind="report.recorded",
                by=self.by,
                subject=pid,
                commitments=(journal.commit(key.derive("commitment"), content(report.payload)),),
                codes={"report": str(report_id), "channel": str(report.channel), "mentions": len(report.mentions)},
            )
        )
        self.report_ids.append(report_id)

    def _add_mentions(self, report: ReportInput, report_id: UUID) -> UUID | None:
        """Collect the mentions and the relations between them; return the pseudonym of the first."""
        ids = [new_id() for _ in report.mentions]
        stated: list[Stated] = [
            stated_order([(fact.attribute, fact.value) for fact in mention.facts], day_in_kyiv(self.now))
            for mention in report.mentions
        ]
        kin: list[list[Kin]] = [[] for _ in ids]
        for relation in report.relations:
            start, end = relation.from_index, relation.to_index
            if not (0 <= start < len(ids) and 0 <= end < len(ids) and start != end):
                raise ValueError("relations: both ends must be mentions of this report.")
            self.sheet.add(
                Relation,
                id=new_id(),
                report_id=report_id,
                from_mention_id=ids[start],
                to_mention_id=ids[end],
                kind=str(relation.kind),
            )
            kin[end] += _kin(str(relation.kind), stated[start])
            kin[start] += _kin(seen_from_the_other(str(relation.kind)), stated[end])
        pids = [
            self._add_mention(report, report_id, position, ids[position], Summary.of(stated[position], kin[position]))
            for position in range(len(ids))
        ]
        if report.requester is not None:
            self.sheet.add(Requester, report_id=report_id, mention_id=ids[report.requester])
        self.mention_ids.append(ids)
        return pids[0] if pids else None

    def _add_mention(
        self, report: ReportInput, report_id: UUID, position: int, mention_id: UUID, summary: Summary
    ) -> UUID:
        mention, key = report.mentions[position], self._next_key()
        own, current, pid = self._person_of(mention)
        self.sheet.add(
            Mention,
            id=mention_id,
            report_id=report_id,
            role=str(mention.role),
            position=position,
            own_person_id=own,
            data_key_id=key.id,
        )
        self.sheet.add(Membership, id=new_id(), mention_id=mention_id, person_id=current, since=self.now, until=None)
        for fact in mention.facts:
            self._add_fact(fact, mention_id, key)
        for change in mention.changes:
            self._add_change(change, report_id, mention_id, key)
        for question, answer in mention.unanswered:
            self.sheet.add(OpenQuestion, id=new_id(), mention_id=mention_id, question=str(question), answer=str(answer))
        self.sheet.extend(SearchKey, key_rows(mention_id, summary, self._hashed))
        if mention.person is None:
            glance = Glance(summary, mention.role == MentionRole.CHILD, 1, 1, report.received_at)
            self.sheet.extend(ProfileCard, [card_row(own, glance, key)])
        return pid

    def _person_of(self, mention: MentionInput) -> tuple[UUID, UUID, UUID]:
        """``(own person, current person, pseudonym)`` of a mention; a new person unless it names a known one."""
        if mention.person is not None:
            return mention.person, self.ground.known[mention.person], self.ground.pids[mention.person]
        own, pid = new_id(), uuid4()
        self.sheet.add(Person, id=own, pid=pid, created_at=self.now)
        return own, own, pid

    def _add_fact(self, fact: FactInput, mention_id: UUID, key: OpenKey) -> None:
        self.sheet.add(Fact, **fact_row(fact, mention_id, key, self.by, self.now))

    def _add_change(self, change: ChangeInput, report_id: UUID, mention_id: UUID, key: OpenKey) -> None:
        change_id = new_id()
        self.sheet.add(
            IdentityChange,
            id=change_id,
            report_id=report_id,
            mention_id=mention_id,
            what=str(change.what),
            sealed=seal(key, CHANGE, change_id, "sealed", change.to_json()),
            recorded_at=self.now,
            recorded_by_id=self.by.user_id,
        )


def fact_row(
    fact: FactInput,
    mention_id: UUID,
    key: OpenKey,
    by: Viewer,
    now: datetime,
    *,
    supersedes: UUID | None = None,
    reason: str = "",
) -> dict[str, object]:
    """The row of one stated fact; ``supersedes`` and ``reason`` when it corrects another."""
    kind, fact_id = attribute(fact.attribute), new_id()
    stored: dict[str, object] = {"v": kind.encode(fact.value)}
    if fact.observed_on is not None:
        stored["on"] = fact.observed_on.to_json()
    return {
        "id": fact_id,
        "mention_id": mention_id,
        "attribute": fact.attribute,
        "value_sealed": seal(key, FACT, fact_id, "value_sealed", stored),
        "words_sealed": seal(key, FACT, fact_id, "words_sealed", fact.words) if fact.words else None,
        "precision": kind.precision(fact.value),
        "compartment": str(kind.compartment or ""),
        "supersedes_id": supersedes,
        "reason_sealed": seal(key, FACT, fact_id, "reason_sealed", reason) if reason else None,
        "recorded_at": now,
        "recorded_by_id": by.user_id,
    }


def _kin(kind: str, stated: Stated) -> list[Kin]:
    """The relative to be named on the other's card, when this report names them."""
    names = Summary.of(stated).name
    return [Kin(kind, names)] if names is not None else []
