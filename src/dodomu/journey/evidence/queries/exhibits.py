"""Exhibits as a list, and the evidence of one case."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db.models import Count, QuerySet

from dodomu.base.access import policy, restricted
from dodomu.base.access.acts import Act
from dodomu.base.access.uses import Use
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.models import Interview
from dodomu.journey.evidence.bridge import Opened
from dodomu.journey.evidence.models import Exhibit
from dodomu.journey.evidence.queries.chain import holders
from dodomu.journey.evidence.queries.disclosures import lists_of_case
from dodomu.journey.evidence.queries.holds import holds_of, is_held
from dodomu.journey.evidence.queries.reach import seen_case, visible
from dodomu.journey.evidence.queries.rows import CaseEvidence, ExhibitRow, InterviewLine, PartyRow
from dodomu.journey.evidence.queries.said import first_words
from dodomu.journey.registry.queries import linking


def exhibits(viewer: Viewer, filters: Mapping[str, str]) -> list[ExhibitRow]:
    """Exhibits within reach, the newest first.

    Parameters:
        filters: ``kind``; ``where`` (``me``, ``outside``, ``waits``); ``aside`` (``yes``: those set aside alone).

    Raises:
        NotAllowed: the viewer sees no exhibits.
    """
    policy.require(viewer, Act.EVIDENCE_READ)
    query = visible(viewer).filter(set_aside_at__isnull=filters.get("aside") != "yes")
    if filters.get("kind"):
        query = query.filter(kind=filters["kind"])
    rows = rows_of(query.order_by("-number"))
    return [row for row in rows if _fits(viewer, row, filters.get("where", ""))]


def _fits(viewer: Viewer, row: ExhibitRow, where: str) -> bool:
    fits = {
        "me": row.holder.user_id == viewer.user_id,
        "outside": row.holder.outside,
        "waits": row.waits,
    }
    return fits.get(where, True)


def case_evidence(viewer: Viewer, case_id: UUID) -> CaseEvidence:
    """The exhibits of a case, its holds and lists, and the register of interviews as far as evidence needs it.

    Raises:
        OutOfReach: there is no such case within reach.
    """
    case = seen_case(viewer, case_id)
    return CaseEvidence(
        case_id=case.id,
        number=case.number,
        person_id=case.person_id,
        exhibits=tuple(rows_of(Exhibit.objects.filter(case=case))),
        holds=tuple(holds_of(viewer, [case.id])),
        lists=tuple(lists_of_case(viewer, case)),
        interviews=_interviews(case.person_id),
        court_stopped=restricted.is_stopped(case.person_id, Use.COURT),
        may_take=policy.may(viewer, Act.EVIDENCE_TAKE, subject=case.person_id),
        may_work=policy.may(viewer, Act.EVIDENCE_WORK, subject=case.person_id),
        sees_case=policy.may(viewer, Act.CASE_READ, subject=case.person_id),
    )


def rows_of(query: QuerySet[Exhibit]) -> list[ExhibitRow]:
    """Rows of these exhibits: as many queries for one as for a thousand. No scope: the query comes from one that has it."""
    found = list(query.select_related("case", "by").annotate(copies=Count("derivatives")))
    opened = Opened({exhibit.data_key_id for exhibit in found})
    what, where = first_words(found, opened), holders(found, opened)
    return [
        ExhibitRow(
            id=one.id,
            number=one.number,
            case_id=one.case_id,
            case_number=one.case.number,
            person_id=one.case.person_id,
            kind=one.kind,
            kind_label=str(one.get_kind_display()),
            way_label=str(one.get_way_display()),
            language_label=str(one.get_language_display()),
            what=what.get(one.id, ""),
            by=one.by.display_name,
            at=one.at,
            holder=where.get(one.id, (PartyRow(), False))[0],
            waits=where.get(one.id, (PartyRow(), False))[1],
            copies=one.copies,
            set_aside_at=one.set_aside_at,
        )
        for one in found
    ]


def _interviews(person_id: UUID) -> tuple[InterviewLine, ...]:
    rows = Interview.objects.filter(event__person__in=linking.parts_of(person_id)).select_related("second")
    return tuple(
        InterviewLine(
            kind_label=str(row.get_kind_display()),
            on=row.held_on or row.on,
            state=row.state,
            state_label=str(row.get_state_display()),
            again=row.again,
            second=row.second.display_name if row.second else "",
            has_recording=row.original_id is not None,
        )
        for row in rows
    )


def exhibits_of_persons(viewer: Viewer, person_ids: Collection[UUID]) -> list[ExhibitRow]:
    """Exhibits of all cases of a child under each of its ids, without those set aside; nothing without the right."""
    query = visible(viewer).filter(case__person__in=person_ids, set_aside_at=None)
    return rows_of(query)


def count_of_case(viewer: Viewer, case_id: UUID) -> tuple[int, bool]:
    """How many exhibits of a case count, and whether it is held.

    Raises:
        OutOfReach: there is no such case within reach.
    """
    case = seen_case(viewer, case_id)
    return Exhibit.objects.filter(case=case, set_aside_at=None).count(), is_held(case.id)
