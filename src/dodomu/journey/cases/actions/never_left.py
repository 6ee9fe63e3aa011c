"""Copies of a child's care that never left the house are destroyed with it. What was sent or given stays as it left.

Such copies have keys of their own, which are no keys of care: nobody knows when one is made whether it will leave.
"""

from __future__ import annotations

from uuid import UUID

from dodomu.base import journal, keys
from dodomu.base.access.viewer import Viewer
from dodomu.base.keys import DataKey
from dodomu.journey.cases.actions.requests import log
from dodomu.journey.cases.models import Case, DataRequest, RequestEvent, RequestKind, RequestState, Sending
from dodomu.journey.registry.queries import linking


def destroy_copies(by: Viewer, case: Case) -> None:
    """Destroy what was to be sent and was not, and the files that were compiled and given to nobody; each leaves a leaf.

    Called in the transaction that destroys the care, when guards have seen that nothing of it waits any more.
    """
    for sending in Sending.objects.filter(case=case, sent_at=None).select_related("original", "page").order_by("id"):
        if _destroy(sending.data_key_id, sending.original.data_key_id, sending.page.data_key_id):
            codes = {"kind": sending.kind, "sending": str(sending.pid)}
            journal.append("sending.destroyed", by=by, subject=case.pid, case=case.pid, codes=codes)
    for event in _ungiven(case):
        if event.file is not None and _destroy(event.file.data_key_id):
            log("request.file_destroyed", by, event.request, original=str(event.file_id))


def _ungiven(case: Case) -> list[RequestEvent]:
    """Where a file was compiled and then sent back, or the request refused."""
    asked = DataRequest.objects.filter(person__in=linking.parts_of(case.person_id), kind=RequestKind.ACCESS)
    given = asked.filter(state=RequestState.RELEASED).values("file_id")
    found = RequestEvent.objects.filter(request__in=asked, what=RequestEvent.What.COMPILED).exclude(file__in=given)
    return list(found.select_related("request", "file").order_by("id"))


def _destroy(*key_ids: UUID) -> int:
    """Destroy those that still live; how many."""
    living = list(DataKey.objects.filter(id__in=key_ids, wrapped__isnull=False).values_list("id", flat=True))
    for one in living:
        keys.destroy_key(one)
    return len(living)
