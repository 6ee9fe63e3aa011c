"""Return plans as pages and missions read them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.reading import in_one_reading
from dodomu.journey.cases.bridge import Opened
from dodomu.journey.cases.models import Case, CaseDocument
from dodomu.journey.missions.models import (
    Authority,
    BestInterests,
    BudgetLine,
    PlanEvent,
    PlanPaper,
    PlanState,
    ReadyDeclaration,
    ReturnPlan,
    RiskLook,
)
from dodomu.journey.missions.queries.plans_looked import looked_at
from dodomu.journey.missions.queries.plans_reach import living, set_out, visible
from dodomu.journey.missions.queries.plans_rows import (
    AuthorityRow,
    BudgetRow,
    PaperRow,
    PlanEventRow,
    PlanPage,
    ReadyChild,
    RiskRow,
    SecondedRow,
)
from dodomu.journey.missions.readiness import NEEDS, Missing, readiness
from dodomu.journey.registry.queries import linking, siblings

PLAN = "missions_returnplan"
WITH = ("case__team", "owner", "by")


@in_one_reading
def plan(viewer: Viewer, plan_id: UUID) -> PlanPage:
    """The page of one plan.

    Raises:
        NotAllowed: the viewer reads no return plans. OutOfReach: there is none for this viewer.
    """
    policy.require(viewer, Act.PLAN_READ)
    found = visible(viewer).select_related(*WITH).filter(id=plan_id).first()
    if found is None:
        raise policy.OutOfReach
    return _page(viewer, found)


@in_one_reading
def plan_for(viewer: Viewer, case_id: UUID) -> PlanPage | None:
    """The plan of a case that has not ended; None where there is none for this viewer."""
    found = living(viewer).select_related(*WITH).filter(case=case_id).first()
    return _page(viewer, found) if found else None


def plan_ids(viewer: Viewer, person_id: UUID) -> list[tuple[UUID, UUID, str]]:
    """The plans of a child under every record, the living one first: plan, case, state."""
    if Act.PLAN_READ not in viewer.acts:
        return []
    found = visible(viewer).filter(case__person_id__in=linking.parts_of(person_id)).order_by("-at", "-id")
    rows = list(found.values_list("id", "case_id", "state"))
    return sorted(rows, key=lambda row: row[2] == PlanState.ENDED)


def may_begin(viewer: Viewer, case_id: UUID) -> bool:
    """Whether the viewer can begin a plan for this case: it is open and has none that has not ended."""
    within = policy.subjects(viewer, Act.PLAN_WORK, field="person_id")
    found = Case.objects.filter(within, id=case_id, closed_at=None)
    return found.exclude(return_plans__in=ReturnPlan.objects.exclude(state=PlanState.ENDED)).exists()


@in_one_reading
def ready_children(viewer: Viewer) -> list[ReadyChild]:
    """Children within reach who may go on a mission: their plan is READY, nothing is missing at this moment, and they have
    not set out yet; by case number.
    """
    if Act.PLAN_READ not in viewer.acts:
        return []
    found = list(living(viewer).filter(state=PlanState.READY, case__closed_at=None).select_related("case"))
    gone = set_out({one.case_id for one in found})
    looked = looked_at([one for one in found if one.case_id not in gone])
    checked = {key: readiness(one) for key, one in looked.items()}
    ready = sorted(
        (one for one in found if one.id in checked and checked[one.id].ready), key=lambda one: one.case.number
    )
    person_of = {one.id: linking.current_person(one.case.person_id) for one in ready}
    case_of = {person_of[one.id]: one.case_id for one in ready}
    cards = linking.cards_of(viewer, set(person_of.values()))
    opened = Opened({one.case.data_key_id for one in ready})
    unconfirmed = _unconfirmed([one.id for one in ready])
    holders = _holders([one.id for one in ready])
    rows = []
    for one in ready:
        person, who = person_of[one.id], looked[one.id].traveller
        card = cards.get(person)
        kin = tuple(case_of[other] for other in siblings(viewer, person) if other in case_of)
        rows.append(
            ReadyChild(
                plan_id=one.id,
                case_id=one.case_id,
                case_number=one.case.number,
                person_id=person,
                code=str(one.case.number),
                name=card.name if card else None,
                team_id=one.case.team_id,
                sex=card.sex if card else "not_asked",
                youngest=who.youngest,
                oldest=who.oldest,
                travel_by=one.travel_by,
                companion=one.companion,
                child_seat=one.child_seat == "yes",
                wheelchair=one.wheelchair == "yes",
                medical_escort=one.medical_escort == "yes",
                medicine=one.medicine == "yes",
                needs=opened.text(one.case.data_key_id, PLAN, one.id, "needs_sealed", one.needs_sealed),
                siblings=kin,
                escorts=tuple(holders.get(one.id, ())),
                not_confirmed=checked[one.id].not_confirmed or one.id in unconfirmed,
            )
        )
    return rows


def _unconfirmed(ids: list[UUID]) -> set[UUID]:
    """Plans whose declaration nobody could confirm."""
    found = ReadyDeclaration.objects.filter(plan__in=ids, void_at=None, state="alone")
    return set(found.values_list("plan_id", flat=True))


def _holders(ids: list[UUID]) -> dict[UUID, list[UUID]]:
    found: dict[UUID, list[UUID]] = {}
    rows = Authority.objects.filter(plan__in=ids, ended_at=None, escort__isnull=False)
    for plan_id, escort_id in rows.values_list("plan_id", "escort_id"):
        if escort_id is not None:
            found.setdefault(plan_id, []).append(escort_id)
    return found


def _page(viewer: Viewer, found: ReturnPlan) -> PlanPage:
    case = found.case
    person = linking.current_person(case.person_id)
    card = linking.cards_of(viewer, [person]).get(person)
    opened = Opened({case.data_key_id})
    looked = looked_at([found])[found.id]

    def text(column: str) -> str:
        return opened.text(case.data_key_id, PLAN, found.id, column, getattr(found, column))

    living_plan = found.state != PlanState.ENDED and case.closed_at is None
    return PlanPage(
        id=found.id,
        case_id=case.id,
        case_number=case.number,
        person_id=person,
        name=card.name if card else None,
        born=card.birth if card else None,
        state=found.state,
        state_label=str(found.get_state_display()),
        owner_id=found.owner_id,
        owner=found.owner.display_name if found.owner else "",
        team_id=case.team_id,
        team=case.team.name,
        travel_by=found.travel_by,
        companion=found.companion,
        companion_label=str(found.get_companion_display()),
        needs={need: str(getattr(found, need)) for need in NEEDS},
        needs_words=text("needs_sealed"),
        receiver=text("receiver_sealed"),
        note=text("note_sealed"),
        begun_by=found.by.display_name,
        begun_at=found.at,
        under_way=bool(set_out({case.id})),
        case_closed=case.closed_at is not None,
        looked=looked,
        readiness=readiness(looked),
        papers=_papers(found, opened),
        authorities=_authorities(found, opened),
        risks=_risks(found, opened),
        budget=_budget(found, opened),
        decisions=_seconded(BestInterests.objects.filter(plan=found), found, opened),
        declarations=_seconded(ReadyDeclaration.objects.filter(plan=found), found, opened),
        events=_events(found, opened),
        may_work=living_plan and policy.may(viewer, Act.PLAN_WORK, subject=case.person_id),
        may_confirm=living_plan and policy.may(viewer, Act.PLAN_CONFIRM, subject=case.person_id),
    )


def _papers(found: ReturnPlan, opened: Opened) -> tuple[PaperRow, ...]:
    """Everything that was said of papers, the latest first, also among the dated papers of the case."""
    key = found.case.data_key_id
    rows = [
        PaperRow(
            id=row.id,
            kind=row.kind,
            held=row.held,
            number=opened.text(key, "missions_planpaper", row.id, "number_sealed", row.number_sealed),
            issued_on=row.issued_on,
            valid_until=row.valid_until,
            ordered_on=row.ordered_on,
            note=opened.text(key, "missions_planpaper", row.id, "note_sealed", row.note_sealed),
            by=row.by.display_name,
            at=row.at,
        )
        for row in PlanPaper.objects.filter(plan=found).select_related("by")
    ]
    for paper in CaseDocument.objects.filter(case=found.case_id).select_related("by"):
        rows.append(
            PaperRow(
                id=paper.id,
                kind=paper.kind,
                held="held",
                number="",
                issued_on=paper.issued_on,
                valid_until=paper.valid_until,
                ordered_on=None,
                note=opened.text(key, "cases_casedocument", paper.id, "holder_sealed", paper.holder_sealed),
                by=paper.by.display_name,
                at=paper.at,
                from_case=True,
            )
        )
    return tuple(sorted(rows, key=lambda row: row.at, reverse=True))


def _authorities(found: ReturnPlan, opened: Opened) -> tuple[AuthorityRow, ...]:
    key, table = found.case.data_key_id, "missions_authority"
    rows = Authority.objects.filter(plan=found).select_related("by", "checked_by", "ended_by")
    return tuple(
        AuthorityRow(
            id=row.id,
            escort_id=row.escort_id,
            holder=opened.text(key, table, row.id, "holder_sealed", row.holder_sealed),
            scope=opened.text(key, table, row.id, "scope_sealed", row.scope_sealed),
            basis=row.basis,
            basis_label=str(row.get_basis_display()),
            valid_from=row.valid_from,
            valid_until=row.valid_until,
            checked_by=row.checked_by.display_name if row.checked_by else "",
            checked_at=row.checked_at,
            by_id=row.by_id,
            by=row.by.display_name,
            at=row.at,
            ended_by=row.ended_by.display_name if row.ended_by else "",
            ended_at=row.ended_at,
            end_reason=opened.text(key, table, row.id, "end_reason_sealed", row.end_reason_sealed),
        )
        for row in rows
    )


def _risks(found: ReturnPlan, opened: Opened) -> tuple[RiskRow, ...]:
    key, table = found.case.data_key_id, "missions_risklook"
    return tuple(
        RiskRow(
            id=row.id,
            kind=row.kind,
            level=row.level,
            level_label=str(row.get_level_display()),
            measures=opened.text(key, table, row.id, "measures_sealed", row.measures_sealed),
            by=row.by.display_name,
            at=row.at,
        )
        for row in RiskLook.objects.filter(plan=found).select_related("by")
    )


def _budget(found: ReturnPlan, opened: Opened) -> tuple[BudgetRow, ...]:
    key, table = found.case.data_key_id, "missions_budgetline"
    return tuple(
        BudgetRow(
            id=row.id,
            kind=row.kind,
            amount=row.amount,
            currency=row.currency,
            note=opened.text(key, table, row.id, "note_sealed", row.note_sealed),
            by=row.by.display_name,
            at=row.at,
            struck_by=row.struck_by.display_name if row.struck_by else "",
            struck_at=row.struck_at,
        )
        for row in BudgetLine.objects.filter(plan=found).select_related("by", "struck_by")
    )


def _seconded(rows: object, found: ReturnPlan, opened: Opened) -> tuple[SecondedRow, ...]:
    key = found.case.data_key_id
    listed: list[SecondedRow] = []
    for row in rows.select_related("by", "second"):  # type: ignore[attr-defined]
        table = row._meta.db_table
        decision = getattr(row, "decision", "")
        listed.append(
            SecondedRow(
                id=row.id,
                decision=decision,
                label=str(row.get_decision_display()) if decision else "",
                reason=opened.text(key, table, row.id, "reason_sealed", row.reason_sealed),
                by_id=row.by_id,
                by=row.by.display_name,
                at=row.at,
                state=row.state,
                state_label=str(row.get_state_display()),
                second=row.second.display_name if row.second else "",
                second_at=row.second_at,
                second_reason=opened.text(key, table, row.id, "second_reason_sealed", row.second_reason_sealed),
                void_at=getattr(row, "void_at", None),
            )
        )
    return tuple(listed)


def _events(found: ReturnPlan, opened: Opened) -> tuple[PlanEventRow, ...]:
    rows = PlanEvent.objects.filter(plan=found).select_related("by")
    return tuple(_event(row, found.case.data_key_id, opened) for row in rows)


def _event(row: PlanEvent, key: UUID, opened: Opened) -> PlanEventRow:
    fell = row.what == PlanEvent.What.READY_TAKEN_BACK
    read = opened.value if fell else opened.text
    held: Any = read(key, "missions_planevent", row.id, "reason_sealed", row.reason_sealed)
    return PlanEventRow(
        what=row.what,
        label=str(row.get_what_display()),
        reason="" if fell else held,
        review_on=row.review_on,
        by=row.by.display_name if row.by else "",
        at=row.at,
        missing=tuple(Missing(code, "", tuple(kinds)) for code, kinds in held or ()) if fell else (),
    )
