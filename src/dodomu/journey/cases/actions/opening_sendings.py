"""Reading what was sent leaves a trace, whoever reads it."""

from __future__ import annotations

from typing import BinaryIO
from uuid import UUID

from django.db import transaction

from dodomu.base import journal, vault
from dodomu.base.access import policy
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases import queries
from dodomu.journey.cases.models import Sending


@transaction.atomic
def look_at_sending(by: Viewer, sending_id: UUID) -> queries.SendingPage:
    """The page of one sending; a journal leaf says who opened it, on which side, and whether the package was shown.

    Raises:
        SendingNotFound: there is none for this viewer.
    """
    page = queries.sending(by, sending_id)
    row = Sending.objects.select_related("case").get(id=sending_id)
    codes: dict[str, str | int] = {
        "sending": str(row.pid),
        "side": page.row.side,
        "package": int(page.package is not None),
    }
    journal.append("sending.opened", by=by, subject=row.case.pid, codes=codes)
    return page


def open_package(by: Viewer, sending_id: UUID, *, printable: bool) -> BinaryIO:
    """The package as it was kept: the page to print, or the form for machines; the vault journals it.

    Raises:
        OutOfReach: there is none, or something in it is closed to the viewer. NotAllowed: no right to originals.
        KeyDestroyed, VaultDamaged: it is gone.
    """
    try:
        page = queries.sending(by, sending_id)
    except queries.SendingNotFound:
        raise policy.OutOfReach from None
    if not page.may_open_original:
        raise policy.OutOfReach
    row = Sending.objects.select_related("case").get(id=sending_id)
    original = row.page_id if printable else row.original_id
    return vault.open_original(original, by, subject=row.case.person_id, case=row.case.pid)
