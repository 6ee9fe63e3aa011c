"""One pair under review: both records with their sources, the evidence, the decisions so far."""

from __future__ import annotations

from uuid import UUID

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.compartments import Compartment
from dodomu.base.access.viewer import Viewer
from dodomu.journey.registry.attributes import ATTRIBUTES
from dodomu.journey.registry.queries.facts import StatedFact
from dodomu.journey.registry.queries.profile import AttributeProfile, profile
from dodomu.journey.tracing.models import Candidate, Outcome, Status
from dodomu.journey.tracing.queries import history, scoring
from dodomu.journey.tracing.queries.queue import rows_of
from dodomu.journey.tracing.queries.reach import visible
from dodomu.journey.tracing.queries.rows import AttributeRow, Review

UNDECIDED = (Status.OPEN, Status.UNSURE, Status.DIFFERENT, Status.RELATED, Status.FAMILY)


class CandidateNotFound(LookupError):
    """No such pair, or not within the viewer's reach; the two must look alike."""


def review(viewer: Viewer, candidate_id: UUID) -> Review:
    """Everything about one pair; evidence is computed now, from what is known now.

    Raises:
        CandidateNotFound: there is none within the viewer's reach.
    """
    candidate = visible(viewer).filter(id=candidate_id).first()
    if candidate is None:
        raise CandidateNotFound
    decisions = history.decisions_about(candidate)
    rows = history.rows(viewer, candidate, decisions)
    waiting = next((row for row in rows if row.outcome == Outcome.WAITING and not row.other_pair), None)
    changed, new_facts = history.changed_since(candidate, decisions)
    located = policy.sees_compartment(viewer, Compartment.LOCATION)
    return Review(
        row=rows_of(viewer, [candidate])[0],
        scored=scoring.compare(candidate.person_a_id, candidate.person_b_id, located=located),
        attributes=_attributes(viewer, candidate),
        decisions=tuple(rows),
        changed=changed,
        new_facts=frozenset(new_facts),
        waiting=waiting,
        may_decide=_may(viewer, Act.CANDIDATE_DECIDE, candidate) and candidate.status in UNDECIDED,
        may_confirm=_may(viewer, Act.CANDIDATE_CONFIRM, candidate) and waiting is not None and not waiting.mine,
        may_undo=_may(viewer, Act.CANDIDATE_DECIDE, candidate),
        contradicted=history.contradicted(candidate, decisions),
    )


def _may(viewer: Viewer, act: Act, candidate: Candidate) -> bool:
    return all(policy.may(viewer, act, subject=end) for end in (candidate.person_a_id, candidate.person_b_id))


def _attributes(viewer: Viewer, candidate: Candidate) -> tuple[AttributeRow, ...]:
    left = profile(viewer, candidate.person_a_id).attributes
    right = profile(viewer, candidate.person_b_id).attributes
    rows = []
    for code, attribute in ATTRIBUTES.items():
        mine, theirs = left.get(code), right.get(code)
        if mine is None and theirs is None:
            continue
        masked = any(side is not None and side.masked for side in (mine, theirs))
        rows.append(AttributeRow(attribute, _stated(mine), _stated(theirs), masked))
    return tuple(rows)


def _stated(side: AttributeProfile | None) -> tuple[StatedFact, ...]:
    if side is None or side.preferred is None:
        return ()
    return (side.preferred, *side.others, *side.agreeing)
