"""Who may object to a destruction, and which keys are those of a case. Stages say so; this floor cannot know."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.functional import Promise

from dodomu.base.access.viewer import Viewer
from dodomu.base.shred.offers import late

if TYPE_CHECKING:
    from dodomu.base.shred.planning import Plan


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a plan must not be carried out: a code for programs, such as ``legal_hold``, and a sentence for people."""

    code: str
    sentence: str | Promise


Guard = Callable[["Plan", Viewer, Viewer | None], Iterable[Objection]]
"""Asked inside the transaction that destroys: (plan, who asked, who confirmed or None) to all that stands against it.

A guard locks what it looked at, so that no hold is laid between its answer and the end of the transaction.
"""
CareKeys = Callable[[UUID], Iterable[UUID]]
"""The id of a case to the ids of the data keys of its care, those already destroyed too."""

_guards: list[Guard] = []
_care_keys: list[CareKeys] = []


def register_guard(guard: Guard) -> Guard:
    """Have a guard asked before anything is destroyed; registering it again changes nothing."""
    if guard not in _guards:
        _guards.append(guard)
    return guard


def register_care_keys(provider: CareKeys) -> CareKeys:
    """Have a stage name the keys of a case; registering it again changes nothing."""
    if provider not in _care_keys:
        _care_keys.append(provider)
    return provider


def guards() -> tuple[Guard, ...]:
    late.do()
    return tuple(_guards)


def care_keys_of(case_id: UUID) -> frozenset[UUID]:
    """What all stages name."""
    late.do()
    return frozenset(key for provider in _care_keys for key in provider(case_id))
