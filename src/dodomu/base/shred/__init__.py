"""Lawful destruction: care data are shredded by destroying their keys, and the organisation's key is rotated.

    plan = shred.plan_of_case(case.id, subject=case.pid)
    shred.objections(plan, by)
    shred.carry_out(plan, by, confirmed_by=colleague, reason="retention")

Evidence stays: a key whose purpose is not care is refused. What somebody is still writing about the case goes too. How destruction reaches backups: docs/decisions/0017.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dodomu.base.shred.errors import (
        EvidenceStays,
        NotGuarded,
        NothingToShred,
        Objected,
        SecondPersonNeeded,
        ShredRefused,
    )
    from dodomu.base.shred.forms import register_care_names, require_living
    from dodomu.base.shred.guarding import Objection, register_care_keys, register_guard
    from dodomu.base.shred.kinds import (
        CareKind,
        CareTable,
        care_of_case,
        care_tables,
        kinds_of,
        register_care_tables,
        state_of,
    )
    from dodomu.base.shred.planning import REASONS, Plan, plan, plan_of_case
    from dodomu.base.shred.rotating import rotate_keys, rotation_is_due
    from dodomu.base.shred.shredding import carry_out, objections

__all__ = [
    "REASONS",
    "CareKind",
    "CareTable",
    "EvidenceStays",
    "NotGuarded",
    "NothingToShred",
    "Objected",
    "Objection",
    "Plan",
    "SecondPersonNeeded",
    "ShredRefused",
    "care_of_case",
    "care_tables",
    "carry_out",
    "kinds_of",
    "objections",
    "plan",
    "plan_of_case",
    "register_care_keys",
    "register_care_names",
    "register_care_tables",
    "register_guard",
    "require_living",
    "rotate_keys",
    "rotation_is_due",
    "state_of",
]

# Stages name this package before Django's tables are known, so what needs tables is loaded on first use.
_LATER = {
    **dict.fromkeys(
        ("EvidenceStays", "NotGuarded", "NothingToShred", "Objected", "SecondPersonNeeded", "ShredRefused"), "errors"
    ),
    **dict.fromkeys(("register_care_names", "require_living"), "forms"),
    **dict.fromkeys(("Objection", "register_care_keys", "register_guard"), "guarding"),
    **dict.fromkeys(("REASONS", "Plan", "plan", "plan_of_case"), "planning"),
    **dict.fromkeys(("rotate_keys", "rotation_is_due"), "rotating"),
    **dict.fromkeys(
        ("CareKind", "CareTable", "care_of_case", "care_tables", "kinds_of", "register_care_tables", "state_of"),
        "kinds",
    ),
    **dict.fromkeys(("carry_out", "objections"), "shredding"),
}


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
