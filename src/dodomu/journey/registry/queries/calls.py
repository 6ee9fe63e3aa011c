"""Calls that are being written down: each is open to its own operator and to nobody else."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.keys import open_key, unseal
from dodomu.journey.registry.call_content import CallContent
from dodomu.journey.registry.call_rules import draft_life
from dodomu.journey.registry.models import CallDraft

DRAFT = "registry_calldraft"


class CallEnded(LookupError):
    """The call was recorded, discarded or destroyed by its time; ``report_id`` where it was recorded."""

    def __init__(self, outcome: str, report_id: UUID | None) -> None:
        super().__init__(outcome)
        self.outcome, self.report_id = outcome, report_id


@dataclass(frozen=True, slots=True)
class OpenCall:
    """A call as its operator wrote it so far. ``step``: where they stood last; ``expires_at``: when it is destroyed."""

    id: UUID
    version: int
    step: str
    started_at: datetime
    saved_at: datetime
    content: CallContent = field(repr=False)

    @property
    def expires_at(self) -> datetime:
        return self.saved_at + draft_life()


@dataclass(frozen=True, slots=True)
class CallRow:
    """An unfinished call in one line, without a word of it."""

    id: UUID
    step: str
    started_at: datetime
    saved_at: datetime

    @property
    def expires_at(self) -> datetime:
        return self.saved_at + draft_life()


def open_call(viewer: Viewer, draft_id: UUID) -> OpenCall:
    """One unfinished call of the viewer's own.

    Raises:
        NotAllowed: the viewer takes no calls. OutOfReach: there is none, or it is somebody else's.
        CallEnded: it was recorded, discarded or destroyed.
    """
    return opened(own_draft(viewer, draft_id))


def own_draft(viewer: Viewer, draft_id: UUID, *, hold: bool = False) -> CallDraft:
    """The row behind ``open_call``, with its errors; ``hold`` locks it until the transaction ends."""
    policy.require(viewer, Act.CALL_TAKE)
    found = CallDraft.objects.select_related("data_key__organisation_key")
    if hold:
        found = found.select_for_update(of=("self",))
    draft = found.filter(pk=draft_id, owner=viewer.staff_id).first()
    if draft is None:
        raise policy.OutOfReach
    if draft.ended_at is not None:
        raise CallEnded(draft.outcome, draft.report_id)
    return draft


def opened(draft: CallDraft) -> OpenCall:
    """An unfinished call unsealed. No scope: callers check who asks."""
    stored = unseal(open_key(draft.data_key), DRAFT, draft.id, "sealed", bytes(draft.sealed or b""))
    return OpenCall(
        draft.id, draft.version, draft.step, draft.started_at, draft.saved_at, CallContent.from_json(stored)
    )


def open_calls(viewer: Viewer) -> list[CallRow]:
    """The viewer's own unfinished calls, the one begun last first; none for who takes no calls."""
    if Act.CALL_TAKE not in viewer.acts or viewer.user_id is None:
        return []
    rows = CallDraft.objects.filter(owner=viewer.user_id, ended_at=None).order_by("-started_at")
    return [CallRow(*row) for row in rows.values_list("id", "step", "started_at", "saved_at")]
