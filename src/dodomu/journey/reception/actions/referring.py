"""A referral that was begun from a need answers that need."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases.models import Sending, SendingKind
from dodomu.journey.reception.actions.holding import write_down
from dodomu.journey.reception.models import Need, NeedReferral, NeedState


@transaction.atomic
def tie_referral(sending_id: UUID, need_id: UUID) -> NeedReferral | None:
    """Tie a referral to the need it answers; the right was checked when it was sent.

    Returns:
        None where the need is not an open one of the case that was referred.
    """
    sending = Sending.objects.select_related("by").get(id=sending_id)
    need = Need.objects.select_related("arrival__case").filter(id=need_id, state=NeedState.OPEN).first()
    if need is None or sending.kind != SendingKind.REFERRAL or need.arrival.case_id != sending.case_id:
        return None
    tied = NeedReferral.objects.create(need=need, sending=sending)
    write_down(Viewer.of(sending.by), need.arrival, "reception.need_referred", sending=str(sending.pid))
    return tied
