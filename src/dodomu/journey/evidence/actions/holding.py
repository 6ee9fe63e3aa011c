"""An exhibit held for the length of an act, and the leaf that the act leaves in the journal of its case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

from dodomu.base import journal, vault
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.base.vault import Original
from dodomu.journey.cases.actions.consents import Paper
from dodomu.journey.cases.actions.holding import key_of
from dodomu.journey.cases.models import Case
from dodomu.journey.evidence import bridge
from dodomu.journey.evidence.models import Exhibit

PAPER = "custody_paper"
READING = ("evidence.looked_at",)
"""Reading belongs to no chain of a case, unless an original was opened."""


class SetAside(ValueError):
    """The exhibit was set aside: it was taken in wrongly."""

    def __init__(self) -> None:
        super().__init__("exhibit: accepted is one that was not set aside")


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody outside: a name, an organisation, or both; empty where nobody is known."""

    name: str = field(default="", repr=False)
    organisation: str = field(default="", repr=False)

    def __bool__(self) -> bool:
        return bool(self.name.strip() or self.organisation.strip())

    def value(self) -> dict[str, str]:
        return {"name": self.name.strip(), "organisation": self.organisation.strip()}


class OfCase(Protocol):
    """A row of a case with a data key of its own."""

    pk: Any
    pid: UUID
    case: Case
    data_key_id: UUID


def held(by: Viewer, exhibit_id: UUID, act: Act, *, set_aside_too: bool = False) -> Exhibit:
    """The exhibit, locked for this transaction.

    Raises:
        NotAllowed: the viewer may not do this act at all.
        OutOfReach: there is no such exhibit, or not for this viewer; the two look alike.
        SetAside: it was taken in wrongly.
    """
    policy.require(by, act)
    found = Exhibit.objects.select_for_update(of=("self",)).select_related(
        "case", "original__data_key__organisation_key"
    )
    exhibit = found.filter(id=exhibit_id).first()
    if exhibit is None:
        raise policy.OutOfReach
    policy.require(by, act, subject=exhibit.case.person_id)
    if exhibit.set_aside_at and not set_aside_too:
        raise SetAside
    return exhibit


def log(
    kind: str,
    by: Viewer,
    owner: OfCase,
    statement: Mapping[str, Any] | None = None,
    *more: str,
    row: UUID | None = None,
    **codes: str | int,
) -> None:
    """A journal leaf in the journal of the case: what was done, and a commitment to what was said.

    Parameters:
        owner: the exhibit, hold or list; its key salts the commitment, its pid stands in the leaf.
        statement: what ``row`` (the owner itself where none is given) commits to.
        more: further commitments, such as that to the bytes of an original.
    """
    commitments = list(more)
    if statement is not None:
        commitments.append(bridge.commitment_of(key_of(owner), row or owner.pk, statement))
    journal.append(
        kind,
        by=by,
        subject=owner.case.pid,
        commitments=commitments,
        codes={"item": str(owner.pid), **codes},
        case=None if kind in READING else owner.case.pid,
    )


def keep_paper(by: Viewer, case: Case, paper: Paper | None) -> Original | None:
    """A signed paper in the vault, where there is one."""
    if paper is None:
        return None
    return vault.keep(paper.stream, by=by, kind=f"{PAPER}.{paper.kind}", filename=paper.name, case=case.pid)
