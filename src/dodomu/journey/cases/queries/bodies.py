"""The outside bodies that can be sent to or asked."""

from __future__ import annotations

from uuid import UUID

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.bridge import Opened
from dodomu.journey.cases.models import Body
from dodomu.journey.cases.queries.sending_rows import BodyRow

SEES_CONTACTS = (Act.BODIES_MANAGE, Act.CASE_REFER, Act.CASE_SEND)


def bodies(viewer: Viewer, *, closed: bool = False) -> list[BodyRow]:
    """The bodies by name, those no longer used only when asked for.

    Raises:
        NotAllowed: the viewer neither sends anything nor looks after the list.
    """
    _require(viewer)
    found = list(Body.objects.all() if closed else Body.objects.filter(closed_at=None))
    opened = Opened({body.data_key_id for body in found})
    return [_row(body, opened) for body in found]


def body(viewer: Viewer, body_id: UUID) -> BodyRow:
    """One body.

    Raises:
        OutOfReach: there is none. NotAllowed: as ``bodies``.
    """
    _require(viewer)
    found = Body.objects.filter(id=body_id).first()
    if found is None:
        raise policy.OutOfReach
    return _row(found, Opened({found.data_key_id}))


def _require(viewer: Viewer) -> None:
    if not any(policy.may(viewer, act) for act in SEES_CONTACTS):
        policy.require(viewer, Act.BODIES_MANAGE)


def _row(found: Body, opened: Opened) -> BodyRow:
    return BodyRow(
        id=found.id,
        kind=found.kind,
        kind_label=str(found.get_kind_display()),
        name=found.name,
        way=found.way,
        way_label=str(found.get_way_display()),
        closed_at=found.closed_at,
        contact=opened.text(found.data_key_id, "cases_body", found.id, "contact_sealed", found.contact_sealed),
    )
