"""What a form that is kept is about: the stage whose page it stands on, and every record it names.

Whoever may have records destroyed for ever registers a gate; it is asked before words about them are kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from django.urls import Resolver404, resolve

Fields = Iterable[tuple[str, str]]
_ID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class About:
    """``stage``: the label of the stage, empty where the page is none of a stage; ``ids``: of the records it names."""

    stage: str
    ids: frozenset[UUID]


Gate = Callable[[About], None]
"""Returns where words about these records may be kept, and raises ``KeyDestroyed`` where they were destroyed. It holds
what it looked at to the end of the transaction, so that nothing is destroyed between its answer and the keeping.
"""
_gates: list[Gate] = []


def register_gate(gate: Gate) -> Gate:
    """Have a gate asked before a form is kept; registering it again changes nothing."""
    if gate not in _gates:
        _gates.append(gate)
    return gate


def require_kept_still(about: About) -> None:
    """Return where words about these records may be kept.

    Raises:
        KeyDestroyed: the records were lawfully destroyed.
    """
    for gate in tuple(_gates):
        gate(about)


def of_form(path: str, page: str, fields: Fields) -> About:
    """What a form is about that is sent to ``path`` and stands on ``page``."""
    return About(_stage_of(path), _ids((path, page), fields))


def of_draft(about: str, fields: Fields) -> About:
    """What a draft is about; its page is named by a code of the stage and ids, such as ``reception.triage:<id>``."""
    return About(about.partition(".")[0], _ids((about,), fields))


def _stage_of(path: str) -> str:
    try:
        return resolve(urlsplit(path).path).namespace.partition(":")[0]
    except Resolver404:
        return ""


def _ids(addresses: Iterable[str], fields: Fields) -> frozenset[UUID]:
    """In an address identifiers stand among other things; a field names a record only where it holds nothing else."""
    named = {UUID(one) for address in addresses for one in _ID.findall(address)}
    return frozenset(named | {UUID(value) for _name, value in fields if _ID.fullmatch(value)})
