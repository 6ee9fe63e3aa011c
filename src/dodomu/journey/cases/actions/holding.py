"""A case held for the length of an act, when the viewer may do the act to this child."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

from dodomu.base import keys
from dodomu.base.access import policy
from dodomu.base.access.acts import Act
from dodomu.base.access.viewer import Viewer
from dodomu.journey.cases import bridge
from dodomu.journey.cases.models import Case


class CaseClosed(ValueError):
    """The case is closed: it must be opened again first."""

    def __init__(self) -> None:
        super().__init__("case: accepted are open cases; open it again first")


def held(by: Viewer, case_id: UUID, act: Act = Act.CASE_WORK, *, closed_too: bool = False) -> Case:
    """The case, locked for this transaction.

    Parameters:
        closed_too: the act can be done in a closed case as well.

    Raises:
        NotAllowed: the viewer may not do this act at all.
        OutOfReach: there is no such case, or not for this viewer; the two look alike.
        CaseClosed: the case is closed.
    """
    policy.require(by, act)
    case = found(case_id)
    policy.require(by, act, subject=case.person_id)
    if case.closed_at and not closed_too:
        raise CaseClosed
    return case


def found(case_id: UUID) -> Case:
    """The case, locked; the caller checks the right.

    Raises:
        OutOfReach: there is none.
    """
    case = Case.objects.select_for_update().filter(id=case_id).first()
    if case is None:
        raise policy.OutOfReach
    return case


class CareDestroyed(ValueError):
    """The care data of the case were lawfully destroyed: what is left of it stays as it is."""

    def __init__(self) -> None:
        super().__init__("case: accepted is a case whose care data are still there")


class Sealed(Protocol):
    """A row with a data key of its own: a case, a request about data, an outside body, a sending."""

    data_key_id: UUID


def key_of(row: Sealed) -> keys.OpenKey:
    """The row's own data key, opened.

    Raises:
        KeyDestroyed: it was lawfully destroyed; nothing can be read or added any more.
    """
    try:
        return keys.open_keys({row.data_key_id})[row.data_key_id]
    except KeyError:
        raise keys.KeyDestroyed("The key was destroyed; what it sealed is gone for ever.") from None


def sealed(owner: Sealed, table: str, row: UUID, **words: str) -> dict[str, bytes]:
    """Columns of one row, each sealed under its owner's key: ``sealed(case, "cases_flag", id, reason=text)``."""
    key = key_of(owner)
    return {
        f"{name}_sealed": bridge.seal_text(key, table, row, f"{name}_sealed", text.strip())
        for name, text in words.items()
    }


def sealed_if_said(owner: Sealed, table: str, row: UUID, **words: str) -> dict[str, bytes | None]:
    """As ``sealed``, of anything with a data key of its own; None where there are no words, so that the column is empty."""
    key = key_of(owner)
    return {
        f"{name}_sealed": bridge.seal_text(key, table, row, f"{name}_sealed", text.strip()) if text.strip() else None
        for name, text in words.items()
    }


def said(field: str, text: str) -> str:
    """The words of a field that must not be empty.

    Raises:
        ValueError: they are.
    """
    if not text.strip():
        raise ValueError(f"{field}: say it in words")
    return text.strip()
