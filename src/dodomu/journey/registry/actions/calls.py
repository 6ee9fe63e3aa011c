"""Take a call: begin it, keep what is typed, record it, or let it go."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base import events, journal
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.keys import destroy_key, new_data_key, open_key, seal
from dodomu.journey.registry.actions.fingerprints import content as in_bytes
from dodomu.journey.registry.actions.recording import record_report
from dodomu.journey.registry.actions.statements import ReportInput
from dodomu.journey.registry.call_content import CallContent, Shown, Typed
from dodomu.journey.registry.call_rules import draft_life
from dodomu.journey.registry.models import CallDraft, DraftEnd
from dodomu.journey.registry.queries.calls import DRAFT, CallEnded, OpenCall, opened, own_draft
from dodomu.kit.dates import today

FIRST_STEP = "caller"


@dataclass(frozen=True, slots=True)
class _Where:
    """The steps that a change writes, and where the operator goes from it."""

    steps: tuple[str, ...]
    stand: str


CHILDREN = _Where(("children", "events"), "children")
"""Both steps have a part for each child."""


class StaleCall(ValueError):
    """Another window saved the call meanwhile; ``now`` is how it stands. Nothing was written."""

    def __init__(self, now: OpenCall) -> None:
        super().__init__("The call was changed in another window.")
        self.now = now


@transaction.atomic
def start_call(by: Viewer) -> UUID:
    """Begin to write down a call; its words lie sealed under a key of their own from the first one.

    Raises:
        NotAllowed: the viewer takes no calls.
    """
    policy.require(by, Act.CALL_TAKE)
    key, now = new_data_key(), timezone.now()
    draft = CallDraft(owner_id=by.staff_id, data_key_id=key.id, step=FIRST_STEP, started_at=now, saved_at=now)
    draft.sealed = seal(key, DRAFT, draft.id, "sealed", CallContent().to_json())
    draft.save(force_insert=True)
    journal.append("call.started", by=by, subject=draft.id)
    events.publish("call_started", draft_id=draft.id)
    return draft.id


def save_call(
    by: Viewer, draft_id: UUID, shown: Shown, given: Mapping[str, Typed], *, step: str, stand: str = ""
) -> OpenCall:
    """Keep what is typed on one step.

    The same words sent again (the first answer was lost on the way) count as kept, whatever version they name; a save
    that a later one of the same window has overtaken changes nothing.

    Parameters:
        shown: the page that sends it.
        step: what was written; ``stand``: where the operator goes now, to come back to.

    Raises:
        StaleCall: another window changed this step meanwhile. CallEnded, NotAllowed, OutOfReach: as ``queries.open_call``.
    """
    where = _Where((step,), stand or step)
    return _change(by, draft_id, shown, lambda content: content.with_fields(given), where)


def add_child(by: Viewer, draft_id: UUID, shown: Shown) -> OpenCall:
    """Make room for one more child in the call; raises as ``save_call``."""
    return _change(by, draft_id, shown, CallContent.with_child, CHILDREN)


def take_child_out(by: Viewer, draft_id: UUID, shown: Shown, number: int) -> OpenCall:
    """Take one child, and all that was said of it, out of the call; the last one stays. Raises as ``save_call``."""
    return _change(by, draft_id, shown, lambda content: content.without_child(number), CHILDREN)


def record_call(by: Viewer, draft_id: UUID, version: int, received: ReportInput) -> UUID:
    """Record a call as a report, keep the filled form in the vault as its original, destroy the draft's key.

    Recording it again (a double click, a lost answer) leads to the one report.

    Returns:
        The id of the report.

    Raises:
        StaleCall: another window changed the call since it was shown. CallEnded: it was discarded or destroyed.
        NotAllowed, OutOfReach: not this viewer's call.
    """
    with transaction.atomic():
        try:
            draft = own_draft(by, draft_id, hold=True)
        except CallEnded as ended:
            if ended.report_id is None:
                raise
            return ended.report_id
        now = opened(draft)
        if version != draft.version:
            raise StaleCall(now)
        form = io.BytesIO(in_bytes(now.content.to_json()))
        report = record_report(by, received, original=form)
        _end(draft, DraftEnd.RECORDED, report_id=report.id)
        journal.append("call.recorded", by=by, subject=draft.id, codes={"report": str(report.id)})
        events.publish("call_recorded", draft_id=draft.id, report_id=report.id)
        return report.id


@transaction.atomic
def discard_call(by: Viewer, draft_id: UUID) -> None:
    """Let a call go without recording it: its words are gone for ever.

    Raises:
        CallEnded, NotAllowed, OutOfReach: as ``queries.open_call``.
    """
    draft = own_draft(by, draft_id, hold=True)
    _end(draft, DraftEnd.DISCARDED)
    journal.append("call.discarded", by=by, subject=draft.id)


@transaction.atomic
def end_abandoned(draft_id: UUID) -> bool | None:
    """Destroy the words of a call that nobody changed for the time of ``rules/calls.csv``.

    Returns:
        True: destroyed now. False: not yet its time. None: it had ended before.
    """
    draft = CallDraft.objects.select_for_update().filter(pk=draft_id, ended_at=None).first()
    if draft is None:
        return None
    if draft.saved_at + draft_life() > timezone.now():
        return False
    _end(draft, DraftEnd.EXPIRED)
    journal.append("call.expired", by=Viewer.system("calls"), subject=draft.id)
    return True


@transaction.atomic
def _change(
    by: Viewer,
    draft_id: UUID,
    shown: Shown,
    change: Callable[[CallContent], CallContent],
    where: _Where,
) -> OpenCall:
    draft = own_draft(by, draft_id, hold=True)
    before = opened(draft)
    after = change(before.content)
    if after == before.content or before.content.overtaken(shown, where.steps):
        CallDraft.objects.filter(pk=draft.id).exclude(step=where.stand).update(step=where.stand)
        return before
    if before.content.outdates(shown, where.steps):
        raise StaleCall(before)
    draft.version, draft.step, draft.saved_at = draft.version + 1, where.stand, timezone.now()
    after = after.changed_by(shown, draft.version, where.steps)
    draft.sealed = seal(open_key(draft.data_key), DRAFT, draft.id, "sealed", after.to_json())
    draft.save(update_fields=["sealed", "version", "step", "saved_at"])
    day = today()
    wanted = after.identified(day)
    if wanted and wanted != before.content.identified(day):
        events.publish("call_named_children", draft_id=draft.id)
    return opened(draft)


def _end(draft: CallDraft, outcome: DraftEnd, report_id: UUID | None = None) -> None:
    destroy_key(draft.data_key_id)
    draft.sealed, draft.ended_at, draft.outcome, draft.report_id = None, timezone.now(), outcome, report_id
    draft.save(update_fields=["sealed", "ended_at", "outcome", "report"])
