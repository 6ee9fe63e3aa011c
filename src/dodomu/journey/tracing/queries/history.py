"""The decisions about a pair, also those made about the records that were joined into it since."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.registry.queries import linking
from dodomu.journey.tracing.models import Candidate, Decision, Outcome, RecordedKin, Verdict
from dodomu.journey.tracing.queries import knowledge
from dodomu.journey.tracing.queries.rows import Change, DecisionRow
from dodomu.journey.tracing.queries.sealed import Opened


def decisions_about(candidate: Candidate) -> list[Decision]:
    """Every decision on any pair of the records behind the two persons, newest first."""
    one, other = linking.parts_of(candidate.person_a_id), linking.parts_of(candidate.person_b_id)
    pairs = Candidate.objects.filter(person_a__in=one, person_b__in=other) | Candidate.objects.filter(
        person_a__in=other, person_b__in=one
    )
    found = Decision.objects.filter(
        candidate__in=pairs.values("id") | Candidate.objects.filter(id=candidate.id).values("id")
    )
    people = ("by", "confirmed_by", "rejected_by", "undone_by")
    return list(found.select_related(*people).order_by("-at", "-id"))


def rows(viewer: Viewer, candidate: Candidate, decisions: list[Decision]) -> list[DecisionRow]:
    """The decisions as rows, their sealed words opened."""
    opened = Opened(decisions)
    kin = RecordedKin.objects.filter(decision__in=decisions) if policy.may(viewer, Act.REPORT_READ) else ()
    reports = {row.decision_id: row.report_ref for row in kin}
    return [
        replace(_row(viewer, candidate, decision, opened), report_id=reports.get(decision.id)) for decision in decisions
    ]


def contradicted(candidate: Candidate, decisions: list[Decision]) -> bool:
    """Whether a part of one person was decided to be different from a part of the other, and that still stands."""
    return any(
        decision.verdict == Verdict.DIFFERENT
        and decision.outcome == Outcome.STANDS
        and decision.candidate_id != candidate.id
        for decision in decisions
    )


def changed_since(candidate: Candidate, decisions: list[Decision]) -> tuple[Change | None, set[UUID]]:
    """What changed since the last decision on this very pair: counts, and the new facts. None without a decision."""
    last = next((decision for decision in decisions if decision.candidate_id == candidate.id), None)
    if last is None:
        return None, set()
    seen = Opened([last]).seen(last)
    if not seen:
        return None, set()
    known = knowledge.of((candidate.person_a_id, candidate.person_b_id))
    new, gone = set(), set()
    for person_id, then in ((candidate.person_a_id, seen["facts_a"]), (candidate.person_b_id, seen["facts_b"])):
        new |= knowledge.new_since(known[person_id], then)
        gone |= knowledge.gone_since(known[person_id], then)
    return Change(len(new), len(gone)), new


def _row(viewer: Viewer, candidate: Candidate, decision: Decision, opened: Opened) -> DecisionRow:
    def name(role: str) -> str:
        person = getattr(decision, role)
        return person.display_name if person else ""

    return DecisionRow(
        id=decision.id,
        verdict=decision.verdict,
        verdict_label=str(decision.get_verdict_display()),
        outcome=decision.outcome,
        outcome_label=str(decision.get_outcome_display()),
        probability=decision.probability,
        by=name("by"),
        at=decision.at,
        reason=opened.text(decision, "reason_sealed"),
        mine=decision.by_id == viewer.user_id,
        confirmed_by=name("confirmed_by"),
        confirmed_at=decision.confirmed_at,
        rejected_by=name("rejected_by"),
        rejected_at=decision.rejected_at,
        second_reason=opened.text(decision, "second_reason_sealed"),
        undone_by=name("undone_by"),
        undone_at=decision.undone_at,
        undone_reason=opened.text(decision, "undone_reason_sealed"),
        two_rows_accepted=decision.two_rows_accepted,
        other_pair=decision.candidate_id != candidate.id,
    )
