"""What the codes of evidence in the journal mean, for the page of the journal, which knows no other stage's rows."""

from __future__ import annotations

from typing import Any

from dodomu.base.contributions import register_journal_values
from dodomu.journey.evidence.models import (
    About,
    Bears,
    ClaimSource,
    CopyKind,
    DisclosedFor,
    ExhibitKind,
    HoldWhy,
    OpenedFor,
    Purpose,
)

VALUES: dict[str, Any] = {
    "bears": Bears,
    "claim_about": About,
    "claim_source": ClaimSource,
    "copy_kind": CopyKind,
    "exhibit_kind": ExhibitKind,
    "ground": DisclosedFor,
    "handed_for": Purpose,
    "hold_why": HoldWhy,
    "opened_for": OpenedFor,
}


def register() -> None:
    for name, choices in VALUES.items():
        register_journal_values(name, dict(choices.choices))
