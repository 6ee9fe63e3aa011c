"""One case with its four axes, each with its history and sources."""

from __future__ import annotations

from uuid import UUID

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.reading import in_one_reading
from dodomu.journey.cases.axes import AXES, axis_values
from dodomu.journey.cases.bridge import Opened
from dodomu.journey.cases.models import AxisEntry, Case, CaseEvent, Proposal
from dodomu.journey.cases.queries.destructions import destroyed
from dodomu.journey.cases.queries.listing import rows_of
from dodomu.journey.cases.queries.reach import visible
from dodomu.journey.cases.queries.rows import AxisHistory, CasePage, EntryRow, EventRow, ProposalRow
from dodomu.journey.registry.queries import linking
from dodomu.journey.registry.queries.reports import source_names


class CaseNotFound(LookupError):
    """No such case, or not within the viewer's reach; the two must look alike."""


@in_one_reading
def case(viewer: Viewer, case_id: UUID) -> CasePage:
    """The page of one case.

    Raises:
        CaseNotFound: there is none within the viewer's reach.
    """
    found = visible(viewer).select_related("team", "worker", "opened_by", "led_by").filter(id=case_id).first()
    if found is None:
        raise CaseNotFound
    opened = Opened({found.data_key_id})
    works = policy.may(viewer, Act.CASE_WORK, subject=found.person_id)
    assigns = policy.may(viewer, Act.CASE_ASSIGN, subject=found.person_id)
    gone = destroyed(viewer, found.id)
    proposals = Proposal.objects.filter(case=found).select_related("case", "other_case", "answered_by")
    return CasePage(
        row=rows_of(viewer, [found])[0],
        team_id=found.team_id,
        worker_id=found.worker_id,
        opened_by=found.opened_by.display_name,
        reason=opened.text(found.data_key_id, "cases_case", found.id, "reason_sealed", found.reason_sealed),
        closed_at=found.closed_at,
        histories=_histories(viewer, found, opened),
        proposals=tuple(proposal_row(proposal, opened) for proposal in proposals),
        events=tuple(_event_row(event, found, opened) for event in _events(found)),
        led_by_id=found.led_by_id,
        may_work=works and found.closed_at is None,
        may_assign=assigns and found.closed_at is None,
        may_flag=(works or assigns) and found.closed_at is None,
        may_reopen=found.closed_at is not None
        and found.led_by_id is None
        and gone is None
        and policy.may(viewer, Act.CASE_OPEN, subject=found.person_id),
        may_confirm=policy.may(viewer, Act.CASE_CONFIRM, subject=found.person_id),
        destroyed=gone,
    )


def open_case_of(viewer: Viewer, person_id: UUID) -> UUID | None:
    """The open case of a person under any of the records joined to it, when the viewer may see that case."""
    parts = linking.parts_of(person_id)
    found = visible(viewer).filter(person_id__in=parts, closed_at__isnull=True).order_by("led_by_id", "number")
    return found.values_list("id", flat=True).first()


def proposal_row(proposal: Proposal, opened: Opened) -> ProposalRow:
    key_id = proposal.case.data_key_id
    return ProposalRow(
        id=proposal.id,
        case_id=proposal.case_id,
        case_number=proposal.case.number,
        kind=proposal.kind,
        axis=proposal.axis,
        value=axis_values().get((proposal.axis, proposal.value)),
        other_id=proposal.other_case_id,
        other_number=proposal.other_case.number if proposal.other_case else None,
        because=proposal.because,
        proposed_at=proposal.proposed_at,
        state=proposal.state,
        answered_by=proposal.answered_by.display_name if proposal.answered_by else "",
        answered_at=proposal.answered_at,
        reason=opened.text(key_id, "cases_proposal", proposal.id, "reason_sealed", proposal.reason_sealed),
    )


def _histories(viewer: Viewer, found: Case, opened: Opened) -> tuple[AxisHistory, ...]:
    entries = list(AxisEntry.objects.filter(case=found).select_related("by", "withdrawal", "proposal"))
    reports = {entry.source_report_id for entry in entries if entry.source_report_id}
    sources = source_names(viewer, reports)
    histories = []
    for axis in AXES:
        rows = [_entry_row(entry, found, opened, sources) for entry in entries if entry.axis == axis]
        now = next((row.value for row in rows if not row.withdrawn), None)
        histories.append(AxisHistory(axis, now, tuple(rows)))
    return tuple(histories)


def _entry_row(entry: AxisEntry, found: Case, opened: Opened, sources: dict[UUID, str]) -> EntryRow:
    withdrawal = getattr(entry, "withdrawal", None)
    reason = ""
    if withdrawal:
        reason = opened.text(
            found.data_key_id, "cases_axiswithdrawal", withdrawal.id, "reason_sealed", withdrawal.reason_sealed
        )
    return EntryRow(
        id=entry.id,
        value=axis_values()[entry.axis, entry.value],
        verification=axis_values().get(("verification", entry.verification)),
        since=entry.since,
        at=entry.at,
        by=entry.by.display_name,
        note=opened.text(found.data_key_id, "cases_axisentry", entry.id, "note_sealed", entry.note_sealed),
        source_report_id=entry.source_report_id,
        source_name=sources.get(entry.source_report_id, "") if entry.source_report_id else "",
        proposed_because=entry.proposal.because if entry.proposal else "",
        withdrawn_reason=reason,
        withdrawn=withdrawal is not None,
    )


def _events(found: Case) -> list[CaseEvent]:
    return list(CaseEvent.objects.filter(case=found).select_related("team", "worker", "other_case", "by"))


def _event_row(event: CaseEvent, found: Case, opened: Opened) -> EventRow:
    return EventRow(
        what=event.what,
        label=str(event.get_what_display()),
        at=event.at,
        by=event.by.display_name if event.by else "",
        team=event.team.name,
        worker=event.worker.display_name if event.worker else "",
        risk=str(event.get_risk_display()),
        other_number=event.other_case.number if event.other_case else None,
        reason=opened.text(found.data_key_id, "cases_caseevent", event.id, "reason_sealed", event.reason_sealed),
    )
