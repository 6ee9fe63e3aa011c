"""The child's own view: written down in the child's words, added to what the child said before."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dodomu.base import journal
from dodomu.base.access.viewer import Viewer
from dodomu.base.database.ids import new_id
from dodomu.engine.values.dates import PartialDate
from dodomu.journey.cases import bridge
from dodomu.journey.cases.actions.holding import held, key_of, said, sealed
from dodomu.journey.cases.models import ChildView, HowAsked, Interpreting
from dodomu.kit.dates import today

TABLE = "cases_childview"


@dataclass(frozen=True, slots=True)
class Asked:
    """How the child was asked and what the child said; ``words`` may be empty only where the child declined."""

    on: PartialDate
    how: str
    interpreting: str
    present: str = field(repr=False)
    words: str = field(default="", repr=False)
    explained: str = field(default="", repr=False)


@transaction.atomic
def record_child_view(by: Viewer, case_id: UUID, asked: Asked) -> ChildView:
    """Record what the child thinks and wants.

    Raises:
        NotAllowed, OutOfReach: the viewer does not work on this case. CaseClosed: it is closed.
        ValueError: names the field and what is accepted.
    """
    case = held(by, case_id)
    _check(asked)
    row_id = new_id()
    words = {"words": asked.words, "present": asked.present, "explained": asked.explained}
    row = ChildView.objects.create(
        id=row_id,
        case=case,
        person_id=case.person_id,
        on_edtf=asked.on.edtf,
        on_earliest=asked.on.earliest,
        how=asked.how,
        interpreting=asked.interpreting,
        by_id=by.staff_id,
        at=timezone.now(),
        **sealed(case, TABLE, row_id, **{name: text for name, text in words.items() if text.strip()}),
    )
    journal.append(
        "child_view.recorded",
        by=by,
        subject=case.pid,
        case=case.pid,
        commitments=bridge.committed(key_of(case), asked.on.edtf, *words.values()),
        codes={"how": asked.how},
    )
    return row


def _check(asked: Asked) -> None:
    if asked.on.earliest > today():
        raise ValueError("on: accepted is a day that has come")
    if asked.how not in HowAsked.values:
        raise ValueError(f"how: accepted are {', '.join(HowAsked.values)}")
    if asked.interpreting not in Interpreting.values:
        raise ValueError(f"interpreting: accepted are {', '.join(Interpreting.values)}")
    said("present", asked.present)
    if asked.how != HowAsked.DECLINED:
        said("words", asked.words)
