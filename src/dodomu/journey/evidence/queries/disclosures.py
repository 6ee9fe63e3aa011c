"""Disclosure lists: to whom, on which ground, what is given and what withheld."""

from __future__ import annotations

from uuid import UUID

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.models import Case, SecondState
from dodomu.journey.evidence.bridge import Opened
from dodomu.journey.evidence.models import DisclosureItem, DisclosureList, Exhibit
from dodomu.journey.evidence.queries.reach import visible_cases
from dodomu.journey.evidence.queries.rows import DisclosureRow, ListItemRow
from dodomu.journey.evidence.queries.said import first_words

TABLE = DisclosureList._meta.db_table


def lists_of_case(viewer: Viewer, case: Case) -> list[DisclosureRow]:
    """All lists of a case, the latest first. No scope: the caller has found the case within reach."""
    return _rows(viewer, list(DisclosureList.objects.filter(case=case).select_related("case", "by", "second")))


def disclosure(viewer: Viewer, list_id: UUID) -> DisclosureRow:
    """One list.

    Raises:
        OutOfReach: there is none within reach.
    """
    found = DisclosureList.objects.filter(id=list_id, case__in=visible_cases(viewer))
    rows = _rows(viewer, list(found.select_related("case", "by", "second")))
    if not rows:
        raise policy.OutOfReach
    return rows[0]


def _rows(viewer: Viewer, found: list[DisclosureList]) -> list[DisclosureRow]:
    items = list(
        DisclosureItem.objects.filter(list__in=found)
        .select_related("exhibit", "derivative")
        .order_by("exhibit__number")
    )
    exhibits = {item.exhibit_id: item.exhibit for item in items}
    opened = Opened({one.data_key_id for one in found} | {one.data_key_id for one in exhibits.values()})
    said = first_words(exhibits.values(), opened)
    there: dict[UUID, int] = {}
    for case_id in Exhibit.objects.filter(case__in={one.case_id for one in found}, set_aside_at=None).values_list(
        "case_id", flat=True
    ):
        there[case_id] = there.get(case_id, 0) + 1
    return [
        _row(
            viewer,
            one,
            tuple(_item(item, said) for item in items if item.list_id == one.id),
            opened,
            there.get(one.case_id, 0),
        )
        for one in found
    ]


def _row(
    viewer: Viewer, one: DisclosureList, items: tuple[ListItemRow, ...], opened: Opened, there: int
) -> DisclosureRow:
    def text(column: str) -> str:
        return opened.text(one.data_key_id, TABLE, one.id, column, getattr(one, column))

    waits = one.state == SecondState.WAITING and one.by_id != viewer.user_id
    return DisclosureRow(
        id=one.id,
        pid=one.pid,
        case_id=one.case_id,
        case_number=one.case.number,
        person_id=one.case.person_id,
        recipient=text("recipient_sealed"),
        basis=one.basis,
        basis_label=str(one.get_basis_display()),
        reason=text("reason_sealed"),
        by=one.by.display_name,
        by_id=one.by_id,
        at=one.at,
        state=one.state,
        state_label=str(one.get_state_display()),
        second=one.second.display_name if one.second else "",
        second_at=one.second_at,
        second_reason=text("second_reason_sealed"),
        items=items,
        newer=max(0, there - len(items)),
        may_answer=waits and policy.may(viewer, Act.EVIDENCE_CONFIRM, subject=one.case.person_id),
    )


def _item(item: DisclosureItem, said: dict[UUID, str]) -> ListItemRow:
    return ListItemRow(
        exhibit_id=item.exhibit_id,
        number=item.exhibit.number,
        kind_label=str(item.exhibit.get_kind_display()),
        what=said.get(item.exhibit_id, ""),
        fate=item.fate,
        fate_label=str(item.get_fate_display()),
        copy_number=item.derivative.number if item.derivative else None,
        why_label=str(item.get_why_display()) if item.why else "",
    )
