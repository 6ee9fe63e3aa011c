"""Opening a case and taking a list out of the house leave a trace."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from dodomu.base import journal
from dodomu.base.access.acts import Act
from dodomu.base.access.policy import require
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases import queries
from dodomu.journey.cases.models import Case


@transaction.atomic
def look(by: Viewer, case_id: UUID) -> queries.CasePage:
    """The page of one case, and a journal leaf that says who opened it.

    Raises:
        CaseNotFound: there is none within the viewer's reach.
    """
    found = queries.case(by, case_id)
    pid = Case.objects.values_list("pid", flat=True).get(id=case_id)
    journal.append("case.page_opened", by=by, subject=pid)
    return found


@transaction.atomic
def export_cases(by: Viewer, purpose: str, rows: int, left_out: int = 0) -> None:
    """Journal that a list of cases leaves, for which purpose, how long it is, and how many children stayed here.

    Raises:
        NotAllowed: the viewer may not export.
    """
    require(by, Act.LIST_EXPORT)
    journal.append("case.list_exported", by=by, codes={"purpose": purpose, "rows": rows, "left_out": left_out})
